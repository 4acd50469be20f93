"""The report in a real browser: what people click, type and see."""

from pathlib import Path

import pytest

ROWS = "#examples li[data-row]:not([hidden])"


def test_it_opens_without_a_request_and_says_what_was_found(opened, shown):
    page = opened(shown)
    assert "faults in" in page.inner_text("h1")
    assert page.inner_text("#summary .worst >> nth=0").startswith("Most frequent fault")
    assert "gamma.example" in page.inner_text("#sites")


def test_hostile_text_stays_text(opened, shown):
    page = opened(shown)
    assert page.title() == "delint report"
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    page.click("#documents a:has-text('</script>')")
    page.wait_for_selector("#reader[open]")
    assert "</script><script>" in page.inner_text("#reader-texts")
    assert "\u202e" not in page.inner_text("body")
    assert "\\u202e" in page.inner_text("#reader-texts")
    assert page.title() == "delint report"


def test_a_rule_leads_to_its_examples_and_they_can_be_cleared(opened, shown):
    page = opened(shown)
    every = page.locator(ROWS).count()
    page.click("#rules a:has-text('CAP001')")
    page.wait_for_selector("#clear:not([hidden])")
    rules = page.locator(ROWS).evaluate_all("rows => [...new Set(rows.map(r => r.dataset.rule))]")
    assert rules == ["CAP001"]
    assert page.locator("#examples .group:visible").count() == 1
    page.click("#clear")
    assert page.locator(ROWS).count() == every
    assert "rule" not in page.evaluate("location.hash")


def test_filters_narrow_the_examples_and_stand_in_the_address(opened, shown):
    page = opened(shown)
    page.select_option("#filter-severity", "info")
    kinds = page.locator(ROWS).evaluate_all(
        "rows => [...new Set(rows.map(r => r.dataset.severity))]"
    )
    assert kinds == ["info"]
    again = opened(shown, page.evaluate("location.hash"))
    assert again.input_value("#filter-severity") == "info"
    assert again.locator(ROWS).count() == page.locator(ROWS).count()


def test_search_knows_letters_without_their_marks(opened, report, tmp_path):
    line = "Đường về nhà xa lắm"
    rows = [{"id": str(n), "text": f"{line}\n{line}\nBài {n}"} for n in range(2)]
    rows.append({"id": "x", "text": "A pier\nA pier\nThe end"})
    page = opened(report(tmp_path, rows))
    page.keyboard.press("/")
    page.keyboard.type("duong ve nha")
    page.wait_for_selector("#clear:not([hidden])")
    found = page.locator(ROWS).all_inner_texts()
    assert found
    assert all("Đường" in text or "đường" in text for text in found)
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    assert page.locator(ROWS).count() > len(found)


def test_a_click_on_a_head_sorts_and_the_address_keeps_it(opened, shown):
    page = opened(shown)
    page.click("#rules th:has-text('Documents') button")
    column = "[data-table='rules'] tbody td:nth-child(5)"
    down = [int(text) for text in page.locator(column).all_inner_texts()]
    assert down == sorted(down, reverse=True)
    page.click("#rules th:has-text('Documents') button")
    assert page.locator("#rules th[aria-sort='ascending']").count() == 1
    again = opened(shown, page.evaluate("location.hash"))
    up = [int(text) for text in again.locator(column).all_inner_texts()]
    assert up == sorted(down)


def test_keys_go_through_examples_and_open_the_document(opened, shown):
    page = opened(shown)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    focused = page.evaluate(
        "[...document.querySelectorAll('#examples li')].indexOf(document.activeElement)"
    )
    assert focused == 0
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader[open]")
    assert page.evaluate("document.activeElement.id") == "reader-texts"
    page.keyboard.press("Escape")
    assert not page.is_visible("#reader")
    page.keyboard.press("?")
    assert page.is_visible("#keys")


def test_the_document_view_marks_faults_and_shows_the_text_after(opened, shown):
    page = opened(shown)
    page.click("#documents a:has-text('</script>')")
    page.wait_for_selector("#reader[open]")
    assert "A caption of the pier" in page.locator("#reader mark.gone").all_inner_texts()
    page.keyboard.press("j")
    assert page.locator("#reader mark.current").count() >= 1
    assert "fault=0" in page.evaluate("location.hash")
    page.keyboard.press("v")
    before, after = page.locator("#reader-texts .text").all_inner_texts()
    assert before.count("A caption of the pier") == 2
    assert after.count("A caption of the pier") == 1
    assert "0:00 / 2:14" not in after
    again = opened(shown, page.evaluate("location.hash"))
    assert again.locator("#reader-texts .text").count() == 2
    page.keyboard.press("n")
    assert page.evaluate("location.hash") != again.evaluate("location.hash")


def test_a_duplicate_stands_beside_its_anchor_with_the_difference_marked(opened, shown):
    page = opened(shown)
    pair = page.locator("#duplicates .pair", has_text="Another end")
    only = " ".join(pair.locator("del, ins").all_text_contents())
    assert "A short" in only
    assert "quite unlike it." in only
    assert "watch" not in only
    assert "words the same" in pair.text_content()


def test_arabic_runs_from_right_to_left(opened, shown):
    page = opened(shown)
    page.click("#documents a[lang=ar]")
    page.wait_for_selector("#reader[open]")
    text = page.locator("#reader-texts .text")
    assert text.get_attribute("lang") == "ar"
    assert text.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_it_turns_dark_with_the_system(opened, shown):
    colour = "getComputedStyle(document.body).backgroundColor"
    light = opened(shown, color_scheme="light").evaluate(colour)
    dark = opened(shown, color_scheme="dark").evaluate(colour)
    assert light == "rgb(246, 246, 243)"
    assert dark == "rgb(19, 21, 24)"


@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_is_wider_than_the_window(opened, shown, width):
    page = opened(shown, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_tables_work_without_scripts(opened, shown):
    page = opened(shown, java_script_enabled=False)
    assert "CAP001" in page.inner_text("#rules")
    assert page.locator("#search").is_hidden()
    assert page.locator("#examples li").count() > 0


def test_print_has_no_bar(opened, shown):
    page = opened(shown)
    page.emulate_media(media="print")
    assert page.locator(".top").is_hidden()
    assert page.locator("h1").is_visible()


@pytest.mark.slow
def test_a_report_of_twenty_thousand_articles_is_small_and_opens(opened, report, tmp_path):
    corpus = Path(__file__).parents[3].parent / "shared" / "corpora" / "vi-news.jsonl.zst"
    if not corpus.exists():
        pytest.skip("needs the corpora beside the checkout")
    from lint.cli import main

    target = tmp_path / "large.html"
    assert main(["check", str(corpus), "-q", "--isolated", f"--output=html:{target}"]) in {1, 2}
    assert target.stat().st_size < 3_000_000
    opened(target).wait_for_selector("#examples li")
