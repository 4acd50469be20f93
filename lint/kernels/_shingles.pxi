# Shingles: hashes of every run of consecutive tokens.

cdef int64_t add_shingles(
    const uint64_t* tokens, Py_ssize_t count, Py_ssize_t size, uint64_t lead, uint64_t* out
) noexcept nogil:
    """Write the shingles of one document; return how many.

    A shingle is the polynomial of its tokens in PRIME, kept rolling (Karp and Rabin 1987): what
    leaves is taken off with `lead` = PRIME ** size. All modulo 2**64, so rolling is exact.
    """
    cdef uint64_t value = 0
    cdef Py_ssize_t i
    for i in range(min(size, count)):
        value = (value + tokens[i]) * PRIME
    if count == 0:
        return 0
    out[0] = mix64(value)
    for i in range(size, count):
        value = (value - tokens[i - size] * lead + tokens[i]) * PRIME
        out[i - size + 1] = mix64(value)
    return count - size + 1 if count > size else 1


def shingles(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc, Py_ssize_t size=5
):
    counts = shingle_counts(tokens.shape[0], np.asarray(first_token_of_doc), size)
    first = np.concatenate(([0], np.cumsum(counts)))
    cdef Py_ssize_t d, documents = first_token_of_doc.shape[0] - 1
    hashes = np.empty(first[documents], np.uint64)
    cdef uint64_t lead = pow(int(PRIME), size, 1 << 64)
    cdef uint64_t* out = <uint64_t*>address(hashes)
    cdef const uint64_t* p = &tokens[0]
    cdef const int64_t* at = &first_token_of_doc[0]
    with nogil:
        for d in range(documents):
            out += add_shingles(p + at[d], at[d + 1] - at[d], size, lead, out)
    return hashes, first


cdef Py_ssize_t keep_new(
    uint64_t* hashes, Py_ssize_t count, uint64_t* keys, uint32_t* stamps, uint32_t stamp,
    uint64_t mask,
) noexcept nogil:
    """Move each hash that did not stand before to the front, in order; return how many there are.

    The table has more slots than hashes, so that a free one (another stamp) ends every probe.
    """
    cdef Py_ssize_t i, kept = 0
    cdef uint64_t slot, value
    for i in range(count):
        value = hashes[i]
        slot = value & mask
        while stamps[slot] == stamp and keys[slot] != value:
            slot = (slot + 1) & mask
        if stamps[slot] != stamp:
            stamps[slot], keys[slot] = stamp, value
            hashes[kept] = value
            kept += 1
    return kept


def shingle_sets(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc, Py_ssize_t size=5
):
    counts = shingle_counts(tokens.shape[0], np.asarray(first_token_of_doc), size)
    cdef Py_ssize_t d, found, documents = first_token_of_doc.shape[0] - 1
    cdef uint64_t slots = 16, used
    cdef int64_t most = counts.max(initial=0)
    while slots < 2 * <uint64_t>most:
        slots *= 2
    hashes, first = np.empty(counts.sum(), np.uint64), np.zeros(documents + 1, np.int64)
    if len(hashes) == 0:
        return hashes, first
    keys, stamps = np.empty(slots, np.uint64), np.zeros(slots, np.uint32)
    cdef uint64_t lead = pow(int(PRIME), size, 1 << 64)
    cdef uint64_t* start = <uint64_t*>address(hashes)
    cdef uint64_t* out = start
    cdef uint64_t* key_at = <uint64_t*>address(keys)
    cdef uint32_t* stamp_at = <uint32_t*>address(stamps)
    cdef int64_t* bound = <int64_t*>address(first)
    cdef const uint64_t* p = &tokens[0]
    cdef const int64_t* at = &first_token_of_doc[0]
    with nogil:
        for d in range(documents):
            found = add_shingles(p + at[d], at[d + 1] - at[d], size, lead, out)
            used = 16
            while used < 2 * <uint64_t>found:  # a small set stays in the nearest cache
                used *= 2
            out += keep_new(out, found, key_at, stamp_at, <uint32_t>(d + 1), used - 1)
            bound[d + 1] = out - start
    return hashes[:first[documents]], first
