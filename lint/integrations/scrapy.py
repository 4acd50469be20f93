"""An item pipeline for Scrapy: scraped texts are cleaned, annotated or dropped as they come.

    ITEM_PIPELINES = {"lint.integrations.scrapy.DelintPipeline": 300}
    DELINT_FIELDS = ["body"]

Rules that compare documents do not run here. The settings:

    DELINT_FIELDS        the fields that hold text; ["text"]
    DELINT_TITLE_FIELD   the field of the title; none
    DELINT_ACTION        "clean", "annotate" (the texts stay) or "drop"; "clean"
    DELINT_FOUND_FIELD   the field for what was found; none, with "annotate" "delint"
    DELINT_FAIL_ON       findings from this severity up drop an item; "warning"
    DELINT_SELECT, DELINT_IGNORE, DELINT_PREVIEW, DELINT_PACKS, DELINT_UNSAFE_FIXES
                         as in the configuration file
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lint.cleaning import chosen_engine, cleaned
from lint.corpus.given import text_batch
from lint.errors import ConfigError
from lint.finding import Finding, Severity
from lint.light import dataclass
from lint.locate import findings

if TYPE_CHECKING:
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

ACTIONS = ("clean", "annotate", "drop")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the settings ask for."""

    fields: Sequence[str]
    title: str | None
    action: str
    found: str | None
    fail_on: int
    unsafe: bool

    @classmethod
    def of(cls, settings: "BaseSettings") -> "Wanted":
        """Return what `settings` ask for; raises ConfigError."""
        action = settings.get("DELINT_ACTION", "clean")
        if action not in ACTIONS:
            raise ConfigError(f"DELINT_ACTION is {action!r}; it can be {', '.join(ACTIONS)}")
        severity = settings.get("DELINT_FAIL_ON", "warning")
        if severity not in list(Severity):
            raise ConfigError(f"DELINT_FAIL_ON is {severity!r}; it can be {', '.join(Severity)}")
        default = "delint" if action == "annotate" else None
        return cls(
            settings.getlist("DELINT_FIELDS", ["text"]),
            settings.get("DELINT_TITLE_FIELD"),
            action,
            settings.get("DELINT_FOUND_FIELD", default),
            Severity(severity).rank,
            settings.getbool("DELINT_UNSAFE_FIXES"),
        )


class DelintPipeline:
    """Takes items of any kind that Scrapy knows."""

    def __init__(self, crawler: "Crawler") -> None:
        """Compile the rules that the settings select; raises ConfigError and RuleError."""
        settings = crawler.settings
        self.wanted, self.stats = Wanted.of(settings), crawler.stats
        self.engine = chosen_engine(
            settings.getlist("DELINT_SELECT", ["ALL"]),
            settings.getlist("DELINT_IGNORE"),
            settings.getlist("DELINT_PACKS"),
            preview=settings.getbool("DELINT_PREVIEW"),
        )

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "DelintPipeline":
        """Return the pipeline of `crawler`."""
        return cls(crawler)

    def process_item(self, item: Any, spider: Any = None) -> Any:  # noqa: ANN401, ARG002 - Scrapy's
        """Return `item` as the settings want it; raises DropItem, with the codes that did it."""
        from itemadapter import ItemAdapter
        from scrapy.exceptions import DropItem

        adapter = ItemAdapter(item)
        self._count("items")
        found = [one for field in self.wanted.fields for one in self._done(adapter, field)]
        for _, finding in found:
            self._count(f"found/{finding.code}")
        if self.wanted.found is not None:
            adapter[self.wanted.found] = [_record(*one) for one in found]
        codes = [f.code for _, f in found if f.severity.rank >= self.wanted.fail_on]
        if self.wanted.action == "drop" and codes:
            self._count("dropped")
            raise DropItem(f"delint found {', '.join(dict.fromkeys(codes))}")
        return item

    def _done(self, item: "ItemAdapter", field: str) -> Iterator[tuple[str, Finding]]:
        """Yield what is found in a field, which is cleaned where that is asked for."""
        text = item.get(field)
        if not isinstance(text, str):
            return
        title = item.get(self.wanted.title) if self.wanted.title else None
        batch = text_batch([text], [title] if isinstance(title, str) else None)
        hits = self.engine.inspect(batch).hits
        for finding in findings(batch, hits, self.engine.rules):
            yield field, finding
        if self.wanted.action == "clean" and hits:
            done = cleaned(self.engine, batch, [text], unsafe=self.wanted.unsafe).texts[0]
            if done != text:
                item[field] = done
                self._count("cleaned")
                self._count("removed_characters", len(text) - len(done))

    def _count(self, name: str, number: int = 1) -> None:
        if self.stats is not None:
            self.stats.inc_value(f"delint/{name}", number)


def _record(field: str, finding: Finding) -> dict[str, Any]:
    """Return a finding as a feed can hold it."""
    return {
        "field": field,
        "code": finding.code,
        "severity": str(finding.severity),
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "found": finding.excerpt.found,
    }
