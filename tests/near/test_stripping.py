"""dedup leaves out rules that cannot change what is compared."""

import pytest

from lint.cache import Cache
from lint.cli.dedup import WITHIN_LINES
from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.finding import Action
from lint.packs import bundled, read_pack


@pytest.mark.parametrize("check", sorted(WITHIN_LINES))
def test_what_dedup_does_not_run_deletes_no_line(check):
    files = [file for file in read_pack(bundled("rules")) if file.rule.check == check]
    batch = text_batch([example.text for file in files for example in file.invalid])
    hits = Engine([file.rule for file in files], 1, Cache(None)).inspect(batch).hits
    assert len(hits) >= len(files) > 0
    assert Action.LINES not in {hit.action for hit in hits}
