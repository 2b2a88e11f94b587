"""Pages by cursor: each begins behind the last row of the one before, so that what is added meanwhile shifts nothing.

A cursor is signed and belongs to one list, one account, one set of filters and one order. It holds what the order goes by
and the key of the row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianshou.web.api.problems import Fault, Rejected

MOST, USUAL = 200, 50


@dataclass(frozen=True)
class Turn:
    """Which page is asked for: ``about`` names list, account, filters and order."""

    about: str
    cursor: str
    limit: int

    def sealed(self, said: Sequence[Any]) -> str:
        """The cursor of the page behind a row."""
        plain = json.loads(json.dumps(list(said), cls=DjangoJSONEncoder))
        return signing.dumps([self._mark, plain], salt="lianshou.api.cursor", compress=True)

    def opened(self) -> list[Any] | None:
        """What the cursor says, None without one; Rejected where it is not ours."""
        if not self.cursor:
            return None
        try:
            mark, said = signing.loads(self.cursor, salt="lianshou.api.cursor")
        except (signing.BadSignature, ValueError, TypeError, UnicodeError):
            mark, said = "", None
        if mark != self._mark:
            raise Rejected(422, faults=[Fault(place="query.cursor", code="cursor", words=str(_NOT_OURS))])
        found: list[Any] = said
        return found

    @property
    def _mark(self) -> str:
        return hashlib.sha256(self.about.encode()).hexdigest()[:16]


_NOT_OURS = _("This cursor belongs to another list, other filters or another account.")


def page_of_rows(rows: QuerySet[Any], *, order: Sequence[str], turn: Turn) -> tuple[list[Any], str | None]:
    """A page of a query in ``order`` (field names, "-" before those that fall; the key comes last by itself), and the
    cursor of the next."""
    ways = [*order, *(() if order and order[-1].lstrip("-") == "pk" else ("pk",))]
    names = [way.lstrip("-") for way in ways]
    sorts = [
        F(name).desc(nulls_last=True) if way[0] == "-" else F(name).asc(nulls_last=True)
        for way, name in zip(ways, names, strict=True)
    ]
    said = turn.opened()
    cut = rows if said is None else rows.filter(_behind(ways, said))
    found = list(cut.order_by(*sorts)[: turn.limit + 1])
    if len(found) <= turn.limit:
        return found, None
    last = found[turn.limit - 1]
    return found[: turn.limit], turn.sealed([_value(last, name) for name in names])


def page_of_things(
    things: Sequence[Any], *, key: Callable[[Any], str], turn: Turn
) -> tuple[list[Any], str | None]:
    """The same of a list that is no query: behind the thing of the cursor's key, or where it stood when it has gone."""
    said, start = turn.opened(), 0
    if said is not None:
        keys = [key(one) for one in things]
        start = keys.index(said[0]) + 1 if said[0] in keys else int(said[1])
    found = list(things[start : start + turn.limit])
    rest = len(things) > start + turn.limit
    return found, turn.sealed([key(found[-1]), start + len(found)]) if rest and found else None


def _behind(ways: Sequence[str], said: Sequence[Any]) -> Q:
    """The rows behind one whose values are ``said``; nothing counts as the last of all."""
    where, same = Q(pk__in=[]), Q()
    for way, value in zip(ways, said, strict=True):
        name, falls = way.lstrip("-"), way[0] == "-"
        if value is not None:
            beyond = Q(**{f"{name}__{'lt' if falls else 'gt'}": value}) | Q(**{f"{name}__isnull": True})
            where |= same & beyond
        same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return where


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part, None)
    return row.pk if isinstance(row, Model) else row
