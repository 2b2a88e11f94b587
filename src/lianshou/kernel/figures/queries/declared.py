"""Which figures there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from lianshou.core.figures import Figure, Ratio, under
from lianshou.core.kinds import registry
from lianshou.kernel.figures.rules import FigureError


@cache
def all_figures() -> dict[str, Figure | Ratio]:
    """Every figure by slug: those of the kernel's apps (``<app>.figures.figures()``), then those of the kinds."""
    found: dict[str, Figure | Ratio] = {}
    for figure in _declared():
        if figure.slug in found:
            raise FigureError(f"two figures are called {figure.slug!r}")
        found[figure.slug] = figure
    return found


def _declared() -> Iterator[Figure | Ratio]:
    for config in apps.get_app_configs():
        kernel = config.name.startswith("lianshou.kernel.")
        if kernel and module_has_submodule(config.module, "figures"):
            yield from import_module(f"{config.name}.figures").figures()
    for kind in registry:
        yield from under(kind.title, *kind.figures())
