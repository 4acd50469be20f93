# Folding: code points into tokens. `hashing.py` defines the hash, `folding.py` the table.

cdef enum:
    SEPARATOR, LETTER, VOWEL, SOLO, MARK, TONE, JOINER, IGNORABLE, EXPAND, HANGUL

cdef enum:
    SURROGATE = 0xD800

cdef enum:  # traits; those of words are flags of lines too
    WORD_TRAITS = 0xB8  # a mark, a digit, a URL, a byte of 0x80 or more
    DIGIT = 0x10
    INK = 0x100
    ALPHA = 0x200
    UPPER = 0x400
    CLOSER = 0x800
    TERMINATOR = 0x1000
    OPENER = 0x2000
    SEAM = 0x8000  # of a word alone: `HAS_SEAM`
    JOINT = 0x10000  # of a line alone: `HAS_JOINT`

cdef struct Record:  # a row of fold.bin: base = code point + delta
    int32_t delta
    uint8_t kind
    uint8_t spare
    uint16_t traits
    uint64_t marks
    uint64_t tones

cdef struct Reader:
    uint64_t hash
    uint64_t tones  # waiting for the end of the vowel run
    uint64_t vowel  # all ones inside a vowel run
    bint open  # inside a token
    bint solo  # the open token is a character of a script without spaces
    bint small  # the last letter was no capital, and only marks came after it
    bint beyond  # among the letters and marks that end here is one that is not ASCII
    uint32_t traits  # of all that was read
    int64_t continued  # bytes that were read and do not begin a character
    uint64_t* out  # where the next token goes

cdef object _table = folding.load()  # kept: the pointers below reach into it
cdef const Record* RECORDS = <const Record*>address(_table.records)
cdef const uint32_t* EXPANSIONS = <const uint32_t*>address(_table.expansions)
cdef const uint16_t* INDEX = <const uint16_t*>address(_table.index)
cdef const uint16_t* IDS = <const uint16_t*>address(_table.ids)
cdef uint64_t PRIME = hashing.PRIME
cdef uint64_t STEP = hashing.STEP
cdef uint64_t SEED = hashing.SEED


cdef inline const Record* lookup(uint32_t scalar) noexcept nogil:
    """Return the row of `scalar`, which `decode` keeps below 0x110000, the end of the index."""
    return &RECORDS[IDS[<uint32_t>INDEX[scalar >> 7] << 7 | scalar & 127]]


cdef inline uint32_t next_scalar(
    const uint8_t* p, const uint8_t* end, int* length
) noexcept nogil:
    """Return the scalar at `p` < `end` and its length; a stray byte reads as a surrogate.

    Valid text has no surrogates, and the table has them as separators that show.
    """
    cdef uint32_t scalar
    length[0] = decode(p, end, &scalar)
    if length[0]:
        return scalar
    length[0] = 1
    return SURROGATE


cdef inline uint64_t mix64(uint64_t x) noexcept nogil:
    x = (x ^ x >> 30) * <uint64_t>0xBF58476D1CE4E5B9
    x = (x ^ x >> 27) * <uint64_t>0x94D049BB133111EB
    return x ^ x >> 31


cdef inline uint64_t close(uint64_t x) noexcept nogil:
    x = mix64(x)
    return x if x else 1


cdef inline void end_token(Reader* r) noexcept nogil:
    """Give out the open token, if any."""
    if r.open:
        r.out[0] = close(r.hash + r.tones)
        r.out += 1
    r.hash = SEED
    r.tones = r.vowel = 0
    r.open = r.solo = False


cdef inline void add_base(
    Reader* r, uint64_t base, uint64_t vowel, uint64_t marks, uint64_t tones
) noexcept nogil:
    """Lengthen the token by one base scalar with its marks."""
    r.hash = (r.hash + (r.tones & ~vowel) + base) * PRIME + marks
    r.tones = (r.tones & vowel) + tones
    r.vowel = vowel
    r.open = True


cdef inline void read_row(Reader* r, uint32_t scalar, const Record* row) noexcept nogil:
    """Read one scalar that has at most one base."""
    cdef uint64_t base = scalar + row.delta
    if row.kind == LETTER or row.kind == VOWEL:
        if r.solo:
            end_token(r)
        add_base(r, base, -<uint64_t>(row.kind == VOWEL), row.marks, row.tones)
    elif row.kind == SEPARATOR:
        end_token(r)
    elif row.kind == SOLO:
        end_token(r)
        add_base(r, base, 0, row.marks, 0)
        r.solo = True
    elif row.kind == IGNORABLE or not r.open:
        return
    elif row.kind == JOINER:
        add_base(r, base, 0, row.marks, 0)
    elif row.kind == TONE:
        r.tones += row.marks & r.vowel
        r.hash += row.marks & ~r.vowel
    else:
        r.hash += row.marks


cdef void read_several(Reader* r, uint32_t scalar, const Record* row) noexcept nogil:
    """Read one scalar that has several bases."""
    cdef uint32_t s = scalar - 0xAC00
    cdef uint64_t i
    if row.kind == EXPAND:
        for i in range(row.marks, row.marks + row.tones):
            read_row(r, EXPANSIONS[i], lookup(EXPANSIONS[i]))
        return
    if r.solo:
        end_token(r)
    add_base(r, 0x1100 + s // 588, 0, 0, 0)  # Hangul: Unicode, section 3.12
    add_base(r, 0x1161 + s % 588 // 28, 0, 0, 0)
    if s % 28:
        add_base(r, 0x11A7 + s % 28, 0, 0, 0)


cdef inline void note_case(Reader* r, uint32_t scalar, const Record* row) noexcept nogil:
    """Note a seam, and whether a capital would make one after this scalar."""
    if row.traits & ALPHA:
        if r.small and r.beyond and row.traits & UPPER:
            r.traits |= SEAM
        r.small = not row.traits & UPPER
        r.beyond |= scalar >= 0x80
    elif row.kind < MARK or row.kind > IGNORABLE:
        r.small = r.beyond = False
    else:
        r.beyond |= scalar >= 0x80


cdef void read_text(Reader* reader, const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Read [p, end) and end its last token."""
    cdef Reader r = reader[0]  # a copy that can stay in registers
    cdef Reader other
    cdef const Record* row
    cdef uint32_t scalar
    cdef int length
    r.small = r.beyond = False
    while p < end:
        scalar = next_scalar(p, end, &length)
        row = lookup(scalar)
        r.traits |= row.traits
        note_case(&r, scalar, row)
        r.continued += length - 1
        p += length
        if row.kind < EXPAND:
            read_row(&r, scalar, row)
        else:
            other = r
            read_several(&other, scalar, row)
            r = other
    end_token(&r)
    reader[0] = r
