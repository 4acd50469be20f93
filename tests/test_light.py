"""Light dataclasses, against those of the standard library."""

import copy
import dataclasses
import pickle

import pytest

from lint.light import dataclass


def define(make, **options):
    @make(**options)
    class Place:
        """A place."""

        path: str
        line: int = 1
        words: list[str] = dataclasses.field(default_factory=list)

        @property
        def name(self):
            return f"{self.path}:{self.line}"

    return Place


OPTIONS = [
    {},
    {"slots": True},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
    {"slots": True, "eq": False},
    {"frozen": True, "kw_only": True},
]


@pytest.fixture(params=OPTIONS, ids=lambda options: "-".join(options) or "plain")
def both(request):
    return define(dataclass, **request.param), define(dataclasses.dataclass, **request.param)


def outcome(act):
    """Return what `act` gives, or the kind of its error."""
    try:
        return act()
    except (AttributeError, TypeError) as error:
        return type(error)


ACTS = [
    lambda cls: repr(cls(path="a", line=2)),
    lambda cls: repr(cls("a", 2)),
    lambda cls: repr(cls("a", line=2)),
    lambda cls: repr(cls("a", 2, ["b"], 4)),
    lambda cls: repr(cls("a", path="b")),
    lambda cls: repr(cls(line=2)),
    lambda cls: repr(cls(path="a", row=2)),
    lambda cls: cls(path="a").words is cls(path="a").words,
    lambda cls: cls(path="a") == cls(path="a"),
    lambda cls: cls(path="a") == cls(path="b"),
    lambda cls: cls(path="a") == ("a", 1, []),
    lambda cls: isinstance(hash(cls(path="a")), int),
    lambda cls: len({cls(path="a", words=()), cls(path="a", words=())}),
    lambda cls: setattr(cls(path="a"), "path", "b"),
    lambda cls: delattr(cls(path="a"), "path"),
    lambda cls: repr(dataclasses.replace(cls(path="a"), line=3)),
    lambda cls: dataclasses.asdict(cls(path="a")),
    lambda cls: cls(path="a").name,
    lambda cls: repr(copy.copy(cls(path="a", line=4))),
    lambda cls: cls.__match_args__,
    lambda cls: hasattr(cls(path="a"), "__dict__"),
]


@pytest.mark.parametrize("act", ACTS)
def test_they_do_as_the_original_does(act, both):
    light, original = both
    assert outcome(lambda: act(light)) == outcome(lambda: act(original))


@dataclass(frozen=True, slots=True)
class Sent:
    """At the top of a module, as pickle needs it."""

    path: str
    line: int = 1


def test_a_frozen_one_with_slots_goes_through_pickle():
    assert pickle.loads(pickle.dumps(Sent("a", 2))) == Sent("a", 2)


def test_one_made_of_another_has_the_fields_of_both():
    @dataclass(frozen=True, slots=True)
    class Wider(Sent):
        column: int = 1

    assert repr(Wider("a", 2, 3)).endswith("Wider(path='a', line=2, column=3)")
    assert Wider("a", 2, 3) != Sent("a", 2)


def test_fields_by_keyword_only_come_last():
    @dataclass(slots=True, kw_only=True)
    class Base:
        batch: int

    @dataclass(slots=True)
    class Part(Base):
        path: str

    assert (Part("a", batch=3).path, Part("a", batch=3).batch) == ("a", 3)
    with pytest.raises(TypeError):
        Part("a", 3)


def test_what_is_to_be_done_at_the_end_is_done():
    @dataclass(frozen=True)
    class Positive:
        number: int

        def __post_init__(self):
            if self.number <= 0:
                raise ValueError("not positive")

    assert Positive(1).number == 1
    with pytest.raises(ValueError, match="positive"):
        Positive(0)


def test_methods_of_the_class_stay():
    @dataclass(frozen=True, slots=True)
    class Named:
        name: str

        def __repr__(self):
            return "me"

        def __hash__(self):
            return 7

    assert (repr(Named("a")), hash(Named("a"))) == ("me", 7)
