"""Tables: CSV by the module of Python, Parquet by pyarrow."""

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lint.batch import Place
from lint.errors import OutputError
from lint.finding import Action
from lint.output.columns import COLUMNS
from lint.output.formats import Look
from lint.output.report import Report
from lint.output.sink import Sink

TEXT = "Trời mưa to.\n0:00 / 1:23\nhết\n"


def csv_rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_finding_is_a_row(finding_in, written):
    finding = finding_in(TEXT, "mưa", place=Place("b.jsonl", 7, "x,1"), detail='Wet "rain".')
    [row] = csv_rows(written("csv", [finding]))
    given = {key: value for key, value in row.items() if value}
    assert given == {
        "path": "b.jsonl",
        "record": "7",
        "id": "x,1",
        "line": "1",
        "column": "6",
        "end_line": "1",
        "end_column": "9",
        "start_byte": "7",
        "end_byte": "11",
        "start_char": "5",
        "end_char": "8",
        "severity": "warning",
        "code": "PLY001",
        "name": "player-clock",
        "message": "A media player's clock stands in the text.",
        "detail": 'Wet "rain".',
        "found": "mưa",
        "fix_level": "safe",
        "fix_action": "lines",
    }


def test_a_duplicate_has_its_evidence_in_the_row(duplicate, written):
    [row] = csv_rows(written("csv", [duplicate]))
    assert (row["relation"], row["other_path"], row["other_record"]) == ("near", "b.jsonl", "3")
    assert (row["jaccard"], row["containment"], row["cluster_size"]) == ("0.9", "0.95", "3")
    assert json.loads(row["members"]) == [{"path": "c.txt", "record": None, "id": "c.txt"}]
    assert json.loads(row["moved"]) == ["=two"]


def test_nothing_found_is_the_head_alone(written):
    assert written("csv", []) == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://evil")', "  =1", "＝1", "－1"]
)
def test_no_cell_is_a_formula(finding_in, written, formula):
    place = Place(formula, 1, formula)
    [row] = csv_rows(written("csv", [finding_in(formula, formula, place=place, detail=formula)]))
    assert {row[key] for key in ("path", "id", "found", "detail")} == {f"'{formula}"}


@pytest.mark.parametrize("evil", ["a\nb", "a\r\nb", "\tx", "\x00\x1b[2J", "\u202e", "\u2028"])
def test_a_row_is_one_line_of_visible_text(finding_in, written, evil):
    shown = written("csv", [finding_in(evil, evil, detail=evil)])
    assert len(shown.splitlines()) == 2
    assert shown.replace("\n", "").isprintable()


def parquet_rows(path):
    tables = pytest.importorskip("pyarrow.parquet")
    return tables.read_table(path)


def test_parquet_holds_all_of_a_finding_as_it_is(finding_in, duplicate, tmp_path):
    evil = "\x00\x1b\u2028=1\r\n"
    hit = finding_in(evil, evil, place=Place("b.jsonl", 7, "x1"), action=Action.NONE)
    with Report([f"parquet:{tmp_path / 'a.parquet'}"], Look()) as report:
        report.finding(hit)
        report.finding(duplicate)
    table = parquet_rows(tmp_path / "a.parquet")
    assert table.column_names == list(COLUMNS)
    kinds = {str: "string", int: "int64", float: "double"}
    assert [str(kind) for kind in table.schema.types] == [kinds[k] for k in COLUMNS.values()]
    first, second = table.to_pylist()
    assert (first["found"], first["record"], first["fix_level"]) == (evil, 7, None)
    assert (second["jaccard"], second["cluster_size"]) == (0.9, 3)


def test_parquet_writes_groups_and_the_same_bytes_each_time(many, tmp_path):
    tables = pytest.importorskip("pyarrow.parquet")
    for name in ("a", "b"):
        with Report([f"parquet:{tmp_path / name}"], Look()) as report:
            for finding in many(25_000):
                report.finding(finding)
    groups = tables.ParquetFile(tmp_path / "a").metadata
    assert (groups.num_rows, groups.num_row_groups) == (25_000, 3)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_parquet_of_nothing_is_a_table(tmp_path):
    with Report([f"parquet:{tmp_path / 'a'}"], Look()):
        pass
    assert parquet_rows(tmp_path / "a").num_rows == 0


def test_parquet_takes_a_name_that_is_no_utf8(finding_in, tmp_path):
    with Report([f"parquet:{tmp_path / 'a'}"], Look()) as report:
        report.finding(finding_in(TEXT, "mưa", place=Place("\udcff.txt", None, "\udcff.txt")))
    assert parquet_rows(tmp_path / "a").to_pylist()[0]["path"] == r"\udcff.txt"


def test_a_broken_run_leaves_no_parquet(many, tmp_path):
    def broken_run():
        with Report([f"parquet:{tmp_path / 'a'}"], Look()) as report:
            for finding in many(10_001):
                report.finding(finding)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_run()
    assert list(tmp_path.iterdir()) == []


def test_parquet_is_not_for_a_terminal():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    from lint.output.parquet import Writer

    with pytest.raises(OutputError, match="name a file, --output parquet:FILE"):
        Writer(Sink(Terminal(), "standard output"), Look())


def test_without_pyarrow_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install 'delint\[parquet\]'"):
        Report([f"parquet:{tmp_path / 'a'}"], Look())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_clear_error(many):
    def full_run():
        with Report(["parquet:/dev/full"], Look()) as report:
            for finding in many(100):
                report.finding(replace(finding, detail="x" * 1000))

    with pytest.raises(OutputError, match="/dev/full: cannot be written: No space left"):
        full_run()
