"""Origins of records tell the places of all of them at once."""

import io

import pytest

from lint.batch import Table
from lint.corpus import find_sources, read_chunks


def _parquet():
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    packed = io.BytesIO()
    pq.write_table(pa.table({"text": ["one", None, "two", "three"]}), packed)
    return packed.getvalue()


CONTENT = {
    "a.jsonl": lambda: b'{"text": "one"}\n{"other": 1}\n{"text": "two"}\n\n{"text": "three"}\n',
    "a.csv": lambda: b'text\none\n"two\nlines"\nthree\n',
    "a.parquet": _parquet,
}


@pytest.mark.parametrize("name", CONTENT)
def test_a_table_names_the_records_that_the_places_name(tree, name):
    tree({name: CONTENT[name]()})
    (chunk,) = read_chunks(find_sources([name]).sources)
    origin = chunk.load().origin
    assert isinstance(origin, Table)
    path, records = origin.table()
    places = [origin.place(document) for document in range(3)]
    assert [(path, record) for record in records.tolist()] == [(p.path, p.record) for p in places]
