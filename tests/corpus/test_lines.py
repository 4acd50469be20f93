import io
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.corpus.compression import DamagedError
from lint.corpus.lines import cut_at_lines, even_size, head_of, stretches

LINES = st.lists(st.binary(max_size=12))


@given(LINES, st.integers(1, 20), st.integers(1, 30))
def test_cut_pieces_join_to_the_whole_and_end_at_line_ends(lines, block, size):
    data = b"\n".join(line.replace(b"\n", b" ") for line in lines)
    blocks = [data[i : i + block] for i in range(0, len(data), block)]
    pieces = list(cut_at_lines(blocks, size))
    assert b"".join(pieces) == data
    assert all(piece.endswith(b"\n") for piece in pieces[:-1])
    assert all(pieces) or pieces == [b""]


@given(st.integers(0, 30), st.integers(1, 30))
def test_damage_leaves_out_the_broken_line_only(whole, size):
    def blocks():
        yield b"line\n" * whole
        yield b"half"
        raise DamagedError("cut")

    pieces: list[bytes] = []
    with pytest.raises(DamagedError, match="cut"):
        pieces.extend(cut_at_lines(blocks(), size))
    assert b"".join(pieces) == b"line\n" * whole


@given(LINES, st.integers(1, 20), st.integers(1, 30))
def test_a_file_is_cut_where_its_stream_is(lines, block, size):
    data = b"\n".join(lines)
    found = list(stretches(io.BytesIO(data), size, block))
    blocks = [data[i : i + block] for i in range(0, len(data), block)]
    pieces = list(cut_at_lines(blocks, size))
    assert [data[s.offset : s.offset + s.size] for s in found] == pieces
    assert [s.offset for s in found] == [0, *accumulate(map(len, pieces))][:-1]
    assert [s.ends for s in found] == [piece.count(b"\n") for piece in pieces]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("megabytes", [9, 12, 17])
def test_all_jobs_get_as_many_bytes(jobs, megabytes):
    data = b"%0999d\n" % 1 * (megabytes * 1000)
    found = list(stretches(io.BytesIO(data), even_size(len(data), 4_000_000, jobs)))
    shares = [sum(stretch.size for stretch in found[job::jobs]) for job in range(jobs)]
    assert max(shares) - min(shares) < 1_000_000
    assert all(stretch.size < 4_300_000 for stretch in found)


def test_what_is_small_stays_whole():
    assert even_size(4_000_000, 4_000_000, 8) == 4_000_000


def test_a_head_is_whole_lines_within_both_limits():
    data = b"one\ntwo\nthree"
    assert head_of(io.BytesIO(data), 2, 100) == b"one\ntwo\n"
    assert head_of(io.BytesIO(data), 9, 100) == data
    assert head_of(io.BytesIO(data), 9, 5) == b"one\ntwo\n"
    assert head_of(io.BytesIO(b""), 9, 5) == b""
