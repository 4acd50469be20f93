import csv
import io

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint.corpus.cells import cells_at_once, cells_one_by_one
from lint.corpus.rows import UNCLOSED, scan_rows

BYTES = st.lists(st.sampled_from([b'"', b'"', b",", b"\n", b"\r\n", b"\r", b"a", b"\xc3\xa9"]))


def scanned(raw, width=2, delimiter=b",", final=True, patient=False):
    rows = scan_rows(raw, delimiter, width, final=final, patient=patient)
    bounds = zip(rows.field_start.tolist(), rows.field_end.tolist(), strict=True)
    return [[raw[a:b] for a, b in zip(*pair, strict=True)] for pair in bounds], rows


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", []),
        (b"a,b", [[b"a", b"b"]]),
        (b"a,b\n", [[b"a", b"b"]]),
        (b"a,b\r\nc,d\r\n", [[b"a", b"b"], [b"c", b"d"]]),
        (b"a,\n,b\n,", [[b"a", b""], [b"", b"b"], [b"", b""]]),
        (b'"a,\n""b""",c\n', [[b'"a,\n""b"""', b"c"]]),
        (b'"",""""\r\n', [[b'""', b'""""']]),
        (b'5" disk,b"\nc,d\n', [[b'5" disk', b'b"'], [b"c", b"d"]]),
        (b"a\rb,c\r\n", [[b"a\rb", b"c"]]),
        (b"\n\r\na,b\n\n", [[b"a", b"b"]]),
    ],
)
def test_rows_are_cut_into_fields(raw, expected):
    fields, rows = scanned(raw)
    assert expected == fields
    assert (rows.wrong, rows.size) == ([], len(raw))


@pytest.mark.parametrize(
    ("raw", "wrong", "good"),
    [
        (b"a,b,c\nd,e\n", [(0, "the row has 3 fields, the header 2")], [[b"d", b"e"]]),
        (b"a\nd,e\n", [(0, "the row has 1 field, the header 2")], [[b"d", b"e"]]),
        (b'd,e\na,"b\nc,f\n', [(4, UNCLOSED)], [[b"d", b"e"], [b"c", b"f"]]),
        (b'a,"b"c\nd,"e"\n', [(0, UNCLOSED)], [[b"d", b'"e"']]),
        (b'a,"b\nc,"d"\n', [(0, UNCLOSED)], [[b"c", b'"d"']]),
        (b'a,"b', [(0, UNCLOSED)], []),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_rest_is_read(raw, wrong, good):
    fields, rows = scanned(raw)
    assert (wrong, good, len(raw)) == (rows.wrong, fields, rows.size)


@pytest.mark.parametrize(
    ("raw", "size"),
    [(b"a,b\nc,d", 4), (b'a,b\n"c\n', 4), (b'a,"b"\r', 0), (b'x",b\n"c\n,', 5), (b'a,"b"c', 0)],
)
def test_a_row_that_is_not_there_in_full_waits(raw, size):
    assert size == scanned(raw, final=False, patient=True)[1].size


def test_a_quote_waits_only_while_there_is_patience():
    fields, rows = scanned(b'a,"b\nc,d\ne', final=False)
    assert (fields, rows.wrong, rows.size) == ([[b"c", b"d"]], [(0, UNCLOSED)], 9)


def test_a_last_row_may_come_without_line_end():
    _, rows = scanned(b"a,b\r\nc,d")
    assert [rows.start.tolist(), rows.end.tolist()] == [[0, 5], [5, 8]]


@given(BYTES.map(b"".join), st.booleans(), st.booleans())
@example(b'a,"b""', True, False)
@example(b'"\n"\n"', False, True)
def test_both_ways_to_the_cells_agree(raw, final, patient):
    patient = patient and not final
    fast = cells_at_once(np.frombuffer(raw, np.uint8), b",", final=final, patient=patient)
    slow = cells_one_by_one(raw, b",", final=final, patient=patient)
    if fast is not None:
        assert [part.tolist() for part in slow[:3]] == [part.tolist() for part in fast[:3]]
        assert (slow.unclosed, slow.size) == (fast.unclosed, fast.size)


@given(
    st.lists(st.lists(st.text(st.sampled_from('a,"\n\r\té')), min_size=3, max_size=3), min_size=1),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from([",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_is_read_at_once(table, quoting, delimiter, line_end):
    if line_end == "\n":  # then a field may end with a CR that no reader can tell from a line end
        table = [[field.replace("\r", "") for field in row] for row in table]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(table)
    raw, one = file.getvalue().encode(), delimiter.encode()
    fields, rows = scanned(raw, 3, one)
    assert rows.wrong == []
    assert table == [[unquoted(field) for field in row] for row in fields]
    fast = cells_at_once(np.frombuffer(raw, np.uint8), one, final=True, patient=False)
    assert fast is not None


def unquoted(field):
    quoted = field[:1] == b'"'
    return (field[1:-1].replace(b'""', b'"') if quoted else field).decode()


def test_quotes_that_never_close_cost_no_more_than_one_pass():
    raw = b'"""a\n' * 50_000
    fields, rows = scanned(raw, 1)
    assert fields == []
    assert len(rows.wrong) == 50_000
