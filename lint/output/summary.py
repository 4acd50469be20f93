"""`summary`: counts by rule and by file instead of findings."""

from collections.abc import Mapping

from lint.finding import Finding, Level
from lint.output.tally import RuleTally, Tally
from lint.output.text import TextWriter
from lint.output.visible import visible

TOP_PATHS = 10
_MARKS = {Level.SAFE: "safe", Level.UNSAFE: "unsafe"}


class Writer(TextWriter):
    """Writes tables, the greatest counts first."""

    def finding(self, finding: Finding) -> None:
        """Write nothing: the tally counts."""

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write the table of rules, that of files where there are several, and the count."""
        ranked = sorted(tally.rules.items(), key=lambda item: (-item[1].total, item[0]))
        for code, rule in ranked:
            self.sink.line(self._row(code, rule))
        if len(tally.paths) > 1:
            self._write_paths(tally)
        if ranked and not self.look.quiet:
            self.sink.line()
        super().finish(tally, hidden)

    def _row(self, code: str, rule: RuleTally) -> str:
        levels = [f"{rule.levels[at]:,} {mark}" for at, mark in _MARKS.items() if rule.levels[at]]
        fixes = f" [fix: {', '.join(levels)}]" if levels else ""
        return f"{rule.total:>9,} {self.look.style.mark(rule.severity, code)} {rule.name}{fixes}"

    def _write_paths(self, tally: Tally) -> None:
        self.sink.line()
        ranked = sorted(tally.paths.items(), key=lambda item: (-item[1], item[0]))
        for path, number in ranked[:TOP_PATHS]:
            self.sink.line(f"{number:>9,} {visible(path)}")
        if rest := ranked[TOP_PATHS:]:
            others = sum(number for _, number in rest)
            self.sink.line(f"{others:>9,} in {len(rest):,} more files")
