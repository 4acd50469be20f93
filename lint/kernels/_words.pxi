# Words: what stands between ASCII separators, and a cache of what short ones fold to.
#
# Text repeats its words, so most of them are found again by their bytes, without a branch on what
# they say. The cache lives for one call and compares whole words: it never changes the result.

cdef enum:
    WORD_BYTES = 16  # longer words are not cached
    CACHE_BITS = 13

cdef struct Word:
    uint64_t head  # the word's bytes, the first lowest; all zeros: nothing here
    uint64_t tail
    uint64_t hash  # of its one token
    uint32_t traits
    uint32_t chars

cdef struct WordTable:
    Word* cache  # of 1 << CACHE_BITS
    const uint8_t* bits  # of the text, see `mark_separators`
    Py_ssize_t last  # offset in the text up to which 16 bytes can be read

cdef uint64_t HEAD_MASK[WORD_BYTES]  # for words of so many bytes
cdef uint64_t TAIL_MASK[WORD_BYTES]
cdef uint64_t POWERS[16]  # [7 + i] is PRIME ** i


cdef void fill_masks() noexcept:
    cdef int size
    for size in range(8):
        HEAD_MASK[size] = TAIL_MASK[size + 8] = (<uint64_t>1 << 8 * size) - 1
        HEAD_MASK[size + 8] = ~<uint64_t>0
        TAIL_MASK[size] = 0
    POWERS[7] = 1
    for size in range(8):
        POWERS[8 + size] = POWERS[7 + size] * PRIME
        POWERS[size] = 0


cdef inline uint64_t separators(uint64_t w) noexcept nogil:
    """Return a bit for each byte of `w`, the lowest first, that is an ASCII separator.

    Eight bytes at once in a register (Lamport 1975, "Multiple Byte Processing with Full-Word
    Instructions"): seven bits plus 0x80 - c set the eighth where they are c or more. Letters,
    digits and all bytes from 0x80 on are no separators; the last product gathers the bits.
    """
    cdef uint64_t low = w & <uint64_t>0x7F7F7F7F7F7F7F7F
    cdef uint64_t lower = low | <uint64_t>0x2020202020202020
    cdef uint64_t word = w
    word |= (low + <uint64_t>0x5050505050505050) & ~(low + <uint64_t>0x4646464646464646)
    word |= (lower + <uint64_t>0x1F1F1F1F1F1F1F1F) & ~(lower + <uint64_t>0x0505050505050505)
    word = ~word >> 7 & <uint64_t>0x0101010101010101
    return word * <uint64_t>0x0102040810204080 >> 56


cdef void mark_separators(const uint8_t* p, Py_ssize_t size, uint8_t* bits) noexcept nogil:
    """Set one bit a byte of [p, p + size): is it an ASCII separator?

    `bits` has room for size // 8 + 9 bytes, so that eight may be read wherever a bit stands.
    """
    cdef uint8_t last[8]
    cdef Py_ssize_t i, whole = size // 8
    for i in range(whole):
        bits[i] = <uint8_t>separators(load(p + 8 * i))
    memset(last, 0, 8)
    memcpy(last, p + 8 * whole, size % 8)
    bits[whole] = <uint8_t>separators(load(last))
    memset(bits + whole + 1, 0, 8)


