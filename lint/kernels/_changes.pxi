# The words with marks that another form of the text has otherwise, a run of neighbours at a time.

cdef inline int64_t skip_blanks(
    const uint8_t* p, int64_t at, int64_t size, bint* newline
) noexcept nogil:
    """Return where the next word starts, or `size`; set `newline` where a line feed is passed."""
    while at < size and parts_words(p[at]):
        newline[0] |= p[at] == 10
        at += 1
    return at


cdef inline int64_t skip_word(
    const uint8_t* p, int64_t at, int64_t size, bint* marked
) noexcept nogil:
    """Return where the word at `at` ends; set `marked` where a byte of it may begin a mark."""
    while at < size and (p[at] > 32 or not parts_words(p[at])):  # one comparison for most
        marked[0] |= (p[at] & 0xFE) == 0xCC
        at += 1
    return at


cdef Py_ssize_t find_changes(
    const uint8_t* p, int64_t size, const uint8_t* q, int64_t other_size, int64_t* rows
) noexcept nogil:
    """Write four numbers a run; return how many runs, at most one for a byte of CC or CD in `p`."""
    cdef int64_t start, other_start, at = 0, other = 0
    cdef Py_ssize_t count = 0
    cdef bint marked, apart, ignored, going_on = False
    while True:
        marked = apart = ignored = False
        start = skip_blanks(p, at, size, &apart)
        other_start = skip_blanks(q, other, other_size, &ignored)
        if start >= size or other_start >= other_size:
            return count
        at = skip_word(p, start, size, &marked)
        other = skip_word(q, other_start, other_size, &ignored)
        if not marked or (
            at - start == other - other_start and not memcmp(p + start, q + other_start, at - start)
        ):
            going_on = False
            continue
        if apart or not going_on:
            rows[4 * count], rows[4 * count + 2] = start, other_start
            count += 1
        rows[4 * count - 3], rows[4 * count - 1] = at, other
        going_on = True


def changed_words(const uint8_t[::1] text, const uint8_t[::1] form):
    may_be = count_mark_bytes(text)
    rows = np.empty((may_be, 4), np.int64)
    if may_be == 0 or form.shape[0] == 0:
        return rows[:0]
    cdef int64_t* out = <int64_t*>address(rows)
    cdef Py_ssize_t count
    with nogil:
        count = find_changes(&text[0], text.shape[0], &form[0], form.shape[0], out)
    return rows[:count]
