"""The report as text: deterministic, safe, and true."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from lint.cli import main


@pytest.fixture(scope="module")
def page(shown):
    return shown.read_text("utf-8")


def data_of(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_the_same_corpus_gives_the_same_bytes(report, records, tmp_path):
    one = report(tmp_path, records(), "one.html", "--jobs=1").read_bytes()
    two = report(tmp_path, records(), "two.html", "--jobs=4").read_bytes()
    assert one == two


def test_a_time_stands_in_it_only_when_asked_for(page, report, records, tmp_path, monkeypatch):
    assert "UTC" not in page
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert "2023-11-14 22:13 UTC" in report(tmp_path, records()).read_text("utf-8")


def test_a_time_that_is_none_is_a_clear_error(tree, monkeypatch, capsys):
    tree({"a.txt": "0:00 / 2:14\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert main(["check", "a.txt", "--output=html:r.html", "--isolated"]) == 2
    assert "SOURCE_DATE_EPOCH: 'soon' is no time in seconds" in capsys.readouterr().err


def test_the_policy_names_the_only_style_and_script_that_run(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for kind, name in (("style", "style"), ("script", "script")):
        content = re.search(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)[1]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_no_address_of_another_host_is_loaded(page):
    links = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert links
    assert {link[:1] for link in links if not link.startswith("data:")} == {"#"}


def test_hostile_text_is_no_markup(page):
    assert "<img" not in page
    assert page.count("<script") == 2
    assert "\u202e" not in page
    raw = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1]
    assert "<" not in raw


def test_the_parts_of_a_document_are_its_text_and_what_fixing_leaves(page):
    documents = {d["title"]: d for d in data_of(page)["documents"]}
    found = next(d for title, d in documents.items() if title.startswith("</script>"))
    after = "".join(p[3] if len(p) > 2 else p[0] for p in found["parts"])
    before = "".join(p[0] for p in found["parts"])
    assert before.count("A caption of the pier\n") == 2
    assert after.count("A caption of the pier\n") == 1
    assert "0:00 / 2:14" in before
    assert "0:00 / 2:14" not in after


def test_boilerplate_is_counted_by_site(page):
    section = page[page.index('id="boilerplate"') : page.index('id="duplicates"')]
    row = re.search(r"Read the alpha newsletter every day</span>.*?</tr>", section)[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["8", "100%"]


def test_a_clean_corpus_has_a_short_report(report, tmp_path):
    rows = [{"id": "a", "text": "The ferry came in late. Nobody minded."}]
    made = report(tmp_path, rows, "r.html", "--select=PLY").read_text("utf-8")
    assert "No faults in 1 document" in made
    assert 'id="examples"' not in made


def test_problems_of_the_input_stand_on_top(tree):
    tree({"a.jsonl": '{"text": "0:00 / 2:14"}\n{broken\n'})
    assert main(["check", "a.jsonl", "-q", "--output=html:r.html", "--isolated"]) == 2
    assert "1 part of the input could not be read" in Path("r.html").read_text("utf-8")


def test_it_goes_to_standard_output_too(tree, capsys):
    tree({"a.txt": "0:00 / 2:14\nThe end.\n"})
    assert main(["check", "a.txt", "--output=html", "--isolated"]) == 1
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_a_limit_of_findings_holds_for_examples(report, tmp_path):
    rows = [{"id": str(n), "text": f"Story {n}.\n0:00 / 2:14\nThe end."} for n in range(9)]
    made = report(tmp_path, rows, "r.html", "--select=PLY001", "--max-per-rule=4")
    assert made.read_text("utf-8").count('data-rule="PLY001" data-site') == 4
