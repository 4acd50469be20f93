# Which spans of a text have one of some bytes: 64 of a span are compared at once.

cdef extern from *:
    """
    #include <stddef.h>
    #include <stdint.h>
    #if DELINT_SSE2
    /* All bits of those of 16 bytes that are not in the range. Bytes are signed here: `shift`, which
       is 0x80 - low, puts those of the range first, up to `last`. */
    static inline __m128i delint_outside(const uint8_t *p, __m128i shift, __m128i last)
    {
        __m128i v = _mm_loadu_si128((const __m128i *)p);
        return _mm_cmpgt_epi8(_mm_add_epi8(v, shift), last);
    }

    static int delint_has_between(const uint8_t *p, ptrdiff_t size, uint8_t low, uint8_t high)
    {
        __m128i shift = _mm_set1_epi8((char)(0x80 - low)), some;
        __m128i last = _mm_set1_epi8((char)(0x80 + high - low));
        ptrdiff_t whole = size;
        for (; size >= 64; p += 64, size -= 64) {
            some = _mm_and_si128(
                _mm_and_si128(delint_outside(p, shift, last), delint_outside(p + 16, shift, last)),
                _mm_and_si128(
                    delint_outside(p + 32, shift, last), delint_outside(p + 48, shift, last)));
            if (_mm_movemask_epi8(some) != 0xFFFF)
                return 1;
        }
        some = _mm_cmpeq_epi8(shift, shift);
        for (; size >= 16; p += 16, size -= 16)
            some = _mm_and_si128(some, delint_outside(p, shift, last));
        if (size && whole >= 16) /* the last bytes again, with some before them */
            some = _mm_and_si128(some, delint_outside(p + size - 16, shift, last));
        else
            for (; size > 0; p++, size--)
                if ((uint8_t)(*p - low) <= (uint8_t)(high - low))
                    return 1;
        return _mm_movemask_epi8(some) != 0xFFFF;
    }
    #else
    static int delint_has_between(const uint8_t *p, ptrdiff_t size, uint8_t low, uint8_t high)
    {
        for (ptrdiff_t i = 0; i < size; i++)
            if ((uint8_t)(p[i] - low) <= (uint8_t)(high - low))
                return 1;
        return 0;
    }
    #endif
    """
    bint delint_has_between(
        const uint8_t* p, ptrdiff_t size, uint8_t low, uint8_t high
    ) noexcept nogil


def has_byte(
    const uint8_t[::1] text, const int64_t[::1] starts, const int64_t[::1] ends,
    const uint8_t[:, ::1] ranges,
):
    check_spans(text.shape[0], np.asarray(starts), np.asarray(ends))
    check_ranges(np.asarray(ranges))
    cdef Py_ssize_t i, k, count = starts.shape[0], wanted = ranges.shape[0]
    found = np.zeros(count, np.bool_)
    if count == 0 or wanted == 0 or text.shape[0] == 0:
        return found
    cdef uint8_t* out = <uint8_t*>address(found)
    cdef const uint8_t* source = &text[0]
    cdef const int64_t* start = &starts[0]
    cdef const int64_t* end = &ends[0]
    cdef const uint8_t* pair = &ranges[0, 0]
    with nogil:
        for i in range(count):
            for k in range(0, 2 * wanted, 2):
                if delint_has_between(source + start[i], end[i] - start[i], pair[k], pair[k + 1]):
                    out[i] = True
                    break
    return found