cdef Py_ssize_t word_end(const uint8_t* bits, Py_ssize_t at, Py_ssize_t end) noexcept nogil:
    """Return the offset of the next ASCII separator, or `end`."""
    while at < end and not bits[at // 8] >> (at & 7) & 1:
        at += 1
    return at


cdef void read_new_word(
    Reader* r, Word* slot, uint64_t head, uint64_t tail, const uint8_t* p, const uint8_t* end
) noexcept nogil:
    """Read the word [p, end), and keep it in `slot` if it makes one token, as most do."""
    cdef uint64_t* first = r.out
    cdef uint32_t traits = r.traits
    cdef int64_t chars = r.chars
    r.traits = 0
    read_text(r, p, end)
    if r.out - first == 1:
        slot.head, slot.tail, slot.hash = head, tail, first[0]
        slot.traits, slot.chars = r.traits, <uint32_t>(r.chars - chars)
    r.traits |= traits


cdef inline uint64_t add_letters(uint64_t value, uint64_t letters, Py_ssize_t size) noexcept nogil:
    """Return `value` after `size` <= 8 letters, the bytes of `letters`, zeros behind them.

    The steps (h + c) * PRIME multiplied out: all products at once, none waits for the one before.
    """
    cdef const uint64_t* power = &POWERS[7 + size]
    cdef int i
    value *= power[0]
    for i in range(8):
        value += (letters >> 8 * i & 0xFF) * (power - i)[0]
    return value


cdef inline bint has_seam(uint64_t head, uint64_t tail) noexcept nogil:
    """Say whether a capital follows a small letter in a word of letters and digits below 0x80.

    Of these, letters have bit 0x40, and of letters the small ones bit 0x20.
    """
    cdef uint64_t letter = <uint64_t>0x4040404040404040
    cdef uint64_t small = head << 1 & head & letter
    cdef uint64_t after = (tail << 1 & tail & letter) << 8 | small >> 56
    return (small << 8 & head & ~(head << 1) | after & tail & ~(tail << 1)) & letter != 0


cdef inline void read_ascii_word(Reader* r, const uint8_t* p, Py_ssize_t size) noexcept nogil:
    """Read a word all below 0x80. Its letters and digits fold to themselves with bit 0x20 set."""
    cdef uint64_t fold = <uint64_t>0x2020202020202020
    cdef uint64_t letters = (load(p) | fold) & HEAD_MASK[size]
    cdef uint64_t digits = letters ^ HEAD_MASK[size]
    cdef uint64_t value = add_letters(SEED, letters, min(size, 8))
    if size > 8:
        letters = (load(p + 8) | fold) & TAIL_MASK[size]
        digits |= letters ^ TAIL_MASK[size]
        value = add_letters(value, letters, size - 8)
    r.out[0] = close(value)
    r.out += 1
    r.chars += size
    if digits & <uint64_t>0x4040404040404040:  # a bit of all lower-case letters and no digit
        r.traits |= DIGIT
    if has_seam(load(p) & HEAD_MASK[size], load(p + 8) & TAIL_MASK[size]):
        r.traits |= SEAM


cdef inline bint is_ascii_word(const uint8_t* p, Py_ssize_t size) noexcept nogil:
    cdef uint64_t high = load(p) & HEAD_MASK[size] | load(p + 8) & TAIL_MASK[size]
    return not high & <uint64_t>0x8080808080808080


cdef inline void read_short_word(
    Reader* r, Word* cache, const uint8_t* p, Py_ssize_t size
) noexcept nogil:
    cdef uint64_t head = load(p) & HEAD_MASK[size]
    cdef uint64_t tail = load(p + 8) & TAIL_MASK[size]
    cdef Word* slot = &cache[(head ^ tail * PRIME) * SEED >> (64 - CACHE_BITS)]
    if (slot.head ^ head) | (slot.tail ^ tail):
        read_new_word(r, slot, head, tail, p, p + size)
        return
    r.out[0] = slot.hash
    r.out += 1
    r.traits |= slot.traits
    r.chars += slot.chars


cdef void read_words(
    Reader* r, WordTable* words, const uint8_t* text, Py_ssize_t at, Py_ssize_t end
) noexcept nogil:
    """Read the line text[at:end], a word and the gap after it at a time.

    Bounds: `load` reads 16 bytes where words.last <= size of text - 16 allows; sizes are cut to
    what is left of the line. Of the bits, at least 57 are of `at` and what follows.
    """
    cdef uint64_t bits
    cdef Py_ssize_t size, gap
    while at < end:
        bits = load(words.bits + at // 8) >> (at & 7)
        size = min(<Py_ssize_t>lowest_bit(bits | 1 << WORD_BYTES), end - at)
        gap = min(<Py_ssize_t>lowest_bit(~(bits >> size) | <uint64_t>1 << 40), end - at - size)
        if size == WORD_BYTES:
            size = word_end(words.bits, at, end) - at
            gap = 0
        if size >= WORD_BYTES or at > words.last:
            read_text(r, text + at, text + at + size)
        elif size and is_ascii_word(text + at, size):
            read_ascii_word(r, text + at, size)
        elif size:
            read_short_word(r, words.cache, text + at, size)
        r.chars += gap
        at += size + gap


fill_masks()
