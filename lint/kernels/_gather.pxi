# Copying some spans of a buffer side by side.

def gather(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t i, count = starts.shape[0]
    cdef int64_t size, at = 0
    firsts = np.zeros(count + 1, np.int64)
    np.cumsum(np.asarray(ends) - np.asarray(starts) + 1, out=firsts[1:])
    buffer = np.empty(firsts[count], np.uint8)
    if count == 0:
        return buffer, firsts
    cdef uint8_t* out = <uint8_t*>address(buffer)
    cdef const uint8_t* source = &text[0] if text.shape[0] else NULL
    cdef const int64_t* start = &starts[0]
    cdef const int64_t* end = &ends[0]
    with nogil:
        for i in range(count):
            size = end[i] - start[i]
            if size:
                memcpy(out + at, source + start[i], size)
            out[at + size] = 10  # a newline
            at += size + 1
    return buffer, firsts
