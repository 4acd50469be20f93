# Words: what stands between ASCII separators, and a cache of what short ones fold to.
#
# Text repeats its words, so most of them are found again by their bytes, without a branch on what
# they say. That serves words of ASCII, too: to tell them apart first costs more than it saves.
# The cache lives for one call and compares whole words: it never changes the result.

cdef enum:
    WORD_BYTES = 16  # words of so many bytes or more are not cached
    CACHE_BITS = 14  # half a megabyte, which second-level caches hold

cdef struct Word:
    uint64_t head  # the word's bytes, the first lowest; all zeros: nothing here
    uint64_t tail
    uint64_t hash  # of its one token
    uint32_t traits
    uint32_t continued

cdef struct WordReader:
    Word* cache  # of 1 << CACHE_BITS
    const uint8_t* text
    int64_t last  # offset in the text up to which 16 bytes can be read
    uint64_t inside  # 1 when the word at `start` goes on in the next block, else 0
    int64_t start

cdef extern from *:
    """
    #define DELINT_FACTOR 0x9E3779B97F4A7C15ull  /* 2 ** 64 over the golden ratio */
    """
    uint64_t FACTOR "DELINT_FACTOR"

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


cdef inline void read_ascii_word(
    Reader* r, uint64_t head, uint64_t tail, Py_ssize_t size
) noexcept nogil:
    """Read a word all below 0x80. Its letters and digits fold to themselves with bit 0x20 set."""
    cdef uint64_t fold = <uint64_t>0x2020202020202020
    cdef uint64_t letters = (head | fold) & HEAD_MASK[size]
    cdef uint64_t digits = letters ^ HEAD_MASK[size]
    cdef uint64_t value = add_letters(SEED, letters, min(size, 8))
    if size > 8:
        letters = (tail | fold) & TAIL_MASK[size]
        digits |= letters ^ TAIL_MASK[size]
        value = add_letters(value, letters, size - 8)
    r.out[0] = close(value)
    r.out += 1
    if digits & <uint64_t>0x4040404040404040:  # a bit of all lower-case letters and no digit
        r.traits |= DIGIT


cdef void read_new_word(
    Reader* r, Word* slot, uint64_t head, uint64_t tail, const uint8_t* p, Py_ssize_t size
) noexcept nogil:
    """Read the word of `size` bytes at `p`, and keep it in `slot` if it makes one token."""
    cdef uint64_t* first = r.out
    cdef uint32_t traits = r.traits
    cdef int64_t continued = r.continued
    r.traits = 0
    if (head | tail) & <uint64_t>0x8080808080808080:
        read_text(r, p, p + size)
    else:
        read_ascii_word(r, head, tail, size)
    if r.out - first == 1:
        slot.head, slot.tail, slot.hash = head, tail, first[0]
        slot.traits, slot.continued = r.traits, <uint32_t>(r.continued - continued)
    r.traits |= traits


cdef void read_words(
    Reader* r, WordReader* words, int64_t at, uint64_t starts, uint64_t ends
) noexcept nogil:
    """Read the words of the 64 bytes from `at` on: the bits are where they start, and end before.

    A word that started in another block ends first, where words.inside says so. `load` reads 16
    bytes of each, so that words of the last ones of the text go another way.
    """
    cdef const uint8_t* block = words.text + at
    cdef const uint8_t* p = words.text + words.start
    cdef const uint8_t* end
    cdef uint64_t* out = r.out  # what each word changes is in registers
    cdef uint64_t head, tail, size, room = WORD_BYTES if at + 64 <= words.last else 0
    cdef int64_t continued = 0
    cdef uint32_t traits = 0
    cdef Word* slot
    starts |= <uint64_t>1 << 63  # where none follows: it is not used, or is one
    if not words.inside:
        p = block + lowest_bit(starts)
        starts &= starts - 1
    while ends:
        end = block + lowest_bit(ends)
        ends &= ends - 1
        size = end - p
        if size < room:
            head = load(p) & HEAD_MASK[size]
            tail = load(p + 8) & TAIL_MASK[size]
            slot = &words.cache[(head ^ tail) * FACTOR >> (64 - CACHE_BITS)]
            if slot.head == head and slot.tail == tail:
                out[0] = slot.hash
                out += 1
                traits |= slot.traits
                continued += slot.continued
            else:
                r.out = out
                read_new_word(r, slot, head, tail, p, size)
                out = r.out
        else:
            r.out = out
            read_text(r, p, end)
            out = r.out
        p = block + lowest_bit(starts)
        starts &= starts - 1
    words.start = p - words.text
    r.out = out
    r.traits |= traits
    r.continued += continued


cdef start_words(WordReader* words, const uint8_t[::1] text):
    """Let `words` begin with `text`; the caller keeps the cache that is returned."""
    cache = np.zeros((sizeof(Word) << CACHE_BITS) + sizeof(Word), np.uint8)
    cdef size_t room = <size_t>address(cache)
    words.cache = <Word*>(room + (-room & sizeof(Word) - 1))  # no entry is in two cache lines
    words.text, words.last = &text[0], text.shape[0] - WORD_BYTES
    words.start = words.inside = 0
    return cache


fill_masks()
