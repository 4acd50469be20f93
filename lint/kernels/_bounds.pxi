# How often runs of tokens repeat at most. Runs are told apart by a slot of a table alone, so that
# two of them may pass for one: too many may be counted, never too few, and no key is compared.
# The slot is the high bits of the sum of the run's tokens, which does not know their order: a sum
# is kept rolling at one addition a token, where a polynomial would wait for its product.

cdef inline int slot_bits(Py_ssize_t wanted) noexcept nogil:
    """Return the bits of the least power of two of `wanted` or more, from 4 to 28."""
    cdef int bits = 4
    while bits < 28 and (<Py_ssize_t>1 << bits) < wanted:
        bits += 1
    return bits


cdef int32_t crowd(
    const uint64_t* tokens, Py_ssize_t count, Py_ssize_t size, uint32_t* table, int bits
) noexcept nogil:
    """Return how many runs of one document share the fullest slot; `table` is left dirty."""
    cdef uint64_t value = 0, slot
    cdef uint32_t top = 0
    cdef Py_ssize_t i
    memset(table, 0, (<size_t>1 << bits) * sizeof(uint32_t))
    for i in range(min(size - 1, count)):
        value += tokens[i]
    for i in range(size - 1, count):
        value += tokens[i]
        slot = value >> 64 - bits
        table[slot] += 1
        top = max(top, table[slot])
        value -= tokens[i + 1 - size]
    return <int32_t>top


cdef int32_t cover(
    const uint64_t* tokens, Py_ssize_t count, Py_ssize_t size, uint8_t* table, int bits
) noexcept nogil:
    """Return the tokens in runs of one document whose bit was set; `table` has 2 ** bits of them."""
    cdef uint64_t value = 0, slot
    cdef Py_ssize_t i, covered = 0, after = 0
    cdef uint8_t bit
    memset(table, 0, <size_t>1 << bits - 3)
    for i in range(min(size - 1, count)):
        value += tokens[i]
    for i in range(size - 1, count):
        value += tokens[i]
        slot = value >> 64 - bits
        bit = <uint8_t>(1 << (slot & 7))
        if table[slot >> 3] & bit:
            covered += min(size, i + 1 - after)
            after = i + 1
        table[slot >> 3] |= bit
        value -= tokens[i + 1 - size]
    return <int32_t>covered


def most_common_at_most(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc, Py_ssize_t size
):
    most, counts = roomy(tokens.shape[0], first_token_of_doc)
    table = np.empty(<Py_ssize_t>1 << slot_bits(4 * most), np.uint32)
    cdef uint32_t* room = <uint32_t*>address(table)
    cdef int32_t* out = <int32_t*>address(counts)
    cdef const uint64_t* p = &tokens[0] if tokens.shape[0] else NULL
    cdef const int64_t* at = &first_token_of_doc[0]
    cdef Py_ssize_t d, here
    with nogil:
        for d in range(first_token_of_doc.shape[0] - 1):
            here = at[d + 1] - at[d]
            out[d] = crowd(p + at[d], here, size, room, slot_bits(4 * here))
    return counts[:first_token_of_doc.shape[0] - 1]


def covered_at_most(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc, Py_ssize_t size
):
    most, counts = roomy(tokens.shape[0], first_token_of_doc)
    table = np.empty((<Py_ssize_t>1 << slot_bits(256 * most)) >> 3, np.uint8)
    cdef uint8_t* room = <uint8_t*>address(table)
    cdef int32_t* out = <int32_t*>address(counts)
    cdef const uint64_t* p = &tokens[0] if tokens.shape[0] else NULL
    cdef const int64_t* at = &first_token_of_doc[0]
    cdef Py_ssize_t d, here
    with nogil:
        for d in range(first_token_of_doc.shape[0] - 1):
            here = at[d + 1] - at[d]
            out[d] = cover(p + at[d], here, size, room, slot_bits(256 * here))
    return counts[:first_token_of_doc.shape[0] - 1]


def roomy(size, first_token_of_doc):
    """Check the bounds; return the longest document's tokens, and room for a count of each."""
    bounds = np.asarray(first_token_of_doc)
    check_bounds(size, bounds)
    return int(np.diff(bounds).max(initial=0)), np.zeros(bounds.size, np.int32)
