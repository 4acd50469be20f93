"""The site a document belongs to: its URL's host, else its site field, else its folder."""

from pathlib import PurePath

from lint.batch import Batch


def sites_of(batch: Batch) -> list[str]:
    """Return the site of each document, "" where the whole corpus is one."""
    urls = batch.urls if batch.urls is not None else [""] * len(batch)
    fields = batch.sites if batch.sites is not None else [""] * len(batch)
    return [
        host_of(url) or site or _folder(batch, i)
        for i, (url, site) in enumerate(zip(urls, fields, strict=True))
    ]


def host_of(url: str) -> str:
    """Return the host of `url` in lower case, without "www." and port; "" where it has none.

    >>> host_of("https://www.Example.org:8080/a?b")
    'example.org'
    """
    _, scheme, rest = url.partition("://")
    if not scheme:
        return ""
    for end in "/?#":
        rest = rest.partition(end)[0]
    host = rest.rpartition("@")[2].partition(":")[0]
    return host.lower().removeprefix("www.")


def _folder(batch: Batch, document: int) -> str:
    place = batch.origin.place(document)
    return "" if place.record is not None else PurePath(place.path).parent.as_posix()
