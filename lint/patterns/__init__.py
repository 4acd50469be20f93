"""All patterns of all rules, scanned at once over a batch by Hyperscan."""

from lint.patterns.database import Database, Mode, Pattern

__all__ = ["Database", "Mode", "Pattern"]
