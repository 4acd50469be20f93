# Fingerprints of many strings: 128 bits each, under keys of their own.

cdef extern from *:
    """
    #include <string.h>

    /* Add the `count` words at `p`, each with its place, to both sums. None waits for another, so
       that compilers can take several at once. */
    DELINT_CLONES static void delint_take(
        const uint8_t *p, int64_t count, uint64_t place, uint64_t step, const uint64_t *key,
        uint64_t *sums)
    {
        uint64_t first = key[0], second = key[1], one = 0, other = 0;
        for (int64_t i = 0; i < count; i++) {
            uint64_t word;
            memcpy(&word, p + 8 * i, 8);
            word = (word ^ first) + (place + (uint64_t)i * step);
            word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9ull;  /* mix64 */
            word = (word ^ word >> 27) * 0x94D049BB133111EBull;
            word ^= word >> 31;
            one += word;
            other += (word ^ second) * (word >> 32 | 1);
        }
        sums[0] += one;
        sums[1] += other;
    }
    """
    void delint_take(
        const uint8_t* p, int64_t count, uint64_t place, uint64_t step, const uint64_t* key,
        uint64_t* sums
    ) noexcept nogil


cdef void fingerprint(
    const uint8_t* p, int64_t size, const uint64_t* key, uint64_t* out
) noexcept nogil:
    """Write two words for the `size` bytes at `p`: those of eight bytes, then what is left over."""
    cdef uint64_t step = STEP
    cdef uint64_t[2] sums = [0, 0]
    cdef uint8_t[8] rest = [0, 0, 0, 0, 0, 0, 0, 0]
    cdef int64_t words = size // 8
    delint_take(p, words, step, step, key, sums)
    if size & 7:
        memcpy(rest, p + 8 * words, size & 7)
        delint_take(rest, 1, (<uint64_t>words + 1) * step, step, key, sums)
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
