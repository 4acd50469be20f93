"""A check that was made before is told again: the same bytes, and never an old answer."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.checks import line_search
from lint.cli import check as check_module
from lint.cli import replay as replay_module
from lint.engine import Engine
from lint.output.formats import FORMATS, REPLAYED

PROSE = "The quay of the old harbour was closed for two days after the storm had passed.\n"


@pytest.fixture
def own_cache(tmp_path_factory, monkeypatch):
    """A cache of its own for one test."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("DELINT_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def runs(own_cache, monkeypatch):
    """The list of the runs that were made, not told again."""
    made = []
    inspect = check_module.run
    monkeypatch.setattr(check_module, "run", lambda *args: made.append(1) or inspect(*args))
    return made


@pytest.fixture
def corpus(write):
    write("a.txt", "BAD\nodd thing\n")
    write("c.jsonl", b'{"id": "i1", "text": "doubt \\u200b it"}\n{"id": 1, "text":\n')
    write("sub/b.txt", "fine\n")


def results(folder):
    return [path for path in folder.iterdir() if path.name.startswith("results-")]


@pytest.mark.parametrize("name", sorted(REPLAYED | {"summary"}))
def test_every_format_is_told_again_to_the_byte(delint, corpus, runs, name):
    first = delint("check", "--output", name)
    second = delint("check", "--output", name)
    assert (first.code, first.out, first.err) == (second.code, second.out, second.err)
    assert "c.jsonl:2: broken JSON" in second.err
    assert len(runs) == 1


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - REPLAYED - {"summary"}))
def test_a_format_that_needs_more_than_findings_is_made_anew(delint, write, runs, name):
    write("a.txt", "BAD\n")
    for _ in range(2):
        assert delint("check", "--output", f"{name}:out").code in {1, 2}
    assert len(runs) in {0, 2}  # none where what the format needs is not installed


def test_reports_in_files_are_written_again(delint, corpus, runs):
    outputs = ["--output", "json:out.json", "--output", "concise"]
    first = delint("check", *outputs)
    written = Path("out.json").read_bytes()
    Path("out.json").unlink()
    assert delint("check", *outputs) == first
    assert Path("out.json").read_bytes() == written
    assert len(runs) == 1


def test_counts_need_no_listing_to_be_told_again(delint, corpus, runs):
    delint("check")
    counted = delint("check", "--statistics")
    assert counted == delint("check", "--statistics", "--no-cache")
    assert len(runs) == 2  # the first, and the one without a cache


def configure(line):
    """Return what adds a line to the configuration."""

    def change():
        path = Path("delint.toml")
        path.write_text(f"{path.read_text()}{line}\n")

    return change


