"""JUnit by the parser of Python and by a reader that others wrote."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from junitparser import Error, Failure, JUnitXml
from junitparser.xunit2 import JUnitXml as Xunit2

from lint.batch import Place
from lint.output.formats import Look, writer_of
from lint.output.sink import Sink
from lint.output.tally import Tally

TEXT = "Trời mưa to.\n0:00 / 1:23\nhết\n"


@pytest.fixture
def suites(written):
    """(findings) -> the suites as junitparser reads them, whose counts are true."""

    def suites(findings):
        shown = written("junit", findings)
        assert len(list(Xunit2.fromstring(shown.encode()))) == len(
            ElementTree.fromstring(shown).findall("testsuite")
        )
        read = list(JUnitXml.fromstring(shown.encode()))
        for suite in read:
            stated = (suite.tests, suite.failures, suite.errors)
            suite.update_statistics()
            assert stated == (suite.tests, suite.failures, suite.errors)
        return read

    return suites


def test_a_finding_is_a_failed_case(finding_in, suites):
    [suite] = suites([finding_in(TEXT, "0:00 / 1:23", detail="Twice.")])
    assert suite.name == "a.txt"
    [case] = suite
    assert (case.name, case.classname) == ("delint.PLY001", "a.txt")
    [failure] = case.result
    assert isinstance(failure, Failure)
    assert failure.type == "warning"
    assert failure.message == "A media player's clock stands in the text."
    assert failure.text == (
        "a.txt:2:1 PLY001 player-clock: A media player's clock stands in the text. Twice.\n"
        "safe fix: delete this line"
    )


def test_each_file_is_a_suite(finding_in, suites):
    first, second = finding_in(TEXT, "mưa"), finding_in(TEXT, "to", place=Place("b", None, "b"))
    assert [(s.name, s.tests) for s in suites([first, first, second])] == [("a.txt", 2), ("b", 1)]


def test_nothing_found_is_one_case_that_passes(suites):
    [suite] = suites([])
    [case] = suite
    assert case.is_passed


def test_what_could_not_be_read_is_an_error(tmp_path):
    stream = (tmp_path / "a").open("w+", encoding="utf-8")
    writer = writer_of("junit")(Sink(stream, "test"), Look())
    writer.finish(Tally(problems=["a<b.txt: no such file"]), {})
    stream.seek(0)
    with stream:
        [suite] = JUnitXml.fromstring(stream.read().encode())
    [case] = suite
    [error] = case.result
    assert isinstance(error, Error)
    assert error.message == "a<b.txt: no such file"


@pytest.mark.parametrize(
    "evil",
    [
        "]]>",
        "</failure>",
        "&amp;",
        '"><x',
        "\x00\x0b\x1b",
        "\ufffe\uffff\ud800",
        "<!--",
        "<![CDATA[",
    ],
)
def test_hostile_text_stays_text(finding_in, suites, evil):
    shown = "".join(c if c.isprintable() and c < "\ud800" else "" for c in evil)
    place = Place(f"a{evil}", None, "a")
    [suite] = suites([finding_in(TEXT, "mưa", detail=evil, message=evil, place=place)])
    [case] = suite
    [failure] = case.result
    for told in (case.classname, failure.message, failure.text):
        assert shown in told


def test_a_large_file_is_several_suites(finding_in, suites):
    base = finding_in(TEXT, "mưa")
    findings = (replace(base, line=number + 1) for number in range(2001))
    assert [suite.tests for suite in suites(findings)] == [1000, 1000, 1]
