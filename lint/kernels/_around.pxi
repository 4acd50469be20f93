# The words around some places.

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
