r"""Characters that stand in the text as escapes of a file format: &amp;quot; or \u00e1."""

import re
from collections.abc import Iterator

from lint.arrays import distinct
from lint.errors import RuleError
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SPAN, "unless": Mode.LATER}

_DEPTH = 3
_SPACES = [9, 10, 13, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F]
_INVISIBLE = [*range(32), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]
PLAIN = dict.fromkeys(_INVISIBLE) | dict.fromkeys(_SPACES, " ")
"""What str.translate makes of characters that no text needs: a plain space, or nothing."""
_UNIT = re.compile(r"\\u([0-9a-fA-F]{4})")
_LINE_ENDS = re.compile(r"(?:\\r|\\n)+")


@dataclass(frozen=True, slots=True)
class Params:
    """`notation` is "html" or "backslash"; lines in which an `unless` matches are spared."""

    patterns: tuple[str, ...]
    notation: str = "html"
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.notation not in {"html", "backslash"}:
            raise RuleError(f"'notation' must be html or backslash, not {self.notation!r}")


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each escape, to be replaced by its character."""
    spans = view.spans(rule)
    if not len(spans):
        return
    decode = _from_html if params.notation == "html" else _from_backslash
    lines = view.lines_at(spans[:, 0])
    spared = (
        set(view.matching(rule, "unless", distinct(lines)).tolist()) if params.unless else set()
    )
    for (start, end), line in zip(spans.tolist(), lines.tolist(), strict=True):
        source = view.buffer[start:end].tobytes().decode()
        text = source if line in spared else decode(source)
        if text != source:
            document = int(view.document_of_line[line])
            base = int(view.batch.text.starts[document])
            yield Hit(document, start - base, end - base, rule, Action.REPLACE, text.encode())


def _from_html(source: str) -> str:
    """Return what an HTML character reference stands for, also one escaped several times."""
    from html import unescape

    text = source
    for _ in range(_DEPTH):
        text = unescape(text)
    return text if text == source else text.translate(PLAIN)


def _from_backslash(source: str) -> str:
    r"""Return what a run of \u escapes stands for; one line end for a run of \r and \n."""
    if _LINE_ENDS.fullmatch(source):
        return "\n"
    units = bytes.fromhex("".join(_UNIT.findall(source)))
    text = units.decode("utf-16-be", "replace")
    return source if "\ufffd" in text else text.translate(PLAIN)
