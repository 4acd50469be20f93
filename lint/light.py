"""Dataclasses that are made quickly.

`dataclasses.dataclass` writes and compiles up to six methods of each class anew, which for the
hundred classes of a run takes longer than a small text does to check. Here the methods are shared
code that goes by the names of the fields. An instance takes a little longer to make, so that those
that are made by the thousand, as findings are, keep the original. To type checkers both are one.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]

_put = object.__setattr__


def _light(
    *, frozen: bool = False, eq: bool = True, slots: bool = False, kw_only: bool = False
) -> Callable[[type], type]:
    """Return what makes a class a dataclass, as `dataclasses.dataclass` with these options."""
    bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)

    def made(cls: type) -> type:
        own = dict(vars(cls))
        cls.__doc__ = cls.__doc__ or cls.__name__  # else one is made, which takes long
        new: type = bare(cls)
        for name, method in _methods(new, frozen=frozen, eq=eq):
            if name not in own:
                setattr(new, name, method)
        return new

    return made


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _light


def _methods(cls: type, *, frozen: bool, eq: bool) -> Iterator[tuple[str, Any]]:
    """Yield the methods of `cls`, whose fields are known, by name."""
    fields = dataclasses.fields(cls)
    names = [field.name for field in fields]

    def values(self: object) -> tuple[object, ...]:
        return tuple([getattr(self, name) for name in names])

    yield "__init__", _init(cls, fields)
    yield "__repr__", lambda self: _shown(self, names)
    if eq:
        yield "__eq__", lambda self, other: _same(self, other, values)
        yield "__hash__", (lambda self: hash(values(self))) if frozen else None
    if frozen:
        yield "__setattr__", _refuse
        yield "__delattr__", _refuse
        if "__slots__" in vars(cls):  # else pickle would set attributes
            yield "__getstate__", values
            yield "__setstate__", lambda self, state: _fill(self, names, state)


def _init(cls: type, fields: "Sequence[dataclasses.Field[Any]]") -> Callable[..., None]:
    """Return what gives an instance of `cls` the values of its `fields`."""
    names = [field.name for field in sorted(fields, key=lambda field: bool(field.kw_only))]
    most = sum(not field.kw_only for field in fields)
    defaults = {f.name: f.default for f in fields if f.default is not dataclasses.MISSING}
    makers = {
        f.name: f.default_factory for f in fields if f.default_factory is not dataclasses.MISSING
    }
    finish = getattr(cls, "__post_init__", None)

    def __init__(self: object, *values: object, **named: object) -> None:  # noqa: N807
        if len(values) > most:
            raise TypeError(f"{cls.__name__}() takes {most} values, not {len(values)}")
        _fill(self, names, values)
        for name in names[len(values) :]:
            if name in named:
                _put(self, name, named.pop(name))
            elif name in defaults:
                _put(self, name, defaults[name])
            elif name in makers:
                _put(self, name, makers[name]())
            else:
                raise TypeError(f"{cls.__name__}() needs {name!r}")
        if named:
            raise TypeError(f"{cls.__name__}() takes no {next(iter(named))!r} here")
        if finish:
            finish(self)

    return __init__


def _fill(instance: object, names: Sequence[str], values: Sequence[object]) -> None:
    """Set the first of the attributes `names`, as many as there are `values`."""
    for name, value in zip(names, values, strict=False):
        _put(instance, name, value)


def _same(one: object, other: object, values: Callable[[Any], tuple[object, ...]]) -> Any:  # noqa: ANN401 - a bool or NotImplemented
    return values(one) == values(other) if type(one) is type(other) else NotImplemented


def _shown(instance: object, names: Sequence[str]) -> str:
    parts = (f"{name}={getattr(instance, name)!r}" for name in names)
    return f"{type(instance).__qualname__}({', '.join(parts)})"


def _refuse(instance: object, name: str, *_: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"{type(instance).__name__}.{name} cannot be changed")
