"""Packs of rules: found, read, and refused where a rule could be meant twice."""

import pytest

from lint.cache import Cache
from lint.errors import RuleError
from lint.packs import bundled, load_rules, read_pack

RULE = """\
code = "{}"
name = "{}"
check = "line-pattern"
severity = "info"
fix = "unsafe"
languages = ["vi", "en"]
gives_way = ["PLY"]
status = "preview"
summary = "A word."
why = "It is."
[params]
patterns = ["x"]
"""


@pytest.fixture
def pack(tmp_path):
    """(file name, code, name) -> a folder with one more rule file."""

    def pack(file, code, name):
        path = tmp_path / "pack" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RULE.format(code, name), "utf-8")
        return tmp_path / "pack"

    return pack


def test_rules_come_by_code_the_bundled_ones_among_them(pack):
    folder = pack("deep/b.toml", "TST002", "second") and pack("z.toml", "TST001", "first")
    codes = [rule.code for rule in load_rules([folder])]
    assert sorted(codes) == codes
    assert {"TST001", "TST002"} == set(codes) - {rule.code for rule in load_rules()}


def test_the_cache_gives_the_same_rules_until_a_file_changes(pack, tmp_path):
    folder, cache = pack("a.toml", "TST001", "first"), Cache(tmp_path / "cache")
    first = load_rules([folder], cache)
    assert load_rules([folder], cache) == first
    assert load_rules([folder]) == first
    pack("a.toml", "TST001", "renamed")
    assert "renamed" in {rule.name for rule in load_rules([folder], cache)}


@pytest.mark.parametrize(
    ("code", "name", "twin"),
    [("TST001", "other", "TST001"), ("TST002", "first", "first"), ("PLY001", "other", "PLY001")],
)
def test_a_code_or_name_that_stands_twice_is_refused(pack, code, name, twin):
    folder = pack("a.toml", "TST001", "first") and pack("b.toml", code, name)
    with pytest.raises(RuleError, match=rf"\.toml: {twin} is already the rule in .*\.toml$"):
        load_rules([folder])


@pytest.mark.parametrize("content", [b"code = ", b"\xff", b'code = "TST001"'])
def test_a_file_that_is_no_rule_is_named(pack, content):
    folder = pack("a.toml", "TST001", "first")
    (folder / "a.toml").write_bytes(content)
    with pytest.raises(RuleError, match=r"a\.toml: ") as caught:
        list(read_pack(folder))
    assert "\n" not in str(caught.value)


def test_a_pack_has_rules(tmp_path):
    with pytest.raises(RuleError, match=r"no rule file \(\*\.toml\) in this folder"):
        load_rules([tmp_path])
    with pytest.raises(RuleError, match="no such rule folder"):
        load_rules([tmp_path / "none"])


def test_what_is_shipped_is_there():
    assert (bundled("rules") / "ply").is_dir()
    assert (bundled("reports") / "templates/report.html").is_file()
