"""Commands that take plain values as they are.

Typer loads pydantic to convert any value, even none at all, and that takes longer than checking a
small file. Here only an option that is given and is no text pays for it.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any, get_args

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """A command that takes plain values as they are."""

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer vendors Click, and its types
        """Return the parameters, those for help among them."""
        return _lightened(super().get_params(ctx))


class Group(TyperGroup):
    """A group of commands that does the same."""

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401
        """Return the parameters, those for help among them."""
        return _lightened(super().get_params(ctx))


def _lightened(parameters: Iterable[Any]) -> list[Any]:
    """Return `parameters`; what they make of a value (Click's `process_value`) is `_process`."""
    kept = list(parameters)
    for parameter in kept:
        if "process_value" not in vars(parameter):
            parameter.process_value = partial(_process, parameter, parameter.process_value)
    return kept


def _process(parameter: Any, convert: Any, context: Any, value: Any) -> Any:  # noqa: ANN401
    """Return what `convert(context, value)` would, without it where `value` is plain."""
    if _is_count(parameter, value):
        value = int(value)
    if (parameter.required and not value) or not _is_plain(parameter, value):
        try:
            return convert(context, value)
        except BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")  # which is pydantic's
            raise
    several = parameter.multiple or parameter.nargs == -1
    kept = list(value or ()) if several else value
    return parameter.callback(context, parameter, kept) if parameter.callback else kept


def _is_count(parameter: Any, value: Any) -> bool:  # noqa: ANN401
    """Say whether `value` is the digits of a number, of 0 or more, that the parameter takes."""
    if not isinstance(value, str) or _annotation(parameter) is not int:
        return False
    limits = parameter.type_descriptor.parameter_info
    return value.isascii() and value.isdecimal() and limits.max is None and not limits.min


def _is_plain(parameter: Any, value: Any) -> bool:  # noqa: ANN401
    """Say whether `value` is none, or of the parameter's type already: text, a flag, a default."""
    annotation = _annotation(parameter)
    types = get_args(annotation) or (annotation,)
    values = value if isinstance(value, list | tuple) else [value]
    if value is None:
        return True
    return isinstance(types[0], type) and all(isinstance(v, types[0]) for v in values)


def _annotation(parameter: Any) -> Any:  # noqa: ANN401
    return getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
