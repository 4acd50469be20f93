"""Write the rule reference, docs/rules/, from the rule files.

python docs/make_rules.py            writes the pages, takes away those of rules that are gone
python docs/make_rules.py --check    writes nothing; exits with 1 when a page is not current
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from itertools import groupby
from pathlib import Path
from typing import Any

from lint.checks import Bound, bind
from lint.config.toml import toml_value
from lint.finding import Level
from lint.output.visible import visible
from lint.packs import RuleFile, bundled, read_pack
from lint.rule import FAMILIES, Example, Rule, Status

FOLDER = Path(__file__).parent / "rules"
SCORES = Path(__file__).parents[1] / "benchmarks/quality.json"
NOTICE = "<!-- Written by docs/make_rules.py from the rule files. Change those. -->\n"
SAFETY = {
    Level.SAFE: "The fix is **safe**: `delint fix` makes it. What goes is provably not content.",
    Level.UNSAFE: (
        "The fix is **unsafe**: it is made only with `--unsafe-fixes`, since it may take content."
    ),
    Level.DISPLAY: "There is **no fix**: the finding is shown, and a person decides.",
}
STATUS = {
    Status.STABLE: "stable",
    Status.PREVIEW: "preview: runs when selected by code or name, or with `--preview`",
    Status.DEPRECATED: "deprecated: runs only when selected by code or name",
}

MEASURED = """
## Measured

