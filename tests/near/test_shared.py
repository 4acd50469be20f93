"""The index in a Redis database, on a real server."""

import random
import shutil
import socket
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from lint.errors import ConfigError, UnusableIndexError
from lint.near import THRESHOLD
from lint.near.addition import Addition
from lint.near.address import Address
from lint.near.index import StoredIndex
from lint.near.known import Known
from lint.near.profile import Profile

redis = pytest.importorskip("redis", reason="the package redis is not installed")
PROFILE = Profile.new(THRESHOLD, 128, strip=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Start a server on a free port in a folder of its own; return the port."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    folder = tmp_path_factory.mktemp("redis")
    with subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL) as process:
        client = redis.Redis(port=port)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                client.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.05)
        client.close()
        yield port
        process.terminate()


@pytest.fixture
def url(server):
    with redis.Redis(port=server) as client:
        client.flushall()
    return f"redis://127.0.0.1:{server}/0?prefix=news"


@pytest.fixture
def client(url, server):
    with redis.Redis(port=server) as client:
        yield client


@pytest.fixture
def filled(engine, corpus):
    """Add texts by id to an index; return what was counted."""

    def fill(addition, texts, size=1000):
        for _ in engine().run(corpus(texts, size=size).chunks(), addition):
            pass
        addition.commit()
        return addition.counts

    return fill


@pytest.fixture
def shared(filled, url):
    from lint.near.shared import SharedIndex
    from lint.near.shared_addition import SharedAddition

    def shared(texts, size=1000):
        filled(SharedAddition(url), texts, size)
        return SharedIndex(url)

    return shared


@pytest.fixture
def told(engine, corpus):
    def told(texts, index, jobs=1):
        running = engine(jobs=jobs)
        running.known = [Known(index, running.bound)]
        found = []
        for inspected in running.run(corpus(texts, size=11).chunks()):
            batch = inspected.batch
            for hit in inspected.hits:
                place, detail = batch.origin.place(hit.document), hit.detail
                found.append((place.id, hit.rule, hit.action, detail.replace(index.name, "INDEX")))
        return found

    return told


@pytest.fixture(scope="module")
def old(article):
    rng = random.Random(4)
    return {f"cũ {n}": article(n, rng.choice([20, 60, 150])) for n in range(30)} | {"e": ""}


@pytest.fixture(scope="module")
def new(old, article, edited):
    """Copies, near copies and longer documents."""
    texts = {}
    for number, base in enumerate(old.values()):
        texts[f"copy {number}"] = base.upper()
        texts[f"near {number}"] = edited(base, 0.06, number)
        texts[f"long {number}"] = f"{article(900 + number)}\n{base}"
    return texts


def test_the_same_is_told_as_by_a_file(shared, told, filled, old, new, tmp_path):
    addition = Addition.new(tmp_path / "x.idx", PROFILE)
    filled(addition, old)
    expected = told(new, StoredIndex(tmp_path / "x.idx"))
    assert len({rule for _, rule, *_ in expected}) == 3
    assert expected == told(new, shared(old, 7), jobs=3)


def test_datasketch_finds_the_same_candidates(shared, prints_of, old, url, server):
    from datasketch import MinHash, MinHashLSH

    index = shared(old)
    storage = {"type": "redis", "basename": b"news", "redis": {"port": server}}
    theirs = MinHashLSH(
        num_perm=128, params=(PROFILE.bands, PROFILE.rows), storage_config=storage, prepickle=False
    )
    prints = prints_of(list(old.values()))
    rows, documents = index.same_bands(PROFILE.sketch(prints))
    for number, (start, end) in enumerate(zip(prints.first[:-1], prints.first[1:], strict=True)):
        sketch = MinHash(128, hashfunc=lambda h: h & 0xFFFFFFFF)
        sketch.update_batch(prints.shingles[start:end].tolist())
        expected = {int(key[-16:], 16) for key in theirs.query(sketch)}
        assert expected == set(documents[rows == number].tolist())
    names = {key[:-17].decode() for key in theirs.keys}
    assert names == {own for own, text in old.items() if text}


def test_what_is_there_is_passed_over(shared, filled, url):
    from lint.near.shared_addition import SharedAddition

    index = shared({"a": "hai ba bốn", "b": "năm sáu", "e": "..."})
    more = {"a": "Hai, ba bốn!", "b": "năm bảy", "c": "năm sáu", "d": ""}
    counts = filled(SharedAddition(url), more)
    assert (counts.added, counts.present, counts.empty) == (2, 1, 1)
    assert index.facts() == {"documents": 4}
    index.verify()


