"""What every command has in common: options in groups, errors as one line, an exit code."""

import dataclasses
import inspect
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import typer

from lint.cli.console import NAME, Console, silence_stdout
from lint.errors import LintError, OutputError
from lint.output.sink import standard_output

CLEAN, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130
_BY_KEYWORD = inspect.Parameter.KEYWORD_ONLY


def command(function: Callable[..., int]) -> Callable[..., None]:
    """Return `function` as Typer takes it; what `function` returns is the exit code.

    A parameter whose type is a dataclass stands for a group of options: its fields, some of which
    may be groups again, become parameters of the command, and `function` gets the dataclass.
    """
    parameters = inspect.signature(function, eval_str=True).parameters.values()
    groups = {p.name: p.annotation for p in parameters if dataclasses.is_dataclass(p.annotation)}

    def run(**given: Any) -> None:  # noqa: ANN401 - Typer checks against the signature below
        values = {name: _gathered(group, given) for name, group in groups.items()}
        raise typer.Exit(guarded(partial(function, **given, **values)))

    flat = [field for p in parameters for field in _flattened(p)]
    setattr(run, "__signature__", inspect.Signature(flat))  # noqa: B010 - mypy knows no such name
    run.__doc__, run.__name__ = function.__doc__, function.__name__
    return run


def guarded(function: Callable[[], int]) -> int:
    """Return the exit code of `function`; every failure is told in one line."""
    try:
        code = function()
        _flush()
    except KeyboardInterrupt:
        Console().error("interrupted")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - exit code 1 would say that there are findings
        return _code_of(error)
    return code


def _code_of(error: Exception) -> int:
    with suppress(LintError, BrokenPipeError):
        _flush()
    if isinstance(error, BrokenPipeError) or isinstance(error.__cause__, BrokenPipeError):
        return CLEAN  # the reader closed the pipe: it has seen enough
    if isinstance(error, LintError):
        Console().error(error)
    elif isinstance(error, OSError):
        Console().error(f"{error.filename or 'system'}: {error.strerror or error}")
    else:
        traceback.print_exception(error)
        Console().error(f"this is a defect of {NAME}; please report the lines above")
    return FAILED


def _flush() -> None:
    """Write what is held back; where that fails, hold nothing back that would fail once more."""
    try:
        standard_output().commit()
    except (OutputError, BrokenPipeError):
        silence_stdout()
        raise


def _flattened(parameter: inspect.Parameter) -> Iterator[inspect.Parameter]:
    """Yield `parameter`, or the fields of the group that it stands for, all by keyword."""
    if not dataclasses.is_dataclass(parameter.annotation):
        yield parameter.replace(kind=_BY_KEYWORD)
        return
    for item in dataclasses.fields(parameter.annotation):
        yield from _flattened(
            inspect.Parameter(item.name, _BY_KEYWORD, default=item.default, annotation=item.type)
        )


def _gathered(group: Any, given: dict[str, Any]) -> Any:  # noqa: ANN401 - any dataclass
    """Return the dataclass `group`, its fields taken out of `given`."""
    return group(
        **{
            item.name: _gathered(item.type, given)
            if dataclasses.is_dataclass(item.type)
            else given.pop(item.name)
            for item in dataclasses.fields(group)
        }
    )
