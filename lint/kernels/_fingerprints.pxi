# Fingerprints of many strings: 128 bits each, under keys of their own.

cdef inline void take(uint64_t word, uint64_t at, const uint64_t* key, uint64_t* sums) noexcept nogil:
    """Add the word that stands `at` a place to both sums."""
    cdef uint64_t mixed = mix64((word ^ key[0]) + at)
    sums[0] += mixed
    sums[1] += (mixed ^ key[1]) * (mixed >> 32 | 1)


cdef void fingerprint(
    const uint8_t* p, int64_t size, const uint64_t* key, uint64_t* out
) noexcept nogil:
    """Write two words for the `size` bytes at `p`: eight are read at once, then those left over."""
    cdef uint64_t word, at = 0, step = STEP
    cdef uint64_t[2] sums = [0, 0]
    cdef int64_t i
    for i in range(0, size - 7, 8):
        memcpy(&word, p + i, 8)
        at += step
        take(word, at, key, sums)
    if size & 7:
        word = 0
        memcpy(&word, p + (size & ~7), size & 7)
        take(word, at + step, key, sums)
    out[0] = mix64(sums[0] + key[1] + <uint64_t>size * step)
    out[1] = mix64((sums[1] ^ key[0]) + out[0])


def fingerprints(
    const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends,
    const uint64_t[:, ::1] keys
):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    check_keys(starts.shape[0], np.asarray(keys))
    cdef Py_ssize_t i, count = starts.shape[0]
    found = np.empty((count, 2), np.uint64)
    if count == 0:
        return found
    cdef uint64_t* out = <uint64_t*>address(found)
    cdef const uint8_t* p = &text[0] if text.shape[0] else NULL
    cdef const int64_t* start = &starts[0]
    cdef const int64_t* end = &ends[0]
    cdef const uint64_t* key = &keys[0, 0]
    with nogil:
        for i in range(count):
            fingerprint(p + start[i], end[i] - start[i], key + 2 * i, out + 2 * i)
    return found
