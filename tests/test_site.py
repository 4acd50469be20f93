import pytest

from lint.batch import Batch, Place, Strings
from lint.site import host_of, sites_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:8080/a?b", "example.org"),
        ("http://news.example.org", "news.example.org"),
        ("https://example.org?x=//other.example", "example.org"),
        ("https://example.org#a@b", "example.org"),
        ("https://me:secret@example.org/", "example.org"),
        ("ftp://báo.example/tin", "báo.example"),
        ("//example.org/a", ""),
        ("example.org/a", ""),
        ("/a/b", ""),
        ("", ""),
        ("https://", ""),
        ("mailto:me@example.org", ""),
    ],
)
def test_the_host_of_a_url(url, host):
    assert host_of(url) == host


class Origin:
    def __init__(self, places):
        self.place = places.__getitem__


def batch(places, urls=None, sites=None):
    columns = [None if column is None else Strings.of(column) for column in (urls, sites)]
    texts = Strings.of([""] * len(places))
    return Batch(texts, None, columns[0], Origin(places), sites=columns[1])


def test_a_site_is_the_host_else_the_field_else_the_folder():
    places = [Place("t.jsonl", n, str(n)) for n in (1, 2, 3)]
    urls, fields = ["https://a.example/x", "", "no url"], ["b", "b", ""]
    assert sites_of(batch(places, urls, fields)) == ["a.example", "b", ""]
    assert sites_of(batch(places, None, fields)) == ["b", "b", ""]
    assert sites_of(batch(places, urls)) == ["a.example", "", ""]
    assert sites_of(batch(places)) == ["", "", ""]


def test_text_files_belong_to_their_folder():
    places = [Place(name, None, name) for name in ("a/x.txt", "a/b/y.txt", "z.txt")]
    assert sites_of(batch(places)) == ["a", "a/b", "."]


def test_a_batch_of_nothing():
    assert sites_of(batch([])) == []
