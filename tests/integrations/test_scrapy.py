"""The Scrapy pipeline in real crawls, each in a process of its own: a reactor runs only once."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

pytest.importorskip("scrapy", reason="scrapy is not installed")

LINE = "Những chiếc ghe chở dứa neo kín một khúc sông."
PAGE = "<h1>{title}</h1><p>Trời mưa to.</p><p>{line}</p>{again}<p>Chợ tan lúc tám giờ.</p>"
SPIDER = """
import json, sys
from dataclasses import dataclass
import scrapy
from scrapy.crawler import CrawlerProcess

class Page(scrapy.Item):
    title = scrapy.Field()
    body = scrapy.Field()

@dataclass
class Record:
    title: str
    body: str
    delint: list | None = None

class Pages(scrapy.Spider):
    name = "pages"

    def parse(self, response):
        kind = {"item": Page, "dict": dict, "dataclass": Record}[self.kind]
        body = "\\n".join(response.css("p::text").getall())
        yield kind(title=response.css("h1::text").get(), body=body)

asked = json.loads(sys.argv[1])
settings = {"FEEDS": {asked["feed"]: {"format": "jsonlines"}}, "LOG_LEVEL": "WARNING",
            "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": False,
            "ITEM_PIPELINES": {"lint.integrations.scrapy.DelintPipeline": 300},
            **asked["settings"]}
process = CrawlerProcess(settings)
crawler = process.create_crawler(Pages)
process.crawl(crawler, start_urls=asked["urls"], kind=asked["kind"])
process.start()
stats = {k: v for k, v in crawler.stats.get_stats().items() if k.startswith("delint/")}
print(json.dumps(stats))
"""


@pytest.fixture
def crawl(tmp_path):
    """Crawl two pages, the first with a fault; return items by title, counts, and the log."""
    urls = []
    for title, again in (("faulty", f"<p>{LINE}</p>"), ("clean", "")):
        page = tmp_path / f"{title}.html"
        page.write_text(PAGE.format(title=title, line=LINE, again=again), "utf-8")
        urls.append(page.as_uri())
    (tmp_path / "crawl.py").write_text(SPIDER, "utf-8")

    def run(kind="dict", **settings):
        settings = {"DELINT_FIELDS": ["body"], "DELINT_SELECT": ["CAP001"], **settings}
        feed = tmp_path / "items.jsonl"
        asked = {"feed": str(feed), "settings": settings, "urls": urls, "kind": kind}
        words = [sys.executable, str(tmp_path / "crawl.py"), json.dumps(asked)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        items = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
        return {item["title"]: item for item in items}, json.loads(done.stdout), done.stderr

    return run


FAULTY = f"Trời mưa to.\n{LINE}\n{LINE}\nChợ tan lúc tám giờ."
CLEAN = f"Trời mưa to.\n{LINE}\nChợ tan lúc tám giờ."


@pytest.mark.parametrize("kind", ["dict", "item", "dataclass"])
def test_items_are_cleaned(crawl, kind):
    items, counts, log = crawl(kind)
    assert [items[title]["body"] for title in ("faulty", "clean")] == [CLEAN, CLEAN]
    assert counts == {
        "delint/items": 2,
        "delint/found/CAP001": 1,
        "delint/cleaned": 1,
        "delint/removed_characters": len(LINE) + 1,
    }
    assert "Deprecat" not in log


def test_items_are_annotated(crawl):
    items, counts, _ = crawl(DELINT_ACTION="annotate")
    assert (items["faulty"]["body"], items["clean"]["delint"]) == (FAULTY, [])
    [found] = items["faulty"]["delint"]
    assert (found["field"], found["code"], found["line"]) == ("body", "CAP001", 3)
    assert counts == {"delint/items": 2, "delint/found/CAP001": 1}


def test_items_are_dropped(crawl):
    items, counts, log = crawl(DELINT_ACTION="drop")
    assert (list(items), counts["delint/dropped"]) == (["clean"], 1)
    assert "Dropped: delint found CAP001" in log


def test_only_what_is_bad_enough_drops(crawl):
    items, counts, _ = crawl(DELINT_ACTION="drop", DELINT_FAIL_ON="error")
    assert (len(items), counts["delint/found/CAP001"]) == (2, 1)


def crawler(**values):
    from scrapy.settings import Settings

    return SimpleNamespace(settings=Settings(values), stats=None)


def test_wrong_settings_are_told_at_the_start():
    from lint.errors import ConfigError
    from lint.integrations.scrapy import DelintPipeline

    for name, value in (("ACTION", "wash"), ("FAIL_ON", "fatal"), ("SELECT", ["CAP9"])):
        with pytest.raises(ConfigError, match=value if isinstance(value, str) else value[0]):
            DelintPipeline.from_crawler(crawler(**{f"DELINT_{name}": value}))


def test_what_is_no_text_passes_through():
    from lint.integrations.scrapy import DelintPipeline

    pipeline = DelintPipeline.from_crawler(crawler(DELINT_SELECT=["CAP001"]))
    for item in ({"text": None}, {"other": FAULTY}, {"text": 3}, {"text": ""}):
        assert item == pipeline.process_item(dict(item))
    assert pipeline.process_item({"text": FAULTY}) == {"text": CLEAN}
