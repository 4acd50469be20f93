# Folding: code points into tokens. `hashing.py` defines the hash, `folding.py` the table.

cdef enum:
    SEPARATOR, LETTER, VOWEL, SOLO, MARK, TONE, JOINER, IGNORABLE, EXPAND, HANGUL

cdef enum:  # traits
    DIGIT_OR_MARK = 24
    INK = 0x100
    ALPHA = 0x200
    UPPER = 0x400
    CLOSER = 0x800
    TERMINATOR = 0x1000
    OPENER = 0x2000

cdef struct Record:  # a row of fold.bin: base = code point + delta
    int32_t delta
    uint8_t kind
    uint8_t spare
    uint16_t traits
    uint64_t marks
    uint64_t tones

cdef struct Ascii:  # one step of the hash: h = ((h & keep) + (tones & settle) + base) * PRIME
    uint64_t keep  # all ones, or 0: forget what was read
    uint64_t vowel  # all ones in a Latin vowel
    uint64_t settle  # all ones where waiting tones are added
    uint64_t base
    uint64_t traits

cdef struct Reader:
    uint64_t hash
    uint64_t tones  # waiting for the end of the vowel run
    uint64_t vowel  # all ones inside a vowel run
    uint64_t open  # 1 inside a token
    bint solo  # the open token is a character of a script without spaces
    uint64_t traits  # of all that was read
    uint64_t* out  # where the next token goes; written to before it counts

cdef object _table = folding.load()  # kept: the pointers below reach into it
cdef const Record* RECORDS = <const Record*>address(_table.records)
cdef const uint32_t* EXPANSIONS = <const uint32_t*>address(_table.expansions)
cdef const uint16_t* INDEX = <const uint16_t*>address(_table.index)
cdef const uint16_t* IDS = <const uint16_t*>address(_table.ids)
cdef uint64_t PRIME = hashing.PRIME
cdef uint64_t START = hashing.START
cdef uint64_t SEED = hashing.SEED
cdef Ascii ASCII[128]


cdef inline const Record* lookup(uint32_t scalar) noexcept nogil:
    """Return the row of `scalar`, which `decode` keeps below 0x110000, the end of the index."""
    return &RECORDS[IDS[<uint32_t>INDEX[scalar >> 7] << 7 | scalar & 127]]


cdef void fill_ascii() noexcept:
    cdef uint32_t c
    cdef const Record* row
    cdef uint64_t ones = ~<uint64_t>0
    for c in range(128):
        row = lookup(c)
        ASCII[c].keep = 0 if row.kind == SEPARATOR else ones
        ASCII[c].vowel = ones if row.kind == VOWEL else 0
        ASCII[c].settle = ones if row.kind == LETTER else 0
        ASCII[c].base = START if row.kind == SEPARATOR else c + row.delta
        ASCII[c].traits = row.traits


cdef inline uint64_t mix64(uint64_t x) noexcept nogil:
    x = (x ^ x >> 30) * <uint64_t>0xBF58476D1CE4E5B9
    x = (x ^ x >> 27) * <uint64_t>0x94D049BB133111EB
    return x ^ x >> 31


cdef inline uint64_t close(uint64_t x) noexcept nogil:
    x = mix64(x)
    return x if x else 1


cdef inline void end_token(Reader* r) noexcept nogil:
    """Give out the open token, if any; `close` is left to a later, pipelined pass."""
    r.out[0] = r.hash + r.tones
    r.out += r.open
    r.hash = SEED
    r.tones = r.vowel = r.open = 0
    r.solo = False


cdef inline void add_base(
    Reader* r, uint64_t base, uint64_t vowel, uint64_t marks, uint64_t tones
) noexcept nogil:
    """Lengthen the token by one base scalar with its marks."""
    r.hash = (r.hash + (r.tones & ~vowel) + base) * PRIME + marks
    r.tones = (r.tones & vowel) + tones
    r.vowel = vowel
    r.open = 1


cdef inline const uint8_t* read_ascii(
    Reader* r, const uint8_t* p, const uint8_t* end
) noexcept nogil:
    """Read the run of ASCII at `p` without a branch on what it says; return where it ends."""
    cdef const Ascii* a
    if r.solo:
        end_token(r)
    while p < end and p[0] < 0x80:
        a = &ASCII[p[0]]
        r.out[0] = r.hash + r.tones
        r.out += r.open & ~a.keep
        r.hash = ((r.hash & a.keep) + (r.tones & a.settle) + a.base) * PRIME
        r.tones &= a.vowel
        r.vowel = a.vowel
        r.open = a.keep & 1
        r.traits |= a.traits
        p += 1
    return p


cdef inline void read_hangul(Reader* r, uint32_t scalar) noexcept nogil:
    """Read a syllable as its letters (Unicode, section 3.12)."""
    cdef uint32_t s = scalar - 0xAC00
    if r.solo:
        end_token(r)
    add_base(r, 0x1100 + s // 588, 0, 0, 0)
    add_base(r, 0x1161 + s % 588 // 28, 0, 0, 0)
    if s % 28:
        add_base(r, 0x11A7 + s % 28, 0, 0, 0)


cdef inline void read_row(Reader* r, uint32_t scalar, const Record* row) noexcept nogil:
    """Read one scalar that has at most one base."""
    cdef uint64_t base = scalar + row.delta
    if row.kind <= VOWEL and row.kind:
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


cdef inline void read_scalar(Reader* r, uint32_t scalar) noexcept nogil:
    cdef const Record* row = lookup(scalar)
    cdef uint64_t i
    r.traits |= row.traits
    if row.kind < EXPAND:
        read_row(r, scalar, row)
    elif row.kind == HANGUL:
        read_hangul(r, scalar)
    else:
        for i in range(row.marks, row.marks + row.tones):
            read_row(r, EXPANSIONS[i], lookup(EXPANSIONS[i]))


fill_ascii()
