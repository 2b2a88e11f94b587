from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.china.names import pinyin_key
from lianshou.china.telephones import normalise
from lianshou.china.text import tidy_name
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.rules import why_not_place
from lianshou.kinds.aid.enums import StationReason
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries.network import has_twin
from lianshou.kinds.aid.rules.network import Hours, Wanted, why_not_close, why_not_keep


@transaction.atomic
def open_station(*, actor: Any, union: Union, hours: Hours, now: datetime, **facts: Any) -> Station:
    """Open a centre, station or point that ``union`` keeps; ``facts`` are those of ``models.network.FACTS``.

    Raises PermissionDenied, or Refused with a ``StationReason``. Leaves ``station.opened``.
    """
    require(actor, "union.edit", on=union)
    facts = _tidied(facts)
    station = Station(union=union, hours_kept=hours.kept, **facts)
    _check(station, hours, now)
    station.save()
    record(actor=actor, verb="station.opened", subject=station, at=now, union_path=union.path)
    return station


@transaction.atomic
def change_station(*, actor: Any, station: Station, hours: Hours, now: datetime, **facts: Any) -> Station:
    """Change what a station is; only what differs is written. The union that keeps it stays.

    Raises PermissionDenied, or Refused with a ``StationReason``. Leaves ``station.changed`` with the names of the fields.
    """
    require(actor, "union.edit", on=station.union)
    station = _held(station)
    if station.closed_on is not None:
        raise Refused(StationReason.CLOSED)
    wanted = _tidied(facts) | {"hours_kept": hours.kept}
    changed = sorted(key for key, value in wanted.items() if getattr(station, key) != value)
    for key in changed:
        setattr(station, key, wanted[key])
    _check(station, hours, now)
    if changed:
        station.save()
        told = [key for key in changed if key != "search"]
        record(
            actor=actor,
            verb="station.changed",
            subject=station,
            at=now,
            union_path=station.union.path,
            fields=told,
        )
    return station


@transaction.atomic
def close_station(*, actor: Any, station: Station, closed_on: date, words: str, now: datetime) -> Station:
    """Close a station for good, saying why and where people go now; it stays on record.

    Raises PermissionDenied, or Refused CLOSED / WHY_MISSING / BEFORE_OPENING / IN_FUTURE. Leaves ``station.closed``.
    """
    require(actor, "union.edit", on=station.union)
    station = _held(station)
    reason = why_not_close(
        closed_on=station.closed_on,
        opened_on=station.opened_on,
        on=closed_on,
        today=timezone.localdate(now),
        words=words,
    )
    if reason:
        raise Refused(reason)
    station.closed_on, station.closed_for = closed_on, words.strip()[:200]
    station.save()
    record(actor=actor, verb="station.closed", subject=station, at=now, union_path=station.union.path)
    return station


def _tidied(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as they are kept, with the words by which the station is found."""
    name = tidy_name(facts.get("name", ""))
    words = " ".join((facts.get("area", ""), facts.get("address", "")))
    return facts | {
        "name": name,
        "phone": normalise(facts.get("phone", "")),
        "search": f"{name} {pinyin_key(name)} {words}"[:500].lower(),
    }


def _check(station: Station, hours: Hours, now: datetime) -> None:
    bad = why_not_place(longitude=station.longitude, latitude=station.latitude) is not None
    wanted = Wanted(
        union_level=station.union.level,
        union_dissolved=station.union.dissolved_on is not None,
        tier=station.tier,
        name=station.name,
        address=station.address,
        phone=station.phone,
        division_code=station.division_code,
        hours=hours,
        opened_on=station.opened_on,
        has_bad_point=bad,
        has_twin=has_twin(station),
    )
    if reason := why_not_keep(wanted, today=timezone.localdate(now)):
        raise Refused(reason)


def _held(station: Station) -> Station:
    """The station as it stands now, nobody else changing it."""
    rows = Station.objects.admitted().select_for_update(of=("self",)).select_related("union")
    found: Station = rows.get(pk=station.pk)
    return found
