"""What is looked up about the rows of a list of stations, a part at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from lianshou.china.text import same_name_key
from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.rules import why_not_place
from lianshou.kinds.aid.enums import StationReason
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries.network import stations_in_scope, unions_to_keep
from lianshou.kinds.aid.rules.network import Wanted, why_not_keep
from lianshou.kinds.aid.rules.station_list import NO_SUCH_UNION, TWICE, WAY_OUT

_COLUMN = {
    StationReason.TIER_ABOVE: "tier",
    StationReason.DISSOLVED: "unit",
    StationReason.BAD_DIVISION: "division_code",
    StationReason.BAD_POINT: "longitude",
    StationReason.IN_FUTURE: "opened_on",
}
_NEEDED = ("name", "tier", "sort", "address", "phone", "hours", "opened_on")
Taken = Collection[tuple[int, str]]
"""Union and name of the stations that there are."""


def stations_checker(*, actor: Any, union: Union, today: date) -> Callable[[Sequence[Row]], list[Problem]]:
    """What no single cell of a list of stations shows; stations of the same name and union are remembered part by part."""
    seen: dict[tuple[int, str], int] = {}

    def check(rows: Sequence[Row]) -> list[Problem]:
        units = units_of([row.values for row in rows], actor=actor)
        taken = names_taken([*units.values(), union])
        return [
            problem
            for row in rows
            if (problem := _problem_of(row, units, union, taken, seen, today)) is not None
        ]

    return check


def units_of(rows: Sequence[Mapping[str, Any]], *, actor: Any) -> dict[str, Union]:
    """The unions that rows name, by what they write, where the actor may open a station; a name that several have is none."""
    names = {str(row["unit"]) for row in rows if row.get("unit")}
    keys = {same_name_key(name)[:120]: name for name in sorted(names)}
    found: dict[str, list[Union]] = {}
    for union in unions_to_keep(actor=actor).filter(name_key__in=keys):
        found.setdefault(union.name_key, []).append(union)
    by_name = {name: found.get(same_name_key(name)[:120], []) for name in names}
    return {name: unions[0] for name, unions in by_name.items() if len(unions) == 1}


def names_taken(unions: Sequence[Union]) -> set[tuple[int, str]]:
    """Union and name of every station that runs at these unions, which the caller has been let in to."""
    rows = Station.objects.admitted().filter(closed_on=None, union__in=unions)
    return set(rows.values_list("union", "name"))


def facts_of_row(row: Mapping[str, Any], union: Union) -> dict[str, Any]:
    """A row as the action takes it: what it leaves out is that of the union, or nothing."""
    kept = {key: row.get(key) for key in _NEEDED}
    point = {key: row.get(key) for key in ("longitude", "latitude")}
    return (
        kept
        | point
        | {
            "division_code": row.get("division_code") or union.division_code,
            "area": row.get("area") or "",
            "staff": row.get("staff") or 0,
        }
    )


def versions_of_stations(keys: Collection[int]) -> dict[int, int]:
    """By station: the number of its latest history row."""
    rows = Station.history.filter(id__in=keys).order_by("history_id").values_list("id", "history_id")
    return dict(rows)


def stations_to_take_back(*, actor: Any, keys: Collection[int]) -> dict[int, Station]:
    """Those of the stations that are there and the actor may change."""
    rows = stations_in_scope(actor=actor, verb="union.edit").filter(pk__in=keys)
    return {station.pk: station for station in rows}


def _problem_of(
    row: Row,
    units: Mapping[str, Union],
    union: Union,
    taken: Taken,
    seen: dict[tuple[int, str], int],
    today: date,
) -> Problem | None:
    if any(row.values.get(key) is None for key in _NEEDED):
        return None  # the cell itself is told already
    named = row.values.get("unit")
    if named and str(named) not in units:
        return _problem(row, "unit", *NO_SUCH_UNION)
    keeper = units[str(named)] if named else union
    facts = facts_of_row(row.values, keeper)
    first = seen.setdefault((keeper.pk, facts["name"]), row.number)
    if first != row.number:
        return _problem(row, "name", TWICE.fill(row=first), WAY_OUT)
    reason = why_not_keep(_wanted(facts, keeper, taken), today=today)
    if reason is None:
        return None
    said = str(reason.label)
    return _problem(row, _COLUMN.get(reason, "name"), Wording(said, said), WAY_OUT)


def _wanted(facts: Mapping[str, Any], keeper: Union, taken: Taken) -> Wanted:
    bad = why_not_place(longitude=facts["longitude"], latitude=facts["latitude"]) is not None
    said = {
        key: facts[key] for key in ("tier", "name", "address", "phone", "division_code", "hours", "opened_on")
    }
    return Wanted(
        union_level=keeper.level,
        union_dissolved=keeper.dissolved_on is not None,
        has_bad_point=bad,
        has_twin=(keeper.pk, facts["name"]) in taken,
        **said,
    )


def _problem(row: Row, key: str, message: Wording, way_out: Wording) -> Problem:
    return Problem(row.sheet, row.number, None, key, "station", message, way_out)
