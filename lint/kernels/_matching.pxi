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


cdef int64_t shared(const Table* table, const uint64_t* hashes, Py_ssize_t count) noexcept nogil:
    """Return how many of `hashes` (without repeats) are in the set."""
    cdef Py_ssize_t i
    cdef uint64_t slot
    cdef int64_t found = 0
    for i in range(count):
        slot = hashes[i] & table.mask
        while table.stamps[slot] == table.stamp:
            if table.keys[slot] == hashes[i]:
                found += 1
                break
            slot = (slot + 1) & table.mask
    return found


cdef struct Groups:
    # For each group the anchors registered so far, as a list in arrays; capped at `most`.
    int64_t* head
    int64_t* size
    int64_t* following
    int64_t* member
    int64_t used
    int64_t most


cdef void register(Groups* groups, const int64_t* group, Py_ssize_t count, int64_t doc) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(count):
        if groups.size[group[i]] < groups.most:
            groups.size[group[i]] += 1
            groups.member[groups.used] = doc
            groups.following[groups.used] = groups.head[group[i]]
            groups.head[group[i]] = groups.used
            groups.used += 1


cdef Py_ssize_t list_candidates(
    const Groups* groups, const int64_t* group, Py_ssize_t count, bint full_too,
    int64_t* votes, int64_t* candidates,
) noexcept nogil:
    """List the anchors that share a group, a full one or not; `votes` counts how many they share."""
    cdef Py_ssize_t i, found = 0
    cdef int64_t entry, anchor
    for i in range(count):
        if groups.size[group[i]] >= groups.most and not full_too:
            continue
        entry = groups.head[group[i]]
        while entry >= 0:
            anchor = groups.member[entry]
            if votes[anchor] == 0:
                candidates[found] = anchor
                found += 1
            votes[anchor] += 1
            entry = groups.following[entry]
    return found


cdef inline bint ahead(
    const int64_t* votes, const int64_t* rank, int64_t doc, int64_t other
) noexcept nogil:
    """Say whether `doc` has more votes than `other`, or as many and the better rank."""
    if votes[doc] != votes[other]:
        return votes[doc] > votes[other]
    return rank[doc] < rank[other]


cdef Py_ssize_t choose(
    const int64_t* votes, const int64_t* rank, const int64_t* candidates, Py_ssize_t found,
    int64_t* chosen, Py_ssize_t limit,
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


cdef int64_t filled(const Groups* groups, const int64_t* group, Py_ssize_t count) noexcept nogil:
    """Return how many of the groups take no more anchors."""
    cdef Py_ssize_t i
    cdef int64_t found = 0
    for i in range(count):
        found += groups.size[group[i]] >= groups.most
    return found


def assign(order, groups, sets, double threshold, least_shared=None, limits=(64, 32)):
    cdef Py_ssize_t group_count = groups[2], most_anchors = limits[0], most_candidates = limits[1]
    cdef bint contained = least_shared is not None
    least = least_shared if contained else np.zeros(len(order), np.int64)
    return assign_all(
        order, groups[0], groups[1], group_count, sets[0], sets[1],
        threshold, contained, least, most_anchors, most_candidates,
    )


cdef assign_all(
    const int64_t[::1] order, const int64_t[::1] group_first, const int64_t[::1] group,
    Py_ssize_t group_count, const uint64_t[::1] hashes, const int64_t[::1] first,
    double threshold, bint contained, const int64_t[::1] least_shared,
    Py_ssize_t most_anchors, Py_ssize_t most_candidates,
):
    check_bounds(hashes.shape[0], np.asarray(first))
    check_bounds(group.shape[0], np.asarray(group_first))
    check_matching(
        np.asarray(order), np.asarray(group_first), np.asarray(group), group_count, np.asarray(first)
    )
    check_candidates(order.shape[0], np.asarray(least_shared), most_candidates)
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
    entries = group.shape[0]
    head, size = np.full(group_count, -1, np.int64), np.zeros(group_count, np.int64)
    following, member = np.empty(entries, np.int64), np.empty(entries, np.int64)
    keys, stamps = np.empty(slots, np.uint64), np.zeros(slots, np.int64)
    votes, candidates = np.zeros(documents, np.int64), np.empty(documents, np.int64)
    chosen = np.empty(most_candidates, np.int64)
    cdef Groups groups
    groups.head, groups.size = <int64_t*>address(head), <int64_t*>address(size)
    groups.following, groups.member = <int64_t*>address(following), <int64_t*>address(member)
    groups.used, groups.most = 0, most_anchors
    cdef Table table
    table.keys, table.stamps = <uint64_t*>address(keys), <int64_t*>address(stamps)
    table.mask, table.stamp = slots - 1, 0
    cdef int64_t* anchor_of = <int64_t*>address(anchors)
    cdef int64_t* overlap_of = <int64_t*>address(overlaps)
    cdef int64_t* vote = <int64_t*>address(votes)
    cdef int64_t* candidate = <int64_t*>address(candidates)
    cdef int64_t* best = <int64_t*>address(chosen)
    cdef const int64_t* rank = <const int64_t*>address(ranks)
    cdef const int64_t* at = &first[0]
    cdef const int64_t* group_at = &group_first[0]
    cdef const int64_t* group_of = &group[0]
    cdef const int64_t* least = &least_shared[0]
    cdef const uint64_t* hash_at = &hashes[0] if hashes.shape[0] else NULL
    cdef int64_t doc, own, other, same, needed, grouped
    cdef const int64_t* of_doc
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
                same = shared(&table, hash_at + at[best[k]], other)
                score = <double>same / own if contained else <double>same / (own + other - same)
                if score >= highest and (anchor_of[doc] < 0 or score > highest):
                    highest, anchor_of[doc], overlap_of[doc] = score, best[k], same
            for k in range(found):
                vote[candidate[k]] = 0
            if anchor_of[doc] < 0:
                register(&groups, of_doc, grouped, doc)
    return anchors, overlaps
