# How texts end: their last word, and how much stands behind their last full stop.

cdef inline int64_t whole_start(const uint8_t* text, int64_t at, int64_t end) noexcept nogil:
    """Return where the first whole character of text[at:end] begins."""
    while at < end and goes_on(text[at]):
        at += 1
    return at


cdef inline int blank_before(const uint8_t* p, int64_t left) noexcept nogil:
    """Return how many bytes the blank right before `p` has, 0 where none is; `left` can be read."""
    cdef int size
    for size in range(1, 4):
        if left >= size and blank_bytes(p - size, size) == size:
            return size
    return 0


def last_words(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t i, count = starts.shape[0]
    first, last = np.empty(count, np.int64), np.empty(count, np.int64)
    cdef int64_t[::1] begin = first, stop = last
    cdef const uint8_t* p = &text[0] if text.shape[0] else NULL
    cdef int64_t at, start
    cdef int blank
    with nogil:
        for i in range(count):
            start, at = whole_start(p, starts[i], ends[i]), ends[i]
            blank = blank_before(p + at, at - start)
            while blank:
                at -= blank
                blank = blank_before(p + at, at - start)
            stop[i] = at
            while at > start and not blank_before(p + at, at - start):
                at -= 1
            begin[i] = at
    return first, last


cdef inline bint is_three(const uint8_t* p, const uint8_t* end, uint8_t last) noexcept nogil:
    """Say whether at `p` stands the character E2 80 `last`."""
    return end - p >= 3 and p[0] == 0xE2 and p[1] == 0x80 and p[2] == last


cdef const uint8_t* behind_stop(const uint8_t* start, const uint8_t* end) noexcept nogil:
    """Return the place right behind the last of . ! ? … : in [start, end), else `start`."""
    cdef const uint8_t* p = end
    while p > start:
        p -= 1
        if p[0] == b"." or p[0] == b"!" or p[0] == b"?" or p[0] == b":":
            return p + 1
        if is_three(p, end, 0xA6):
            return p + 3
    return start


def words_left(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t i, count = starts.shape[0]
    found = np.zeros(count, np.int64)
    cdef int64_t[::1] words = found
    cdef const uint8_t* base = &text[0] if text.shape[0] else NULL
    cdef const uint8_t* p
    cdef const uint8_t* end
    with nogil:
        for i in range(count):
            end = base + ends[i]
            p = behind_stop(base + whole_start(base, starts[i], ends[i]), end)
            while p < end:
                if is_three(p, end, 0x9D) or is_three(p, end, 0x99):
                    p += 3
                elif p[0] == 32 or p[0] == 34 or p[0] == 39 or p[0] == 41 or p[0] == 93:
                    p += 1
                else:
                    break
            words[i] = count_words(p, end)
    return found
