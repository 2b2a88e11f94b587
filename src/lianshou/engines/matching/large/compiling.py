"""The one door to numba: typed wrappers, so that nothing else in the package need know its decorators.

The disk cache of a function does not notice a change in another file that it calls: after editing, clear
``__pycache__`` of this package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def compiled(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """``function`` as machine code, kept on disk between processes; it may allocate nothing.

    No ``fastmath``: fused or reordered sums would let the cost of a pair differ from numpy's by a unit.
    No reference counting (``_nrt``): a board is some thirty arrays, and counting each of them at every call
    costs ten times the work itself.
    """
    return _njit(function, _nrt=False)


def compiled_with_memory(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """As ``compiled``, for functions that make arrays."""
    return _njit(function)


def _njit(function: Callable[Given, Answer], **options: bool) -> Callable[Given, Answer]:
    njit: Any = numba.njit  # ``_nrt`` is not in its published signature
    return cast("Callable[Given, Answer]", njit(cache=True, error_model="numpy", **options)(function))
