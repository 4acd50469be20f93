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


cdef enum:  # states of the automaton below; a state is a shift
    VALID = 0
    INVALID = 6

# Unicode 15, table 3-7: from a state, the bytes low to high lead to a state. States from 12 on
# want 1, 2 or 3 more bytes; those from 30 on stand behind E0, ED, F0 and F4.
_MOVES = (
    (VALID, 0x00, 0x7F, VALID), (VALID, 0xC2, 0xDF, 12), (VALID, 0xE1, 0xEF, 18),
    (VALID, 0xE0, 0xE0, 30), (VALID, 0xED, 0xED, 36), (VALID, 0xF1, 0xF3, 24),
    (VALID, 0xF0, 0xF0, 42), (VALID, 0xF4, 0xF4, 48), (12, 0x80, 0xBF, VALID),
    (18, 0x80, 0xBF, 12), (24, 0x80, 0xBF, 18), (30, 0xA0, 0xBF, 12), (36, 0x80, 0x9F, 12),
    (42, 0x90, 0xBF, 18), (48, 0x80, 0x8F, 18),
)
cdef uint64_t MOVES[256]  # of a byte: the state after state s stands in bits s to s + 5


cdef void fill_moves():
    cdef uint64_t moves
    for byte in range(256):
        after = dict.fromkeys(range(0, 54, 6), INVALID)
        after.update((state, then) for state, low, high, then in _MOVES if low <= byte <= high)
        MOVES[byte] = sum(then << state for state, then in after.items())


cdef bint is_valid(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Tell whether [p, end) is UTF-8, at one shift a byte: the automaton's moves are kept in the
    bits of a word (Vognsen 2022, "Shift-based DFAs")."""
    cdef uint64_t state = VALID
    cdef int i
    while end - p >= 64 and state & 63 != INVALID:
        if state & 63 == VALID and is_ascii_block(p):
            p += 64
            continue
        for i in range(64):
            state = MOVES[p[i]] >> (state & 63)
        p += 64
    while p < end:
        state = MOVES[p[0]] >> (state & 63)
        p += 1
    return state & 63 == VALID


cdef inline bint is_ascii_block(const uint8_t* p) noexcept nogil:
    """Tell whether the 64 bytes at `p` are all below 0x80."""
    cdef uint64_t seen = 0
    cdef int i
    for i in range(8):
        seen |= load(p + 8 * i)
    return not seen & <uint64_t>0x8080808080808080


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
        if not is_valid(p, p + buffer.shape[0]):
            count = repair(p, p + buffer.shape[0])
    return count


fill_moves()
