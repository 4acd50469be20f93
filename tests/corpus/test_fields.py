import json

import pytest

from lint.corpus.fields import Fields, resolve
from lint.errors import InputError


def lines(*records):
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_fields_are_found_by_usual_names_without_case():
    record = {"_id": 3, "Headline": "t", "BODY": "text", "link": "u", "published": "d", "site": "s"}
    expected = Fields("BODY", "_id", "Headline", "link", "published", "site")
    assert resolve(Fields(), lines(record)) == expected


def test_the_most_usual_name_is_taken_where_its_values_fit():
    assert resolve(Fields(), lines({"content": "b", "text": "a"})).text == "text"
    assert resolve(Fields(), lines({"content": "b", "text": None})).text == "content"
    assert resolve(Fields(), lines({"text": None, "id": 1}, {"text": "later"})).text == "text"


def test_a_given_name_stands():
    found = resolve(Fields(text="own", title="x"), lines({"own": "a", "text": "b", "title": "t"}))
    assert (found.text, found.title) == ("own", "x")


def test_a_text_field_that_is_missing_is_told_with_the_fields_seen():
    raw = lines({"a": 1, "b\n": "x"}, {"c": "y"})
    wanted = r"no text field found; name it with --text-field \(fields seen: 'a', 'b\\n', 'c'\)"
    with pytest.raises(InputError, match=wanted):
        resolve(Fields(), raw)
    with pytest.raises(InputError, match="no text in a field 'body'; name it"):
        resolve(Fields(text="body"), raw)


def test_many_fields_are_told_in_few_words():
    with pytest.raises(InputError, match="'f19' and 80 more"):
        resolve(Fields(), lines({f"f{n}": 1 for n in range(100)}))


def test_broken_lines_before_the_first_record_do_not_hide_it():
    raw = b'\xef\xbb\xbf{"content": "a"}\n'
    assert resolve(Fields(), b"{broken\n" + b"[" * 100_000 + b"\n" + raw[3:]).text == "content"
    assert resolve(Fields(), raw).text == "content"


def test_an_empty_source_has_the_most_usual_field():
    assert resolve(Fields(), b"\n \n" * 100).text == "text"


def test_a_file_that_is_not_json_lines_is_told_once():
    with pytest.raises(InputError, match="not JSON Lines: none of the first 100 lines"):
        resolve(Fields(), b"plain words\n" * 200)
