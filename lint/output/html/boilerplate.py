"""The lines that sites repeat, counted in bounded memory."""

from collections import Counter
from collections.abc import Iterator

_MOST = 60_000
"""So many lines are counted at once; then the rarer half is forgotten."""

_LINE_BYTES = 300


class SiteLines:
    """In how many documents of each site a line was found."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._counts: Counter[tuple[str, bytes]] = Counter()

    def add(self, site: str, found: list[bytes]) -> None:
        """Count the lines in the texts that were found in one document, each line once."""
        lines = {line.strip()[:_LINE_BYTES] for text in found for line in text.split(b"\n")}
        self._counts.update((site, line) for line in lines if line)
        if len(self._counts) > self._most:
            self._counts = Counter(dict(_ranked(self._counts)[: self._most // 2]))

    def by_site(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """Yield each site with its lines and their documents, the most repeated first."""
        sites: dict[str, list[tuple[str, int]]] = {}
        for (site, line), count in _ranked(self._counts):
            sites.setdefault(site, []).append((line.decode("utf-8", "ignore"), count))
        yield from sorted(sites.items(), key=lambda item: (-sum(n for _, n in item[1]), item[0]))


def _ranked(counts: Counter[tuple[str, bytes]]) -> list[tuple[tuple[str, bytes], int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], -len(item[0][1]), item[0]))
