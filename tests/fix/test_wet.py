"""WET: the text, its length and its digest change in the bytes of the record, nothing else."""

import base64
import gzip
import hashlib
import io
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.corpus import Reading
from lint.fix.chunk import Dropped
from lint.fix.restore import restore


def sha1(block):
    return b"sha1:" + base64.b32encode(hashlib.sha1(block).digest())


def record(block, number=1, kind=b"conversion", digest=sha1):
    header = b"WARC-Type: %b\r\nWARC-Record-ID: <urn:uuid:%d>\r\n" % (kind, number)
    header += b"Content-Length: %d\r\n" % len(block)
    header += b"WARC-Block-Digest: %b\r\n" % digest(block) if digest else b""
    return b"WARC/1.0\r\n%bX-Own: [[kept]]\r\n\r\n%b\r\n\r\n" % (header, block)


def packed(records, suffix):
    pack = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}[suffix]
    return b"".join(map(pack, records))


def unpacked(data, suffix):
    if suffix == ".zst":
        reader = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True)
        return reader.read()
    return gzip.decompress(data) if suffix else data


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_the_header_follows_the_text(fix, tree, suffix):
    texts = [b"a", b"b[[x]]\xff" + b"y" * 92 + b"[[z]]", b"[[q]]", b"c"]
    before = [record(b"[[info]]", 0, b"warcinfo"), *map(record, texts, range(1, 5))]
    cleaned = [b"a", b"b\xff" + b"y" * 92, b"", b"c"]
    after = [before[0], *map(record, cleaned, range(1, 5))]
    name = f"a.warc.wet{suffix}"
    data = packed(before, suffix)
    tree({name: data})
    summary = fix(name, max_removed=1)
    assert (summary.problems, summary.done.changed) == ([], 2)
    assert b"".join(after) == unpacked(Path(name).read_bytes(), suffix)
    assert fix(name, dry=True, max_removed=1).done.edits == 0
    restore(Path("delint.ledger"))
    assert data == Path(name).read_bytes()


def test_every_record_is_a_member_of_its_own(fix, tree):
    fastwarc = pytest.importorskip("fastwarc.warc", exc_type=ImportError)
    records = [record(b"[[x]]text %d" % n, n) for n in range(9)]
    tree({"a.warc.wet.gz": packed(records, ".gz")})
    fix("a.warc.wet.gz", max_removed=1)
    data = Path("a.warc.wet.gz").read_bytes()
    found = list(fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False))
    assert [r.record_id for r in found] == [f"<urn:uuid:{n}>" for n in range(9)]
    positions = [r.stream_pos for r in found]
    assert gzip.decompress(data[positions[4] :]).startswith(b"WARC/1.0\r\n")
    for number, found in enumerate(fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False)):
        assert found.verify_block_digest()
        assert found.reader.read() == b"text %d" % number


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"sha1:" + hashlib.sha1(b"[[x]]a").hexdigest().encode(), hashlib.sha1(b"a").hexdigest()),
        (b"sha-256:" + b"A" * 56, base64.b32encode(hashlib.sha256(b"a").digest()).decode()),
        (b"own:abc", ""),
        (b"", ""),
    ],
)
def test_a_digest_keeps_its_form(fix, tree, old, new):
    tree({"a.wet": record(b"[[x]]a", digest=lambda _: old)})
    fix("a.wet", max_removed=1)
    prefix = old.partition(b":")[0] + b":" if new else b""
    assert record(b"a", digest=lambda _: prefix + new.encode()) == Path("a.wet").read_bytes()


def test_a_dropped_document_takes_its_record(fix, tree):
    records = [record(b"text %d" % n, n, digest=None) for n in range(4)]
    tree({"a.warc.wet.gz": packed(records, ".gz")})
    raw = Path("a.warc.wet.gz").read_bytes()
    fix(
        "a.warc.wet.gz", drops={("a.warc.wet.gz", n): Dropped(0, "") for n in (1, 4)}, max_removed=1
    )
    assert b"".join(records[1:3]) == gzip.decompress(Path("a.warc.wet.gz").read_bytes())
    restore(Path("delint.ledger"))
    assert raw == Path("a.warc.wet.gz").read_bytes()


@given(st.lists(st.lists(st.sampled_from([b"\r\n", b"WARC/1.0", b"[[x]]", b"a"])), max_size=5))
@settings(max_examples=40, deadline=None)
def test_all_comes_back(fix, tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("wet") / "a.wet"
    blocks = [b"".join(text) for text in texts]
    raw = b"".join(map(record, blocks, range(len(blocks))))
    path.write_bytes(raw)
    summary = fix(str(path), max_removed=1)
    cleaned = [block.replace(b"[[x]]", b"") for block in blocks]
    assert b"".join(map(record, cleaned, range(len(blocks)))) == path.read_bytes()
    if summary.files:
        restore(path.parent / "delint.ledger")
    assert raw == path.read_bytes()


WHOLE = b"".join(record(b"[[x]]text %d\r\n\r\nWARC/1.0\r\n" % n, n) for n in range(6))
SPOTS = st.lists(st.tuples(st.integers(20, len(WHOLE)), st.integers(1, 30)), max_size=3)


@given(spots=SPOTS, size=st.integers(1, 900))
@settings(max_examples=80, deadline=None)
def test_a_damaged_file_is_fixed_around_the_damage(fix, tmp_path_factory, spots, size):
    path = tmp_path_factory.mktemp("wet") / "a.wet"
    raw = bytearray(WHOLE)
    for at, length in spots:
        del raw[at : at + length]
    path.write_bytes(raw)
    reading = Reading(chunk_bytes=size)
    summary = fix(str(path), reading=reading, max_removed=1)
    again = fix(str(path), reading=reading, dry=True, max_removed=1)
    assert again.done.edits == 0
    assert len(again.problems) == len(summary.problems)
    if summary.files:
        restore(path.parent / "delint.ledger")
    assert raw == path.read_bytes()
