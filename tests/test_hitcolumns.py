"""Hits come out of columns as they went in, and the columns are what they are called."""

import numpy as np

from lint.batch import Place
from lint.finding import Action, Evidence, Hit, Level
from lint.hitcolumns import AT, COLUMNS, EVIDENCE, LEVEL, OWN, SIZES, columns_of, hits_of

EXACT, NEAR = (Evidence(relation, Place("a", 1, "i")) for relation in ("exact", "near"))
HITS = [
    Hit(0, 1, 4, 7, Action.REPLACE, b"\xe1\xbb\x9d", Level.DISPLAY),
    Hit(2, 5, 9, 3, evidence=EXACT),
    Hit(2, 5, 9, 4, Action.DROP, b"", None, "S\u1ed1 \ud800", NEAR),
]


def test_hits_are_the_same_again():
    found = hits_of(*columns_of(HITS))
    assert found == HITS
    assert {type(part.action) for part in found} == {Action}
    assert hits_of(*columns_of([])) == []


def test_columns_are_numbers_and_what_is_said_is_one_string():
    columns, strings, evidence = columns_of(HITS)
    assert (columns.dtype, columns.shape, columns.flags.c_contiguous) == (np.int64, (10, 3), True)
    assert columns.shape[0] == COLUMNS
    assert columns[OWN].tolist()[:3] == [[1, 5, 5], [4, 9, 9], [7, 3, 4]]
    assert columns[LEVEL].tolist() == [1, 0, 0]
    assert columns[AT].tolist() == [0, 3, 3]
    assert columns[SIZES].tolist() == [[3, 0, 0], [0, 0, 8]]
    assert strings == "\u1eddS\u1ed1 \ud800".encode("utf-8", "surrogatepass")
    assert (columns[EVIDENCE].tolist(), evidence) == ([0, 1, 2], [EXACT, NEAR])
