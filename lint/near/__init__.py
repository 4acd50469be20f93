"""Documents that stand in a corpus more than once: exact, near and contained copies.

`prints` keeps of each document what comparison needs, `bands` and `groups` find candidates, the
kernel verifies each on its full shingle sets, `clusters` builds clusters around anchors.
"""
