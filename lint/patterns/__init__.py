"""All patterns of all rules, scanned together over a batch by Hyperscan."""

from lint.patterns.database import Database, Mode, Pattern
from lint.patterns.passes import Key
from lint.patterns.scanner import Scanner

__all__ = ["Database", "Key", "Mode", "Pattern", "Scanner"]
