# Giving each document its anchor: candidates from shared groups, each verified on its full set.

cdef struct Table:
    # The set of shingles of one document, open addressing; a slot is free unless it has `stamp`.
    uint64_t* keys
    int64_t* stamps
    uint64_t mask
    int64_t stamp


cdef void fill(Table* table, const uint64_t* hashes, Py_ssize_t count) noexcept nogil:
    """Make `table` the set of `hashes`; it has twice as many slots as the largest document."""
    cdef Py_ssize_t i
    cdef uint64_t slot
    table.stamp += 1
    for i in range(count):
        slot = hashes[i] & table.mask
        while table.stamps[slot] == table.stamp and table.keys[slot] != hashes[i]:
            slot = (slot + 1) & table.mask
        table.keys[slot] = hashes[i]
        table.stamps[slot] = table.stamp


cdef int64_t shared(
    const Table* table, const uint64_t* hashes, Py_ssize_t count, int64_t needed
) noexcept nogil:
    """Return how many of `hashes` (without repeats) are in the set, -1 if fewer than `needed`."""
    cdef Py_ssize_t i
    cdef uint64_t slot
    cdef int64_t missing = 0, allowed = count - needed
    if allowed < 0:
        return -1
    for i in range(count):
        slot = hashes[i] & table.mask
        while table.stamps[slot] == table.stamp and table.keys[slot] != hashes[i]:
            slot = (slot + 1) & table.mask
        if table.stamps[slot] != table.stamp:
            missing += 1
            if missing > allowed:
                return -1
    return count - missing


cdef inline int64_t least_common(int64_t own, int64_t other, double score, bint contained) noexcept nogil:
    """Return a number of common shingles that a pair of `score` or more has at least."""
    return <int64_t>(score * own if contained else score * (own + other) / (1 + score))


cdef struct Groups:
    # The anchors registered in group g are member[start[g]:start[g] + size[g]]; at most `most`.
    const int64_t* start
    int32_t* size
    int32_t* member
    int32_t most


cdef void register(Groups* groups, const int32_t* group, Py_ssize_t count, int32_t doc) noexcept nogil:
    cdef Py_ssize_t i
    cdef int32_t g
    for i in range(count):
        g = group[i]
        if groups.size[g] < groups.most:
            groups.member[groups.start[g] + groups.size[g]] = doc
            groups.size[g] += 1


cdef Py_ssize_t list_candidates(
    const Groups* groups, const int32_t* group, Py_ssize_t count, bint full_too,
    int32_t* votes, int32_t* candidates,
) noexcept nogil:
    """List the anchors that share a group, a full one or not; `votes` counts how many they share."""
    cdef Py_ssize_t i, found = 0
    cdef int32_t j, anchor, g
    cdef const int32_t* member
    for i in range(count):
        g = group[i]
        if groups.size[g] >= groups.most and not full_too:
            continue
        member = groups.member + groups.start[g]
        for j in range(groups.size[g]):
            anchor = member[j]
            if votes[anchor] == 0:
                candidates[found] = anchor
                found += 1
            votes[anchor] += 1
    return found


cdef inline bint ahead(
    const int32_t* votes, const int64_t* rank, int32_t doc, int32_t other
) noexcept nogil:
    """Say whether `doc` has more votes than `other`, or as many and the better rank."""
    if votes[doc] != votes[other]:
        return votes[doc] > votes[other]
    return rank[doc] < rank[other]


cdef Py_ssize_t choose(
    const int32_t* votes, const int64_t* rank, const int32_t* candidates, Py_ssize_t found,
    int32_t* chosen, Py_ssize_t limit,
) noexcept nogil:
    """Write the best `limit` (1 or more) of the candidates, the best first; return how many."""
    cdef Py_ssize_t i, j, count = 0
    for i in range(found):
        if count < limit:
            j = count
            count += 1
        elif ahead(votes, rank, candidates[i], chosen[limit - 1]):
            j = limit - 1
        else:
            continue
        while j > 0 and ahead(votes, rank, candidates[i], chosen[j - 1]):
            chosen[j] = chosen[j - 1]
            j -= 1
        chosen[j] = candidates[i]
    return count


cdef int64_t filled(const Groups* groups, const int32_t* group, Py_ssize_t count) noexcept nogil:
    """Return how many of the groups take no more anchors."""
    cdef Py_ssize_t i
    cdef int64_t found = 0
    for i in range(count):
        found += groups.size[group[i]] >= groups.most
    return found


