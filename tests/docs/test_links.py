"""Relative links in Markdown lead to files that exist, and to headings in them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^(`{3,}).*?^\1`*\s*$", re.MULTILINE | re.DOTALL)
_HIDDEN = {".git", ".venv", "build", "dist", "node_modules", "corpora"}


def pages() -> list[Path]:
    found = (p.relative_to(ROOT) for p in ROOT.rglob("*.md"))
    kept = (p for p in found if not any(q.startswith(".") or q in _HIDDEN for q in p.parts))
    return sorted(p for p in kept if p.parts[:2] != ("examples", "articles"))


def links(text: str) -> Iterator[str]:
    return (m[1] for m in _LINK.finditer(_FENCE.sub("", text)))


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+\s+(.+?)\s*$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", h.lower()).replace(" ", "-") for h in headings}


def dead(page: Path) -> list[str]:
    found = []
    for link in links(page.read_text("utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            found.append(link)
    return found


@pytest.mark.parametrize("page", pages(), ids=str)
def test_no_dead_links(page: Path) -> None:
    assert dead(ROOT / page) == []


def test_dead_links_are_seen(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# One, two!\n```\n# none\n[x](gone.md)\n```\n")
    page = tmp_path / "a.md"
    page.write_text("[a](b.md) [b](b.md#one-two) [c](b.md#none) [d](c.md) [e](#no) [f](http://x)")

    assert dead(page) == ["b.md#none", "c.md", "#no"]


def test_the_pages_that_readers_start_from_are_among_them() -> None:
    names = {page.as_posix() for page in pages()}
    assert names >= {"README.md", "CONTRIBUTING.md", "docs/guide.md", "examples/README.md"}
