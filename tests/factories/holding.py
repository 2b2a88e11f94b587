"""Holding what tests call to scope, as it is held in production, while the tests themselves may look at everything."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from types import FunctionType, ModuleType
from typing import Any

import pytest

from lianshou.core.ambient import held_to_scope
from lianshou.kernel.guard.models import ScopeMixin

_ROOMS = ("actions", "queries", "figures", "tasks", "exports")


def hold_to_scope(module: ModuleType, patch: pytest.MonkeyPatch) -> None:
    """Wrap every function of the house that ``module`` has imported, by itself or inside a room it has imported."""
    for name, value in list(vars(module).items()):
        if isinstance(value, FunctionType) and _is_of_the_house(value.__module__):
            patch.setattr(module, name, held(value))
        elif isinstance(value, ModuleType) and _is_of_the_house(value.__name__):
            for inner, function in list(vars(value).items()):
                if isinstance(function, FunctionType) and _is_of_the_house(function.__module__):
                    patch.setattr(value, inner, held(function))


def held(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` inside ``held_to_scope``; a queryset that it gives must have been told whose eyes it serves."""
    if inspect.isgeneratorfunction(function) or hasattr(function, "is_held"):
        return function

    @wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        with held_to_scope():
            result = function(*args, **kwargs)
            if isinstance(result, ScopeMixin):
                result._insist()
        return result

    inside.is_held = True  # type: ignore[attr-defined]
    return inside


def _is_of_the_house(name: str) -> bool:
    parts = name.split(".")
    return parts[:2] in (["lianshou", "kernel"], ["lianshou", "kinds"]) and any(
        room in parts for room in _ROOMS
    )
