"""delint dedup: clusters, the records that stay, and all records with their cluster."""

import json
import os
import random
import sys
from functools import partial

import pytest

from lint.corpus import Reading

SYLLABLES = [a + b for a in "bcdghlmnst" for b in ("à", "áng", "ạo", "ên", "ế", "i", "oán", "ợ")]


def article(seed, words=120):
    picked = random.Random(seed).choices(SYLLABLES, k=words)
    return "\n".join(" ".join(picked[i : i + 15]) for i in range(0, words, 15))


@pytest.fixture
def deduped(delint):
    """Run dedup; return its clusters, each a list of ids, the anchor first, and the result."""

    def dedup(*args):
        result = delint("dedup", *args)
        rows = [json.loads(line) for line in result.lines]
        assert all(row["anchor"] == row["members"][0]["id"] for row in rows)
        assert all(row["size"] == len(row["members"]) for row in rows)
        return [[member["id"] for member in row["members"]] for row in rows], result

    return dedup


@pytest.fixture
def rows():
    long = article(1, 300)
    return [
        {"id": "long", "text": long},
        {"id": "same", "text": long.upper()},
        {"id": "near", "text": long.replace("\n", "\nmới ", 3)},
        {"id": "part", "text": "\n".join(long.splitlines()[5:9])},
        {"id": "alone", "text": article(2), "n": 1.50},
        {"id": "empty", "text": ""},
        {"id": "also empty", "text": "..."},
    ]


def test_clusters_are_json_lines(deduped, write, rows):
    write("t.jsonl", rows)
    clusters, result = deduped("t.jsonl")
    assert result.code == 0
    assert clusters == [["near", "long", "same", "part"]]
    [row] = map(json.loads, result.lines)
    assert list(row) == ["anchor", "size", "members"]
    first, *others = row["members"]
    assert first == {
        "id": "near",
        "path": "t.jsonl",
        "record": 3,
        "relation": None,
        "jaccard": 1.0,
        "containment": 1.0,
    }
    assert [member["relation"] for member in others] == ["near", "near", "contained"]
    assert all(0.6 <= member["jaccard"] < 1 for member in others[:2])
    assert others[2]["jaccard"] < 0.6
    assert others[2]["containment"] >= 0.9
    assert result.err == "delint: Found 3 duplicates of 7 documents in 1 cluster.\n"


def test_the_records_that_stay_are_byte_for_byte(deduped, write, rows):
    source = write("t.jsonl", rows)
    lines = source.read_bytes().splitlines(keepends=True)
    _, result = deduped("t.jsonl", "--kept", "kept.jsonl", "-q")
    assert (result.code, result.err) == (0, "")
    kept = (source.parent / "kept.jsonl").read_bytes()
    assert kept == b"".join(lines[n] for n in (2, 4, 5, 6))


def test_annotated_records_say_their_cluster(deduped, write, rows):
    source = write("t.jsonl", rows)
    deduped("t.jsonl", "--annotated", "all.jsonl", "-o", "clusters.jsonl")
    made = [json.loads(x) for x in (source.parent / "all.jsonl").read_text().splitlines()]
    assert [{**row, **extra} for row, extra in zip(rows, made, strict=True)] == made
    told = {row["id"]: (row["cluster"], row["anchor"]) for row in made}
    assert told == {
        "long": ("near", False),
        "same": ("near", False),
        "near": ("near", True),
        "part": ("near", False),
        "alone": (None, False),
        "empty": (None, False),
        "also empty": (None, False),
    }
    assert [row["similarity"] for row in made][2:5:2] == [1.0, 0.0]


def test_output_goes_to_a_file(deduped, write, rows, project):
    write("t.jsonl", rows)
    clusters, result = deduped("t.jsonl", "-o", "c.jsonl")
    assert (clusters, result.out) == ([], "")
    assert len((project / "c.jsonl").read_text().splitlines()) == 1


def test_options_change_what_counts(deduped, write, rows):
    write("t.jsonl", rows)
    assert deduped("t.jsonl", "--containment", "0")[0] == [["near", "long", "same"]]
    assert deduped("t.jsonl", "--threshold", "1", "--containment", "0")[0] == [["long", "same"]]
    assert deduped("t.jsonl", "--keep", "first")[0][0][0] == "long"


