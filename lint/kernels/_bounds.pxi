# How often runs of tokens repeat at most. Runs are told apart by a slot of a table alone, so that
# two of them may pass for one: too many may be counted, never too few, and no key is compared.
# The slot is the high bits of the run's polynomial in PRIME, kept rolling as for shingles.

cdef inline int slot_bits(Py_ssize_t least) noexcept nogil:
    """Return the bits of the least power of two that is `least` or more, 4 or more."""
    cdef int bits = 4
    while (<Py_ssize_t>1 << bits) < least:
        bits += 1
    return bits


cdef int32_t crowd(
    const uint64_t* tokens, Py_ssize_t count, Py_ssize_t size, uint64_t lead,
    uint32_t* table, int bits,
) noexcept nogil:
    """Return how many runs of one document share the fullest slot; `table` is left dirty."""
    cdef uint64_t value = 0, slot, prime = PRIME
    cdef uint32_t top = 0
    cdef Py_ssize_t i
    memset(table, 0, (<size_t>1 << bits) * sizeof(uint32_t))
    for i in range(count):
        if i >= size:
            value -= tokens[i - size] * lead
        value = (value + tokens[i]) * prime
        if i >= size - 1:
            slot = value >> 64 - bits
            table[slot] += 1
            if table[slot] > top:
                top = table[slot]
    return <int32_t>top


cdef int32_t cover(
    const uint64_t* tokens, Py_ssize_t count, Py_ssize_t size, uint64_t lead,
    uint8_t* table, int bits,
) noexcept nogil:
    """Return the tokens in runs of one document whose bit was set; `table` has 2 ** bits of them."""
    cdef uint64_t value = 0, slot, prime = PRIME
    cdef Py_ssize_t i, covered = 0, after = 0
    cdef uint8_t bit
    memset(table, 0, <size_t>1 << bits - 3)
    for i in range(count):
        if i >= size:
            value -= tokens[i - size] * lead
        value = (value + tokens[i]) * prime
        if i >= size - 1:
            slot = value >> 64 - bits
            bit = <uint8_t>(1 << (slot & 7))
            if table[slot >> 3] & bit:
                covered += min(size, i + 1 - after)
                after = i + 1
            table[slot >> 3] |= bit
    return <int32_t>covered


def most_common_at_most(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc, Py_ssize_t size
):
    most, counts = roomy(tokens.shape[0], first_token_of_doc)
    table = np.empty(<Py_ssize_t>1 << slot_bits(4 * most), np.uint32)
    cdef uint64_t lead = pow(int(PRIME), size, 1 << 64)
    cdef uint32_t* room = <uint32_t*>address(table)
    cdef int32_t* out = <int32_t*>address(counts)
    cdef const uint64_t* p = &tokens[0] if tokens.shape[0] else NULL
    cdef const int64_t* at = &first_token_of_doc[0]
    cdef Py_ssize_t d, here
    with nogil:
        for d in range(first_token_of_doc.shape[0] - 1):
            here = at[d + 1] - at[d]
            out[d] = crowd(p + at[d], here, size, lead, room, slot_bits(4 * here))
    return counts[:first_token_of_doc.shape[0] - 1]


def covered_at_most(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc, Py_ssize_t size
):
    most, counts = roomy(tokens.shape[0], first_token_of_doc)
    table = np.empty((<Py_ssize_t>1 << slot_bits(64 * most)) >> 3, np.uint8)
    cdef uint64_t lead = pow(int(PRIME), size, 1 << 64)
    cdef uint8_t* room = <uint8_t*>address(table)
    cdef int32_t* out = <int32_t*>address(counts)
    cdef const uint64_t* p = &tokens[0] if tokens.shape[0] else NULL
    cdef const int64_t* at = &first_token_of_doc[0]
    cdef Py_ssize_t d, here
    with nogil:
        for d in range(first_token_of_doc.shape[0] - 1):
            here = at[d + 1] - at[d]
            out[d] = cover(p + at[d], here, size, lead, room, slot_bits(64 * here))
    return counts[:first_token_of_doc.shape[0] - 1]


def roomy(size, first_token_of_doc):
    """Check the bounds; return the longest document's tokens, and room for a count of each."""
    bounds = np.asarray(first_token_of_doc)
    check_bounds(size, bounds)
    return int(np.diff(bounds).max(initial=0)), np.zeros(bounds.size, np.int32)
