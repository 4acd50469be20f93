"""The cache: what is damaged is no entry, what is old goes first, what is not its own stays."""

import os
from pathlib import Path

import pytest

from lint.cache import RESULTS, Cache, DamagedEntryError, default_folder

KEY = Cache.key("patterns", 1)


def result(number):
    return Cache.key(RESULTS, number)


def test_what_is_put_is_had(tmp_path):
    cache = Cache(tmp_path / "new" / "folder")
    assert cache.sound(KEY) is None
    cache.put(KEY, b"value")
    assert (cache.get(KEY), cache.sound(KEY)) == (b"value", b"value")


def test_a_cache_without_a_folder_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cache = Cache(None)
    cache.put(KEY, b"value")
    cache.touch(KEY)
    cache.trim()
    assert (cache.get(KEY), cache.clear(), list(tmp_path.iterdir())) == (None, (0, 0), [])


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"", lambda b: b[:-1] + b"X"])
def test_a_damaged_entry_is_never_believed(tmp_path, damage):
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    (tmp_path / KEY).write_bytes(damage((tmp_path / KEY).read_bytes()))
    assert cache.get(KEY) is None
    with pytest.raises(DamagedEntryError, match=KEY):
        cache.sound(KEY)


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path):
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file")
    cache.put(KEY, b"value")
    assert cache.get(KEY) is None


def test_the_results_of_least_use_go_first(tmp_path):
    cache = Cache(tmp_path)
    for number in range(4):
        cache.put(result(number), bytes(100))
        os.utime(tmp_path / result(number), (number, number))
    (tmp_path / ".delint-killed").write_bytes(bytes(100))
    os.utime(tmp_path / ".delint-killed", (0, 0))
    cache.put(KEY, bytes(1000))
    os.utime(tmp_path / KEY, (0, 0))
    cache.touch(result(0))
    cache.trim(250)
    left = {key for key in [KEY, *map(result, range(4))] if cache.get(key)}
    assert left == {KEY, result(0), result(3)}  # compiled rules are few, and stay
    assert not (tmp_path / ".delint-killed").exists()


def test_clear_removes_what_is_its_own(tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    (tmp_path / ".delint-abc").write_bytes(b"left by a killed run")
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "patterns-1").write_text("mine")
    number, size = cache.clear()
    assert (number, size) == (2, 4 + len(b"value") + len(b"left by a killed run"))
    assert {path.name for path in tmp_path.iterdir()} == {"notes.txt", "patterns-1"}


def test_clear_of_nothing(tmp_path):
    assert Cache(tmp_path / Path("none")).clear() == (0, 0)


def test_a_folder_that_may_not_be_entered_is_no_reason_to_stop(tmp_path, monkeypatch):
    def refused(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    for name in ("stat", "exists", "is_dir", "iterdir", "open"):
        monkeypatch.setattr(Path, name, refused)
    monkeypatch.setattr(os, "access", lambda *_: False)
    cache.trim()
    assert (cache.has(KEY), cache.get(KEY)) == (False, None)


def test_a_user_without_a_home_has_no_cache(monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    for name in ("DELINT_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert default_folder() is None
