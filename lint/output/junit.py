"""`junit`: test cases in XML, a failure a finding and a suite a document's file.

Many readers take an empty report for a broken one, so a run that finds nothing has one case that
passes.
"""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from lint.finding import Finding
from lint.output.formats import Look
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.output.visible import visible
from lint.output.words import fix_label, place_label, said

CASES = 1000
"""Cases of one suite, whose head counts them: more findings of a file go into another one."""

_NO_ERRORS = '    <testcase name="No problems found" classname="delint"/>'


class Writer:
    """Writes a suite when the next file begins, so that memory stays small."""

    def __init__(self, sink: Sink, _look: Look) -> None:
        self._sink = sink
        self._path = ""
        self._cases: list[str] = []
        self._before = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="delint">\n'

    def finding(self, finding: Finding) -> None:
        """Keep the case of `finding` till the suite is full, or that of another file begins."""
        if finding.place.path != self._path or len(self._cases) == CASES:
            self._close()
            self._path = finding.place.path
        self._cases.append(_case(finding))

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:  # noqa: ARG002 - protocol
        """Write the last suite and what could not be read; a case that passes if nothing else."""
        self._close()
        if tally.problems:
            self._suite("delint", [_error(problem) for problem in tally.problems], "errors")
        elif not tally.total:
            self._suite("delint", [_NO_ERRORS])
        self._sink.line("</testsuites>")

    def _close(self) -> None:
        if self._cases:
            self._suite(self._path, self._cases, "failures")
            self._cases = []

    def _suite(self, name: str, cases: list[str], kind: str = "") -> None:
        counts = {key: len(cases) * (key == kind) for key in ("failures", "errors")}
        counted = " ".join(f'{key}="{number}"' for key, number in counts.items())
        head = f'  <testsuite name={_quoted(name)} tests="{len(cases)}" {counted}>'
        self._sink.line(self._before + head)
        self._before = ""
        for case in cases:
            self._sink.line(case)
        self._sink.line("  </testsuite>")


def _case(finding: Finding) -> str:
    where = place_label(finding.place, finding.line, finding.column)
    about = f"{where} {finding.code} {finding.name}: {visible(said(finding))}\n{fix_label(finding)}"
    return (
        f'    <testcase name="delint.{finding.code}" classname={_quoted(finding.place.path)}>\n'
        f'      <failure message={_quoted(finding.message)} type="{finding.severity}">'
        f"{escape(about.rstrip())}</failure>\n    </testcase>"
    )


def _error(problem: str) -> str:
    return (
        '    <testcase name="delint.input" classname="delint">\n'
        f"      <error message={_quoted(problem)}/>\n    </testcase>"
    )


def _quoted(text: str) -> str:
    return quoteattr(visible(text))
