# JSON (RFC 8259), one object a line: grammar and where the wanted fields stand.
#
# Bounds: every function reads p[0] only after p < end, and moves p to at most `end`.

cdef enum:  # keys of ERRORS in tables.py
    NOT_OBJECT = 1
    NO_KEY
    NO_COLON
    NO_VALUE
    NO_COMMA
    OPEN_STRING
    BAD_ESCAPE
    BAD_CONTROL
    BAD_NUMBER
    TOO_DEEP
    TRAILING
    CUT

cdef enum:
    MAX_DEPTH = 512

cdef enum:  # kinds, as in tables.py
    MISSING, PLAIN, ESCAPED, NUMBER, NULL_VALUE, OTHER

cdef struct Scanner:
    const uint8_t* p
    const uint8_t* end
    int error
    const uint8_t* string  # where the string just read begins, after its quote
    bint escaped  # and whether it has escapes


cdef inline bint fail(Scanner* s, int error) noexcept nogil:
    """Note `error` at the present place, or that the line ends here; return False."""
    s.error = CUT if s.p == s.end and error != OPEN_STRING and error != BAD_NUMBER else error
    return False


cdef inline bint skip_space(Scanner* s) noexcept nogil:
    """Skip white space; tell whether something follows it."""
    while s.p < s.end and (s.p[0] == b" " or s.p[0] == b"\t" or s.p[0] == b"\r"):
        s.p += 1
    return s.p < s.end


cdef inline const uint8_t* find_special(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return the first quote, backslash or control character in [p, end), or `end`."""
    cdef uint64_t found
    while DELINT_SSE2 and end - p >= 16:
        found = delint_specials(p)
        if found:
            return p + lowest_bit(found)
        p += 16
    while end - p >= 8:
        found = special_bytes(load(p))
        if found:
            return p + lowest_bit(found) // 8
        p += 8
    while p < end and p[0] != 0x22 and p[0] != 0x5C and p[0] >= 0x20:
        p += 1
    return p


cdef inline int hex_digit(uint8_t c) noexcept nogil:
    """Return the value of a hexadecimal digit, or -1."""
    if b"0" <= c <= b"9":
        return c - 48
    c |= 32
    return c - 87 if b"a" <= c <= b"f" else -1


cdef inline int hex4(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return the value of the four hexadecimal digits at `p`, or -1."""
    cdef int i, digit, value = 0
    if end - p < 4:
        return -1
    for i in range(4):
        digit = hex_digit(p[i])
        if digit < 0:
            return -1
        value = value << 4 | digit
    return value


cdef inline int escape_length(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return the length of the escape whose backslash is at `p`, or 0."""
    if end - p < 2:
        return 0
    if p[1] == b"u":
        return 6 if hex4(p + 2, end) >= 0 else 0
    return 2 if p[1] in b'"\\/bfnrt' else 0


cdef bint scan_string(Scanner* s) noexcept nogil:
    """Read a string from after its opening quote up to its closing quote."""
    cdef int length
    s.string = s.p
    s.escaped = False
    while True:
        s.p = find_special(s.p, s.end)
        if s.p == s.end:
            return fail(s, OPEN_STRING)
        if s.p[0] == b'"':
            return True
        if s.p[0] != b"\\":
            return fail(s, BAD_CONTROL)
        length = escape_length(s.p, s.end)
        if not length:
            s.error = BAD_ESCAPE
            return False
        s.escaped = True
        s.p += length


cdef inline bint scan_digits(Scanner* s) noexcept nogil:
    cdef const uint8_t* start = s.p
    while s.p < s.end and b"0" <= s.p[0] <= b"9":
        s.p += 1
    return True if s.p > start else fail(s, BAD_NUMBER)


cdef bint scan_number(Scanner* s) noexcept nogil:
    """Read -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)? or -Infinity."""
    if s.p[0] == b"-":
        s.p += 1
        if s.end - s.p >= 8 and memcmp(s.p, b"Infinity", 8) == 0:
            s.p += 8
            return True
    if s.p < s.end and s.p[0] == b"0":
        s.p += 1
    elif not scan_digits(s):
        return False
    if s.p < s.end and s.p[0] == b".":
        s.p += 1
        if not scan_digits(s):
            return False
    if s.p < s.end and s.p[0] | 32 == b"e":
        s.p += 1
        if s.p < s.end and (s.p[0] == b"+" or s.p[0] == b"-"):
            s.p += 1
        return scan_digits(s)
    return True


cdef inline bint scan_word(Scanner* s, const char* word, Py_ssize_t length) noexcept nogil:
    if s.end - s.p < length or memcmp(s.p, word, length) != 0:
        return False
    s.p += length
    return True


cdef int scan_scalar(Scanner* s) noexcept nogil:
    """Read a value that is no container; return its kind, MISSING on error."""
    if s.p[0] == b'"':
        s.p += 1
        if not scan_string(s):
            return MISSING
        s.p += 1
        return ESCAPED if s.escaped else PLAIN
    if s.p[0] == b"-" or b"0" <= s.p[0] <= b"9":
        return NUMBER if scan_number(s) else MISSING
    if scan_word(s, b"null", 4):
        return NULL_VALUE
    if scan_word(s, b"true", 4) or scan_word(s, b"false", 5):
        return OTHER
    if scan_word(s, b"NaN", 3) or scan_word(s, b"Infinity", 8):
        return NUMBER
    fail(s, NO_VALUE)
    return MISSING


cdef bint scan_key(Scanner* s) noexcept nogil:
    """Read a field name, leaving `p` at its closing quote."""
    if not skip_space(s) or s.p[0] != b'"':
        return fail(s, NO_KEY)
    s.p += 1
    return scan_string(s)


cdef bint scan_colon(Scanner* s) noexcept nogil:
    """Read from a name's closing quote to its value."""
    s.p += 1
    if not skip_space(s) or s.p[0] != b":":
        return fail(s, NO_COLON)
    s.p += 1
    return True if skip_space(s) else fail(s, NO_VALUE)


cdef bint scan_container(Scanner* s) noexcept nogil:
    """Read a nested object or array, its kinds of bracket on a stack instead of recursion."""
    cdef uint8_t closers[MAX_DEPTH]
    cdef int depth = 0
    cdef bint may_close = False, want_comma = False  # may_close only where depth > 0
    while depth or not may_close:
        if not skip_space(s):
            return fail(s, CUT)
        if may_close and s.p[0] == closers[depth - 1]:
            s.p += 1
            depth -= 1
            want_comma = True
        elif want_comma:
            if s.p[0] != b",":
                return fail(s, NO_COMMA)
            s.p += 1
            may_close = want_comma = False
        else:
            if depth and closers[depth - 1] == b"}" and not (scan_key(s) and scan_colon(s)):
                return False
            may_close = True
            want_comma = s.p[0] != b"{" and s.p[0] != b"["
            if want_comma:
                if not scan_scalar(s):
                    return False
            elif depth == MAX_DEPTH - 1:  # the record itself is one more
                return fail(s, TOO_DEEP)
            else:
                closers[depth] = s.p[0] + 2  # the closing bracket in ASCII
                depth += 1
                s.p += 1
    return True


cdef int scan_value(Scanner* s) noexcept nogil:
    """Read any value from its first byte; return its kind, MISSING on error."""
    if s.p[0] == b"{" or s.p[0] == b"[":
        return OTHER if scan_container(s) else MISSING
    return scan_scalar(s)
