"""Small corpora made up of syllables, as batches and chunks, and the bundled duplicate rules."""

import random
from dataclasses import dataclass, field

import numpy as np
import pytest

from lint.batch import Batch, Place, Strings
from lint.cache import Cache
from lint.engine import Engine
from lint.near.prints import take_prints
from lint.packs import load_rules
from lint.patterns import Scanner
from lint.view import View

SYLLABLES = [a + b for a in "bcdghlmnst" for b in ("à", "áng", "ạo", "ên", "ế", "i", "oán", "ợ")]


@dataclass(frozen=True)
class Known:
    """The origin of documents with ids; `path` None makes each a text file of that name."""

    ids: list[str]
    path: str | None
    first: int = 1

    def place(self, document):
        own = self.ids[document]
        return (
            Place(own, None, own)
            if self.path is None
            else Place(self.path, self.first + document, own)
        )


@dataclass(frozen=True)
class Chunk:
    batch: Batch

    def load(self):
        return self.batch


@dataclass
class Corpus:
    """Texts by id, cut into chunks of `size` documents."""

    texts: dict[str, str]
    size: int = 1000
    path: str | None = "corpus.jsonl"
    fields: dict[str, list[str]] = field(default_factory=dict)

    def chunks(self):
        ids = list(self.texts)
        for start in range(0, len(ids), self.size):
            part = slice(start, start + self.size)
            columns = {name: Strings.of(values[part]) for name, values in self.fields.items()}
            yield Chunk(
                Batch(
                    Strings.of([self.texts[own] for own in ids[part]]),
                    columns.pop("titles", None),
                    columns.pop("urls", None),
                    Known(ids[part], self.path, start + 1),
                    **columns,
                )
            )

    def batch(self):
        [chunk] = self.chunks()
        return chunk.batch


@pytest.fixture(scope="session")
def corpus():
    """Make a corpus of texts, by id or numbered."""

    def make(texts, **options):
        if not isinstance(texts, dict):
            texts = {f"d{number}": text for number, text in enumerate(texts)}
        return Corpus(texts, **options)

    return make


@pytest.fixture(scope="session")
def article():
    """Make a text of so many words in lines, the same for the same seed."""

    def make(seed, words=200):
        rng = random.Random(seed)
        picked = rng.choices(SYLLABLES, k=words)
        return "\n".join(" ".join(picked[i : i + 20]) for i in range(0, words, 20))

    return make


@pytest.fixture(scope="session")
def edited():
    """Return `text` with each word replaced by another one with a probability of `share`."""

    def edit(text, share, seed=0):
        rng = random.Random(seed)
        words = (rng.choice(SYLLABLES) if rng.random() < share else w for w in text.split(" "))
        return " ".join(words)

    return edit


@pytest.fixture(scope="session")
def duplicate_rules():
    return [rule for rule in load_rules() if rule.family == "DUP"]


@pytest.fixture(scope="session")
def engine(duplicate_rules):
    """Make an engine of the duplicate rules, or of those with the given codes."""

    def make(*codes, jobs=1):
        rules = [rule for rule in duplicate_rules if not codes or rule.code in codes]
        return Engine(rules, jobs, Cache(None))

    return make


@pytest.fixture(scope="session")
def prints_of():
    """Return the prints of texts without any finding."""

    def prints(texts):
        batch = Batch(Strings.of(texts), None, None, Known([], ""))
        return take_prints(View(batch, Scanner([], Cache(None))), [], [])

    return prints


@pytest.fixture(scope="session")
def sets_of():
    """Return the set of shingles of each document of prints."""

    def sets(prints):
        return [set(part.tolist()) for part in np.split(prints.shingles, prints.first[1:-1])]

    return sets
