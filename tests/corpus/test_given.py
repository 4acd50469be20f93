"""Texts given as strings, as a batch."""

from lint.corpus.given import text_batch


def test_texts_and_titles_stand_as_they_are_given():
    batch = text_batch(["một", "", "hai"], ["A", "", "B"])
    assert list(batch.text) == ["một", "", "hai"]
    assert batch.titles is not None
    assert list(batch.titles) == ["A", "", "B"]
    assert [batch.origin.place(document).id for document in range(3)] == ["1", "2", "3"]


def test_without_titles_a_batch_has_no_such_field():
    assert text_batch([]).titles is None


def test_what_is_no_utf8_is_masked_and_lengths_stay():
    [text] = text_batch(["a\ud800b"]).text
    assert text == "a\x1a\x1a\x1ab"
