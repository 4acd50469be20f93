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
