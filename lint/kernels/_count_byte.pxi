# How often a byte stands in a text: a sum of a few short ones fits into a byte, so that many are
# compared and counted at once.

cdef extern from *:
    """
    #define DELINT_SHORT 128 /* at most 255 */

    DELINT_CLONES static int64_t delint_count(const uint8_t *p, ptrdiff_t size, uint8_t wanted)
    {
        int64_t found = 0;
        for (; size >= DELINT_SHORT; p += DELINT_SHORT, size -= DELINT_SHORT) {
            uint8_t some = 0;
            for (int i = 0; i < DELINT_SHORT; i++)
                some += p[i] == wanted;
            found += some;
        }
        for (; size > 0; p++, size--)
            found += *p == wanted;
        return found;
    }
    """
    int64_t delint_count(const uint8_t* p, ptrdiff_t size, uint8_t wanted) noexcept nogil


def count_byte(const uint8_t[::1] text, uint8_t byte):
    if text.shape[0] == 0:
        return 0
    cdef int64_t found
    with nogil:
        found = delint_count(&text[0], text.shape[0], byte)
    return found