Each page says how right its rule was on pages of news sites whose articles people had marked
(`python benchmarks/quality.py`): {lines:,} lines, {outside:,} of them outside of the articles.
A line is right when it is no part of the article, be it a caption, a menu or a list, so that the
figures say how seldom a rule takes an article's text, not how often it names the right fault. Of
few findings a share says little.
"""


def pages() -> dict[str, str]:
    """Return the text of every page of the reference by file name."""
    files = sorted(read_pack(bundled("rules")), key=lambda file: file.rule.code)
    texts = {f"{file.rule.code}.md": "".join(_page(file)) for file in files}
    return texts | {"README.md": "".join(_index([file.rule for file in files]))}


def _index(rules: list[Rule]) -> Iterator[str]:
    yield f"# Rules\n\n{NOTICE}\n"
    yield f"delint has {len(rules)} rules. `delint rule` lists them, `delint rule CODE` explains "
    yield "one. Codes are permanent. A rule is named by its code, its name, or a prefix such as "
    yield "`PLY`. [Configuration](../guide.md#configuration) says how to choose rules.\n\n"
    yield "`safe` fixes are made by `delint fix`, `unsafe` ones with `--unsafe-fixes`; `display` "
    yield "means that there is no fix. A star marks a rule in preview.\n"
    for family, group in groupby(rules, lambda rule: rule.family):
        yield f"\n## {family}: {FAMILIES.get(family, family)}\n\n"
        yield "| rule | finds | severity | fix |\n|---|---|---|---|\n"
        for rule in group:
            star = " *" if rule.status is Status.PREVIEW else ""
            yield f"| [{rule.code}]({rule.code}.md) {rule.name}{star} | {_cell(rule.summary)} "
            yield f"| {rule.severity.value} | {rule.fix.name.lower()} |\n"
    scores = json.loads(SCORES.read_text("utf-8"))
    yield MEASURED.format(lines=scores["inside"] + scores["outside"], outside=scores["outside"])


def _page(file: RuleFile) -> Iterator[str]:
    rule = file.rule
    yield f"# {rule.code} {rule.name}\n\n{NOTICE}\n{rule.summary}\n\n| | |\n|---|---|\n"
    for key, value in _facts(rule).items():
        yield f"| {key} | {value} |\n"
    yield f"\n## Why\n\n{rule.why}\n\n## Fix\n\n{SAFETY[rule.fix]}\n"
    yield f"\n## Measured\n\n{''.join(_measured(rule))}"
    yield "\n## Found\n"
    for example in file.invalid:
        yield from _found(example)
    yield "\n## Not found\n"
    for example in file.valid:
        yield f"\n{_title(example)}{_block(example.text)}{_others(example)}"
    yield from _parameters(rule)
    yield f"\n## More\n\n`delint rule {rule.code}` shows this page in short. "
    yield "[All rules](README.md), [configuration](../guide.md#configuration), "
    yield f"[the rule file](../../{_source(rule)}).\n"


def _measured(rule: Rule) -> Iterator[str]:
    """Yield how right the rule was on the labelled pages, or why nobody knows."""
    found = json.loads(SCORES.read_text("utf-8"))["found"]
    rows = {key[7:]: row for key, row in found.items() if key.startswith(f"{rule.code} ")}
    if rule.family == "DUP":
        yield "Not on labelled pages, but "
        yield "[beside an exact comparison of all pairs](../benchmarks.md).\n"
    elif not rows:
        yield "The [labelled pages](README.md#measured) count no line of this rule: "
        yield "its precision is not known.\n"
    else:
        yield "On [labelled pages](README.md#measured), with all rules at work:\n\n"
        yield "| found as | findings | no part of the article | precision |\n|---|--:|--:|--:|\n"
    for level, row in rows.items():
        number = row["right"] + row["wrong"]
        yield f"| {level} | {number:,} | {row['right']:,} | {row['right'] / number:.1%} |\n"


def _facts(rule: Rule) -> dict[str, str]:
    gives_way = {"gives way to": ", ".join(rule.gives_way)} if rule.gives_way else {}
    return {
        "family": f"{rule.family}, {FAMILIES.get(rule.family, rule.family)}",
        "severity": rule.severity.value,
        "fix": rule.fix.name.lower(),
        "languages": "all" if "*" in rule.languages else ", ".join(rule.languages),
        "status": f"{STATUS[rule.status]}; since {rule.since}",
        "check": f"`{rule.check}`",
        **gives_way,
    }


def _found(example: Example) -> Iterator[str]:
    numbers = ", ".join(map(str, example.lines))
    where = f"line {numbers}" if len(example.lines) == 1 else f"lines {numbers}"
    yield f"\nFound on {where}:\n\n{_title(example)}{_block(example.text)}{_others(example)}"
    if example.fixed is not None:
        yield f"\nAfter fixing:\n\n{_block(example.fixed)}"


def _title(example: Example) -> str:
    return "" if example.title is None else f"With the title “{visible(example.title)}”:\n\n"


def _others(example: Example) -> str:
    """Return the rest of the corpus of an example, its first document in full."""
    if not example.others:
        return ""
    many = f"{len(example.others)} other documents in the corpus, of which the first is"
    one = "another document in the corpus, which is"
    return f"\nwith {one if len(example.others) == 1 else many}\n\n{_block(example.others[0])}"


def _block(text: str) -> str:
    """Return `text` in a fence that it cannot close, with what cannot be seen as escapes."""
    lines = [visible(line) for line in text.removesuffix("\n").split("\n")]
    longest = max(len(line) - len(line.lstrip("`")) for line in lines)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence, ""]) if text else "(an empty document)\n"


def _parameters(rule: Rule) -> Iterator[str]:
    """Yield what the check does and which of its parameters a configuration may set."""
    bound = bind(rule)
    kind: Any = type(bound.params)
    check = sys.modules[bound.find.__module__]
    yield f"\n## Check\n\n`{rule.check}`: {_first(check.__doc__)}\n"
    if not fields(kind):
        return
    yield f"\n{_first(kind.__doc__)} Set them in `[rules.{rule.code}]` of the configuration.\n"
    if rows := [_row(rule, field) for field in fields(kind) if field.name not in bound.patterns]:
        yield "\n| parameter | here | default of the check |\n|---|---|---|\n"
        yield from rows
    yield from _patterns(bound)


def _row(rule: Rule, field: "Field[Any]") -> str:
    value = rule.params.get(field.name, field.default)
    default = "needed" if field.default is MISSING else f"`{_cell(toml_value(field.default))}`"
    return f"| `{field.name}` | `{_cell(visible(toml_value(value)))}` | {default} |\n"


def _patterns(bound: Bound) -> Iterator[str]:
    for name in bound.patterns:
        if sources := getattr(bound.params, name):
            lines = "\n".join(sources)
            yield f"\n`{name}`, in the syntax of Hyperscan:\n\n{_block(lines)}"


def _source(rule: Rule) -> str:
    folder = bundled("rules")
    return f"rules/{Path(rule.path).relative_to(folder).as_posix()}"


def _first(doc: str | None) -> str:
    return (doc or "").split("\n\n")[0].replace("\n", " ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def stale() -> list[str]:
    """Return the names of the pages that are not as they would be written now."""
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(n for n in wanted.keys() | there.keys() if wanted.get(n) != there.get(n))


def write() -> None:
    """Write every page and delete those that belong to no rule."""
    wanted = pages()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        write()
    elif names := stale():
        sys.exit(f"not current, run python docs/make_rules.py: {', '.join(names)}")
