"""Units that a change adds: their facts read as those of a row of the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from lianshou.china import industries
from lianshou.china.coordinates import why_not_point
from lianshou.china.industries import IndustryError
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import CellError
from lianshou.kinds.pairing.rules import answers, cells
from lianshou.kinds.pairing.rules.change_reading import Step
from lianshou.kinds.pairing.rules.facts import Guest, Host, Instance, Unit
from lianshou.kinds.pairing.rules.holding import Directory
from lianshou.kinds.pairing.rules.naming import place_key, same_zone
from lianshou.kinds.pairing.rules.rows import guest_of, host_of, point_of, trade_of, where_of
from lianshou.kinds.pairing.rules.troubles import Trouble

UNIT_KEYS = (*(field.name for field in fields(Unit)), "industry", "place")
"""What may be told of a new unit."""


def new_guest(step: Step) -> Guest:
    """The guest that the change describes. Raises ChangeError."""
    values, id = _new_unit(step, step.instance.guests)
    return guest_of(values, id=id)


def new_host(step: Step) -> Host:
    """The host that the change describes. Raises ChangeError."""
    values, id = _new_unit(step, step.instance.hosts)
    values["level"] = _parsed(step, "level", cells.level_of)
    values.update({key: step.whole(key) for key in ("low", "high", "most")})
    host = host_of(values, id=id)
    try:
        host.room(step.instance.settings)
    except ValueError:
        step.fail("most", ROOM_ORDER.fill(**shown(values)))
    return host


def notices(instance: Instance, unit: Unit) -> tuple[Wording, ...]:
    """What to look at of a new unit, in ``instance`` without it: a place or an industry that nobody knows."""
    found = []
    place = unit.zone or unit.township
    if unit.point is None and place and not _is_known(instance, unit):
        found.append(_PLACE_UNKNOWN.fill(place=place))
    words = unit.industry_words
    if words and not unit.industry_code and not unit.chains and not industries.lookup(words).chains:
        trouble = Trouble.INDUSTRY_UNKNOWN.value
        found.append(answers.whole(trouble.message.fill(words=words), trouble.way_out))
    return tuple(found)


def _is_known(instance: Instance, unit: Unit) -> bool:
    """Whether somebody else is there, or the settings know where it is."""
    names = {place_key(name) for name in (unit.township, unit.zone) if name}
    units: tuple[Unit, ...] = (*instance.guests, *instance.hosts)
    return (
        not names.isdisjoint(map(place_key, instance.settings.places))
        or any(place_key(one.township) in names for one in units if one.township)
        or any(same_zone(one.zone, unit.zone) for one in units if one.zone and unit.zone)
    )


def shown(room: Mapping[str, Any]) -> dict[str, Any]:
    """The three numbers of a room as people write them; a dash where none is given."""
    return {key: "—" if room[key] is None else room[key] for key in ("low", "high", "most")}


def _new_unit(step: Step, units: Sequence[Unit]) -> tuple[dict[str, Any], str]:
    """The values of a new unit, as rows of the lists hold them, and its id."""
    name = step.text("name")
    id = str(step.change.get("id") or name)
    everybody = (*step.instance.guests, *step.instance.hosts)
    if any(unit.id == id for unit in units) or Directory(everybody).find(name) is not None:
        step.fail("name", _LISTED.fill(name=name))
    values = {
        key: value for key, value in step.change.items() if key not in ("op", "id") and value is not None
    }
    values["name"] = name
    if "place" in values:
        values["township"] = str(values.pop("place"))
    _read_industry(step, values)
    _check_place(step, values)
    return values, id


def _read_industry(step: Step, values: dict[str, Any]) -> None:
    words = values.pop("industry_words", None)
    for key in ("industry", "industry_code"):
        if key in values:
            values[key] = _parsed(step, key, cells.industry)
    if words and "industry" not in values:
        values["industry"] = cells.Stated("", str(words))
    if "chains" in values and isinstance(values["chains"], str):
        values["chains"] = [values["chains"]]
    try:
        trade = trade_of(values)
    except IndustryError as error:
        step.fail("industry_code" if "industry_code" in values else "industry", error.message)
    if trade.candidates:
        codes = "、".join(trade.candidates[:6])
        step.fail("industry", _UNCLEAR.fill(words=trade.words, codes=codes))


def _check_place(step: Step, values: dict[str, Any]) -> None:
    for key in ("longitude", "latitude"):
        if key in values and (isinstance(values[key], bool) or not isinstance(values[key], int | float)):
            step.fail(key, _NO_NUMBER_GIVEN.fill(given=values[key]))
    if why_not_point(*point_of(values)) is not None:
        step.fail("longitude", _NO_POINT)
    if point_of(values)[0] is None and not any(where_of(values)):
        step.fail("place", _NO_PLACE)


def _parsed(step: Step, field: str, parse: Callable[[Any], Any]) -> Any:
    try:
        return parse(step.text(field))
    except CellError as error:
        step.fail(field, answers.whole(error.message, error.way_out))


_PLACE_UNKNOWN = Wording(
    "名单和设置里都没有“{place}”，距离只能估算。请核对写法，或者填经纬度。",
    "Neither lists nor settings know “{place}”, so the distance is only assumed. Check its spelling, or give coordinates.",
)
_LISTED = Wording("“{name}”已经在名单里。", "“{name}” is listed already.")
_UNCLEAR = Wording(
    "“{words}”可能是几个行业，请改填其中一个代码：{codes}。",
    "“{words}” may be several industries; write one of these codes: {codes}.",
)
_NO_NUMBER_GIVEN = Wording("“{given}”应当是小数度，如119.803。", "“{given}” should be decimal degrees.")
_NO_POINT = Wording(
    "经纬度只填了一个、写反了，或者不在中国境内。",
    "Longitude and latitude are half given, exchanged, or not in China.",
)
_NO_PLACE = Wording("请填乡镇、街道或开发区，或者经纬度。", "Give its township or zone, or its coordinates.")
ROOM_ORDER = Wording(
    "结对数应当是 最少≤一般最多≤最多，现在是{low}、{high}、{most}。",
    "Room needs low ≤ high ≤ most, not {low}, {high}, {most}.",
)
