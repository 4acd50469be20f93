"""Letters of another script that look like those of the word they stand in.

Source: Unicode Technical Standard 39, "Unicode Security Mechanisms", section 4 (confusables); only
pairs that most typefaces draw alike are taken.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH}

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[^\0-\u036f\u1e00-\u1eff]")
"""What may be a letter of another script than Latin: those blocks have none."""
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxhdqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_TO_LATIN = str.maketrans(_CYRILLIC | _GREEK)
_FROM_LATIN = {
    "CYRILLIC": {latin: letter for letter, latin in _CYRILLIC.items()},
    "GREEK": {latin: letter for letter, latin in _GREEK.items()},
}


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns of where two scripts meet in a word; words shorter than `min_letters` are spared.

    `apart`: the patterns hold no word, so they are scanned for by themselves.
    """

    patterns: tuple[str, ...]
    min_letters: int = 3
    apart: bool = True


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each word of two scripts that is one of one script when its look-alikes are changed."""
    for line in view.matched_lines(rule).tolist():
        text = view.line_text(line)
        document = int(view.document_of_line[line])
        base = int(view.lines.start[line] - view.batch.text.starts[document])
        for word in _WORD.finditer(text) if not text.isascii() else ():
            meant = _in_one_script(word[0]) if len(word[0]) >= params.min_letters else word[0]
            if meant != word[0] and not _is_mojibake(text[word.start() : word.end() + 1]):
                start = base + len(text[: word.start()].encode())
                end = start + len(word[0].encode())
                yield Hit(document, start, end, rule, Action.REPLACE, meant.encode())


def _in_one_script(word: str) -> str:
    """Return `word` in the script of most of its letters, or as it is when that cannot be.

    Two or more letters of each script side by side ("ПолитикаHi") are two words glued together.
    """
    if not _FOREIGN.search(word):
        return word
    counts: dict[str, int] = {}
    for letter in word:
        script = _script(letter)
        counts[script] = counts.get(script, 0) + 1
    if len(counts) != 2 or "LATIN" not in counts:
        return word
    (other,) = counts.keys() - {"LATIN"}
    if not word.isupper() and min(counts.values()) > 1 and _changes_once(word):
        return word
    if counts["LATIN"] >= counts[other]:
        meant = word.translate(_TO_LATIN)
        return meant if all(_script(letter) == "LATIN" for letter in meant) else word
    pairs = _FROM_LATIN.get(other, {})
    meant = "".join(pairs.get(letter, letter) for letter in word)
    return meant if all(_script(letter) == other for letter in meant) else word


def _changes_once(word: str) -> bool:
    """Say whether `word` is letters of one script, then letters of another."""
    scripts = [_script(letter) for letter in word]
    return sum(a != b for a, b in pairwise(scripts)) == 1


def _is_mojibake(word: str) -> bool:
    """Say whether `word`, with what follows it, is UTF-8 that was read as Windows-1251."""
    return re.search("вЂ|[ВРС][\u00a0-\u00bf™]$", word) is not None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the script of a letter, the first word of its Unicode name: LATIN, GREEK."""
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "?").split()[0]
