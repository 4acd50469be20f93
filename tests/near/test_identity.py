import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Batch, Place, Strings
from lint.near.identity import Seen, identities, ids_of

NUMBERS = st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=25)


@given(known=st.lists(st.sets(st.integers(0, 30))), batches=st.lists(NUMBERS, max_size=8))
def test_numbers_are_new_once(known, batches):
    seen = Seen()
    for numbers in known:
        seen.know(np.array(sorted(numbers), np.uint64))
    met = set().union(*known)
    for batch in batches:
        expected = []
        for number, valid in batch:
            expected.append(valid and number not in met)
            if valid:
                met.add(number)
        numbers = np.array([number for number, _ in batch], np.uint64)
        assert expected == seen.add(numbers, np.array([v for _, v in batch], bool)).tolist()


def test_an_identity_is_that_of_id_and_text():
    content = np.array([1, 1, 2, 1], np.uint64)
    numbers = identities([b"a", b"a", b"a", b"b"], content).tolist()
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3
    assert identities([b"b"], content[3:]).tolist() == numbers[3:]


def test_any_id_can_be_stored():
    class Origin:
        def place(self, document):
            return Place("x", 1, ["Ảnh", "a\udcffb", ""][document])

    batch = Batch(Strings.of(["", "", ""]), None, None, Origin())
    assert ids_of(batch) == ["Ảnh".encode(), b"a\xffb", b""]
