# Lines: bounds, hashes, tokens and flags in one pass.

cdef enum:  # flags, as in tables.py
    BLANK = 1
    ENDS_SENTENCE = 2
    STARTS_UPPER = 4
    HAS_URL = 32
    STARTS_PAREN = 64
    HAS_SEAM = 256

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
    if r.traits & SEAM:
        flags |= HAS_SEAM
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
    """Return the newlines and one more."""
    cdef Py_ssize_t count = 1
    while True:
        p = <const uint8_t*>memchr(p, b"\n", end - p)
        if p == NULL:
            return count
        p += 1
        count += 1


cdef tuple size_lines(
    const uint8_t* text, const int64_t* starts, const int64_t* ends, Py_ssize_t documents
):
    """Return how many lines and tokens there may be at most.

    Two tokens stand apart by a byte, or one of them is a no-space character of three bytes:
    at most (n + 1) // 2 in n bytes.
    """
    cdef Py_ssize_t lines = 0, tokens = 0, d
    with nogil:
        for d in range(documents):
            lines += count_lines(text + starts[d], text + ends[d])
            tokens += (ends[d] - starts[d] + 1) // 2
    return lines, tokens


cdef empty_lines(documents, room, words):
    """Return a `Lines` with room for so many lines and tokens."""
    return Lines(
        start=np.empty(room, np.int64),
        end=np.empty(room, np.int64),
        next=np.empty(room, np.int64),
        first_line=np.zeros(documents + 1, np.int64),
        hash=np.empty(room, np.uint64),
        chars=np.empty(room, np.int32),
        first_token=np.zeros(room + 1, np.int64),
        tokens=np.empty(words, np.uint64),
        flags=np.empty(room, np.uint16),
    )


cdef cut(lines, count):
    """Give back the room behind `count` lines."""
    for array in (lines.start, lines.end, lines.next, lines.hash, lines.chars, lines.flags):
        array.resize(count, refcheck=False)
    lines.first_token.resize(count + 1, refcheck=False)
    lines.tokens.resize(lines.first_token[count], refcheck=False)


cdef point(LineTable* t, lines, cache, bits):
    """Let `t` point into the arrays of `lines` (a `Lines`) and the tables of words."""
    t.start, t.end = <int64_t*>address(lines.start), <int64_t*>address(lines.end)
    t.next, t.hash = <int64_t*>address(lines.next), <uint64_t*>address(lines.hash)
    t.chars, t.flags = <int32_t*>address(lines.chars), <uint16_t*>address(lines.flags)
    t.first_token = <int64_t*>address(lines.first_token)
    t.tokens = <uint64_t*>address(lines.tokens)
    t.words.cache, t.words.bits = <Word*>address(cache), <uint8_t*>address(bits)


def scan_lines(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t documents = starts.shape[0], count = 0, d
    cdef const uint8_t* p = &text[0]
    cdef LineTable t
    cdef Reader r
    room, words = size_lines(p, &starts[0], &ends[0], documents)
    lines = empty_lines(documents, room, words)
    cache = np.zeros(sizeof(Word) << CACHE_BITS, np.uint8)
    bits = np.empty(text.shape[0] // 8 + 9, np.uint8)
    point(&t, lines, cache, bits)
    t.words.last = text.shape[0] - WORD_BYTES
    cdef int64_t* first_line = <int64_t*>address(lines.first_line)
    with nogil:
        mark_separators(p, text.shape[0], <uint8_t*>t.words.bits)
        memset(&r, 0, sizeof(r))
        r.out, r.hash = t.tokens, SEED
        for d in range(documents):
            count = add_document(&t, count, &r, p, starts[d], ends[d])
            first_line[d + 1] = count
    cut(lines, count)
    return lines
