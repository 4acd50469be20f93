# How often phrases repeat at most, told of pairs of neighbours alone: a phrase that stands twice is
# made of pairs that do. Pairs are told apart by a slot of a table, so that two of them may pass
# for one: too many may be counted, never too few, and no key is compared. The slot is the high bits
# of the sum of the pair's tokens, which does not know their order.

cdef inline int slot_bits(Py_ssize_t wanted) noexcept nogil:
    """Return the bits of the least power of two of `wanted` or more, from 4 to 28."""
    cdef int bits = 4
    while bits < 28 and (<Py_ssize_t>1 << bits) < wanted:
        bits += 1
    return bits


cdef int32_t count_pairs(
    const uint64_t* tokens, Py_ssize_t count, uint32_t* table, int bits, int32_t* row, int longest
) noexcept nogil:
    """Return how many pairs of one document share the fullest slot; `table` is left dirty.

    Add to row[r], r > 0, the pairs that are the r-th in turn that stood before; row[longest] has
    those after, too.
    """
    cdef uint64_t slot
    cdef uint32_t before, top = 0
    cdef int32_t run = 0
    cdef Py_ssize_t i
    memset(table, 0, (<size_t>1 << bits) * sizeof(uint32_t))
    for i in range(1, count):
        slot = tokens[i - 1] + tokens[i] >> 64 - bits
        before = table[slot]
        table[slot] = before + 1
        top = max(top, before + 1)
        run = (run + 1) & -<int32_t>(before > 0)  # no branch: nobody knows what comes
        row[min(run, longest)] += 1
    return <int32_t>top


cdef void cover(int32_t* row, int32_t count, int longest) noexcept nogil:
    """Make of the pairs in a row of so many the words in rows of n or more words, for each n.

    What reaches n - 1 pairs has n words by then, and one more with each pair that follows.
    """
    cdef int32_t after = row[longest]
    cdef int32_t reached
    cdef int n
    for n in range(longest, 1, -1):
        reached = row[n - 1]
        row[n] = reached * n + after
        after += reached
    row[0] = row[min(longest, 1)] = count


def pair_bounds(
    const uint64_t[::1] tokens, const int64_t[::1] first_token_of_doc, int longest
):
    bounds = np.asarray(first_token_of_doc)
    check_bounds(tokens.shape[0], bounds)
    check_longest(longest)
    table = np.empty(<Py_ssize_t>1 << slot_bits(4 * int(np.diff(bounds).max(initial=0))), np.uint32)
    top, covered = np.zeros(bounds.size, np.int32), np.zeros((bounds.size, longest + 1), np.int32)
    cdef uint32_t* room = <uint32_t*>address(table)
    cdef int32_t* most = <int32_t*>address(top)
    cdef int32_t* row = <int32_t*>address(covered)
    cdef const uint64_t* p = &tokens[0] if tokens.shape[0] else NULL
    cdef const int64_t* at = &first_token_of_doc[0]
    cdef Py_ssize_t d, here
    with nogil:
        for d in range(first_token_of_doc.shape[0] - 1):
            here = at[d + 1] - at[d]
            most[d] = count_pairs(p + at[d], here, room, slot_bits(4 * here), row, longest)
            cover(row, <int32_t>here, longest)
            row += longest + 1
    return top[:bounds.size - 1], covered[:bounds.size - 1]
