"""Right and wrong lines, by rule and by level."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

LEVELS = ("safe", "unsafe", "display")


@dataclass(slots=True)
class Tally:
    """Lines found, and how many of them, with how many characters, were no article."""

    right: int = 0
    wrong: int = 0
    right_chars: int = 0
    wrong_chars: int = 0

    @property
    def lines(self) -> int:
        """Return how many lines were found."""
        return self.right + self.wrong

    @property
    def precision(self) -> float:
        """Return the share of them that is right."""
        return self.right / self.lines if self.lines else 1.0

    def add(self, chars: int, *, right: bool) -> None:
        """Count one line."""
        if right:
            self.right += 1
            self.right_chars += chars
        else:
            self.wrong += 1
            self.wrong_chars += chars


@dataclass(slots=True)
class Scores:
    """All that was counted.

    A line counts once for each rule that finds it, and once for the best level at which it is
    found; the levels add up, so that "unsafe" is what `--unsafe-fixes` takes out. `classes` has
    the lines of each labelled class, and how many of them are found at each level. `shown` is the
    rule whose wrong lines are to be seen.
    """

    shown: str | None = None
    inside: int = 0
    outside: int = 0
    rules: dict[str, Tally] = field(default_factory=dict)
    levels: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in LEVELS})
    classes: dict[str, tuple[int, list[int]]] = field(default_factory=dict)

    def rule(self, code: str, level: str) -> Tally:
        """Return the tally of a rule at a level."""
        return self.rules.setdefault(f"{code} {level}", Tally())

    def add_class(self, name: str, level: int | None) -> None:
        """Count a line of a labelled class; `level`: its best, as an index; None: missed."""
        lines, found = self.classes.get(name, (0, [0] * len(LEVELS)))
        if level is not None:
            found = [n + (i >= level) for i, n in enumerate(found)]
        self.classes[name] = (lines + 1, found)

    def recall(self, tally: Tally) -> float:
        """Return the share of the lines outside the articles that `tally` found."""
        return tally.right / self.outside if self.outside else 1.0

    def rows(self) -> Iterator[tuple[str, Tally]]:
        """Yield the levels, then the rules by code, each with its name."""
        for level, tally in self.levels.items():
            yield f"all rules, {level}", tally
        yield from sorted(self.rules.items())

    def report(self) -> dict[str, object]:
        """Return everything as JSON will hold it."""
        rows = {
            name: {
                **asdict(tally),
                "precision": round(tally.precision, 4),
                "recall": round(self.recall(tally), 5),
            }
            for name, tally in self.rows()
        }
        classes = {
            name: {"lines": lines, **dict(zip(LEVELS, found, strict=True))}
            for name, (lines, found) in self.classes.items()
        }
        return {"inside": self.inside, "outside": self.outside, "found": rows, "classes": classes}
