# What tells two lines apart before their words are compared in order: words at both ends, and how
# many they share.

def common_ends(
    const uint64_t[::1] tokens, const int64_t[::1] first_token,
    const int64_t[::1] one, const int64_t[::1] other,
):
    check_bounds(tokens.shape[0], np.asarray(first_token))
    check_pairs(first_token.shape[0] - 1, np.asarray(one), np.asarray(other))
    cdef Py_ssize_t i, count = one.shape[0]
    leading, trailing = np.empty(count, np.int64), np.empty(count, np.int64)
    cdef int64_t[::1] ahead_of = leading, behind = trailing
    cdef int64_t a, b, size, same
    with nogil:
        for i in range(count):  # no token of either line is passed, which `size` says
            a, b = first_token[one[i]], first_token[other[i]]
            size = min(first_token[one[i] + 1] - a, first_token[other[i] + 1] - b)
            same = 0
            while same < size and tokens[a + same] == tokens[b + same]:
                same += 1
            ahead_of[i] = same
            a, b = first_token[one[i] + 1] - 1, first_token[other[i] + 1] - 1
            same = 0
            while same < size and tokens[a - same] == tokens[b - same]:
                same += 1
            behind[i] = same
    return leading, trailing


cdef enum:
    BLANK_BYTE = 16  # a blank of one byte; lower bits: where two bytes may begin a longer one

cdef uint8_t OPENS_BLANK[256]
cdef uint8_t GOES_ON_BLANK[256]


cdef void fill_blanks() noexcept:
    """Fill the tables of what `str.isspace` holds for a blank."""
    cdef int byte
    for byte in (9, 10, 11, 12, 13, 28, 29, 30, 31, 32):
        OPENS_BLANK[byte] = BLANK_BYTE
    OPENS_BLANK[0xC2], OPENS_BLANK[0xE1], OPENS_BLANK[0xE2], OPENS_BLANK[0xE3] = 1, 2, 4, 8
    GOES_ON_BLANK[0x85] = GOES_ON_BLANK[0xA0] = 1  # U+0085, U+00A0
    GOES_ON_BLANK[0x9A] = 2  # U+1680
    GOES_ON_BLANK[0x81] = 4  # U+205F
    GOES_ON_BLANK[0x80] = 4 | 8  # U+2000 to U+202F, U+3000


cdef inline int blank_bytes(const uint8_t* p, int64_t left) noexcept nogil:
    """Return how many bytes the blank at `p` has, 0 where none is; at most `left` > 0 are read."""
    cdef int lead
    if OPENS_BLANK[p[0]] == BLANK_BYTE:
        return 1
    lead = OPENS_BLANK[p[0]] & GOES_ON_BLANK[p[1]] if left > 1 else 0
    if lead <= 1:
        return 2 * lead
    if left < 3:
        return 0
    if p[1] == 0x81:
        return 3 if p[2] == 0x9F else 0
    if lead == 4:
        return 3 if 0x80 <= p[2] <= 0x8A or 0xA8 <= p[2] <= 0xA9 or p[2] == 0xAF else 0
    return 3 if p[2] == 0x80 else 0


cdef int64_t count_words(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return as many words as `str.split` finds in [p, end)."""
    cdef int64_t seen = 0
    cdef int blank, before = 1
    while p < end:
        blank = blank_bytes(p, end - p)
        seen += before != 0 and blank == 0
        before = blank
        p += blank + (blank == 0)
    return seen


cdef Py_ssize_t hash_words(
    const uint8_t* p, const uint8_t* end, uint64_t* tokens, uint64_t* out
) noexcept nogil:
    """Put the hash of each word's tokens to `out`, and return how many there are.

    In n bytes stand at most (n + 1) // 2 words or tokens, for which there must be room.
    """
    cdef Reader r
    cdef Py_ssize_t count = 0
    cdef const uint8_t* start
    cdef int blank
    memset(&r, 0, sizeof(r))
    r.hash = SEED
    while p < end:
        blank = blank_bytes(p, end - p)
        p += blank
        if blank:
            continue
        start, r.out = p, tokens
        while p < end and not blank_bytes(p, end - p):
            p += 1
        read_text(&r, start, p)
        out[count] = line_hash(tokens, r.out)
        count += 1
    return count


cdef bint has_iota(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Say whether U+0340 to U+037F or U+1F00 to U+1FFF may be in [p, end)."""
    while p < end:
        if p[0] == 0xCD or p[0] == 0xE1 and end - p > 1 and 0xBC <= p[1] <= 0xBF:
            return True
        p += 1
    return False


cdef inline bint reaches(int64_t common, int64_t one, int64_t other, double least) noexcept nogil:
    """Say whether lists of so many words, so many of them common, are similar by `least`."""
    return one + other == 0 or 1 - <double>(one + other - 2 * common) / (one + other) >= least


def may_be_similar(
    const uint8_t[::1] text, const int64_t[:, ::1] starts, const int64_t[:, ::1] ends, double least
):
    check_span_pairs(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t i, own, others, pairs = starts.shape[0]
    found = np.zeros(pairs, np.uint8)
    cdef uint8_t[::1] out = found
    room = (int((np.asarray(ends) - starts).max(initial=0)) + 1) // 2
    cdef uint64_t slots = 16
    while slots < 2 * <uint64_t>room:
        slots *= 2
    arrays = [np.zeros(size, np.uint64) for size in (slots, slots, room + 1, room + 1, room + 1)]
    cdef Table table
    table.keys, table.stamps = <uint64_t*>address(arrays[0]), <int64_t*>address(arrays[1])
    table.mask, table.stamp = slots - 1, 0
    cdef uint64_t* tokens = <uint64_t*>address(arrays[2])
    cdef uint64_t* ours = <uint64_t*>address(arrays[3])
    cdef uint64_t* theirs = <uint64_t*>address(arrays[4])
    cdef const uint8_t* p = &text[0] if text.shape[0] else NULL
    cdef const uint8_t* a
    cdef const uint8_t* b
    cdef const uint8_t* a_end
    cdef const uint8_t* b_end
    with nogil:
        for i in range(pairs):
            a, a_end, b, b_end = p + starts[i, 0], p + ends[i, 0], p + starts[i, 1], p + ends[i, 1]
            own, others = count_words(a, a_end), count_words(b, b_end)
            if not reaches(min(own, others), own, others, least):
                continue  # most pairs end here
            out[i] = has_iota(a, a_end) or has_iota(b, b_end)
            if not out[i]:
                fill(&table, theirs, hash_words(b, b_end, tokens, theirs))
                hash_words(a, a_end, tokens, ours)
                out[i] = reaches(shared(&table, ours, own, 0), own, others, least)
    return found.view(bool)


fill_blanks()
