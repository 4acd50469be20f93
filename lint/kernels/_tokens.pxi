# Tokens alone: what a document is compared by where nobody asks about its lines.

cdef void read_document(Reader* r, WordReader* words, int64_t at, int64_t stop) noexcept nogil:
    """Read the words of text[at:stop]."""
    cdef uint64_t inside, before, newlines, marks, stops
    while at < stop:
        inside = word_bytes(words.text + at, stop - at, &newlines, &marks, &stops)
        before = inside << 1 | words.inside
        read_words(r, words, at, inside & ~before, before & ~inside)
        words.inside = inside >> 63
        at += 64
    if words.inside:
        read_words(r, words, stop, 0, 1)
        words.inside = 0


def scan_tokens(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t d, documents = starts.shape[0]
    cdef WordReader words
    cdef Reader r
    sizes = np.asarray(ends) - np.asarray(starts)
    tokens = np.empty(int(((sizes + 1) // 2).sum()), np.uint64)
    first = np.zeros(documents + 1, np.int64)
    if len(tokens) == 0:
        return tokens, first
    cache = start_words(&words, text)
    cdef uint64_t* out = <uint64_t*>address(tokens)
    cdef int64_t* bound = <int64_t*>address(first)
    with nogil:
        memset(&r, 0, sizeof(r))
        r.out, r.hash = out, SEED
        for d in range(documents):
            read_document(&r, &words, starts[d], ends[d])
            bound[d + 1] = r.out - out
    tokens.resize(bound[documents], refcheck=False)
    return tokens, first

