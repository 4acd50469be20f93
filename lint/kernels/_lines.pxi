# Lines: bounds, hashes, tokens and flags in one pass.

cdef enum:  # flags, as in tables.py
    BLANK = 1
    ENDS_SENTENCE = 2
    STARTS_UPPER = 4
    HAS_URL = 32
    STARTS_PAREN = 64
    HAS_SEAM = 256
    HAS_JOINT = 512

cdef struct LineTable:
    int64_t* start
    int64_t* end
    int64_t* next
    uint64_t* hash
    int32_t* chars
    int64_t* first_token
    uint16_t* flags
    uint64_t* tokens
    WordReader words


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
    while lead > start and p[0] - lead < 4 and goes_on(lead[0]):
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


cdef void note_url(
    Reader* r, const uint8_t* start, const uint8_t* block, const uint8_t* stop, uint64_t pairs
) noexcept nogil:
    """Note whether "://" or "www." stands in a line from `start` on; its document ends at `stop`.

    The bits `pairs`, from `block` on, are the slash that may end the one, the w before the dot.
    """
    cdef const uint8_t* p
    while pairs:
        p = block + lowest_bit(pairs) - 2
        pairs &= pairs - 1
        if p < start:
            continue
        if p[0] == b":" and p[1] == b"/" and p[2] == b"/":
            r.traits |= HAS_URL
        elif is_www(p) and stop - p > 3 and p[3] == b".":
            r.traits |= HAS_URL


cdef inline bint ends_in_mark(const uint8_t* start, const uint8_t* end) noexcept nogil:
    """Say whether . ! ? or an ellipsis stands last in [start, end)."""
    cdef uint8_t last = (end - 1)[0] if end > start else 0
    if last == 0xA6:
        return end - start > 2 and (end - 2)[0] == 0x80 and (end - 3)[0] == 0xE2
    return last == b"." or last == b"!" or last == b"?"


