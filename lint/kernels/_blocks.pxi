# Blocks of 64 bytes of text: which belong to words, which are newlines, which may be of a URL, and
# which may be a mark between two sentences.

cdef extern from *:
    """
    #include <stdint.h>
    #if DELINT_SSE2
    /* Every x86-64 has SSE2. Bytes are signed here: adding 0x80 - c puts c and what follows first. */
    static uint64_t delint_word_bytes(
        const uint8_t *p, uint64_t *newlines, uint64_t *marks, uint64_t *stops)
    {
        uint64_t words = 0, lines = 0, found = 0, points = 0;
        for (int i = 0; i < 64; i += 16) {
            __m128i v = _mm_loadu_si128((const __m128i *)(p + i));
            __m128i lower = _mm_or_si128(v, _mm_set1_epi8(0x20));
            __m128i mark = _mm_or_si128(
                _mm_cmpeq_epi8(lower, _mm_set1_epi8('/')), _mm_cmpeq_epi8(lower, _mm_set1_epi8('w')));
            __m128i letter = _mm_add_epi8(lower, _mm_set1_epi8((char)(0x80 - 'a')));
            __m128i digit = _mm_add_epi8(v, _mm_set1_epi8((char)(0x80 - '0')));
            __m128i point = _mm_or_si128(
                _mm_or_si128(
                    _mm_cmpeq_epi8(v, _mm_set1_epi8('.')), _mm_cmpeq_epi8(v, _mm_set1_epi8('('))),
                _mm_or_si128(
                    _mm_cmpeq_epi8(v, _mm_set1_epi8('!')), _mm_cmpeq_epi8(v, _mm_set1_epi8('?'))));
            point = _mm_or_si128(point, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xA6)));
            letter = _mm_cmplt_epi8(letter, _mm_set1_epi8(-128 + 26));
            digit = _mm_cmplt_epi8(digit, _mm_set1_epi8(-128 + 10));
            v = _mm_or_si128(_mm_or_si128(letter, digit), v);
            words |= (uint64_t)_mm_movemask_epi8(v) << i;
            v = _mm_loadu_si128((const __m128i *)(p + i));
            lines |= (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('\\n'))) << i;
            found |= (uint64_t)_mm_movemask_epi8(mark) << i;
            points |= (uint64_t)_mm_movemask_epi8(point) << i;
        }
        *newlines = lines;
        *marks = found;
        *stops = points;
        return words;
    }
    #else

    /* Eight bytes at once in a register (Lamport 1975, "Multiple Byte Processing with Full-Word
       Instructions"): seven bits plus 0x80 - c set the eighth where they are c or more; the
       product gathers the eighth bits of `w`. */
    #define DELINT_BYTES(c) (0x0101010101010101ull * (c))
    #define DELINT_GATHER(w) (((w) >> 7 & DELINT_BYTES(1)) * 0x0102040810204080ull >> 56)

    static uint64_t delint_word_bytes(
        const uint8_t *p, uint64_t *newlines, uint64_t *marks, uint64_t *stops)
    {
        uint64_t words = 0, lines = 0, found = 0, points = 0;
        for (int i = 0; i < 64; i += 8) {
            uint64_t w = 0, low, lower, line, mark, point;
            for (int k = 0; k < 8; k++)
                w |= (uint64_t)p[i + k] << 8 * k;
            low = w & DELINT_BYTES(0x7F);
            lower = low | DELINT_BYTES(0x20);
            line = ~(((low ^ DELINT_BYTES('\\n')) + DELINT_BYTES(0x7F)) | w);
            mark = (lower ^ DELINT_BYTES('/')) + DELINT_BYTES(0x7F);
            mark = ~((mark & ((lower ^ DELINT_BYTES('w')) + DELINT_BYTES(0x7F))) | w);
            point = (low + DELINT_BYTES(0x80 - '!')) & ~(low + DELINT_BYTES(0x80 - '.' - 1));
            point = (point | ~((low ^ DELINT_BYTES('?')) + DELINT_BYTES(0x7F))) & ~w;
            point |= w & ~((low ^ DELINT_BYTES(0x26)) + DELINT_BYTES(0x7F)); /* 0xA6 */
            w |= (low + DELINT_BYTES(0x80 - '0')) & ~(low + DELINT_BYTES(0x80 - '9' - 1));
            w |= (lower + DELINT_BYTES(0x80 - 'a')) & ~(lower + DELINT_BYTES(0x80 - 'z' - 1));
            words |= DELINT_GATHER(w) << i;
            lines |= DELINT_GATHER(line) << i;
            found |= DELINT_GATHER(mark) << i;
            points |= DELINT_GATHER(point) << i;
        }
        *newlines = lines;
        *marks = found;
        *stops = points;
        return words;
    }
    #endif
    """
    uint64_t delint_word_bytes(
        const uint8_t* p, uint64_t* newlines, uint64_t* marks, uint64_t* stops
    ) noexcept nogil


cdef inline uint64_t word_bytes(
    const uint8_t* p, int64_t left, uint64_t* newlines, uint64_t* marks, uint64_t* stops
) noexcept nogil:
    """Return a bit for each of the next 64 bytes, the lowest first, that is no ASCII separator.

    Letters, digits and all bytes from 0x80 on are none. `newlines` gets the bits of newlines,
    `marks` those of "/" and "w", and some more, `stops` those of . ! ? ( and of the last byte of an
    ellipsis, and some more. Only `left` > 0 bytes can be read, and what would follow counts as
    separators.
    """
    cdef uint8_t last[64]
    if left >= 64:
        return delint_word_bytes(p, newlines, marks, stops)
    memset(last, 0, 64)
    memcpy(last, p, left)
    return delint_word_bytes(last, newlines, marks, stops)


cdef inline Py_ssize_t count_lines(const uint8_t* p, const uint8_t* end) noexcept nogil:
    """Return the newlines and one more."""
    return <Py_ssize_t>delint_count(p, end - p, b"\n") + 1
