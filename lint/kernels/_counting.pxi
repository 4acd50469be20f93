# Counting equal hashes inside each document, with one small open-addressing table.

cdef int32_t count_seen(
    const uint64_t* hashes, Py_ssize_t count, uint64_t* keys, int32_t* counts, uint64_t mask,
    uint8_t* again,
) noexcept nogil:
    """Flag in `again` each hash that stood before; return how often the commonest one stands.

    The table has more slots than hashes, so that a free one (count 0) ends every probe.
    """
    cdef Py_ssize_t i
    cdef uint64_t slot
    cdef int32_t top = 0
    for i in range(count):
        slot = hashes[i] & mask
        while counts[slot] and keys[slot] != hashes[i]:
            slot = (slot + 1) & mask
        keys[slot] = hashes[i]
        again[i] = counts[slot] > 0
        counts[slot] += 1
        if counts[slot] > top:
            top = counts[slot]
    return top


def seen_before(const uint64_t[::1] hashes, const int64_t[::1] first):
    bounds = np.asarray(first)
    check_bounds(hashes.shape[0], bounds)
    most = int(np.diff(bounds).max(initial=0))
    cdef uint64_t slots = 16
    while slots < 2 * <uint64_t>most:
        slots *= 2
    again = np.zeros(hashes.shape[0], np.uint8)
    top = np.zeros(len(bounds) - 1, np.int32)
    keys = np.empty(slots, np.uint64)
    counts = np.empty(slots, np.int32)
    if hashes.shape[0] == 0:
        return again.view(bool), top
    cdef uint64_t* key_at = <uint64_t*>address(keys)
    cdef int32_t* count_at = <int32_t*>address(counts)
    cdef uint8_t* again_at = <uint8_t*>address(again)
    cdef int32_t* top_at = <int32_t*>address(top)
    cdef const uint64_t* p = &hashes[0]
    cdef const int64_t* at = &first[0]
    cdef Py_ssize_t d, documents = first.shape[0] - 1, size
    cdef uint64_t used
    with nogil:
        for d in range(documents):
            size = at[d + 1] - at[d]
            used = 16
            while used < 2 * <uint64_t>size:
                used *= 2
            memset(count_at, 0, used * sizeof(int32_t))
            top_at[d] = count_seen(p + at[d], size, key_at, count_at, used - 1, again_at + at[d])
    return again.view(bool), top