cdef inline bint is_small(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Say whether what stands first in [p, end), marks aside, is a letter that is no capital."""
    cdef const Record* row
    cdef int length
    while p < end:
        row = lookup(next_scalar(p, end, &length))
        if row.traits & ALPHA or row.kind < MARK or row.kind > IGNORABLE:
            return row.traits & (ALPHA | UPPER) == ALPHA
        p += length
    return False


cdef bint is_joint(const uint8_t* start, const uint8_t* p, const uint8_t* stop) noexcept nogil:
    """Say whether sentences meet before `p`, as `HAS_JOINT` says, or in front of a quote there.

    Their line begins at `start` < `p`, and its document ends at `stop` > `p`.
    """
    cdef bint quoted = (p - 1)[0] == b"("
    cdef uint32_t scalar
    cdef int length
    if not ends_in_mark(start, p - quoted):
        return False
    scalar = next_scalar(p, stop, &length)
    if scalar in (0xAB, 0xBB, 0x2018, 0x2019, 0x201C, 0x201D):
        quoted = True
        p += length
        scalar = next_scalar(p, stop, &length) if p < stop else 0
    return lookup(scalar).traits & UPPER and (quoted or is_small(p + length, stop))


cdef inline void note_joints(
    Reader* r, const uint8_t* start, const uint8_t* block, const uint8_t* stop, uint64_t behind
) noexcept nogil:
    """Note whether sentences meet in a line from `start` on; its document ends at `stop`.

    The bits `behind`, from `block` on, are what stands in a word and right behind a mark.
    """
    while behind:
        if is_joint(start, block + lowest_bit(behind), stop):
            r.traits |= JOINT
        behind &= behind - 1


cdef uint64_t line_hash(const uint64_t* token, const uint64_t* end) noexcept nogil:
    """Return the hash of the line with the tokens [token, end).

    Four steps (h + token) * PRIME at once, multiplied out, so that one product waits for another.
    """
    cdef uint64_t value = SEED
    cdef uint64_t p1 = POWERS[8], p2 = POWERS[9], p3 = POWERS[10], p4 = POWERS[11]
    if token == end:
        return 0
    while end - token >= 4:
        value = (value + token[0]) * p4 + token[1] * p3 + token[2] * p2 + token[3] * p1
        token += 4
    while token < end:
        value = (value + token[0]) * p1
        token += 1
    return close(value)


cdef int64_t add_line(
    LineTable* t, Py_ssize_t i, Reader* r, int64_t start, int64_t newline, int64_t stop
) noexcept nogil:
    """Fill in row `i`, whose words were read, and return where the next line begins.

    Its document ends at `stop`, and it itself at `newline` or, without one, there.
    """
    cdef const uint8_t* text = t.words.text
    cdef int64_t end = newline
    cdef uint32_t flags
    if newline < stop and end > start and text[end - 1] == b"\r":
        end -= 1
    t.start[i], t.end[i], t.next[i] = start, end, min(newline + 1, stop)
    t.chars[i] = <int32_t>(end - start - r.continued)
    t.hash[i] = line_hash(t.tokens + t.first_token[i], r.out)
    t.first_token[i + 1] = r.out - t.tokens
    flags = head_flags(text + start, text + end) | r.traits & WORD_TRAITS
    if r.traits & SEAM:
        flags |= HAS_SEAM
    if r.traits & JOINT:
        flags |= HAS_JOINT
    if not flags & BLANK:
        flags |= tail_flags(text + start, text + end)
    t.flags[i] = <uint16_t>flags
    r.traits = 0
    r.continued = 0
    return t.next[i]


cdef Py_ssize_t add_document(
    LineTable* t, Py_ssize_t i, Reader* r, int64_t at, int64_t stop
) noexcept nogil:
    """Add the lines of text[at:stop] from row `i` on; return the row after them."""
    cdef const uint8_t* text = t.words.text
    cdef uint64_t inside, before, starts, ends, newlines, marks, pairs, line, last_mark = 0
    cdef uint64_t stops, behind, last_stop = 0
    cdef int64_t start = at
    while at < stop:
        inside = word_bytes(text + at, stop - at, &newlines, &marks, &stops)
        before = inside << 1 | t.words.inside
        starts, ends = inside & ~before, before & ~inside
        pairs = marks & (marks << 1 | last_mark)
        behind = inside & (stops << 1 | last_stop)
        while newlines:
            line = newlines ^ (newlines - 1)
            read_words(r, &t.words, at, starts & line, ends & line)
            note_url(r, text + start, text + at, text + stop, pairs & line)
            note_joints(r, text + start, text + at, text + stop, behind & line)
            start = add_line(t, i, r, start, at + lowest_bit(newlines), stop)
            i += 1
            starts, ends, pairs = starts & ~line, ends & ~line, pairs & ~line
            behind &= ~line
            t.words.inside = 0
            newlines &= newlines - 1
        read_words(r, &t.words, at, starts, ends)
        note_url(r, text + start, text + at, text + stop, pairs)
        note_joints(r, text + start, text + at, text + stop, behind)
        t.words.inside, last_mark, last_stop = inside >> 63, marks >> 63, stops >> 63
        at += 64
    if t.words.inside:
        read_words(r, &t.words, stop, 0, 1)
        t.words.inside = 0
    if start < stop:
        add_line(t, i, r, start, stop, stop)
        i += 1
    return i


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


cdef point(LineTable* t, lines):
    """Let `t` point into the arrays of `lines` (a `Lines`)."""
    t.start, t.end = <int64_t*>address(lines.start), <int64_t*>address(lines.end)
    t.next, t.hash = <int64_t*>address(lines.next), <uint64_t*>address(lines.hash)
    t.chars, t.flags = <int32_t*>address(lines.chars), <uint16_t*>address(lines.flags)
    t.first_token = <int64_t*>address(lines.first_token)
    t.tokens = <uint64_t*>address(lines.tokens)


def scan_lines(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t documents = starts.shape[0], count = 0, d
    cdef LineTable t
    cdef Reader r
    room, words = size_lines(&text[0], &starts[0], &ends[0], documents)
    lines = empty_lines(documents, room, words)
    cache = start_words(&t.words, text)
    point(&t, lines)
    cdef int64_t* first_line = <int64_t*>address(lines.first_line)
    with nogil:
        memset(&r, 0, sizeof(r))
        r.out, r.hash = t.tokens, SEED
        for d in range(documents):
            count = add_document(&t, count, &r, starts[d], ends[d])
            first_line[d + 1] = count
    cut(lines, count)
    return lines
