# Lines: bounds, hashes, tokens and flags in one pass.

cdef enum:  # flags, as in tables.py
    BLANK = 1
    ENDS_SENTENCE = 2
    STARTS_UPPER = 4
    HAS_URL = 32
    STARTS_PAREN = 64
    HAS_NONASCII = 128

cdef struct LineTable:
    int64_t* start
    int64_t* end
    int64_t* next
    uint64_t* hash
    int32_t* chars
    int64_t* first_token
    uint16_t* flags
    uint64_t* tokens


cdef inline uint32_t traits_at(const uint8_t* p, const uint8_t* end, int* length) noexcept nogil:
    """Return the traits of the scalar at `p` < `end`; a stray byte is ink of length 1."""
    cdef uint32_t scalar
    length[0] = decode(p, end, &scalar)
    if length[0]:
        return lookup(scalar).traits
    length[0] = 1
    return INK


cdef uint32_t head_flags(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return what the first ink and the first letter of the line say."""
    cdef uint32_t traits, flags = 0
    cdef int length
    cdef bint inked = False
    while p < end:
        traits = traits_at(p, end, &length)
        if traits & INK and not inked:
            inked = True
            if traits & OPENER:
                flags = STARTS_PAREN
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
    traits = traits_at(lead, end, &length)
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


cdef int32_t read_line(Reader* r, const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Read [p, end) into tokens; return its code points, a stray byte counting as one."""
    cdef int32_t chars = 0
    cdef const uint8_t* after
    cdef uint32_t scalar
    cdef int length
    while p < end:
        if p[0] < 0x80:
            after = read_ascii(r, p, end)
            chars += <int32_t>(after - p)
            p = after
            continue
        length = decode(p, end, &scalar)
        r.traits |= HAS_NONASCII
        if length:
            read_scalar(r, scalar)
            p += length
        else:
            end_token(r)
            r.traits |= INK
            p += 1
        chars += 1
    end_token(r)
    return chars


cdef uint64_t close_tokens(uint64_t* token, const uint64_t* end) noexcept nogil:
    """Finish the hashes in [token, end) and return the hash of their line."""
    cdef uint64_t line = SEED
    if token == end:
        return 0
    while token < end:
        token[0] = close(token[0])
        line = (line + token[0]) * PRIME
        token += 1
    return close(line)


cdef void add_line(
    LineTable* t, Py_ssize_t i, Reader* r, const uint8_t* start, const uint8_t* end
) noexcept nogil:
    cdef uint64_t* first = r.out
    cdef uint32_t flags
    r.traits = 0
    t.chars[i] = read_line(r, start, end)
    t.hash[i] = close_tokens(first, r.out)
    t.first_token[i + 1] = r.out - t.tokens
    flags = <uint32_t>r.traits & (DIGIT_OR_MARK | HAS_NONASCII)
    if r.traits & INK:
        flags |= head_flags(start, end) | tail_flags(start, end) | url_flag(start, end)
    else:
        flags |= BLANK
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
        add_line(t, i, r, text + at, text + end)
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
    cdef Py_ssize_t documents = starts.shape[0], room = 0, words = 1, d, lines = 0
    cdef const uint8_t* p = &text[0]
    with nogil:
        for d in range(documents):
            room += count_lines(p + starts[d], p + ends[d])
            # Two tokens stand apart by a byte, or one of them is a no-space character of three
            # bytes: at most (n + 1) // 2 in n bytes. One more, since a token is written first
            # and counted afterwards.
            words += (ends[d] - starts[d] + 1) // 2
    start, end, following = (np.empty(room, np.int64) for _ in range(3))
    hashes, chars, flags = (np.empty(room, kind) for kind in (np.uint64, np.int32, np.uint16))
    first_line, first_token = (np.zeros(size + 1, np.int64) for size in (documents, room))
    tokens = np.empty(words, np.uint64)
    cdef LineTable t
    cdef Reader r
    cdef int64_t* bounds = <int64_t*>address(first_line)
    t.start, t.end = <int64_t*>address(start), <int64_t*>address(end)
    t.next, t.first_token = <int64_t*>address(following), <int64_t*>address(first_token)
    t.hash, t.tokens = <uint64_t*>address(hashes), <uint64_t*>address(tokens)
    t.chars, t.flags = <int32_t*>address(chars), <uint16_t*>address(flags)
    with nogil:
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
