"""What every command has in common: options in groups, errors as one line, an exit code."""

import dataclasses
import inspect
import traceback
import typing
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import typer

from lint.cli.console import NAME, Console, silence_stdout
from lint.errors import LintError, OutputError
from lint.output.sink import standard_output

CLEAN, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130


def command(function: Callable[..., int]) -> Callable[..., None]:
    """Return `function` as Typer takes it; what `function` returns is the exit code.

    A parameter whose type is a dataclass stands for a group of options: its fields become
    parameters of the command, and `function` gets the dataclass.
    """
    parameters = inspect.signature(function, eval_str=True).parameters.values()
    groups = {p.name: p.annotation for p in parameters if _is_group(p)}

    def run(**given: Any) -> None:  # noqa: ANN401 - Typer checks against the signature below
        values = {
            name: group(**{f.name: given.pop(f.name) for f in dataclasses.fields(group)})
            for name, group in groups.items()
        }
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


def _is_group(parameter: inspect.Parameter) -> bool:
    return dataclasses.is_dataclass(parameter.annotation)


def _flattened(parameter: inspect.Parameter) -> Iterator[inspect.Parameter]:
    """Yield `parameter`, or the fields of the group that it stands for, all by keyword."""
    if not _is_group(parameter):
        yield parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        return
    hints = typing.get_type_hints(parameter.annotation, include_extras=True)
    for item in dataclasses.fields(parameter.annotation):
        yield inspect.Parameter(
            item.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=item.default,
            annotation=hints[item.name],
        )
