import threading

import numpy as np
import pytest

from lint.cache import Cache
from lint.errors import RuleError
from lint.patterns import Database, Mode, Pattern
from lint.patterns import database as module
from lint.patterns.database import prepare


def pattern(source, mode=Mode.SEARCH, where="a.toml: patterns[0]"):
    return Pattern(source, mode, where)


def ends(database, text):
    return sorted(database.scan(np.frombuffer(text.encode(), np.uint8)).tolist())


@pytest.fixture
def compiled(monkeypatch):
    """How many databases were compiled."""
    calls = []
    compile_it = module._compile
    monkeypatch.setattr(module, "_compile", lambda ps: calls.append(ps) or compile_it(ps))
    return calls


def test_matches_are_pattern_and_end():
    database = Database([pattern("ab"), pattern("b+")], Cache(None))
    assert ends(database, "xabb") == [[0, 3], [1, 3], [1, 4]]


def test_no_pattern_and_no_text_match_nothing():
    assert ends(Database([], Cache(None)), "x") == []
    assert ends(Database([pattern("x")], Cache(None)), "") == []


def test_the_cache_spares_the_compiler(tmp_path, compiled):
    for _ in range(2):
        assert ends(Database([pattern("ab")], Cache(tmp_path)), "ab") == [[0, 2]]
    assert len(compiled) == 1


@pytest.mark.parametrize("other", [pattern("ab."), pattern("ab", Mode.LINE)])
def test_other_patterns_are_other_entries(tmp_path, compiled, other):
    Database([pattern("ab")], Cache(tmp_path)).prepare()
    Database([other], Cache(tmp_path)).prepare()
    assert len(compiled) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 1000])
def test_a_damaged_entry_is_made_anew(tmp_path, compiled, damage):
    Database([pattern("ab")], Cache(tmp_path)).prepare()
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(damage)
    assert ends(Database([pattern("ab")], Cache(tmp_path)), "ab") == [[0, 2]]
    assert len(compiled) == 2


def test_an_entry_that_hyperscan_refuses_is_made_anew(tmp_path, compiled):
    Database([pattern("ab")], Cache(tmp_path)).prepare()
    (entry,) = tmp_path.iterdir()
    Cache(tmp_path).put(entry.name, b"of another version")
    assert ends(Database([pattern("ab")], Cache(tmp_path)), "ab") == [[0, 2]]
    assert len(compiled) == 2


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "file").write_text("")
    assert ends(Database([pattern("ab")], Cache(tmp_path / "file")), "ab") == [[0, 2]]


def test_a_pattern_that_does_not_compile_is_named():
    patterns = [pattern("ab"), pattern("(x", where="dir/b.toml: patterns[1]"), pattern("c")]
    named = r"^dir/b\.toml: patterns\[1\]: '\(x' cannot be used: Missing close paren.* started\.$"
    with pytest.raises(RuleError, match=named):  # no index, since more than the pattern is compiled
        Database(patterns, Cache(None)).prepare()


@pytest.mark.parametrize("source", ["(?=x)y", r"(a)\1", "x*", "", r"\bx"])
def test_what_is_not_linear_or_matches_nothing_is_refused(source):
    with pytest.raises(RuleError, match="cannot be used"):
        Database([pattern(source)], Cache(None)).prepare()


def test_letter_case_does_not_count_unless_asked_for():
    assert ends(Database([pattern("đ"), pattern("(?-i:Đ)")], Cache(None)), "đ Đ") == [
        [0, 2],
        [0, 5],
        [1, 5],
    ]


def test_threads_do_not_disturb_each_other():
    database = Database([pattern("a+b")], Cache(None))
    text = np.frombuffer(b"aab xb " * 3000, np.uint8)
    expected, found = len(database.scan(text)), []
    threads = [
        threading.Thread(target=lambda: found.append(len(database.scan(text)))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_only_what_no_cache_has_is_compiled_the_largest_first(tmp_path, compiled):
    Database([pattern("ab")], Cache(tmp_path)).prepare()
    small = [pattern("c")]
    large = [pattern("d"), pattern("e")]
    given = [[], [pattern("ab")], small, large]
    prepare([Database(patterns, Cache(tmp_path)) for patterns in given], jobs=1)
    assert compiled[1:] == [large, small]


def test_compiling_on_several_threads_goes_on_side_by_side(monkeypatch):
    both, compile_it = threading.Barrier(2, timeout=30), module._compile

    def compile_together(patterns):
        both.wait()
        return compile_it(patterns)

    monkeypatch.setattr(module, "_compile", compile_together)
    databases = [Database([pattern(source)], Cache(None)) for source in ("a", "b")]
    prepare(databases, jobs=2)
    assert [ends(database, "ab") for database in databases] == [[[0, 1]], [[0, 2]]]


def test_of_several_databases_the_pattern_at_fault_is_named():
    databases = [Database([pattern("a")], Cache(None)), Database([pattern("(x")], Cache(None))]
    with pytest.raises(RuleError, match="cannot be used"):
        prepare(databases, jobs=2)
