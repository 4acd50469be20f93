"""What the pages show can be copied: commands and options exist, the README's three uses run."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from typer.exceptions import TyperException

from lint.cli import main
from lint.errors import LintError
from lint.output.formats import writer_of

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md", "docs/*.md"]
_CONSOLE = re.compile(r"^ *```(?:console|bash|sh)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
Load = Callable[[str], ModuleType]
_CODE = re.compile(r"`(delint [^`]+)`")
_BETWEEN = {"|", "||", "&&", ";", ">"}


def shell_lines(text: str) -> Iterator[str]:
    """Yield the lines of all blocks for a shell; where output is shown, those after a "$"."""
    for block in _CONSOLE.findall(text):
        lines = block.splitlines()
        prompted = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        yield from prompted or (line.strip() for line in lines)


def commands(line: str) -> Iterator[list[str]]:
    """Yield the words of each call of delint in a line of a shell."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word not in _BETWEEN:
            words.append(word)
        elif words:
            if words[0] == "delint":
                yield words[1:]
            words = []


def pages() -> list[Path]:
    return sorted(path for pattern in PAGES for path in ROOT.glob(pattern))


def in_blocks() -> list[tuple[str, str]]:
    """Return page and line of each call of delint in a block for a shell."""
    lines = [(page.name, line) for page in pages() for line in shell_lines(page.read_text("utf-8"))]
    return [(name, shlex.join(words)) for name, line in lines for words in commands(line)]


def in_sentences() -> list[tuple[str, str]]:
    """Return page and line of each call of delint that a sentence names, perhaps in part."""
    return [
        (page.name, line) for page in pages() for line in _CODE.findall(page.read_text("utf-8"))
    ]


def parse(script: Load, words: list[str]) -> None:
    """Read `words` as the command line does; raise ValueError where it would refuse them."""
    known = dict(script("make_commands").commands())
    name = next((n for n in (" ".join(words[:2]), words[0]) if n in known), None)
    if name is None:
        raise ValueError(f"no such command: {words[0]}")
    try:
        context = known[name].make_context(name, words[len(name.split()) :])
        for output in context.params.get("output") or () if name == "check" else ():
            writer_of(output.partition(":")[0])
    except (TyperException, LintError) as error:
        raise ValueError(str(error)) from error


def unknown(script: Load, line: str) -> list[str]:
    """Return the command, or the options, of a line that do not exist."""
    words = line.split()[1:]
    known = dict(script("make_commands").commands())
    meant = [name for name in known if f"{name} ".startswith(f"{words[0]} ")]
    options = {
        o for name in meant for p in known[name].params for o in (*p.opts, *p.secondary_opts)
    }
    return (
        [word for word in words[1:] if word[:2] == "--" and word not in options] if meant else words
    )


@pytest.mark.parametrize(("page", "line"), in_blocks())
def test_lines_in_blocks_are_taken(script: Load, page: str, line: str) -> None:
    parse(script, shlex.split(line))


@pytest.mark.parametrize(("page", "line"), in_sentences())
def test_commands_and_options_in_sentences_exist(script: Load, page: str, line: str) -> None:
    placeholder = line.split()[1] == "COMMAND" or line.split()[1].startswith("-")
    assert placeholder or unknown(script, line) == []


def test_enough_is_looked_at() -> None:
    names = {"README.md", "CONTRIBUTING.md", "guide.md", "ci.md", "pre-commit.md"}
    assert {page for page, _ in in_blocks()} >= names
    assert len(in_blocks()) >= 25


@pytest.mark.parametrize(
    "line", ["chek a", "check --selekt A", "check --jobs many", "index biuld", "check --output xml"]
)
def test_lines_that_are_not_taken_are_seen(script: Load, line: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(script, line.split())


def test_unknown_words_in_sentences_are_seen(script: Load) -> None:
    assert unknown(script, "delint chek a") == ["chek", "a"]
    assert unknown(script, "delint check --selekt A --ignore B") == ["--selekt"]
    assert unknown(script, "delint index") == unknown(script, "delint fix --diff") == []


def run_section(page: str, heading: str) -> list[tuple[str, int]]:
    """Run what a section shows, in the working directory; return commands and exit codes."""
    level = heading.partition(" ")[0]
    text = (ROOT / page).read_text("utf-8").partition(f"\n{heading}\n")[2]
    section = re.split(rf"^#{{2,{len(level)}}} ", text, maxsplit=1, flags=re.MULTILINE)[0]
    lines = shell_lines(section)
    return [(words[0], main(words)) for line in lines for words in commands(line)]


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the examples into an empty folder, and go there."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def assert_restored(folder: Path) -> None:
    originals = [
        p for p in (folder / "examples").rglob("*") if p.suffix in {".txt", ".md", ".jsonl"}
    ]
    assert len(originals) >= 10
    for path in originals:
        copy = folder / "cleaned" / path.relative_to(folder / "examples")
        assert copy.read_bytes() == path.read_bytes()


def test_the_three_uses_of_the_readme_run(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run_section("README.md", "## Three uses")
    assert ran == [("check", 1), ("fix", 1), ("fix", 1), ("restore", 0), ("check", 1)]
    assert "CAP001 doubled-caption" in capsys.readouterr().out
    assert (copied / "delint.json").is_file()
    assert_restored(copied)


def test_the_uses_of_the_guide_run(copied: Path) -> None:
    ran = run_section("docs/guide.md", "### One-off cleanup")
    steps = ["check", "check", "fix", "fix", "check", "restore", "fix"]
    assert ran == [(step, 0 if step == "restore" else 1) for step in steps]
    assert_restored(copied)
    assert run_section("docs/guide.md", "### CI check") == [("check", 1)]
    assert (copied / "delint.json").is_file()
