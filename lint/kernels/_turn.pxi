# Text written backward, character by character.


def turn_utf8(const uint8_t[::1] text):
    cdef Py_ssize_t size = text.shape[0]
    turned = np.empty(size, np.uint8)
    if not size:
        return turned
    cdef const uint8_t* p = &text[0]
    cdef const uint8_t* end = p + size
    cdef uint8_t* out = <uint8_t*>address(turned) + size
    cdef int length, i
    with nogil:
        while p < end:  # each byte is read once and written once, so `out` goes down to the start
            if end - p == 1 or not goes_on(p[1]):
                out -= 1
                out[0] = p[0]
                p += 1
                continue
            length = 2
            if end - p > 2 and goes_on(p[2]):
                length = 4 if end - p > 3 and goes_on(p[3]) else 3
            out -= length
            for i in range(length):
                out[i] = p[i]
            p += length
    return turned


cdef inline bint goes_on(uint8_t byte) noexcept nogil:
    """Tell whether `byte` is one that only stands inside a character."""
    return (byte & 0xC0) == 0x80
