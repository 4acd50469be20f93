"""Work in a process of its own, so that the one that measures stays small.

The peak memory of a process that is started counts that of the process that starts it.
"""

from collections.abc import Callable
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def apart(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Return what `function`, public in its module, returns."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments, named)
