"""Text and Markdown files: each is one document, many of them one chunk."""

from collections.abc import Sequence
from dataclasses import field

from lint.batch import Batch, Problem, Strings
from lint.corpus.compression import unpacked
from lint.corpus.content import UTF8_MARK, check_content, opened, repaired, unreadable
from lint.corpus.origin import FileOrigin, Part
from lint.corpus.source import Source
from lint.errors import InputError
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class FileChunk:
    """Some text files that are read together."""

    sources: Sequence[Source]

    def load(self) -> Batch:
        """Return the files that can be read as documents, and what was wrong with the others."""
        reading = _Reading()
        for source in self.sources:
            reading.add(source)
        starts = [len(UTF8_MARK) * p.raw.startswith(UTF8_MARK) for p in reading.parts]
        pairs = zip(reading.parts, starts, strict=True)
        text = repaired(Strings.of(part.raw[start:] for part, start in pairs))
        origin = FileOrigin(reading.parts, starts)
        return Batch(text, None, None, origin, reading.problems, skipped=reading.skipped)


@dataclass(slots=True)
class _Reading:
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0

    def add(self, source: Source) -> None:
        try:
            with opened(source) as (file, stamp):
                raw = b"".join(unpacked(file, source.compression))
            check_content(raw)
        except (OSError, InputError) as error:
            problem = unreadable(source, error)
            self.problems += [] if problem is None else [problem]
            self.skipped += problem is None
        else:
            self.parts.append(Part(source, 0, raw, stamp))
