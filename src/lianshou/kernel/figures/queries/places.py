"""A figure cut by the unions below one: to counties, to townships, by a single statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr

from lianshou.core.figures import Figure
from lianshou.core.quantities import Quantity, Unit
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.figures.queries.counting import Narrowing, facts_of, grouped
from lianshou.kernel.figures.queries.tallies import Tally
from lianshou.kernel.guard.rules.ranges import STEP, next_path
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

PLACES = "unions"
"""What the cut by unions is called in addresses."""


@dataclass(frozen=True)
class Place:
    """What a figure comes to in a union and everything below it; ``is_own`` for what is the upper union's itself."""

    union: Union
    is_own: bool
    count: int
    share: int
    quantity: Quantity[Unit]


def unions_to_choose(*, actor: Any) -> QuerySet[Union]:
    """The unions above the grass roots whose subtree a reader may narrow to."""
    return unions_in_scope(actor=actor, verb="figure.view").exclude(level=Level.ENTERPRISE)


def unions_to_offer(*, actor: Any, chosen: str = "") -> QuerySet[Union]:
    """Those of ``unions_to_choose`` that a select lists: all of a city or county; of a province or the nation the level below,
    and for a union that is ``chosen`` (its key) those above it and those just below it."""
    scope = scope_of(actor=actor, verb="figure.view")
    tops = Union.objects.admitted().filter(path__in=scope.paths).values_list("path", "level")
    wide = [path for path, level in tops if level in _WIDE]
    near = Q(pk__in=[])
    for path, _level in tops:
        deepest = {"depth__lte": len(path) // STEP + 1} if path in wide else {}
        near |= Q(path__gte=path, path__lt=next_path(path), **deepest)
    found = unions_to_choose(actor=actor)
    here = found.filter(pk=chosen).first() if wide and chosen.isdecimal() and len(chosen) < 19 else None
    if here is not None:
        above = [here.path[:end] for end in range(STEP, len(here.path) + 1, STEP)]
        near |= Q(path__in=above) | Q(
            path__gte=here.path, path__lt=next_path(here.path), depth=here.depth + 1
        )
    return found.filter(near).order_by("path")


_WIDE = (Level.NATION, Level.PROVINCE)
"""Below these there are more unions than a select should hold."""


@dataclass(frozen=True)
class Below:
    """The unions a figure is cut by: those just below ``top`` and itself, or the several tops that an actor sees (``top`` "")."""

    unions: tuple[Union, ...]
    top: str

    @cached_property
    def size(self) -> int:
        """How much of a path tells them apart."""
        return max((len(union.path) for union in self.unions), default=0)

    def place(self, path: str) -> str:
        """The path of the union that counts what lies at ``path``."""
        return path[: self.size] if path[: self.size] in self._known else _nearest(path, self._known)

    @cached_property
    def _known(self) -> set[str]:
        return {union.path for union in self.unions}


def below_of(*, actor: Any, to: Narrowing) -> Below:
    """The unions just below the one that is narrowed to, or below the top of what the actor sees; none at the grass roots."""
    tops = [to.union.path] if to.union is not None else list(scope_of(actor=actor, verb="figure.view").paths)
    if len(tops) != 1:
        return Below(tuple(Union.objects.admitted().filter(path__in=tops)), "")
    top = Union.objects.admitted().get(path=tops[0])
    below = list(_below(top))
    return Below((top, *below) if below else (), top.path)


def places_of(
    *, figure: Figure, actor: Any, today: date, to: Narrowing, tally: Tally | None = None
) -> list[Place]:
    """The figure for each union just below the one it is narrowed to (or below the top of what the actor sees), those with
    nothing too. Empty at the grass roots, and where an actor sees several tops each of these is a place. Read from a
    ``tally`` of the same facts where there is one.
    """
    below = below_of(actor=actor, to=to)
    if not below.unions:
        return []
    if tally is not None:
        found = tally.by(figure.path)
    else:
        facts = facts_of(figure=figure, actor=actor, today=today, to=to)
        found = grouped(figure, facts, Substr(F(figure.path), 1, below.size))
    return _places(figure, found, below)


def _below(top: Union) -> QuerySet[Union]:
    below = Union.objects.admitted().filter(path__gte=top.path, path__lt=next_path(top.path))
    standing = below.filter(depth=top.depth + 1, dissolved_on=None)
    return standing.exclude(level=Level.ENTERPRISE).order_by("path")


def _places(figure: Figure, found: list[tuple[Any, int]], below: Below) -> list[Place]:
    """What lies at the top itself, or in unions without a place of their own (enterprises right below a county), is the
    top's own."""
    counts: dict[str, int] = {}
    for path, count in found:
        if path:
            here = below.place(path)
            counts[here] = counts.get(here, 0) + count
    most = max(counts.values(), default=0)
    return [
        Place(
            union=union,
            is_own=union.path == below.top,
            count=(n := counts.get(union.path, 0)),
            share=round(100 * n / most) if most else 0,
            quantity=figure.quantity(n),
        )
        for union in below.unions
        if union.path != below.top or counts.get(union.path)
    ]


def _nearest(path: str, known: set[str]) -> str:
    for end in range(len(path), 0, -STEP):
        if path[:end] in known:
            return path[:end]
    return path[:STEP]
