import os
import subprocess
import sys
from pathlib import Path

import pytest

from lint.errors import OutputError
from lint.fix.files import NewFile, failures, output_errors, sweep


def test_a_new_file_takes_its_targets_place_as_a_whole(tmp_path):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    target.chmod(0o604)
    new = NewFile(target, target.stat())
    new.write(b"new")
    new.seal()
    assert target.read_bytes() == b"old"
    new.replace()
    new.discard()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o604
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_discarded_leaves_nothing(tmp_path):
    new = NewFile(tmp_path / "a.txt")
    new.write(b"half")
    new.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    target = tmp_path / "missing" / "a.txt"
    with (
        pytest.raises(OutputError, match=r"a\.txt: cannot be written: No such file or directory"),
        output_errors(target),
    ):
        NewFile(target)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing is swept")
def test_only_what_ended_processes_left_is_swept(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    left = [f".delint-{ended.pid}-0.tmp", f".delint-{10**30}-0.tmp"]
    kept = [f".delint-{os.getpid()}-0.tmp", ".delint-x-0.tmp", "a.tmp", ".delint-1-1.tmp.txt"]
    for name in left[:1] + kept:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / left[1]).write_bytes(b"")
    sweep(tmp_path)
    assert {*kept, left[1]} == {path.name for path in tmp_path.iterdir()}
    sweep(tmp_path / "missing")


def test_failures_do_not_stop_the_others(tmp_path):
    for name in "abc":
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "b").unlink()
    paths = [tmp_path / name for name in "abc"]
    [(path, error)] = failures(Path.unlink, paths)
    assert (path, error.errno) == (paths[1], 2)
    assert list(tmp_path.iterdir()) == []
