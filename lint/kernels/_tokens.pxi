# Tokens alone: what a document is compared by where nobody asks about its lines.

def scan_tokens(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t d, documents = starts.shape[0]
    cdef WordTable words
    cdef Reader r
    sizes = np.asarray(ends) - np.asarray(starts)
    tokens = np.empty(int(((sizes + 1) // 2).sum()), np.uint64)
    first = np.zeros(documents + 1, np.int64)
    if len(tokens) == 0:
        return tokens, first
    cache = np.zeros(sizeof(Word) << CACHE_BITS, np.uint8)
    bits = np.empty(text.shape[0] // 8 + 9, np.uint8)
    words.cache, words.bits = <Word*>address(cache), <uint8_t*>address(bits)
    words.last = text.shape[0] - WORD_BYTES
    cdef uint64_t* out = <uint64_t*>address(tokens)
    cdef int64_t* bound = <int64_t*>address(first)
    cdef const uint8_t* p = &text[0]
    with nogil:
        mark_separators(p, text.shape[0], <uint8_t*>words.bits)
        memset(&r, 0, sizeof(r))
        r.out, r.hash = out, SEED
        for d in range(documents):
            read_words(&r, &words, p, starts[d], ends[d])
            bound[d + 1] = r.out - out
    tokens.resize(bound[documents], refcheck=False)
    return tokens, first

