# JSON strings: from raw to decoded bytes, and positions back from decoded to raw.

cdef inline uint32_t simple_escape(uint8_t c) noexcept nogil:
    """Return what backslash `c` stands for."""
    if c == b"n":
        return 10
    if c == b"t":
        return 9
    if c == b"r":
        return 13
    if c == b"b":
        return 8
    if c == b"f":
        return 12
    return c


cdef inline int read_escape(const uint8_t* p, const uint8_t* end, uint32_t* scalar) noexcept nogil:
    """Return the raw length of the escape at the backslash `p`, and what it stands for.

    A surrogate pair is one escape, a lone surrogate stands for U+FFFD, and a backslash that
    starts no escape for itself. Bounds: `escape_length` and `hex4` read up to `end` only.
    """
    cdef int low, length = escape_length(p, end)
    if length != 6:
        scalar[0] = simple_escape(p[1]) if length else b"\\"
        return length if length else 1
    scalar[0] = hex4(p + 2, end)
    if scalar[0] >> 11 != 0x1B:
        return 6
    if scalar[0] < 0xDC00 and end - p >= 12 and p[6] == b"\\" and p[7] == b"u":
        low = hex4(p + 8, end)
        if low >> 10 == 0x37:
            scalar[0] = 0x10000 + ((scalar[0] & 0x3FF) << 10 | low & 0x3FF)
            return 12
    scalar[0] = 0xFFFD
    return 6


cdef uint8_t* unescape_into(const uint8_t* p, const uint8_t* end, uint8_t* out) noexcept nogil:
    """Write [p, end) unescaped to `out`, which needs as much room; return where it ends.

    Bounds: an escape of 1, 2, 6 and 12 raw bytes gives at most 1, 1, 3 and 4.
    """
    cdef const uint8_t* stop
    cdef uint32_t scalar
    while p < end:
        stop = <const uint8_t*>memchr(p, b"\\", end - p)
        if stop == NULL:
            stop = end
        memcpy(out, p, stop - p)
        out += stop - p
        p = stop
        if p < end:
            p += read_escape(p, end, &scalar)
            out += encode(scalar, out)
    return out


cdef bint map_positions(
    const uint8_t* raw, const uint8_t* end, const int64_t* positions, Py_ssize_t count,
    int64_t* out
) noexcept nogil:
    """Walk `raw` once; a position inside what one escape stands for is the escape's."""
    cdef const uint8_t* p = raw
    cdef const uint8_t* stop
    cdef int64_t decoded = 0
    cdef int length, width
    cdef uint32_t scalar
    cdef uint8_t spare[4]
    cdef Py_ssize_t i = 0
    while i < count:
        stop = <const uint8_t*>memchr(p, b"\\", end - p)
        if stop == NULL:
            stop = end
        while i < count and positions[i] <= decoded + (stop - p) - (stop < end):
            out[i] = p - raw + positions[i] - decoded
            i += 1
        decoded += stop - p
        p = stop
        if p == end:
            return i == count
        length = read_escape(p, end, &scalar)
        width = encode(scalar, spare)
        while i < count and positions[i] < decoded + width:
            out[i] = p - raw
            i += 1
        decoded += width
        p += length
    return True


cdef void unescape_all(
    const uint8_t* raw, const int64_t* value_start, const int64_t* value_end, const int8_t* kind,
    Py_ssize_t count, uint8_t* out, int64_t* starts, int64_t* ends
) noexcept nogil:
    cdef uint8_t* p = out
    cdef int64_t size
    cdef Py_ssize_t i
    for i in range(count):
        starts[i] = p - out
        size = value_end[i] - value_start[i]
        if kind[i] == ESCAPED:
            p = unescape_into(raw + value_start[i], raw + value_end[i], p)
        elif kind[i] != MISSING and kind[i] != NULL_VALUE:
            memcpy(p, raw + value_start[i], size)
            p += size
        ends[i] = p - out
        p[0] = b"\n"
        p += 1


def unescape(
    const uint8_t[::1] raw, const int64_t[:] value_start, const int64_t[:] value_end,
    const int8_t[:] kind
):
    first, last = np.ascontiguousarray(value_start), np.ascontiguousarray(value_end)
    kinds = np.ascontiguousarray(kind)
    check_values(raw.shape[0], first, last, kinds)
    cdef Py_ssize_t count = first.shape[0]
    buffer = np.empty(int((last - first).sum()) + count, np.uint8)
    starts, ends = np.empty(count, np.int64), np.empty(count, np.int64)
    cdef const int64_t* p_first = <const int64_t*>address(first)
    cdef const int64_t* p_last = <const int64_t*>address(last)
    cdef const int8_t* p_kind = <const int8_t*>address(kinds)
    cdef uint8_t* out = <uint8_t*>address(buffer)
    cdef int64_t* p_starts = <int64_t*>address(starts)
    cdef int64_t* p_ends = <int64_t*>address(ends)
    with nogil:
        unescape_all(&raw[0], p_first, p_last, p_kind, count, out, p_starts, p_ends)
    buffer.resize(ends[count - 1] + 1 if count else 0, refcheck=False)
    return Strings(buffer, starts, ends)


def raw_positions(const uint8_t[::1] raw_value, const int64_t[::1] positions):
    result = np.empty(positions.shape[0], np.int64)
    cdef int64_t* out = <int64_t*>address(result)
    cdef const uint8_t* p = &raw_value[0]
    cdef bint inside
    given = np.asarray(positions)
    check_positions(given)
    with nogil:
        inside = map_positions(
            p, p + raw_value.shape[0], &positions[0], positions.shape[0], out
        )
    if not inside:
        raise ValueError(f"position {given[given.size - 1]} is behind the end of the value")
    return result
