# MinHash sketches, as datasketch's "affine32" scheme makes them.

cdef extern from *:
    """
    #define DELINT_BLOCK 8

    /* Eight shingles a pass keep each permutation's a, b and minimum in registers. */
    DELINT_CLONES static void delint_permute(
        const uint32_t *h, const uint32_t *a, const uint32_t *b, size_t count, uint32_t *least)
    {
        for (size_t k = 0; k < count; k++) {
            uint32_t m = least[k];
            for (int j = 0; j < DELINT_BLOCK; j++) {
                uint32_t v = a[k] * h[j] + b[k];
                m = v < m ? v : m;
            }
            least[k] = m;
        }
    }
    """
    void delint_permute(
        const uint32_t* h, const uint32_t* a, const uint32_t* b, size_t count, uint32_t* least
    ) noexcept nogil


cdef inline uint32_t fmix32(uint32_t h) noexcept nogil:
    """Return the MurmurHash3 finaliser of `h`, datasketch's one-time mixing."""
    h ^= h >> 16
    h *= <uint32_t>0x85EBCA6B
    h ^= h >> 13
    h *= <uint32_t>0xC2B2AE35
    return h ^ (h >> 16)


cdef void sketch_one(
    const uint64_t* hashes, Py_ssize_t count, const uint32_t* a, const uint32_t* b,
    Py_ssize_t permutations, uint32_t* least,
) noexcept nogil:
    """Write the minima of one document; the last block repeats its last shingle to be full."""
    cdef uint32_t block[8]
    cdef Py_ssize_t i, j
    for i in range(permutations):
        least[i] = <uint32_t>0xFFFFFFFF
    for i in range(0, count, 8):  # DELINT_BLOCK
        for j in range(8):
            block[j] = fmix32(<uint32_t>hashes[min(i + j, count - 1)])
        delint_permute(block, a, b, permutations, least)


def sketch(
    const uint64_t[::1] hashes, const int64_t[::1] first,
    const uint32_t[::1] a, const uint32_t[::1] b
):
    check_bounds(hashes.shape[0], np.asarray(first))
    check_permutations(a.shape[0], b.shape[0])
    cdef Py_ssize_t d, documents = first.shape[0] - 1, permutations = a.shape[0]
    rows = np.empty((documents, permutations), np.uint32)
    if documents == 0:
        return rows
    cdef uint32_t* out = <uint32_t*>address(rows)
    cdef const uint64_t* p = &hashes[0] if hashes.shape[0] else NULL
    cdef const int64_t* at = &first[0]
    cdef const uint32_t* pa = &a[0]
    cdef const uint32_t* pb = &b[0]
    with nogil:
        for d in range(documents):
            sketch_one(p + at[d], at[d + 1] - at[d], pa, pb, permutations, out + d * permutations)
    return rows


def sketch_tokens(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc,
    const uint32_t[::1] a, const uint32_t[::1] b, Py_ssize_t size=5
):
    counts = shingle_counts(tokens.shape[0], np.asarray(first_token_of_doc), size)
    check_permutations(a.shape[0], b.shape[0])
    cdef Py_ssize_t d, found, documents = first_token_of_doc.shape[0] - 1, permutations = a.shape[0]
    rows = np.empty((documents, permutations), np.uint32)
    if documents == 0:
        return rows
    room = np.empty(counts.max() + 1, np.uint64)  # the shingles of one document, with repeats
    cdef uint64_t lead = pow(int(PRIME), size, 1 << 64)
    cdef uint64_t* hashes = <uint64_t*>address(room)
    cdef uint32_t* out = <uint32_t*>address(rows)
    cdef const uint64_t* p = &tokens[0] if tokens.shape[0] else NULL
    cdef const int64_t* at = &first_token_of_doc[0]
    cdef const uint32_t* pa = &a[0]
    cdef const uint32_t* pb = &b[0]
    with nogil:
        for d in range(documents):
            found = add_shingles(p + at[d], at[d + 1] - at[d], size, lead, hashes)
            sketch_one(hashes, found, pa, pb, permutations, out + d * permutations)
    return rows


def band_keys(const uint32_t[:, ::1] sketches, Py_ssize_t bands, Py_ssize_t rows):
    check_bands(sketches.shape[1], bands, rows)
    cdef Py_ssize_t d, band, row, documents = sketches.shape[0]
    keys = np.empty((documents, bands), np.uint64)
    if documents == 0:
        return keys
    cdef uint64_t* out = <uint64_t*>address(keys)
    cdef const uint32_t* own
    cdef uint64_t key
    with nogil:
        for d in range(documents):
            own = &sketches[d, 0]
            for band in range(bands):
                key = 0
                for row in range(rows):
                    key = (key ^ own[band * rows + row]) * <uint64_t>0x9E3779B97F4A7C15
                    key ^= key >> 29
                out[d * bands + band] = key
    return keys
