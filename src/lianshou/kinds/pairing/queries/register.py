"""The union on the register behind a row of a list, and what the row would change in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse

from lianshou.china.text import same_name_key
from lianshou.core.kinds import OnRegister, Trace
from lianshou.core.wording import Wording
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.intake.queries import accepted_applications
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.placement.queries import open_openings
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.pairing.rules.facts import Guest, Unit
from lianshou.kinds.pairing.rules.naming import same_zone, unit_key
from lianshou.kinds.pairing.rules.rows import guest_of, host_of

_SUFFIXES = ("", "工会", "工会委员会", "基层工会", "基层工会委员会", "工会联合会")

TITLES: dict[str, Wording] = {
    "credit_code": Wording("统一社会信用代码", "Credit code"),
    "founded_on": Wording("建会时间", "Founded on"),
    "division_code": Wording("行政区划", "Division"),
    "township": Wording("乡镇、街道", "Township"),
    "zone_name": Wording("开发区", "Zone"),
    "address": Wording("地址", "Address"),
    "longitude": Wording("经度", "Longitude"),
    "latitude": Wording("纬度", "Latitude"),
    "industry_code": Wording("行业代码", "Industry code"),
    "industry_words": Wording("行业", "Industry"),
    "group_name": Wording("所属集团", "Corporate group"),
    "members": Wording("会员数", "Members"),
    "is_new_sector": Wording("两新组织", "New sector"),
    "chains": Wording("产业链", "Industry chains"),
    "chair": Wording("工会主席", "Chair"),
    "phone": Wording("联系电话", "Telephone"),
}


@dataclass(frozen=True)
class Facts:
    """What a row says about a union: only what was filled in."""

    union: dict[str, Any]
    chains: tuple[str, ...]
    chair: str
    phone: str


@dataclass(frozen=True)
class Register:
    """The unions of a federation's subtree that rows may mean, by credit code and by name."""

    by_code: Mapping[str, Union]
    by_name: Mapping[str, Union]

    def find(self, unit: Unit) -> Union | None:
        """The union that ``unit`` means: by credit code first, then by name with or without 工会 behind it."""
        return self.by_code.get(unit.credit_code) or self.by_name.get(unit_key(unit.name))


def register_of(*, programme: Programme, units: Iterable[Unit]) -> Register:
    """The part of the register below the programme's union that ``units`` may mean, with zones and chains at hand."""
    wanted = list(units)
    names = {
        f"{root}{suffix}"
        for unit in wanted
        for root in (same_name_key(unit.name), unit_key(unit.name))
        for suffix in _SUFFIXES
    }
    codes = {unit.credit_code for unit in wanted if unit.credit_code}
    found = (
        Union.objects.within(Scope((programme.union.path,)))
        .filter(Q(name_key__in=names) | Q(credit_code__in=codes))
        .select_related("zone")
        .prefetch_related("chains")
        .order_by("-path")
    )
    unions = list(found)
    by_code = {union.credit_code: union for union in unions if union.credit_code}
    return Register(by_code, {unit_key(union.name): union for union in unions})


def facts_of(unit: Unit, *, zones: Sequence[str] = ()) -> Facts:
    """What is filled in of ``unit``; a zone spelt otherwise takes the name it has among ``zones``."""
    zone = next((name for name in zones if same_zone(name, unit.zone)), unit.zone)
    facts: dict[str, Any] = {
        "credit_code": unit.credit_code or None,
        "founded_on": unit.founded_on,
        "division_code": unit.division_code,
        "township": unit.township,
        "zone_name": zone,
        "address": unit.address,
        "longitude": _degrees(unit.longitude),
        "latitude": _degrees(unit.latitude),
        "industry_code": unit.industry_code,
        "industry_words": unit.industry_words,
        "group_name": unit.group,
        "members": unit.members,
        "is_new_sector": True if isinstance(unit, Guest) else None,
    }
    filled = {key: value for key, value in facts.items() if value not in (None, "")}
    if not {"longitude", "latitude"} <= filled.keys():
        filled = {key: value for key, value in filled.items() if key not in ("longitude", "latitude")}
    return Facts(filled, unit.chains, unit.chair, unit.phone)


def known_rows(
    *, actor: Any, programme: Programme, rows: Sequence[Row], list_slug: str
) -> dict[int, OnRegister]:
    """By their places in ``rows``: the unions on the register that they mean, and what they would change there."""
    units = [unit_of(row.values, list_slug) for row in rows]
    register = register_of(programme=programme, units=units)
    found = {place: union for place, unit in enumerate(units) if (union := register.find(unit)) is not None}
    chairs = chairs_of(found.values())
    return {
        place: OnRegister(
            title=union.name,
            url=reverse("unions:detail", args=[union.pk]),
            changes=_changes(union, facts_of(units[place]), chairs.get(union.pk)),
        )
        for place, union in found.items()
    }


_MADE = ("opening.offered", "application.accepted", "application.submitted")


def traces_of(record: Any, now: datetime) -> tuple[Trace, ...]:
    """What taking a row over did: the opening or application, new when the book tells of it at this very moment."""
    made = history_of(record).filter(verb__in=_MADE, at=now)
    return (Trace(record._meta.label_lower, record.pk, made.exists()),)


def unit_of(values: Mapping[str, object], list_slug: str) -> Unit:
    """The host or guest that a sound row describes."""
    return host_of(values, id="") if list_slug == "hosts" else guest_of(values, id="")


def other_side(*, programme: Programme, list_slug: str) -> list[Row]:
    """Those who are on the programme's other list, as rows to check against."""
    listed = (
        accepted_applications(programme=programme)
        if list_slug == "hosts"
        else open_openings(programme=programme)
    )
    unions = [one.union for one in listed]
    return [
        Row("", number, {"name": union.name, "credit_code": union.credit_code}, {})
        for number, union in enumerate(unions, start=1)
    ]


def _changes(union: Union, facts: Facts, chair: Person | None) -> tuple[tuple[Wording, str, str], ...]:
    present = {
        **{key: getattr(union, key, None) for key in facts.union},
        "zone_name": union.zone.name if union.zone else "",
    }
    changed = [
        (TITLES[key], _shown(present[key]), _shown(value))
        for key, value in facts.union.items()
        if not _same(key, present[key], value)
    ]
    chains = sorted(chain.name for chain in union.chains.all())
    if facts.chains and set(facts.chains) - set(chains):
        changed.append((TITLES["chains"], "、".join(chains), "、".join(facts.chains)))
    if facts.chair and (chair is None or chair.name != facts.chair):
        changed.append((TITLES["chair"], chair.name if chair else "", facts.chair))
    return tuple(changed)


def _same(key: str, present: object, given: object) -> bool:
    if key == "zone_name":
        return same_zone(str(present), str(given))
    return present == given


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(value)


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.000001"))
