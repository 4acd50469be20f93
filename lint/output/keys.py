"""Keys of findings for reports that are compared with those of other runs."""

from collections import Counter
from pathlib import Path

from lint.finding import Finding
from lint.identity import document_of, identity


class Keys:
    """Keys that stay the same from run to run and differ within one."""

    def __init__(self, root: Path) -> None:
        """Tell documents by their paths from `root`."""
        self._root = root
        self._met: Counter[str] = Counter()

    def of(self, finding: Finding) -> str:
        """Return the identity of `finding` and, after a colon, which of its kind it is."""
        document = document_of(finding.place, self._root)
        key = identity(finding.code, document, finding.excerpt.found)
        self._met[key] += 1
        return f"{key}:{self._met[key]}"
