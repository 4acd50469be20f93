# UTF-8 (RFC 3629): decoding that never reads outside its buffer, and repair.


cdef inline int decode(const uint8_t* p, const uint8_t* end, uint32_t* scalar) noexcept nogil:
    """Return the byte length of the scalar at `p` < `end`, or 0 where `p` starts none.

    Bounds: p[k] is read only after `left` has been seen to be greater than k.
    """
    cdef Py_ssize_t left = end - p
    cdef uint32_t a = p[0], b, c, d
    if a < 0x80:
        scalar[0] = a
        return 1
    if a < 0xC2 or left < 2:
        return 0
    b = p[1] ^ 0x80  # a continuation byte is now below 0x40
    if b >= 0x40:
        return 0
    if a < 0xE0:
        scalar[0] = (a & 0x1F) << 6 | b
        return 2
    if left < 3:
        return 0
    c = p[2] ^ 0x80
    if c >= 0x40:
        return 0
    if a < 0xF0:
        scalar[0] = (a & 0x0F) << 12 | b << 6 | c
        return 3 if scalar[0] >= 0x800 and scalar[0] >> 11 != 0x1B else 0
    if left < 4 or a > 0xF4:
        return 0
    d = p[3] ^ 0x80
    scalar[0] = (a & 0x07) << 18 | b << 12 | c << 6 | d
    return 4 if d < 0x40 and 0x10000 <= scalar[0] <= 0x10FFFF else 0


cdef inline int encode(uint32_t scalar, uint8_t* out) noexcept nogil:
    """Write `scalar` as UTF-8 at `out` (room for 4 bytes) and return its length."""
    if scalar < 0x80:
        out[0] = <uint8_t>scalar
        return 1
    if scalar < 0x800:
        out[0] = <uint8_t>(0xC0 | scalar >> 6)
        out[1] = <uint8_t>(0x80 | scalar & 0x3F)
        return 2
    if scalar < 0x10000:
        out[0] = <uint8_t>(0xE0 | scalar >> 12)
        out[1] = <uint8_t>(0x80 | scalar >> 6 & 0x3F)
        out[2] = <uint8_t>(0x80 | scalar & 0x3F)
        return 3
    out[0] = <uint8_t>(0xF0 | scalar >> 18)
    out[1] = <uint8_t>(0x80 | scalar >> 12 & 0x3F)
    out[2] = <uint8_t>(0x80 | scalar >> 6 & 0x3F)
    out[3] = <uint8_t>(0x80 | scalar & 0x3F)
    return 4


cdef inline const uint8_t* skip_ascii(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return the first byte of 0x80 or more in [p, end), or `end`."""
    cdef uint64_t word
    while end - p >= 8:
        memcpy(&word, p, 8)
        if word & <uint64_t>0x8080808080808080:
            break
        p += 8
    while p < end and p[0] < 0x80:
        p += 1
    return p


cdef extern from *:
    """
    /* Unicode 15, table 3-7, told of each byte by the three before it, so that compilers can look
       at many bytes at once (as in Keiser and Lemire 2021, "Validating UTF-8 in less than one
       instruction per byte", without their tables). */
    static inline uint8_t delint_wrong(uint8_t third, uint8_t second, uint8_t before, uint8_t byte)
    {
        /* With the highest bit turned, order is that of signed bytes, which vectors compare. */
        int8_t t = third ^ 0x80, s = second ^ 0x80, b = before ^ 0x80, c = byte ^ 0x80;
        uint8_t wanted = (b >= 0x42) | (s >= 0x60) | (t >= 0x70);  /* C2, E0, F0: leading bytes */
        uint8_t follows = (int8_t)byte < -0x40;  /* 80 to BF */
        return (wanted ^ follows) | ((byte & 0xFE) == 0xC0) | (c >= 0x75)  /* never C0, C1, F5... */
            | ((before == 0xE0) & (c < 0x20)) | ((before == 0xED) & (c >= 0x20))
            | ((before == 0xF0) & (c < 0x10)) | ((before == 0xF4) & (c >= 0x10));
    }

    /* Cheaper: never 0 where `delint_wrong` is not, but also for a lead byte whose next byte is
       limited, of which most texts have few (E0, ED, F0, F4). */
    static inline uint8_t delint_dubious(uint8_t third, uint8_t second, uint8_t before, uint8_t byte)
    {
        int8_t t = third ^ 0x80, s = second ^ 0x80, b = before ^ 0x80, c = byte ^ 0x80;
        uint8_t wanted = (b >= 0x42) | (s >= 0x60) | (t >= 0x70);
        uint8_t follows = (int8_t)byte < -0x40;
        return (wanted ^ follows) | ((byte & 0xFE) == 0xC0) | (c >= 0x75)
            | (before == 0xE0) | (before == 0xED) | (b >= 0x70);
    }

    static inline uint8_t delint_wrong_at(const uint8_t *p)
    {
        return delint_wrong(p[-3], p[-2], p[-1], p[0]);
    }

    /* Whether `count` bytes at `p`, with three more before them, have one that cannot stand there. */
    DELINT_CLONES static int delint_any_wrong(const uint8_t *p, size_t count)
    {
        uint8_t wrong = 0;
        const uint8_t *end = p + count;
        for (; end - p >= 256 && !wrong; p += 256) {
            for (int j = 0; j < 256; j++)
                wrong |= delint_dubious(p[j - 3], p[j - 2], p[j - 1], p[j]);
            if (!wrong)
                continue;
            wrong = 0;
            for (int j = 0; j < 256; j++)
                wrong |= delint_wrong_at(p + j);
        }
        for (; p < end; p++)
            wrong |= delint_wrong_at(p);
        return wrong;
    }
    """
    bint delint_any_wrong(const uint8_t* p, size_t count) noexcept nogil


cdef bint is_valid(const uint8_t* p, Py_ssize_t size) noexcept nogil:
    """Tell whether the bytes at `p` are UTF-8.

    Bounds: the first and the last three bytes are looked at in a copy with zeros around them.
    """
    cdef uint8_t edge[9]
    cdef Py_ssize_t short = min(size, 3)
    memset(edge, 0, 9)
    memcpy(edge + 3, p, short)
    if delint_any_wrong(edge + 3, short):
        return False
    memset(edge, 0, 9)
    memcpy(edge + 3 - short, p + size - short, short)
    if delint_any_wrong(edge + 3, 3):
        return False
    return size <= 3 or not delint_any_wrong(p + 3, size - 3)


cdef Py_ssize_t repair(uint8_t* p, const uint8_t* end) noexcept nogil:
    cdef Py_ssize_t count = 0
    cdef uint32_t scalar
    cdef int length
    while p < end:
        if p[0] < 0x80:
            p = <uint8_t*>skip_ascii(p, end)
            continue
        length = decode(p, end, &scalar)
        if not length:
            p[0] = 0x1A
            count += 1
            length = 1
        p += length
    return count


def repair_utf8(uint8_t[::1] buffer):
    cdef Py_ssize_t count = 0
    cdef uint8_t* p = &buffer[0]
    with nogil:
        if not is_valid(p, buffer.shape[0]):
            count = repair(p, p + buffer.shape[0])
    return count

