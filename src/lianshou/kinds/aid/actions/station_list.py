"""Lists of stations: opened row by row, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.kinds import Trace
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.network import open_station
from lianshou.kinds.aid.enums import StationReason
from lianshou.kinds.aid.queries.station_list import (
    facts_of_row,
    stations_to_take_back,
    units_of,
    versions_of_stations,
)

Answer = tuple[Trace, ...] | Refused
_STATION = "aid.station"
_GONE = Wording("站点已不在您的范围内。", "The station is not yours any more.")
_CHANGED = Wording("站点此后已有修改，予以保留。", "The station was changed since, and stays.")


@transaction.atomic
def take_stations(
    *, actor: Any, union: Union, rows: Sequence[Mapping[str, Any]], now: datetime
) -> list[Answer]:
    """Open the stations of a list: each row answers with what it made, or with why it is refused. None is changed.

    Raises PermissionDenied. Leaves ``station.opened`` for each.
    """
    require(actor, "union.edit", on=union)
    units = units_of(rows, actor=actor)
    return [_taken(actor, row, units, union, now) for row in rows]


@transaction.atomic
def untake_stations(
    *, actor: Any, traces: Sequence[Trace], rows: Sequence[int], now: datetime
) -> list[Wording | None]:
    """Take back what ``take_stations`` did; a station that was changed since stays, with the words why.

    Raises PermissionDenied. Leaves ``station.taken_back`` at the union for each that went.
    """
    require(actor, "union.edit")
    del rows  # a row is one station
    keys = [one.key for one in traces]
    there, versions = stations_to_take_back(actor=actor, keys=keys), versions_of_stations(keys)
    answers: list[Wording | None] = []
    for one in traces:
        station = there.get(one.key)
        why = _GONE if station is None else None if versions.get(one.key) == one.version else _CHANGED
        answers.append(why)
        if station is not None and why is None:
            union, name = station.union, station.name
            station.delete()
            record(
                actor=actor,
                verb="station.taken_back",
                subject=union,
                at=now,
                union_path=union.path,
                station=name,
            )
    return answers


def _taken(
    actor: Any, row: Mapping[str, Any], units: Mapping[str, Union], union: Union, now: datetime
) -> Answer:
    named = row.get("unit")
    if named and str(named) not in units:
        return Refused(StationReason.UNIT_UNKNOWN)
    keeper = units[str(named)] if named else union
    try:
        with transaction.atomic():
            made = open_station(actor=actor, union=keeper, now=now, **facts_of_row(row, keeper))
    except Refused as refused:
        return refused
    return (Trace(_STATION, made.pk, True, versions_of_stations([made.pk])[made.pk]),)
