import gzip
import io

import pytest
import zstandard

from lint.corpus.compression import DamagedError, encoder, unpacked
from lint.corpus.source import Compression

DATA = b"".join(b"%d line\n" % n for n in range(50_000))
PACKERS = {Compression.GZIP: gzip.compress, Compression.ZSTD: zstandard.compress}
packed = pytest.mark.parametrize("compression", PACKERS)


def read(data, compression):
    return b"".join(unpacked(io.BytesIO(data), compression))


@packed
def test_members_and_frames_that_follow_each_other_are_one_stream(compression):
    pack = PACKERS[compression]
    assert read(pack(DATA) + pack(b"") + pack(b"end"), compression) == DATA + b"end"


@pytest.mark.parametrize("compression", Compression)
def test_what_is_packed_is_read_again_and_packed_the_same(compression):
    def pack():
        stream = encoder(compression)
        return stream.compress(DATA[:1000]) + stream.compress(DATA[1000:]) + stream.flush()

    assert read(pack(), compression) == DATA
    assert pack() == pack()


@packed
def test_a_truncated_stream_gives_what_is_there_and_then_says_so(compression):
    whole = PACKERS[compression](DATA)
    got = []
    with pytest.raises(DamagedError, match="truncated"):
        got.extend(unpacked(io.BytesIO(whole[:-7]), compression))
    assert DATA.startswith(b"".join(got))
    assert sum(map(len, got)) > 0


@packed
def test_a_stream_that_is_not_what_its_name_says_is_damaged(compression):
    with pytest.raises(DamagedError, match=f"damaged {compression.value} data"):
        read(b"only text", compression)
    with pytest.raises(DamagedError, match="damaged"):
        read(PACKERS[compression](b"text") + b"trailing", compression)


@packed
def test_zero_padding_behind_the_last_member_is_no_damage(compression):
    assert read(PACKERS[compression](b"text") + bytes(600), compression) == b"text"


def test_frames_with_a_long_window_are_read():
    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=30)
    frame = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    assert read(frame.compress(b"text") + frame.flush(), Compression.ZSTD) == b"text"
