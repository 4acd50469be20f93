import itertools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.corpus.fields import Fields
from lint.corpus.origin import FileOrigin, Part
from lint.corpus.records import RecordChunk
from lint.corpus.source import Kind, Source

SOURCE = Source(None, "x", "x", Kind.JSONL)


def origin_of(raw):
    return RecordChunk(Part(SOURCE, 0, raw, None), 1, Fields("text")).load().origin


def test_offsets_of_a_file_count_its_byte_order_mark():
    origin = FileOrigin([Part(SOURCE, 0, b"\xef\xbb\xbfab", None)], [3])
    assert origin.raw_offsets(0, np.array([0, 2])).tolist() == [3, 5]
    assert origin.raw_texts(0, [b'"\n']) == [b'"\n']
    assert origin.whole(0) == (0, 5)


def test_offsets_of_a_record_count_its_escapes():
    origin = origin_of(b'{"text": "a\\u00e9\\n"}\r\n{"text": "plain"}\n')
    assert origin.raw_offsets(0, np.array([0, 1, 3, 4])).tolist() == [10, 11, 17, 19]
    assert origin.raw_offsets(1, np.array([0, 5])).tolist() == [33, 38]
    assert [origin.part_of(d) for d in (0, 1)] == [0, 0]


@pytest.mark.parametrize(
    ("value", "written"), [("only ASCII", b"\\u00e9\\n"), ("độ", "é\\n".encode())]
)
def test_inserted_text_is_escaped_as_the_record_is(value, written):
    line = json.dumps({"text": value}, ensure_ascii=False).encode()
    assert origin_of(line).raw_texts(0, ["é\n".encode(), b""]) == [written, b""]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_every_character_maps_to_its_bytes(text, ascii_only):
    raw = json.dumps({"text": text}, ensure_ascii=ascii_only).encode()
    origin = origin_of(raw)
    bounds = np.cumsum([0, *(len(char.encode()) for char in text)])
    offsets = origin.raw_offsets(0, bounds).tolist()
    pieces = [raw[a:b] for a, b in itertools.pairwise(offsets)]
    assert [json.loads(b'"%s"' % piece) for piece in pieces] == list(text)
