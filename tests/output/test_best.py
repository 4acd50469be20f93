"""The best findings of a run, in bounded memory."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Level, Severity
from lint.output.best import Best


def test_severity_counts_first_then_the_fix_then_the_order(finding_in):
    base = finding_in("a", "a")
    wanted = [
        (Severity.ERROR, Level.DISPLAY, 2),
        (Severity.WARNING, Level.SAFE, 1),
        (Severity.WARNING, Level.SAFE, 4),
        (Severity.WARNING, Level.UNSAFE, 3),
    ]
    made = sorted([*wanted, (Severity.INFO, Level.SAFE, 0)], key=lambda item: item[2])
    best = Best(4)
    for severity, level, line in made:
        best.add(replace(base, severity=severity, level=level, line=line))
    assert wanted == [(f.severity, f.level, f.line) for f in best]
    assert (len(best), best.seen) == (4, 5)


@given(st.lists(st.sampled_from(list(Severity)), max_size=40), st.integers(0, 12))
def test_what_is_kept_is_the_head_of_all_sorted(finding_in_once, severities, limit):
    findings = [replace(finding_in_once, severity=s, line=n) for n, s in enumerate(severities)]
    best = Best(limit)
    for finding in findings:
        best.add(finding)
    assert sorted(findings, key=lambda f: -f.severity.rank)[:limit] == list(best)


def test_none_are_kept_where_none_are_wanted(many):
    best = Best(0)
    for finding in many(3):
        best.add(finding)
    assert (list(best), best.seen) == ([], 3)


def test_memory_is_that_of_the_limit(many):
    best = Best(10)
    findings = list(many(300))
    random.Random(1).shuffle(findings)
    for finding in findings:
        best.add(finding)
    assert len(best._heap) == 10
