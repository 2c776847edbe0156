"""Loops over many numbers, compiled to machine code by numba.

For the few that run in every turn of the laser: there numpy's calls cost more than the work.
Compiled at import and kept on disk, so that no callback ever waits for a compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba import types

Function = TypeVar("Function", bound=Callable[..., Any])

NUMBER = types.float64
COUNT = types.int64
YES_NO = types.boolean


def read(kind: types.Type, dimensions: int = 1) -> types.Array:
    """Type of an array that is only read, in C order."""
    return types.Array(kind, dimensions, "C", readonly=True)


def written(kind: types.Type, dimensions: int = 1) -> types.Array:
    """Type of an array that is made or changed, in C order."""
    return types.Array(kind, dimensions, "C")


def pair(first: types.Type, second: types.Type) -> types.Type:
    """Type of two values together."""
    make: Callable[..., types.Type] = types.Tuple
    return make((first, second))


def compiled(result: types.Type, *arguments: types.Type) -> Callable[[Function], Function]:
    """Decorator: compile for these types; dividing by zero gives infinity or nan, as in numpy."""

    def compile_(function: Function) -> Function:
        made = numba.njit(result(*arguments), cache=True, error_model="numpy")(function)
        return cast(Function, made)

    return compile_
