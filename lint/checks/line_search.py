"""Lines in which one of the rule's patterns matches anywhere."""

from lint.checks.line_pattern import Params, find
from lint.patterns.database import Mode

PATTERNS = {"patterns": Mode.SEARCH, "unless": Mode.LATER}

__all__ = ["PATTERNS", "Params", "find"]
