"""What a result depends on: the bytes of the texts, not their times, and the tool's own files."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lint import kernels, stamps
from lint.finding import Severity
from lint.packs import load_rules
from lint.stamps import are_bundled, are_settled, digests_of, rules_stamp, states_of, tool_stamp


def digests(*paths):
    return digests_of(paths)


def test_content_decides_and_times_do_not(tmp_path):
    paths = [tmp_path / name for name in "abc"]
    for path, text in zip(paths, ("one", "one", "two"), strict=True):
        path.write_text(text)
    os.utime(paths[1], (1, 1))
    one, same, other = digests(*paths)
    assert one == same != other


@pytest.mark.parametrize("size", [0, 9, 10, 11, 25, 30])
@pytest.mark.parametrize("part", [10, 1 << 20])
def test_files_longer_than_a_block_are_read_as_a_whole(tmp_path, monkeypatch, size, part):
    monkeypatch.setattr(stamps, "_PART_BYTES", part)
    path = tmp_path / "a"
    path.write_bytes(bytes(size))
    whole = digests(path)
    monkeypatch.setattr(stamps, "_BLOCK_BYTES", 7)
    assert digests(path) == whole
    path.write_bytes(bytes(size) + b"x")
    assert digests(path) != whole
    for changed in range(size):
        path.write_bytes(bytes(changed) + b"x" + bytes(size - changed - 1))
        assert digests(path) != whole


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no files without a size here")
def test_a_file_that_tells_no_size_is_read_to_its_end():
    one = digests(Path("/proc/self/comm"))
    assert one != digests(Path("/proc/self/stat"))


def test_the_number_of_threads_does_not_show(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "_PART_BYTES", 10)
    path = tmp_path / "a"
    path.write_bytes(bytes(range(95)))
    assert digests_of([path], 1) == digests_of([path], 3) == digests_of([path])


def test_a_file_that_cannot_be_read_has_no_content(tmp_path):
    assert digests_of([tmp_path / "none"]) is states_of([tmp_path / "none"]) is None
    assert digests_of([tmp_path]) is None


def test_no_change_leaves_the_state_of_a_file(tmp_path):
    path = tmp_path / "a"
    path.write_text("one")
    os.utime(path, (1, 1))
    states = states_of([path])
    assert states == states_of([path])
    time.sleep(0.02)  # more than the grain of the clock
    path.write_text("two")
    os.utime(path, (1, 1))
    if os.name == "posix":
        assert states_of([path]) != states
    path.write_text("three")
    assert states_of([path]) != states


def test_what_was_just_written_may_be_written_again_unseen(tmp_path):
    path = tmp_path / "a"
    path.write_text("one")
    os.utime(path, (1, 1))
    states = states_of([path])
    assert not are_settled(states)
    long_ago = [(*state[:3], 1, 1) for state in states]
    assert are_settled(long_ago) == (os.name == "posix")
    assert not are_settled([*long_ago, *states])


def test_the_tool_is_its_code_its_kernels_and_what_is_installed():
    version, python, _plain, installed, code = tool_stamp()
    assert python == sys.version
    assert any(name.startswith("hyperscan-") for name in installed)
    names = {Path(path).name for path, *_ in code}
    assert {"engine.py", "fold.bin", Path(kernels.kernel.__file__).name} <= names
    assert version


def test_another_state_of_the_code_is_another_tool():
    code = "from lint import stamps; print(hash(repr(stamps.tool_stamp())))"
    environ = os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(sys.path)}

    def stamp(**extra):
        command = [sys.executable, "-c", code]
        return subprocess.check_output(command, env=environ | extra)

    assert stamp() == stamp() != stamp(DELINT_PLAIN="1")


def test_checks_of_ones_own_are_not_bundled():
    assert are_bundled(["line-pattern", "duplicates"])
    assert not are_bundled(["line-pattern", "my-own"])
    assert are_bundled([])


@pytest.mark.parametrize(
    "change",
    [{"severity": Severity.ERROR}, {"params": {"new": 1.0}}, {"why": "Đổi rồi."}, {"path": "b"}],
    ids=lambda change: next(iter(change)),
)
def test_a_rule_that_says_something_else_is_another(change):
    first, *others = load_rules()
    assert rules_stamp([first, *others]) == rules_stamp(load_rules())
    assert rules_stamp([replace(first, **change), *others]) != rules_stamp([first, *others])
