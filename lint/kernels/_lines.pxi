# Lines: bounds, hashes, tokens and flags in one pass.

cdef enum:  # flags, as in tables.py
    BLANK = 1
    ENDS_SENTENCE = 2
    STARTS_UPPER = 4
    HAS_URL = 32
    STARTS_PAREN = 64

cdef struct LineTable:
    int64_t* start
    int64_t* end
    int64_t* next
    uint64_t* hash
    int32_t* chars
    int64_t* first_token
    uint16_t* flags
    uint64_t* tokens
    WordTable words


cdef uint32_t head_flags(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return what the first ink and the first letter of the line say, BLANK without ink."""
    cdef uint32_t traits, flags = BLANK
    cdef int length
    while p < end:
        traits = lookup(next_scalar(p, end, &length)).traits
        if traits & INK and flags & BLANK:
            flags = STARTS_PAREN if traits & OPENER else 0
        if traits & ALPHA:
            return flags | STARTS_UPPER if traits & UPPER else flags
        p += length
    return flags


cdef inline uint32_t traits_before(
    const uint8_t* start, const uint8_t** p, const uint8_t* end
) noexcept nogil:
    """Step `p` > `start` back by one scalar and return its traits.

    A valid scalar holds one lead byte, its first, so walking back over at most three
    continuation bytes finds the same scalars as reading forward does.
    """
    cdef const uint8_t* lead = p[0] - 1
    cdef int length
    cdef uint32_t traits
    while lead > start and p[0] - lead < 4 and lead[0] & 0xC0 == 0x80:
        lead -= 1
    traits = lookup(next_scalar(lead, end, &length)).traits
    if lead + length != p[0]:
        lead = p[0] - 1
        traits = INK
    p[0] = lead
    return traits


cdef uint32_t tail_flags(const uint8_t* start, const uint8_t* end) noexcept nogil:
    cdef const uint8_t* p = end
    cdef uint32_t traits
    while p > start:
        traits = traits_before(start, &p, end)
        if traits & INK and not traits & CLOSER:
            return ENDS_SENTENCE if traits & TERMINATOR else 0
    return 0


cdef inline bint is_www(const uint8_t* p) noexcept nogil:
    return p[0] | 32 == b"w" and p[1] | 32 == b"w" and p[2] | 32 == b"w"


cdef uint32_t url_flag(const uint8_t* start, const uint8_t* end) noexcept nogil:
    cdef const uint8_t* p = start
    while True:
        p = <const uint8_t*>memchr(p, b":", end - p)
        if p == NULL or end - p < 3:
            break
        if p[1] == b"/" and p[2] == b"/":
            return HAS_URL
        p += 1
    p = start
    while True:
        p = <const uint8_t*>memchr(p, b".", end - p)
        if p == NULL:
            return 0
        if p - start >= 3 and is_www(p - 3):
            return HAS_URL
        p += 1


cdef uint64_t line_hash(const uint64_t* token, const uint64_t* end) noexcept nogil:
    """Return the hash of the line with the tokens [token, end)."""
    cdef uint64_t value = SEED
    if token == end:
        return 0
    while token < end:
        value = (value + token[0]) * PRIME
        token += 1
    return close(value)


cdef void add_line(LineTable* t, Py_ssize_t i, Reader* r, const uint8_t* text) noexcept nogil:
    """Fill in row `i`, whose bounds are set."""
    cdef const uint8_t* start = text + t.start[i]
    cdef const uint8_t* end = text + t.end[i]
    cdef uint64_t* first = r.out
    cdef uint32_t flags
    r.traits = 0
    r.chars = 0
    read_words(r, &t.words, text, t.start[i], t.end[i])
    t.chars[i] = <int32_t>r.chars
    t.hash[i] = line_hash(first, r.out)
    t.first_token[i + 1] = r.out - t.tokens
    flags = head_flags(start, end) | r.traits & WORD_TRAITS
    if not flags & BLANK:
        flags |= tail_flags(start, end) | url_flag(start, end)
    t.flags[i] = <uint16_t>flags


cdef Py_ssize_t add_document(
    LineTable* t, Py_ssize_t i, Reader* r, const uint8_t* text, int64_t at, int64_t stop
) noexcept nogil:
    """Add the lines of text[at:stop] from row `i` on; return the row after them."""
    cdef const uint8_t* newline
    cdef int64_t end
    while at < stop:
        newline = <const uint8_t*>memchr(text + at, b"\n", stop - at)
        t.start[i] = at
        end = stop if newline == NULL else newline - text
        t.next[i] = stop if newline == NULL else end + 1
        if newline != NULL and end > at and text[end - 1] == b"\r":
            end -= 1
        t.end[i] = end
        add_line(t, i, r, text)
        at = t.next[i]
        i += 1
    return i


cdef Py_ssize_t count_lines(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return an upper bound: newlines and one more."""
    cdef Py_ssize_t count = 1
    while True:
        p = <const uint8_t*>memchr(p, b"\n", end - p)
        if p == NULL:
            return count
        p += 1
        count += 1


def scan_lines(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t documents = starts.shape[0], room = 0, words = 0, d, lines = 0
    cdef const uint8_t* p = &text[0]
    with nogil:
        for d in range(documents):
            room += count_lines(p + starts[d], p + ends[d])
            # Two tokens stand apart by a byte, or one of them is a no-space character of three
            # bytes: at most (n + 1) // 2 in n bytes.
            words += (ends[d] - starts[d] + 1) // 2
    start, end, following = (np.empty(room, np.int64) for _ in range(3))
    hashes, chars, flags = (np.empty(room, kind) for kind in (np.uint64, np.int32, np.uint16))
    first_line, first_token = (np.zeros(size + 1, np.int64) for size in (documents, room))
    tokens = np.empty(words, np.uint64)
    cache = np.zeros(sizeof(Word) << CACHE_BITS, np.uint8)
    cdef LineTable t
    cdef Reader r
    cdef int64_t* bounds = <int64_t*>address(first_line)
    t.start, t.end = <int64_t*>address(start), <int64_t*>address(end)
    t.next, t.first_token = <int64_t*>address(following), <int64_t*>address(first_token)
    t.hash, t.tokens = <uint64_t*>address(hashes), <uint64_t*>address(tokens)
    t.chars, t.flags = <int32_t*>address(chars), <uint16_t*>address(flags)
    bits = np.empty(text.shape[0] // 8 + 9, np.uint8)
    cdef uint8_t* p_bits = <uint8_t*>address(bits)
    t.words.cache, t.words.bits = <Word*>address(cache), p_bits
    t.words.last = text.shape[0] - WORD_BYTES
    with nogil:
        mark_separators(p, text.shape[0], p_bits)
        memset(&r, 0, sizeof(r))
        r.out, r.hash = t.tokens, SEED
        for d in range(documents):
            lines = add_document(&t, lines, &r, p, starts[d], ends[d])
            bounds[d + 1] = lines
    for array in (start, end, following, hashes, chars, flags):
        array.resize(lines, refcheck=False)
    first_token.resize(lines + 1, refcheck=False)
    tokens.resize(first_token[lines], refcheck=False)
    return Lines(start, end, following, first_line, hashes, chars, first_token, tokens, flags)