CHANGES = {
    "text": lambda: Path("a.txt").write_text("BAD\n"),
    "new file": lambda: Path("z.txt").write_text("BAD\n"),
    "file gone": lambda: Path("a.txt").unlink(),
    "name": lambda: Path("a.txt").rename("A.txt"),
    "rule": lambda: Path("pack/TST001-bad-word.toml").write_text(
        Path("pack/TST001-bad-word.toml").read_text().replace("BAD.*", "fine.*")
    ),
    "parameter": configure("[rules.TST001]\npatterns=['odd.*']"),
    "severity": configure("[severity]\nTST001='error'"),
    "selection": configure("ignore=['TST001']"),
    "ignores": configure("[per-file-ignores]\n'a.txt'=['TST']"),
    "allow": configure("[[allow]]\nrule='TST'\npaths=['*']"),
    "field": configure("text-field='id'"),
    "limit": configure("max-per-rule=1"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_matters_is_no_old_answer(delint, corpus, runs, change, write):
    write("y.txt", "BAD\n")
    delint("check")
    change()
    told = delint("check")
    assert told == delint("check", "--no-cache")
    assert len(runs) == 3


@pytest.mark.parametrize("args", [["--jobs", "2"], ["--fail-on", "error"], ["--exit-zero"]])
def test_what_does_not_matter_needs_no_new_run(delint, corpus, runs, args):
    delint("check")
    told = delint("check", *args)
    assert len(runs) == 1
    assert told == delint("check", *args, "--no-cache")


def test_times_of_change_do_not_matter_and_same_size_and_time_do_not_help(delint, write, runs):
    path = write("a.txt", "BAD\n")
    delint("check")
    os.utime(path, (1, 1))
    delint("check")
    assert len(runs) == 1
    path.write_text("BED\n")
    os.utime(path, (1, 1))
    assert delint("check").code == 0


@pytest.fixture
def hashed(monkeypatch):
    """The paths whose bytes are hashed, where nobody has written to files for long."""
    seen = []
    digests_of = replay_module.digests_of
    monkeypatch.setattr(replay_module, "are_settled", lambda states: True)
    monkeypatch.setattr(
        replay_module, "digests_of", lambda paths, jobs=0: seen.extend(paths) or digests_of(paths)
    )
    return seen


def test_files_that_nobody_writes_to_are_not_hashed(delint, write, runs, hashed):
    path = write("a.txt", "BAD\n")
    first = delint("check")
    assert delint("check") == first
    assert (len(runs), hashed) == (1, [])
    for number in (1, 2):  # as by a checkout
        os.utime(path, (number, number))
        assert delint("check") == first
    assert (len(runs), len(hashed)) == (2, 2)


@pytest.mark.skipif(os.name != "posix", reason="there is no time of a change of status")
def test_same_size_and_time_do_not_help_where_nothing_is_hashed(delint, write, runs, hashed):
    path = write("a.txt", "BAD\n")
    os.utime(path, (1, 1))
    for text, code in (("BED\n", 0), ("BAD\n", 1), ("BID\n", 0)):
        delint("check")
        time.sleep(0.02)  # more than the grain of the clock
        path.write_text(text)
        os.utime(path, (1, 1))
        assert delint("check").code == code


def test_a_baseline_is_a_part_of_the_question(delint, write, runs):
    write("a.txt", "BAD\nodd\n")
    delint("baseline", "write")
    write("a.txt", "BAD\n")
    known = delint("check", "--baseline", "delint.baseline")
    assert delint("check", "--baseline", "delint.baseline") == known
    assert "1 stale entry" in known.err
    assert len(runs) == 1
    delint("baseline", "prune")
    assert "stale" not in delint("check", "--baseline", "delint.baseline").err


@pytest.mark.parametrize("where", [0, 20, -1])
def test_a_damaged_result_is_told_and_made_anew(delint, corpus, runs, own_cache, where):
    first = delint("check")
    for path in results(own_cache):
        data = bytearray(path.read_bytes())
        data[where] ^= 1
        path.write_bytes(data)
    second = delint("check")
    assert (second.code, second.out) == (first.code, first.out)
    assert "this entry of the cache is damaged; the texts are read anew" in second.err
    assert delint("check") == first  # it was written anew
    assert len(runs) == 2


def test_a_part_of_a_result_is_not_enough(delint, corpus, runs, own_cache):
    first = delint("check")
    for path in results(own_cache):
        data = path.read_bytes()
        path.unlink()
        assert delint("check") == first
        assert path.read_bytes() == data
    assert len(runs) == 3


def test_no_cache_keeps_nothing_and_clean_removes_all(delint, corpus, own_cache):
    delint("check", "--no-cache")
    assert list(own_cache.iterdir()) == []
    delint("check")
    assert results(own_cache)
    cleaned = delint("clean")
    assert cleaned.code == 0
    assert cleaned.out.endswith(f"MB) from {own_cache}.\n")
    assert list(own_cache.iterdir()) == []


def test_the_cache_may_stand_where_the_configuration_says(delint, corpus, project, own_cache):
    delint("check", "--cache-dir", "here")
    assert results(project / "here")
    delint("clean", "--cache-dir", "here")
    assert list((project / "here").iterdir()) == []
    assert list(own_cache.iterdir()) == []


def test_standard_input_and_indexes_are_read_each_time(delint, write, runs):
    for _ in range(2):
        delint("check", "-", stdin=b"BAD\n")
    assert len(runs) == 2


def test_a_rule_that_fails_is_tried_again(delint, write, runs, monkeypatch):
    write("a.txt", "doubt\n")
    with monkeypatch.context() as broken:
        broken.setattr(line_search, "find", lambda *_: 1 / 0)
        assert "failed" in delint("check").err
    assert delint("check").err == ""


def test_a_text_that_changes_while_it_is_read_is_not_kept(delint, write, own_cache, monkeypatch):
    path = write("a.txt", "BAD\n")
    inspect = check_module.run

    def changing(*args):
        sound = inspect(*args)
        path.write_text("BAD BAD\n")
        return sound

    monkeypatch.setattr(check_module, "run", changing)
    delint("check")
    assert results(own_cache) == []


def test_a_file_that_cannot_be_read_is_tried_again(delint, write, runs, monkeypatch):
    path = write("a.txt", "BAD\n")
    opened = Path.open
    refuse = PermissionError(13, "Permission denied")

    def locked(self, *args, **kwargs):
        if self.name == path.name:
            raise refuse
        return opened(self, *args, **kwargs)

    with monkeypatch.context() as closed:
        closed.setattr(Path, "open", locked)
        assert "Permission denied" in delint("check").err
    assert delint("check").code == 1
    assert len(runs) == 2


def test_what_is_said_depends_on_how_much_may_be_said(delint, write, project, runs):
    write("a.txt", "BAD\n")
    with (project / "delint.toml").open("a") as file:
        file.write('[[allow]]\nrule = "TST"\ntext = "never"\n')
    assert delint("check").err == ""
    assert "met no finding" in delint("check", "--verbose").err
    assert len(runs) == 1


def test_runs_beside_each_other_leave_whole_results(process, corpus, own_cache):
    def run(_number):
        started = process("check", "--output", "jsonl")
        return started.communicate()[0], started.returncode

    with ThreadPoolExecutor(3) as pool:
        told = set(pool.map(run, range(3)))
    assert len(told) == 1
    assert [path for path in own_cache.iterdir() if path.name.startswith(".delint-")] == []


def test_a_run_that_is_killed_leaves_nothing_that_is_believed(process, write, own_cache, delint):
    write("c.jsonl", [{"id": f"i{n}", "text": f"BAD {n}\nodd"} for n in range(3000)])
    expected = delint("check", "--output", "jsonl", "--no-cache")
    for seconds in (0.3, 0.5, 0.7):
        started = process("check", "--output", "jsonl")
        time.sleep(seconds)
        started.kill()
        started.communicate()
    assert delint("check", "--output", "jsonl") == expected
    assert delint("check", "--output", "jsonl") == expected


def test_a_replay_needs_neither_numpy_nor_patterns(process, corpus, own_cache):
    code = (
        "import sys; from lint.cli import main; main(sys.argv[1:]); "
        "print(*({'numpy', 'hyperscan', 'lint.engine', 'zstandard'} & sys.modules.keys()),"
        "file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", "a.txt"]
    for _ in range(2):
        shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stderr.splitlines()[-1] == ""


TEXT = st.lists(st.sampled_from(["BAD", "odd", "doubt", "fine", "", PROSE]), max_size=4).map(
    "\n".join
)
RECORDS = st.lists(st.fixed_dictionaries({"id": st.text(max_size=3), "text": TEXT}), max_size=4)
EDITS = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), TEXT | RECORDS), max_size=4)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS, corpus_rules=st.booleans())
def test_with_a_cache_nothing_is_told_otherwise(
    delint, write, twins, own_cache, edits, corpus_rules
):
    for name in ("a", "b", "c"):
        for suffix in (".txt", ".jsonl"):
            Path(name + suffix).unlink(missing_ok=True)
    write("a.txt", "BAD\n")
    flag = "--corpus-rules" if corpus_rules else "--no-corpus-rules"
    for name, content in [("a", "BAD\n"), *edits]:
        write(f"{name}.jsonl" if isinstance(content, list) else f"{name}.txt", content)
        args = ["check", flag, "--output", "jsonl"]
        assert delint(*args) == delint(*args) == delint(*args, "--no-cache")


