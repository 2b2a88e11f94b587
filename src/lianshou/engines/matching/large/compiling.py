"""The one door to numba: a typed wrapper, so that nothing else in the package need know its decorators."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def compiled(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """``function`` as machine code, kept on disk between processes.

    No ``fastmath``: fused or reordered sums would let the cost of a pair differ from numpy's by a unit.
    """
    return cast("Callable[Given, Answer]", numba.njit(cache=True, error_model="numpy")(function))
