# Letters with the marks U+0300 to U+036F behind them, put in another form: CC 80 to CD AF in UTF-8.

cdef inline bint is_mark(const uint8_t* p, int64_t at, int64_t size) noexcept nogil:
    """Say whether a mark stands at byte `at`; nothing behind `size` is read."""
    if (p[at] & 0xFE) != 0xCC or at + 1 >= size or not goes_on(p[at + 1]):
        return False
    return p[at] == 0xCC or p[at + 1] < 0xB0


cdef inline int64_t skip_to_mark(const uint8_t* p, int64_t at, int64_t size) noexcept nogil:
    """Return the first byte from `at` that may begin a mark, or one of the last seven, or `size`."""
    cdef uint64_t ones = 0x0101010101010101, w
    while at + 8 <= size:
        w = load(p + at) & ones * 0xFE ^ ones * 0xCC
        w = w - ones & ~w & ones * 0x80  # the lowest bit is in the first byte that was CC or CD
        if w:
            return at + (lowest_bit(w) >> 3)
        at += 8
    return at


cdef int64_t count_mark_bytes(const uint8_t[::1] text):
    """Return how many bytes of `text` may begin a mark."""
    return count_byte(text, 0xCC) + count_byte(text, 0xCD)


cdef Py_ssize_t find_letters(
    const uint8_t* p, int64_t size, int64_t* starts, int64_t* ends
) noexcept nogil:
    """Write where letters with marks start and end; return how many, at most one for two bytes.

    A letter reaches back over one character, not into the letter before it.
    """
    cdef int64_t at = 0, closed = 0, opened, start
    cdef Py_ssize_t count = 0
    while True:
        at = skip_to_mark(p, at, size)
        if at >= size:
            return count
        if not is_mark(p, at, size):
            at += 1
            continue
        opened = at
        while at < size and is_mark(p, at, size):
            at += 2
        start = opened - 1 if opened > closed else opened
        while start > closed and start > opened - 4 and goes_on(p[start]):
            start -= 1
        starts[count] = start
        ends[count] = at
        count += 1
        closed = at


cdef Py_ssize_t number_letters(
    const uint8_t* p, const int64_t* starts, const int64_t* ends, Py_ssize_t count,
    int64_t* which, int64_t* firsts, int64_t* slots, uint64_t mask,
) noexcept nogil:
    """Number the distinct letters, write which one each is and where it stands first.

    The table has more slots than letters, so that a free one (-1) ends every probe.
    """
    cdef Py_ssize_t i, distinct = 0
    cdef int64_t k, size, seen
    cdef uint64_t key, slot, prime = PRIME
    for i in range(count):
        size = ends[i] - starts[i]
        key = size
        for k in range(size):
            key = (key + p[starts[i] + k]) * prime
        slot = mix64(key) & mask
        while slots[slot] >= 0:
            seen = firsts[slots[slot]]
            if ends[seen] - starts[seen] == size and not memcmp(p + starts[seen], p + starts[i], size):
                break
            slot = (slot + 1) & mask
        if slots[slot] < 0:
            slots[slot] = distinct
            firsts[distinct] = i
            distinct += 1
        which[i] = slots[slot]
    return distinct


cdef void replace_letters(
    const uint8_t* p, int64_t size, const int64_t* starts, const int64_t* ends, Py_ssize_t count,
    const int64_t* which, const uint8_t* forms, const int64_t* bounds, uint8_t* out,
) noexcept nogil:
    """Copy the text with form `which[i]` of `forms` in place of letter i; `out` holds it all."""
    cdef int64_t at = 0, kept, grown
    cdef Py_ssize_t i
    for i in range(count):
        kept = starts[i] - at
        memcpy(out, p + at, kept)
        grown = bounds[which[i] + 1] - bounds[which[i]]
        memcpy(out + kept, forms + bounds[which[i]], grown)
        out += kept + grown
        at = ends[i]
    memcpy(out, p + at, size - at)


def compose(const uint8_t[::1] text, form):
    cdef int64_t size = text.shape[0]
    cdef Py_ssize_t count, distinct
    source = np.asarray(text)
    may_be = count_mark_bytes(text)
    if may_be == 0:
        return source, *np.zeros((3, 0), np.int64)
    found = np.empty((4, may_be), np.int64)
    cdef int64_t* starts = <int64_t*>address(found[0])
    cdef int64_t* ends = <int64_t*>address(found[1])
    cdef int64_t* which = <int64_t*>address(found[2])
    cdef int64_t* firsts = <int64_t*>address(found[3])
    cdef uint64_t slots = 16
    while slots < 2 * <uint64_t>may_be:
        slots *= 2
    table = np.full(slots, -1, np.int64)
    cdef int64_t* slot_at = <int64_t*>address(table)
    with nogil:
        count = find_letters(&text[0], size, starts, ends)
        distinct = number_letters(&text[0], starts, ends, count, which, firsts, slot_at, slots - 1)
    opens, closes, numbers = found[:3, :count]
    letters = [source[opens[i]:closes[i]].tobytes() for i in found[3, :distinct].tolist()]
    forms = [form(letter) for letter in letters]
    bounds = np.cumsum([0, *map(len, forms)])
    grown = np.diff(bounds)[numbers] - (closes - opens)
    # A byte more than is needed, since there is no address in nothing
    pieces = np.frombuffer(b"".join(forms) + b"\0", np.uint8)
    buffer = np.empty(size + grown.sum() + 1, np.uint8)
    cdef const uint8_t* piece_at = <const uint8_t*>address(pieces)
    cdef const int64_t* bound_at = <const int64_t*>address(bounds)
    cdef uint8_t* out = <uint8_t*>address(buffer)
    with nogil:
        replace_letters(&text[0], size, starts, ends, count, which, piece_at, bound_at, out)
    return buffer[:size + grown.sum()], closes + np.cumsum(grown), opens, closes