def assign(order, groups, sets, double threshold, least_shared=None, limits=(64, 32)):
    first, group, group_count = groups
    hashes, bounds = sets
    least = np.zeros(len(order), np.int64) if least_shared is None else least_shared
    check_bounds(hashes.shape[0], bounds)
    check_bounds(group.shape[0], first)
    check_matching(order, first, group, group_count, bounds)
    check_candidates(len(order), least, limits[1])
    if max(len(order), group_count) >= 2**31:
        raise ValueError("documents and groups are numbered in 32 bits")
    return assign_all(
        order, first, np.ascontiguousarray(group, np.int32), group_count, hashes, bounds,
        threshold, least_shared is not None, least, limits[0], limits[1],
    )


cdef room_of(group, Py_ssize_t group_count, Py_ssize_t most):
    """Return where the anchors of each group begin, and at the end how many there may be."""
    sizes = np.minimum(np.bincount(group, minlength=group_count), most)
    starts = np.zeros(group_count + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts


cdef assign_all(
    const int64_t[::1] order, const int64_t[::1] group_first, const int32_t[::1] group,
    Py_ssize_t group_count, const uint64_t[::1] hashes, const int64_t[::1] first,
    double threshold, bint contained, const int64_t[::1] least_shared,
    Py_ssize_t most_anchors, Py_ssize_t most_candidates,
):
    cdef Py_ssize_t documents = order.shape[0], i, k, found
    anchors = np.full(documents, -1, np.int64)
    overlaps = np.zeros(documents, np.int64)
    if documents == 0 or group.shape[0] == 0:
        return anchors, overlaps
    ranks = np.empty(documents, np.int64)
    ranks[np.asarray(order)] = np.arange(documents)
    cdef uint64_t slots = 16
    while slots < 2 * <uint64_t>np.diff(first).max():
        slots *= 2
    starts = room_of(np.asarray(group), group_count, most_anchors)
    size, member = np.zeros(group_count, np.int32), np.empty(max(1, starts[group_count]), np.int32)
    keys, stamps = np.empty(slots, np.uint64), np.zeros(slots, np.int64)
    votes, candidates = np.zeros(documents, np.int32), np.empty(documents, np.int32)
    chosen = np.empty(most_candidates, np.int32)
    cdef Groups groups
    groups.start, groups.size = <int64_t*>address(starts), <int32_t*>address(size)
    groups.member, groups.most = <int32_t*>address(member), most_anchors
    cdef Table table
    table.keys, table.stamps = <uint64_t*>address(keys), <int64_t*>address(stamps)
    table.mask, table.stamp = slots - 1, 0
    cdef int64_t* anchor_of = <int64_t*>address(anchors)
    cdef int64_t* overlap_of = <int64_t*>address(overlaps)
    cdef int32_t* vote = <int32_t*>address(votes)
    cdef int32_t* candidate = <int32_t*>address(candidates)
    cdef int32_t* best = <int32_t*>address(chosen)
    cdef const int64_t* rank = <const int64_t*>address(ranks)
    cdef const int64_t* at = &first[0]
    cdef const int64_t* group_at = &group_first[0]
    cdef const int32_t* group_of = &group[0]
    cdef const int64_t* least = &least_shared[0]
    cdef const uint64_t* hash_at = &hashes[0] if hashes.shape[0] else NULL
    cdef int64_t doc, own, other, same, needed, grouped
    cdef const int32_t* of_doc
    cdef double score, highest
    with nogil:
        for i in range(documents):
            doc = order[i]
            own = at[doc + 1] - at[doc]
            grouped, of_doc = group_at[doc + 1] - group_at[doc], group_of + group_at[doc]
            if own == 0 or grouped == 0:
                continue
            highest, needed, found = threshold, least[doc], 0
            if grouped >= needed:
                needed -= filled(&groups, of_doc, grouped)
                found = list_candidates(&groups, of_doc, grouped, needed < 1, vote, candidate)
            if found:
                fill(&table, hash_at + at[doc], own)
            for k in range(choose(vote, rank, candidate, found, best, most_candidates)):
                if vote[best[k]] < needed:
                    break
                other = at[best[k] + 1] - at[best[k]]
                same = least_common(own, other, highest, contained)
                if own < same:
                    continue
                same = shared(&table, hash_at + at[best[k]], other, same)
                score = <double>same / own if contained else <double>same / (own + other - same)
                if score >= highest and (anchor_of[doc] < 0 or score > highest):
                    highest, anchor_of[doc], overlap_of[doc] = score, best[k], same
            for k in range(found):
                vote[candidate[k]] = 0
            if anchor_of[doc] < 0:
                register(&groups, of_doc, grouped, <int32_t>doc)
    return anchors, overlaps
