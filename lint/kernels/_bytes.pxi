# Many bytes at once: eight in a register (Lamport 1975, "Multiple Byte Processing with Full-Word
# Instructions"), which is portable, or sixteen where SSE2 is, on every x86-64 processor.

cdef extern from *:
    """
    #include <stddef.h>
    #include <stdint.h>

    /* Wheels travel, so the baseline has short vectors without a 32-bit multiply: where the compiler
       can choose at load time, a loop is copied for processors with AVX2 and AVX-512. */
    #if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
    #define DELINT_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
    #else
    #define DELINT_CLONES
    #endif

    #if defined(_MSC_VER)
    #include <intrin.h>
    static int lowest_bit(unsigned long long x) { unsigned long i; _BitScanForward64(&i, x); return (int)i; }
    #else
    #define lowest_bit __builtin_ctzll
    #endif

    #if defined(__SSE2__) || defined(_M_X64)
    #include <emmintrin.h>
    #define DELINT_SSE2 1
    static inline int delint_specials(const uint8_t *p)
    {
        __m128i bytes = _mm_loadu_si128((const __m128i *)p);
        __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x22));
        __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x5C));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), control));
    }
    #else
    #define DELINT_SSE2 0
    #define delint_specials(p) 0
    #endif
    """
    int lowest_bit(uint64_t x) nogil
    bint DELINT_SSE2
    int delint_specials(const uint8_t* p) nogil  # a bit for each of 16 bytes, as special_bytes


cdef inline uint64_t load(const uint8_t* p) noexcept nogil:
    """Return eight bytes, the first lowest; compilers make one instruction of it."""
    return (
        <uint64_t>p[0] | <uint64_t>p[1] << 8 | <uint64_t>p[2] << 16 | <uint64_t>p[3] << 24
        | <uint64_t>p[4] << 32 | <uint64_t>p[5] << 40 | <uint64_t>p[6] << 48 | <uint64_t>p[7] << 56
    )


cdef inline uint64_t special_bytes(uint64_t w) noexcept nogil:
    """Return a word whose lowest set bit is in the first byte of `w` that ends a run of JSON text:
    a quote, a backslash or a control character; 0 if none does.

    A byte minus one (or minus 0x20) borrows if it is zero (or less): only bytes behind the first
    such one may be flagged wrongly.
    """
    cdef uint64_t ones = 0x0101010101010101
    cdef uint64_t quote = w ^ ones * 0x22
    cdef uint64_t slash = w ^ ones * 0x5C
    cdef uint64_t found = quote - ones & ~quote | slash - ones & ~slash | w - ones * 0x20 & ~w
    return found & ones * 0x80
