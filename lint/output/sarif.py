"""`sarif`: SARIF 2.1.0 as GitHub code scanning takes it, and as other viewers do.

GitHub keeps 5,000 results of a run and takes no file of more than 10 MB when packed, so the best
findings are written, and what was left out is told in the file and on standard error.
`primaryLocationLineHash` is GitHub's own; the key beside it is the one of baselines.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from lint.identity import project_root
from lint.output.best import BestWriter
from lint.output.keys import Keys
from lint.output.record import dumps
from lint.output.sarif_parts import SOURCE_ROOT, result, rule_record
from lint.output.tally import Tally
from lint.output.words import count

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LIMIT = 5000
PACKED_BYTES = 9_000_000
_PROBLEMS = 100


class Writer(BestWriter):
    """Keeps the best findings and writes one run at the end, a line a result."""

    most = LIMIT

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:  # noqa: ARG002 - protocol
        """Write the log."""
        rules = {rule.code: number for number, rule in enumerate(self._look.rules)}
        self._sink.line(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{')
        self._sink.line(f'"tool": {{"driver": {dumps(self._driver())}}},')
        self._sink.line('"columnKind": "unicodeCodePoints",')
        self._sink.line(f'"originalUriBaseIds": {dumps(SOURCE_ROOT)},\n"results": [')
        written = 0
        for line in _fitting(self._results(rules)):
            self._sink.write(f"{',' if written else ''}{line}\n")
            written += 1
        cut = tally.total - written
        if cut:
            self._look.tell(f"sarif: {_told(cut, written)}")
        self._sink.line(f'],\n"invocations": [{dumps(_invocation(tally, cut, written))}]}}]}}')

    def _driver(self) -> dict[str, Any]:
        from lint import __version__

        rules = [rule_record(rule) for rule in self._look.rules]
        return {"name": "delint", "semanticVersion": __version__, "rules": rules}

    def _results(self, rules: Mapping[str, int]) -> Iterator[str]:
        root = project_root()
        keys = Keys(root)
        for finding in self._best:
            index = rules.get(finding.code)
            yield dumps(result(finding, index, keys.of(finding), root))


def _fitting(lines: Iterator[str]) -> Iterator[str]:
    """Yield `lines` while all together, packed, are small enough for GitHub."""
    packer, packed = zlib.compressobj(1), 0  # packs less than gzip does, and is quick
    for line in lines:
        packed += len(packer.compress(line.encode("utf-8", "backslashreplace")))
        if packed > PACKED_BYTES:  # what the packer still holds is far less than what is spared
            return
        yield line


def _invocation(tally: Tally, cut: int, written: int) -> dict[str, Any]:
    told = [_notification("error", problem) for problem in tally.problems[:_PROBLEMS]]
    if cut:
        told.append(_notification("warning", _told(cut, written)))
    return {"executionSuccessful": not tally.problems, "toolExecutionNotifications": told}


def _notification(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": text}}


def _told(cut: int, written: int) -> str:
    return f"{count(cut, 'problem')} left out, {written:,} reported: the worst, then the surest"