@pytest.mark.parametrize("seed", range(5))
def test_neither_files_nor_their_order_nor_chunks_show(deduped, write, rows, monkeypatch, seed):
    rng = random.Random(seed)
    rows += [{"id": f"{n}", "text": article(n // 3) + "\nhết" * (n % 2)} for n in range(30)]
    rows += [{"id": "same id", "text": article(40)}] * 2
    write("all.jsonl", rows)
    expected, _ = deduped("all.jsonl")
    rng.shuffle(rows)
    files = [f"{number}.jsonl" for number in range(rng.randint(1, 6))]
    parts = {name: [] for name in files}
    for row in rows:
        parts[rng.choice(files)].append(row)
    for name in files:
        write(name, parts[name] or b"\n")
    rng.shuffle(files)
    monkeypatch.setattr("lint.corpus.Reading", partial(Reading, chunk_bytes=rng.randint(1, 4000)))

    clusters, _ = deduped(*files, "--jobs", f"{rng.randint(1, 4)}")

    assert sorted(clusters) == sorted(expected)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_text_files_are_documents(deduped, write, jobs):
    write("a/1.txt", article(1))
    write("a/2.txt", article(1) + "\nthêm một dòng")
    write("a/3.txt", article(2))
    assert deduped("a", "--jobs", jobs)[0] == [["a/2.txt", "a/1.txt"]]


def test_boilerplate_makes_no_duplicates(deduped, write):
    menu = "\n".join(f"BAD {number} " + "mục " * 6 for number in range(20))
    rows = [{"id": f"{n}", "text": f"{menu}\n{article(n, 30)}"} for n in range(4)]
    write("t.jsonl", rows)
    assert deduped("t.jsonl")[0] == []
    [cluster] = deduped("t.jsonl", "--no-strip")[0]
    assert sorted(cluster) == ["0", "1", "2", "3"]


SCRIPTS = {
    "Chinese": "昨天晚上市中心的老图书馆重新开放，许多读者排队进入新的阅览室。",
    "Japanese": "昨日の夕方、港の近くの古い倉庫が新しい市場として開き。",
    "Thai": "เมื่อวานนี้ตลาดน้ำเก่าเปิดอีกครั้งหลังจากปิดซ่อมแซมสี่เดือนและมีผู้คนมากมายมาซื้อผลไม้",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_without_spaces(deduped, write, script):
    text = SCRIPTS[script]
    others = [SCRIPTS[name] for name in SCRIPTS if name != script]
    texts = [text, f"{text}「」", text[: len(text) // 2] + "X" + text[len(text) // 2 :], *others]
    write("t.jsonl", [{"id": f"{n}", "text": t} for n, t in enumerate(texts)])
    [cluster] = deduped("t.jsonl")[0]
    assert sorted(cluster) == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa nhạc đường phố trở lại", "Hoà nhạc đường phố trở lại"),
        (
            "Hòa nhạc đường phố trở lại",
            "Ho\u0300a nha\u0323c đươ\u0300ng phô\u0301 trơ\u0309 la\u0323i",
        ),
        ("Thủy triều lên cao ở cửa sông", "THUỶ TRIỀU, LÊN CAO: ở cửa sông."),
    ],
)
def test_spellings_of_the_same_words_are_exact(deduped, write, one, other):
    write("t.jsonl", [{"id": "a", "text": one}, {"id": "b", "text": other}])
    clusters, result = deduped("t.jsonl")
    assert clusters == [["a", "b"]]
    assert json.loads(result.out)["members"][1]["relation"] == "exact"


@pytest.mark.parametrize(
    ("one", "other"), [("ma", "má"), ("bán hàng rong", "bàn hàng rong"), ("đa", "da"), ("", " ")]
)
def test_other_words_are_no_duplicates(deduped, write, one, other):
    write("t.jsonl", [{"id": "a", "text": one}, {"id": "b", "text": other}])
    assert deduped("t.jsonl")[0] == []


def test_damaged_input_is_told_and_the_rest_is_used(deduped, write):
    good = json.dumps({"id": "a", "text": article(1)}).encode()
    twin = good.replace(b'"a"', b'"b"')
    write("t.jsonl", b"\n".join([good, b'{"id": "x", "text": ', b'{"id": "y"}', twin, b""]))
    clusters, result = deduped("t.jsonl")
    assert (clusters, result.code) == ([["a", "b"]], 2)
    assert "t.jsonl:2: broken JSON: the line ends inside the JSON object" in result.err
    assert "t.jsonl:3: the record has no field 'text'" in result.err


def test_hostile_ids_stay_data(deduped, write):
    ids = ['"; rm -rf /', "\u001b[31m", "../../x", "a\nb", "\u0000"]
    write("t.jsonl", [{"id": own, "text": article(1)} for own in ids])
    [cluster], result = deduped("t.jsonl")
    assert sorted(cluster) == sorted(ids)
    assert "\u001b" not in result.out


def test_standard_input_cannot_be_read_twice(delint):
    result = delint("dedup", "-", stdin=b"x")
    assert (result.code, result.out) == (2, "")
    assert result.err == "delint: error: -: dedup reads a corpus more than once; name a file\n"


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--keep", "prefer"], "--keep prefer and --prefer SITE are for each other; name both"),
        (["--prefer", "a.example"], "--keep prefer and --prefer SITE are for each other"),
        (["--keep", "shortest"], "'keep' must be one of longest, first, newest, prefer"),
        (["--threshold", "0"], "--threshold"),
        (["--permutations", "8"], "--permutations"),
        (["-o", "none/c.jsonl"], "none/c.jsonl: cannot be written: No such file or directory"),
        (["--kept", "."], "."),
    ],
)
def test_wrong_use_is_one_clear_line(delint, write, option, said):
    write("t.jsonl", [{"text": "x"}])
    result = delint("dedup", "t.jsonl", *option)
    assert result.code == 2
    assert said in result.err
    assert "Traceback" not in result.err


def test_an_old_output_stays_until_the_new_one_is_whole(delint, write, project):
    write("t.jsonl", [{"text": "x"}])
    kept = write("kept.jsonl", "old")
    assert delint("dedup", "t.jsonl", "--kept", "kept.jsonl", "-o", "none/c").code == 2
    assert kept.read_text() == "old"
    assert [entry.name for entry in project.iterdir() if entry.name.startswith(".")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
@pytest.mark.parametrize("option", ["--output", "--kept"])
def test_what_is_no_file_is_written_to_and_stays(delint, write, rows, project, option):
    write("t.jsonl", rows)
    os.mkfifo(project / "pipe")
    pipe = os.open(project / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert delint("dedup", "t.jsonl", option, "pipe").code == 0
    said = os.read(pipe, 1 << 16)
    os.close(pipe)
    assert b'"near"' in said
    assert (project / "pipe").is_fifo()


def test_a_link_stays_and_leads_to_what_was_written(delint, write, rows, project):
    write("t.jsonl", rows)
    (project / "link").symlink_to("clusters")
    assert delint("dedup", "t.jsonl", "-o", "link").code == 0
    assert (project / "link").is_symlink()
    assert b'"anchor"' in (project / "clusters").read_bytes()


def test_clusters_go_to_a_table(delint, write, rows, project):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    write("t.jsonl", rows)
    lines = delint("dedup", "t.jsonl").lines
    assert delint("dedup", "t.jsonl", "-o", "c.parquet").out == ""
    table = parquet.read_table(project / "c.parquet")
    assert table.to_pylist() == list(map(json.loads, lines))
    assert str(table.schema.field("members").type).startswith("list<element: struct<id: string")
    write("one.jsonl", rows[:1])
    assert delint("dedup", "one.jsonl", "-o", "none.parquet").code == 0
    assert parquet.read_table(project / "none.parquet").schema == table.schema


@pytest.mark.skipif(sys.platform != "linux", reason="file names are not any bytes there")
def test_a_file_name_may_be_any_bytes(delint, project):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    (project / "d").mkdir()
    for name in (b"d/\xff.txt", b"d/b.txt"):
        (project / os.fsdecode(name)).write_text(article(1))
    assert delint("dedup", "d", "-o", "c.parquet").code == 0
    [members] = parquet.read_table(project / "c.parquet")["members"].to_pylist()
    assert [member["path"] for member in members] == ["d/b.txt", "d/\\udcff.txt"]
    [row] = map(json.loads, delint("dedup", "d").lines)
    assert os.fsencode(row["members"][1]["path"]) == b"d/\xff.txt"


def test_a_table_needs_pyarrow(delint, write, rows, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    write("t.jsonl", rows)
    result = delint("dedup", "t.jsonl", "-o", "c.parquet")
    assert (result.code, result.out) == (2, "")
    needs = "c.parquet: needs pyarrow: python -m pip install 'delint[parquet]'"
    assert result.err == f"delint: error: {needs}\n"


@pytest.mark.parametrize("option", ["--kept", "--annotated"])
def test_records_are_no_table(delint, option):
    result = delint("dedup", "none.jsonl", option, "x.parquet")
    said = f"{option} x.parquet: records are JSON lines; name a .jsonl file"
    assert (result.code, result.err) == (2, f"delint: error: {said}\n")


@pytest.fixture
def indexed(delint, write):
    """An index of two articles, and a function that dedups other records against it."""
    old = [{"id": "old1", "text": article(1, 300)}, {"id": "old2", "text": article(2, 300)}]
    write("old.jsonl", old)
    delint("index", "build", "-o", "old.idx", "old.jsonl", "-q")
    first, second = (row["text"] for row in old)
    new = [
        {"id": "copy", "text": first.upper()},
        {"id": "near", "text": first.replace("\n", "\nmới ", 4)},
        {"id": "like near", "text": first.replace("\n", "\nmới ", 4) + "\nhết"},
        {"id": "part", "text": "\n".join(second.splitlines()[5:9])},
        {"id": "alone", "text": article(3)},
        {"id": "twin", "text": article(3) + "\nhết"},
        {"id": "empty", "text": ""},
    ]
    return write("new.jsonl", new), lambda *args: delint(
        "dedup", "new.jsonl", "--against", "old.idx", *args
    )


def test_what_an_index_has_is_dropped(indexed, project):
    source, dedup = indexed
    result = dedup("--kept", "kept.jsonl")
    clusters = list(map(json.loads, result.lines))
    told = [[(m["id"], m["path"], m["relation"]) for m in row["members"]] for row in clusters]
    assert told == [
        [("twin", "new.jsonl", None), ("alone", "new.jsonl", "near")],
        [
            ("old1", "old.idx", None),
            ("copy", "new.jsonl", "exact"),
            ("near", "new.jsonl", "near"),
            ("like near", "new.jsonl", "near"),
        ],
        [("old2", "old.idx", None), ("part", "new.jsonl", "contained")],
    ]
    assert [row["size"] for row in clusters] == [2, 4, 2]
    assert clusters[2]["members"][1]["containment"] >= 0.9 > clusters[2]["members"][1]["jaccard"]
    lines = source.read_bytes().splitlines(keepends=True)
    assert (project / "kept.jsonl").read_bytes() == lines[5] + lines[6]
    found = "Found 5 duplicates of 7 documents in 3 clusters; 4 of them repeat what is in an index."
    assert (result.code, result.err) == (0, f"delint: {found}\n")


def test_annotated_records_name_the_document_of_the_index(indexed, project):
    _, dedup = indexed
    dedup("--annotated", "all.jsonl", "-o", "c.jsonl")
    made = [json.loads(x) for x in (project / "all.jsonl").read_text().splitlines()]
    told = [(row["id"], row["cluster"], row["anchor"]) for row in made]
    assert told == [
        ("copy", "old1", False),
        ("near", "old1", False),
        ("like near", "old1", False),
        ("part", "old2", False),
        ("alone", "twin", False),
        ("twin", "twin", True),
        ("empty", None, False),
    ]
    assert (made[0]["similarity"], made[3]["similarity"]) == (1.0, pytest.approx(0.18, abs=0.1))


def test_the_first_index_that_has_a_document_is_told(indexed, delint, write):
    _, dedup = indexed
    write("more.jsonl", [{"id": "third", "text": article(3)}, {"id": "o", "text": article(1, 300)}])
    delint("index", "build", "-o", "more.idx", "more.jsonl", "-q")
    told = [json.loads(line) for line in dedup("--against", "more.idx").lines]
    assert [(row["anchor"], row["members"][0]["path"], row["size"]) for row in told] == [
        ("old1", "old.idx", 4),
        ("old2", "old.idx", 2),
        ("third", "more.idx", 3),
    ]


def test_thresholds_hold_for_an_index_too(indexed):
    _, dedup = indexed
    result = dedup("--threshold", "1", "--containment", "0")
    assert [json.loads(line)["size"] for line in result.lines] == [2]
    result = dedup("--threshold", "0.3")
    assert (
        "old.idx was made for similarities from 0.6 up: of those from 0.3 up some will be missed"
    ) in result.err


def test_an_index_that_is_damaged_is_one_line(delint, write, rows):
    write("t.jsonl", rows)
    write("x.idx", "no index")
    result = delint("dedup", "t.jsonl", "--against", "x.idx")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "x.idx: this is no index" in result.err
