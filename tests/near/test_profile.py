import pytest

from lint.errors import UnusableIndexError
from lint.near.profile import Profile


def test_a_profile_comes_back_from_json():
    for strip in (True, False):
        profile = Profile.new(0.7, 64, strip=strip)
        assert Profile.of(profile.stored(), "x.idx") == profile
        assert (profile.lsh.count, profile.lsh.rows) == (profile.bands, profile.rows)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("fold_version", 99, "x.idx: the index was made with fold_version 99, this delint has"),
        ("shingle_tokens", 3, "x.idx: the index was made with shingle_tokens 3, this delint has 5"),
        ("bands", 1000, "x.idx: the index is damaged"),
        ("rows", 0, "x.idx: the index is damaged"),
        ("permutations", "many", "x.idx: the index is damaged"),
        ("threshold", None, "x.idx: the index is damaged"),
    ],
)
def test_another_profile_is_refused_with_what_to_do(key, value, said):
    stored = Profile.new(0.5, 128, strip=True).stored() | {key: value}
    with pytest.raises(UnusableIndexError, match=said) as caught:
        Profile.of(stored, "x.idx")
    assert "build it anew" in str(caught.value)


def test_a_key_that_is_not_there():
    with pytest.raises(UnusableIndexError, match="damaged"):
        Profile.of({}, "x.idx")
