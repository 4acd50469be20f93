import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.errors import InputError, UnusableIndexError
from lint.near.indexfile import FORMAT, IndexFile, IndexWriter

U8, U1 = np.dtype("<u8"), np.dtype("u1")


def written(columns, header=()):
    """Return the bytes of a file with columns of blocks."""
    out = io.BytesIO()
    writer = IndexWriter(out)
    said = [writer.column(dtype, blocks) for dtype, blocks in columns]
    writer.finish({"columns": said, **dict(header)})
    return out.getvalue()


@pytest.fixture
def opened(tmp_path):
    def opened(content):
        path = tmp_path / "x.idx"
        path.write_bytes(content)
        return IndexFile.open(path)

    return opened


BLOCKS = st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=20), max_size=4)


@given(st.lists(BLOCKS, max_size=4))
def test_columns_come_back_as_they_were_written(tmp_path_factory, columns):
    arrays = [[np.array(block, np.uint64) for block in blocks] for blocks in columns]
    path = tmp_path_factory.mktemp("index") / "x.idx"
    path.write_bytes(written([(U8, blocks) for blocks in arrays], {"name": "ả"}))
    file = IndexFile.open(path)
    assert file.header["name"] == "ả"
    for blocks, said in zip(columns, file.header["columns"], strict=True):
        assert [n for block in blocks for n in block] == file.column(said, U8).tolist()
        assert said["offset"] % 64 == 0
        file.verify(said, U8)


def test_a_column_is_mapped_not_read(opened):
    file = opened(written([(U8, [np.arange(1000)])]))
    column = file.column(file.header["columns"][0], U8)
    assert np.shares_memory(column, file.raw)
    assert not column.flags.writeable


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"none\.idx: cannot be read: No such file"):
        IndexFile.open(tmp_path / "none.idx")


@pytest.mark.parametrize("content", [b"", b"delint", b"{}\n" * 100, b"\x1f\x8b\x08\x00" * 40])
def test_another_file_is_no_index(opened, content):
    with pytest.raises(UnusableIndexError, match=r"x\.idx: this is no index; delint index build"):
        opened(content)


def test_another_format_is_refused(opened):
    content = bytearray(written([(U8, [np.arange(3)])]))
    content[12:16] = (FORMAT + 1).to_bytes(4, "little")
    said = f"has format {FORMAT + 1}, this delint reads {FORMAT}; build it anew"
    with pytest.raises(UnusableIndexError, match=re.escape(said)):
        opened(bytes(content))


def test_a_file_that_was_cut_short_is_refused_wherever_the_cut_is(opened):
    whole = written([(U8, [np.arange(9)]), (U1, [np.arange(5)])])
    for length in range(len(whole)):
        with pytest.raises(
            UnusableIndexError, match=r"no index|damaged or cut short; build it anew"
        ):
            opened(whole[:length])


def test_each_changed_byte_is_noticed(opened):
    whole = written([(U8, [np.arange(9)]), (U1, [np.arange(5)])])
    padding = {*range(16, 64), *range(64 + 72, 192), *range(192 + 5, 256)}
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 0x40
        try:
            file = opened(bytes(changed))
            for said, dtype in zip(file.header["columns"], (U8, U1), strict=True):
                file.verify(said, dtype)
        except UnusableIndexError:
            assert at not in padding
        else:
            assert at in padding


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"dtype": "<u8", "offset": 64, "length": 10**9},
        {"dtype": "<u8", "offset": -64, "length": 1},
        {"dtype": "<u8", "offset": 64, "length": -1},
        {"dtype": "<u8", "offset": 2**70, "length": 1},
        {"dtype": "<u4", "offset": 64, "length": 1},
        {"dtype": "<u8", "offset": "x", "length": 1},
        {"dtype": "<u8", "offset": 65, "length": 1},
    ],
)
def test_a_header_that_points_elsewhere_is_damage(opened, said):
    file = opened(written([(U8, [np.arange(9)])]))
    with pytest.raises(UnusableIndexError, match="damaged"):
        file.column(said, U8)
