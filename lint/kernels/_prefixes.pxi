# Telling lines by how they begin, with a table of prefixes; `prefixing.py` says what they are.

cdef enum:
    PREFIX_BYTES = 8
    SLOT_BITS = 18

cdef uint8_t FOLDED[256]  # as in `prefixing.folded`; 0: ASCII that is left out


cdef void fill_folded() noexcept:
    cdef int byte
    for byte in range(256):
        FOLDED[byte] = byte if byte >= 0x80 else 0
    for byte in range(26):
        FOLDED[65 + byte] = FOLDED[97 + byte] = 97 + byte
    for byte in range(10):
        FOLDED[48 + byte] = 48


fill_folded()


cdef inline int passed_over(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return how many bytes are left out at `p`, which is before `end`; they may end after it."""
    cdef uint8_t lead = p[0]
    if lead < 0x80:
        return FOLDED[lead] == 0
    if lead == 0xC2:
        return 2
    if lead == 0xE2 or lead == 0xEF:
        return 3
    return 3 if lead == 0xE3 and p + 1 < end and p[1] == 0x80 else 0


cdef uint64_t prefix_of(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return the prefix of [p, end); reads nothing outside of it."""
    cdef uint64_t prefix = 0
    cdef int size = 0, left_out
    while p < end and size < PREFIX_BYTES:
        left_out = passed_over(p, end)
        if left_out:
            p += left_out
        else:
            prefix |= <uint64_t>FOLDED[p[0]] << 8 * size
            size += 1
            p += 1
    return prefix


cdef inline bint is_known(uint64_t prefix, const uint8_t* table) noexcept nogil:
    """Say whether a prefix of `table`, of 1 << SLOT_BITS bytes, begins `prefix`, or it is empty."""
    cdef uint32_t value = 0x811C9DC5
    cdef int size = 0
    if prefix == 0:
        return True
    while prefix:
        value = (value ^ <uint32_t>(prefix & 0xFF)) * <uint32_t>0x01000193
        if table[(value ^ value >> 15) & ((1 << SLOT_BITS) - 1)] >> size & 1:
            if table[value >> (32 - SLOT_BITS)] >> size & 1:
                return True
        size += 1
        prefix >>= 8
    return False


def prefixes(const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    cdef Py_ssize_t i, count = starts.shape[0]
    found = np.zeros(count, np.uint64)
    if count == 0 or text.shape[0] == 0:
        return found
    cdef uint64_t* out = <uint64_t*>address(found)
    cdef const uint8_t* source = &text[0]
    cdef const int64_t* start = &starts[0]
    cdef const int64_t* end = &ends[0]
    with nogil:
        for i in range(count):
            out[i] = prefix_of(source + start[i], source + end[i])
    return found


def may_begin(const uint64_t[::1] prefixes, const uint8_t[::1] table):
    check_table(np.asarray(table))
    cdef Py_ssize_t i, count = prefixes.shape[0]
    found = np.zeros(count, np.bool_)
    if count == 0:
        return found
    cdef uint8_t* out = <uint8_t*>address(found)
    cdef const uint64_t* prefix = &prefixes[0]
    cdef const uint8_t* slots = &table[0]
    with nogil:
        for i in range(count):
            out[i] = is_known(prefix[i], slots)
    return found
