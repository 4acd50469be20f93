"""Documents that stand in a corpus more than once: exact, near and contained copies.

`prints` keeps of each document what comparison needs, `bands` and `groups` find candidates, the
kernel verifies each on its full shingle sets, `clusters` builds clusters around anchors.
"""

THRESHOLD = 0.6
"""The least Jaccard similarity of near duplicates, where nothing else is said.

Of real news, pairs from here up are one article each; below it follow-ups begin
(docs/near-duplicates.md).
"""