@pytest.fixture
def inspected(monkeypatch):
    """The documents that an engine looked at."""
    seen = []
    inspect = Engine.inspect

    def watched(self, batch, *args):
        seen.extend(batch.text)
        return inspect(self, batch, *args)

    monkeypatch.setattr(Engine, "inspect", watched)
    return seen


def test_of_many_texts_only_what_has_changed_is_inspected(delint, write, own_cache, inspected):
    write("c.jsonl", [{"id": f"i{n}", "text": f"BAD {n}"} for n in range(5)])
    write("a.txt", "odd\n")
    delint("check", "--no-corpus-rules")
    inspected.clear()
    write("c.jsonl", [{"id": f"i{n}", "text": f"BAD {n}"} for n in (7, 4, 0, 1)])
    write("b.txt", "doubt\n")
    told = delint("check", "--no-corpus-rules")
    assert sorted(inspected) == ["BAD 7", "doubt\n"]
    assert told == delint("check", "--no-corpus-rules", "--no-cache")


def test_another_format_of_known_texts_needs_no_inspection(delint, write, own_cache, inspected):
    write("a.txt", "odd\nBAD\n")
    write("b.txt", "fine\n")
    delint("check", "--no-corpus-rules", "--output", "concise")
    inspected.clear()
    told = delint("check", "--no-corpus-rules", "--output", "json")
    assert inspected == []
    assert told == delint("check", "--no-corpus-rules", "--output", "json", "--no-cache")


def test_a_single_text_is_kept_by_its_report_alone(delint, write, own_cache):
    write("a.txt", "odd\nBAD\n")
    assert delint("check", "--no-corpus-rules") == delint("check", "--no-corpus-rules")
    assert len(list(own_cache.glob("results-*"))) > 0 == len(list(own_cache.glob("documents-*")))


def test_damaged_memories_are_told_once_and_made_anew(delint, write, own_cache):
    write("a.txt", "odd\nBAD\n")
    write("b.txt", "fine\n")
    first = delint("check", "--no-corpus-rules")
    for path in own_cache.glob("documents-*"):
        path.write_bytes(path.read_bytes()[:-1])
    write("a.txt", "BAD\nodd\n")
    told = delint("check", "--no-corpus-rules").err
    assert "is damaged; the texts are read anew" in told
    write("a.txt", "BAD\n")
    assert delint("check", "--no-corpus-rules").err == first.err == ""


def test_an_accepted_finding_is_accepted_in_known_texts(delint, write, project, own_cache):
    write("a.txt", "odd\nBAD\n")
    delint("check")
    with (project / "delint.toml").open("a") as file:
        file.write('[[allow]]\nrule = "TST"\ntext = "bad"\n')
    result = delint("check", "--output", "jsonl", "--verbose")
    assert len(result.lines) == 1
    assert "met no finding" not in result.err