def test_several_machines_add_at_once(filled, url, old, told, new, shared):
    from lint.near.shared_addition import SharedAddition

    expected = told(new, shared(old))
    with redis.Redis(port=Address.of(url).port) as client:
        client.flushall()
    ids = list(old)
    parts = [{own: old[own] for own in ids[start:]} for start in (0, 5, 10)]
    threads = [
        threading.Thread(target=filled, args=(SharedAddition(url), part, 4)) for part in parts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    index = shared({})
    index.verify()
    assert index.facts() == {"documents": 30}
    assert expected == told(new, index)


def test_a_document_that_was_not_wholly_added_is_not_told_and_can_be_added_again(
    shared, told, old, new, client
):
    expected = told(new, shared(old))
    client.delete("news_documents")  # what is written last
    assert told(new, shared({})) == []
    assert shared(old).facts() == {"documents": 30}
    assert expected == told(new, shared({}))


def test_lists_of_what_a_whole_corpus_shares_stay_short(shared, prints_of, client):
    index = shared({f"{number}": "cùng một văn bản" for number in range(100)})
    row, _ = index.same_content(prints_of(["cùng một văn bản"]).content)
    assert row.tolist() == [0] * 64
    assert max(client.strlen(key) for key in client.scan_iter("news_sample_*")) == 8 * 64


def test_how_an_index_was_made_is_kept(shared, url, article):
    from lint.near.shared import SharedIndex
    from lint.near.shared_addition import SharedAddition

    profile = Profile.new(0.7, 64, strip=False)
    assert SharedAddition(url, profile).profile == profile
    assert SharedAddition(url).profile == profile == SharedIndex(url).profile
    with pytest.raises(ConfigError, match="an index is there; delint index add adds"):
        SharedAddition(url, profile)


def test_two_prefixes_are_two_indexes(shared, url, engine, corpus):
    from lint.near.shared import SharedIndex

    shared({"a": "hai"})
    with pytest.raises(UnusableIndexError, match="no index is there; delint index add makes one"):
        SharedIndex(url.replace("news", "other"))


def test_one_band_is_too_few_for_datasketch(url):
    from lint.near.shared_addition import SharedAddition

    with pytest.raises(ConfigError, match=r"threshold of 1\.0 is too high for datasketch"):
        SharedAddition(url, Profile.new(1.0, 64, strip=True))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("news_profile", b"\x80\x04not json"),
        ("news_profile", b"[]"),
        ("news_sample_", b"123"),
        ("news_shingles_", b"123"),
        ("news_documents", b"a string, not a hash"),
    ],
)
def test_keys_of_others_are_one_clear_error(shared, told, client, old, key, value):
    shared(old)
    for name in list(client.scan_iter(f"{key}*")):
        client.delete(name)
        client.set(name, value)
    with pytest.raises(UnusableIndexError, match=r"prefix=news: (keys|the Redis server says|the )"):
        told({own: f"{text} thêm" for own, text in old.items()}, shared({}))


def test_keys_that_datasketch_pickled_are_never_loaded(shared, told, client, old):
    index = shared(old)
    for name in list(client.scan_iter("news_bucket_*")):
        if client.type(name) == b"set":
            client.sadd(name, b"\x80\x04\x8c\x05posix\x8c\x06system\x93.")
    with pytest.raises(UnusableIndexError, match="keys that are not of this index"):
        told({own: f"{text} thêm" for own, text in old.items()}, index)


def test_a_server_that_does_not_answer():
    from lint.near.shared import SharedIndex

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnusableIndexError, match=f"127.0.0.1:{port}/0.*Connection refused"):
        SharedIndex(f"redis://127.0.0.1:{port}")


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    from lint.near.shared import SharedIndex

    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(UnusableIndexError, match=r"pip install 'delint\[redis\]'"):
        SharedIndex("redis://127.0.0.1:1")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("redis://host", "redis://host:6379/0?prefix=delint"),
        ("redis://host:7000/3", "redis://host:7000/3?prefix=delint"),
        ("redis://me:s%40cret@host/1?prefix=tin-tức", "redis://host:6379/1?prefix=tin-tức"),
    ],
)
def test_an_address_is_shown_without_its_password(url, said):
    assert str(Address.of(url)) == said


def test_a_password_is_used():
    address = Address.of("redis://me:s%40cret@host/1")
    assert (address.username, address.password) == ("me", "s@cret")
    assert Address.of("redis://host").keywords()["password"] is None


@pytest.mark.parametrize(
    "url",
    [
        "redis://",
        "redis:///0",
        "redis://host:port",
        "redis://host:99999",
        "redis://host/x",
        "redis://host?prefix=",
        "redis://host?prefx=a",
        "redis://host/0/1",
        "redis://[::1",
    ],
)
def test_another_address_is_refused(url):
    with pytest.raises(ConfigError, match=r"redis://HOST:PORT/DB\?prefix=NAME, not"):
        Address.of(url)


def test_numbers_are_packed_as_8_bytes(shared, client, prints_of, article):
    index = shared({"a": article(1)})
    [key] = list(client.scan_iter("news_shingles_*"))
    packed = np.frombuffer(client.get(key), "<u8")
    assert sorted(packed.tolist()) == sorted(prints_of([article(1)]).shingles.tolist())
    assert index.ids(np.array([int.from_bytes(key[-8:], "little")], np.uint64)) == ["a"]


def test_the_command_line_takes_an_address(url, tree, article, capsys):
    from lint.cli import main

    tree({"old/a.txt": article(1), "old/b.txt": article(2), "new.txt": article(2).upper()})
    rules = ["--isolated", "--select", "DUP"]
    assert main(["index", "build", "-o", url, "old", *rules, "--threshold", "0.7"]) == 0
    assert main(["index", "add", url, "old", *rules]) == 0
    said = "Added {} to {}{}.\n".format
    assert capsys.readouterr().err == "".join(
        f"delint: {line}"
        for line in (
            said("2 documents", url, ""),
            said("0 documents", url, "; left out 2 documents there already"),
        )
    )
    assert main(["index", "info", url, "--verify"]) == 0
    assert "threshold       0.7\n" in capsys.readouterr().out
    assert main(["check", "new.txt", *rules, "--no-corpus-rules", "--against", url, "-q"]) == 1
    assert f"The same words as old/b.txt in {url}." in capsys.readouterr().out
