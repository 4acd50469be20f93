# The words around some places, and the characters before them.

def words_around(
    const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends, int64_t reach
):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t i, count = starts.shape[0]
    first = np.empty(count, np.int64)
    last = np.empty(count, np.int64)
    cdef int64_t[::1] begin = first, stop = last
    cdef int64_t at, limit
    with nogil:
        for i in range(count):  # `at` moves inside the text: from a span of it, not beyond `limit`
            at = starts[i]
            limit = max(at - reach, 0)
            while at > limit and not parts_words(text[at - 1]):
                at -= 1
            while at < starts[i] and goes_on(text[at]):
                at += 1
            begin[i] = at
            at = ends[i]
            limit = min(at + reach, text.shape[0])
            while at < limit and not parts_words(text[at]):
                at += 1
            if at < limit:
                at += 1
            while ends[i] < at < text.shape[0] and goes_on(text[at]):
                at -= 1
            stop[i] = at
    return first, last


cdef inline bint parts_words(uint8_t byte) noexcept nogil:
    """Tell whether `byte` is a space, a tab or a line feed."""
    return byte == 32 or byte == 9 or byte == 10


def characters_before(
    const uint8_t[::1] text, const int64_t[::1] positions, *, bint with_marks
):
    check_spans(text.shape[0], np.zeros(positions.shape[0], np.int64), np.asarray(positions))
    cdef Py_ssize_t i, count = positions.shape[0]
    cdef int64_t size = text.shape[0], at
    found = np.zeros((2, count), np.int64)
    if count == 0 or size == 0:
        return found[0], found[1]
    cdef const uint8_t* p = &text[0]
    cdef const int64_t* position = &positions[0]
    cdef int64_t* start = <int64_t*>address(found[0])
    cdef int64_t* code_point = <int64_t*>address(found[1])
    with nogil:
        for i in range(count):  # `at` stays in the text: below a position, not below 0
            at = max(position[i] - 1, 0)
            while at > 0 and (goes_on(p[at]) or (with_marks and is_mark(p, at, size))):
                at -= 1
            start[i] = at
            code_point[i] = code_point_at(p, at, position[i])
    return found[0], found[1]


cdef inline int64_t code_point_at(const uint8_t* p, int64_t at, int64_t end) noexcept nogil:
    """Return the code point that begins at byte `at`; nothing from `end` on is read but that."""
    cdef int64_t found = p[at], last = min(at + 4, end)
    if found < 0xC0:
        return found
    found &= 0x1F if found < 0xE0 else 0x0F
    at += 1
    while at < last and goes_on(p[at]):
        found = found << 6 | (p[at] & 0x3F)
        at += 1
    return found
