# Text written backward, character by character.

cdef extern from *:
    """
    #include <string.h>

    /* The byte that stands in the place of p[0] when the bytes of its character are turned, told by
       the three bytes on either side, so that compilers can look at many at once. Of UTF-8 alone. */
    static inline uint8_t delint_turned(const uint8_t *p)
    {
        /* All are read before any is chosen, so that nothing has to branch. */
        uint8_t third = p[-3], second = p[-2], before = p[-1], byte = p[0];
        uint8_t next = p[1], after = p[2], last = p[3], found = byte;
        found = byte >= 0xC0 ? next : found;  /* where a character begins */
        found = byte >= 0xE0 ? after : found;
        found = byte >= 0xF0 ? last : found;
        found = before >= 0xC0 ? before : found;
        found = before >= 0xE0 ? byte : found;
        found = before >= 0xF0 ? next : found;
        found = second >= 0xE0 ? second : found;
        found = second >= 0xF0 ? before : found;
        return third >= 0xF0 ? third : found;
    }

    /* Write `size` bytes of UTF-8 at `p` backward to `out`: as bytes, in which characters were
       turned before. The first and the last block are read from a copy with zeros around them. */
    DELINT_CLONES static void delint_turn(const uint8_t *p, size_t size, uint8_t *out)
    {
        uint8_t window[70], turned[64];
        for (size_t at = 0; at < size; at += 64) {
            size_t left = size - at < 64 ? size - at : 64;
            const uint8_t *block = p + at;
            if (at == 0 || size - at < 67) {
                size_t before = at ? 3 : 0, after = size - at - left < 3 ? size - at - left : 3;
                memset(window, 0, sizeof window);
                memcpy(window + 3 - before, block - before, before + left + after);
                block = window + 3;
            }
            for (int i = 0; i < 64; i++)
                turned[63 - i] = delint_turned(block + i);
            memcpy(out + size - at - left, turned + 64 - left, left);
        }
    }
    """
    void delint_turn(const uint8_t* p, size_t size, uint8_t* out) noexcept nogil


cdef void turn_any(const uint8_t* p, const uint8_t* end, uint8_t* out) noexcept nogil:
    """Write [p, end), which may be malformed, backward to before `out`, each byte once."""
    cdef int length, i
    while p < end:
        length = 1
        while length < 4 and end - p > length and goes_on(p[length]):
            length += 1
        out -= length
        for i in range(length):
            out[i] = p[i]
        p += length


def turn_utf8(const uint8_t[::1] text):
    cdef Py_ssize_t size = text.shape[0]
    turned = np.empty(size, np.uint8)
    if not size:
        return turned
    cdef const uint8_t* p = &text[0]
    cdef uint8_t* out = <uint8_t*>address(turned)
    with nogil:
        if is_valid(p, size):
            delint_turn(p, size, out)
        else:
            turn_any(p, p + size, out + size)
    return turned


cdef inline bint goes_on(uint8_t byte) noexcept nogil:
    """Tell whether `byte` is one that only stands inside a character."""
    return (byte & 0xC0) == 0x80
