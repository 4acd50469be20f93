"""What rules can say of duplicates, apart from all that compares documents."""

from enum import StrEnum


class Relation(StrEnum):
    """How a member repeats its anchor."""

    EXACT = "exact"
    NEAR = "near"
    CONTAINED = "contained"
    HEAD = "same-head"


class Keep(StrEnum):
    """What stays: the longest, the first read, the newest, or that of the most preferred site."""

    LONGEST = "longest"
    FIRST = "first"
    NEWEST = "newest"
    PREFER = "prefer"
