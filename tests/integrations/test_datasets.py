"""`lint.clean_batch` with the real `datasets` package."""

import pickle
from functools import partial

import pytest

import lint
from lint.errors import InputError

LINE = "Những chiếc ghe chở dứa neo kín một khúc sông."
TEXT = f"Trời mưa to.\n{LINE}\n{LINE}\nChợ tan lúc tám giờ."
CLEAN = f"Trời mưa to.\n{LINE}\nChợ tan lúc tám giờ."


def test_columns_come_back_cleaned():
    columns = {"text": ["x", None, TEXT, ""], "id": [1, 2, 3, 4]}
    done = lint.clean_batch(columns, found_field="found", select=["CAP001"])
    assert done == {"text": ["x", None, CLEAN, ""], "found": ["", "", "CAP001", ""]}
    assert columns["text"][2] == TEXT
    assert lint.clean_batch({"text": []}, select=["CAP001"]) == {"text": []}


def test_titles_are_known_to_the_rules():
    title, lead = "Cầu mới qua sông đã thông xe", "Sáng nay, hàng nghìn người đi bộ qua cầu."
    body = f"{lead}\n{title}\nCầu dài hai cây số.\n{title}"
    columns = {"body": [body, None, body], "title": [title, "t", None]}
    ask = partial(lint.clean_batch, text_field="body", select=["REP001"])
    assert ask(columns)["body"] == [body, None, body]
    fixed = f"{lead}\n{title}\nCầu dài hai cây số."
    assert ask(columns, title_field="title")["body"] == [fixed, None, body]


def test_what_is_no_text_is_told():
    with pytest.raises(InputError, match="no column 'text'; there are: 'body', 'id'"):
        lint.clean_batch({"body": [], "id": []})
    with pytest.raises(InputError, match="the column 'id' holds int, not text"):
        lint.clean_batch({"id": [1]}, text_field="id")


def test_it_can_be_sent_to_other_processes():
    ask = partial(lint.clean_batch, select=["CAP001"])
    assert pickle.loads(pickle.dumps(ask))({"text": [TEXT]}) == {"text": [CLEAN]}


def test_the_engine_is_built_once(monkeypatch):
    from lint import cleaning, engine

    built = []
    make = engine.Engine.__init__
    monkeypatch.setattr(
        engine.Engine, "__init__", lambda self, *a, **k: built.append(1) or make(self, *a, **k)
    )
    cleaning._engine.cache_clear()
    for _ in range(3):
        lint.clean_batch({"text": [TEXT]}, select=["CAP001"])
    assert len(built) == 1


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("processes", [None, 2])
def test_a_dataset_is_mapped(datasets, tmp_path, processes):
    rows = {"text": [TEXT, "y", None] * 50, "n": list(range(150))}
    datasets.Dataset.from_dict(rows).save_to_disk(tmp_path / "own")
    own = datasets.load_from_disk(tmp_path / "own")
    asked = {"batched": True, "batch_size": 20, "num_proc": processes}
    options = {"found_field": "found", "select": ["CAP001"]}
    done = own.map(lint.clean_batch, fn_kwargs=options, **asked)
    assert done["text"][:3] == [CLEAN, "y", None]
    assert done["found"][:3] == ["CAP001", "", ""]
    assert done["n"][:] == rows["n"]
    again = own.map(lint.clean_batch, fn_kwargs=options, **asked)
    assert again._fingerprint == done._fingerprint
    assert again.cache_files == done.cache_files, "the second time comes from the cache"
