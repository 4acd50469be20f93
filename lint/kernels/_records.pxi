# JSONL: which lines are records, and the spans of the wanted fields.

cdef struct Keys:
    const uint8_t* names  # one after the other
    const int64_t* bounds
    int count
    int64_t longest
    uint8_t* scratch  # room for six times the longest

cdef struct RecordTable:
    int64_t* line
    int64_t* line_start
    int64_t* line_end
    int32_t* status
    int64_t* error_at
    int64_t* value_start  # of the present record
    int64_t* value_end
    int8_t* kind


cdef inline int64_t plain_name(Keys* keys, Scanner* s, const uint8_t** name) noexcept nogil:
    """Give the field name just read, unescaped; return its size, -1 if too long for any key.

    An escape has at most six bytes a byte it stands for, so a name of more than six times the
    longest key is none of them, and any other fits into the scratch.
    """
    cdef int64_t size = s.p - s.string
    name[0] = s.string
    if not s.escaped:
        return size
    if size > 6 * keys.longest:
        return -1
    name[0] = keys.scratch
    return unescape_into(s.string, s.p, keys.scratch) - keys.scratch


cdef void note_value(
    RecordTable* t, Keys* keys, const uint8_t* name, int64_t size, int64_t* span, int kind
) noexcept nogil:
    """Set the span and kind in every column called `name`."""
    cdef int k, quote = kind == PLAIN or kind == ESCAPED
    for k in range(keys.count):
        if keys.bounds[k + 1] - keys.bounds[k] == size and (
            memcmp(keys.names + keys.bounds[k], name, size) == 0
        ):
            t.value_start[k] = span[0] + quote
            t.value_end[k] = span[1] - quote
            t.kind[k] = kind


cdef bint scan_field(Scanner* s, RecordTable* t, Keys* keys, const uint8_t* raw) noexcept nogil:
    cdef const uint8_t* name
    cdef int64_t size
    cdef int64_t span[2]
    cdef int kind
    if not scan_key(s):
        return False
    size = plain_name(keys, s, &name)
    if not scan_colon(s):
        return False
    span[0] = s.p - raw
    kind = scan_value(s)
    span[1] = s.p - raw
    note_value(t, keys, name, size, span, kind)
    return kind != MISSING


cdef bint scan_fields(Scanner* s, RecordTable* t, Keys* keys, const uint8_t* raw) noexcept nogil:
    """Read from after the record's opening brace to after its closing one."""
    if skip_space(s) and s.p[0] == b"}":
        s.p += 1
        return True
    while scan_field(s, t, keys, raw):
        if not skip_space(s) or (s.p[0] != b"," and s.p[0] != b"}"):
            return fail(s, NO_COMMA)
        s.p += 1
        if (s.p - 1)[0] == b"}":
            return True
    return False


cdef bint scan_record(Scanner* s, RecordTable* t, Keys* keys, const uint8_t* raw) noexcept nogil:
    """Read one line from its first byte that is not blank."""
    if s.p[0] != b"{":
        return fail(s, NOT_OBJECT)
    s.p += 1
    if not scan_fields(s, t, keys, raw):
        return False
    return fail(s, TRAILING) if skip_space(s) else True


cdef void clear(RecordTable* t, int count) noexcept nogil:
    memset(t.value_start, 0, count * sizeof(int64_t))
    memset(t.value_end, 0, count * sizeof(int64_t))
    memset(t.kind, MISSING, count)


cdef void add_record(
    RecordTable* t, Py_ssize_t i, Keys* keys, Scanner* s, const uint8_t* raw
) noexcept nogil:
    cdef RecordTable row = t[0]
    row.value_start += i * keys.count
    row.value_end += i * keys.count
    row.kind += i * keys.count
    clear(&row, keys.count)
    s.error = 0
    t.error_at[i] = -1
    if not scan_record(s, &row, keys, raw):
        clear(&row, keys.count)
        t.error_at[i] = s.p - raw
    t.status[i] = s.error


cdef Py_ssize_t add_records(
    RecordTable* t, Keys* keys, const uint8_t* raw, Py_ssize_t size
) noexcept nogil:
    """Read all lines of `raw`; return how many records there are."""
    cdef const uint8_t* p = raw
    cdef const uint8_t* stop = raw + size
    cdef const uint8_t* newline
    cdef Scanner s
    cdef int64_t line = 0
    cdef Py_ssize_t i = 0
    if size >= 3 and memcmp(p, b"\xef\xbb\xbf", 3) == 0:
        p += 3
    while p < stop:
        line += 1
        newline = <const uint8_t*>memchr(p, b"\n", stop - p)
        s.p, s.end = p, stop if newline == NULL else newline
        if newline != NULL and s.end > p and (s.end - 1)[0] == b"\r":
            s.end -= 1
        t.line[i], t.line_start[i], t.line_end[i] = line, p - raw, s.end - raw
        if skip_space(&s):
            add_record(t, i, keys, &s, raw)
            i += 1
        p = stop if newline == NULL else newline + 1
    return i


def scan_records(const uint8_t[::1] raw, list keys):
    cdef Py_ssize_t room, records, columns = len(keys)
    cdef const uint8_t* p = &raw[0]
    cdef Keys wanted
    cdef RecordTable t
    room = count_lines(p, p + raw.shape[0])
    names = np.frombuffer(b"".join(keys) + b" ", np.uint8)
    bounds = np.cumsum([0, *map(len, keys)], dtype=np.int64)
    scratch = np.empty(6 * max(map(len, keys), default=0) + 4, np.uint8)
    wanted.names, wanted.bounds = <uint8_t*>address(names), <int64_t*>address(bounds)
    wanted.count, wanted.longest = columns, max(map(len, keys), default=0)
    wanted.scratch = <uint8_t*>address(scratch)
    line, start, end, error_at = (np.empty(room, np.int64) for _ in range(4))
    status = np.empty(room, np.int32)
    value_start, value_end = (np.empty((room, columns), np.int64) for _ in range(2))
    kind = np.empty((room, columns), np.int8)
    t.line, t.line_start = <int64_t*>address(line), <int64_t*>address(start)
    t.line_end, t.error_at = <int64_t*>address(end), <int64_t*>address(error_at)
    t.status, t.kind = <int32_t*>address(status), <int8_t*>address(kind)
    t.value_start, t.value_end = <int64_t*>address(value_start), <int64_t*>address(value_end)
    with nogil:
        records = add_records(&t, &wanted, p, raw.shape[0])
    for array in (line, start, end, status, error_at):
        array.resize(records, refcheck=False)
    for array in (value_start, value_end, kind):
        array.resize((records, columns), refcheck=False)
    return Records(line, start, end, status, error_at, value_start, value_end, kind)
