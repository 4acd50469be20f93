# Eight bytes at once in a register (Lamport 1975, "Multiple Byte Processing with Full-Word
# Instructions"): portable, no vector instructions needed.

cdef extern from *:
    """
    #if defined(_MSC_VER)
    #include <intrin.h>
    static int lowest_bit(unsigned long long x) { unsigned long i; _BitScanForward64(&i, x); return (int)i; }
    #else
    #define lowest_bit __builtin_ctzll
    #endif
    """
    int lowest_bit(uint64_t x) nogil


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
