from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.china.names import pinyin_key
from lianshou.china.text import same_name_key
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.unions.enums import Reason
from lianshou.kernel.unions.models import GradeChange, Honour, Industry, IndustryChain, Place, Union, Zone
from lianshou.kernel.unions.queries import own_areas
from lianshou.kernel.unions.rules import (
    grade_of_honour,
    why_not_change_grade,
    why_not_enter_place,
    why_not_honour,
    why_not_place,
)


@transaction.atomic
def add_union(
    *,
    actor: Any,
    parent: Union | None,
    name: str,
    level: str,
    now: datetime,
    chains: Sequence[str] = (),
    **facts: Any,
) -> Union:
    """Enter a union below ``parent`` (None only for the root of an installation).

    ``zone_name`` among the facts names a zone of the union's division, which is made when it is new.
    Raises PermissionDenied, or Refused CODE_TAKEN / BAD_POINT. Leaves ``union.added``.
    """
    if parent is not None:
        require(actor, "union.edit", on=parent)
    _check(facts, me=None)
    _find_zone(facts, division_code=facts.get("division_code", ""))
    facts |= {"name": name, "level": level, **_keys(name)}
    union = Union.objects.add_child(parent, facts) if parent else Union.objects.add_root(facts)
    _set_chains(union, chains)
    record(actor=actor, verb="union.added", subject=union, at=now, union_path=union.path)
    return union


@transaction.atomic
def edit_union(
    *, actor: Any, union: Union, now: datetime, chains: Sequence[str] | None = None, **facts: Any
) -> Union:
    """Change facts of a union; only what differs is written. Leaves ``union.edited`` with the names of the fields.

    Raises PermissionDenied, or Refused CODE_TAKEN / BAD_POINT.
    """
    require(actor, "union.edit", on=union)
    union = Union.objects.admitted().select_for_update().get(pk=union.pk)
    point = {key: facts.get(key, getattr(union, key)) for key in ("longitude", "latitude")}
    _check(facts | point, me=union.pk)
    _find_zone(facts, division_code=facts.get("division_code", union.division_code))
    changed = sorted(key for key, value in facts.items() if getattr(union, key) != value)
    for key in changed:
        setattr(union, key, facts[key])
    if "name" in changed:
        for key, value in _keys(union.name).items():
            setattr(union, key, value)
    if changed:
        union.save()
    if chains is not None and set(chains) != set(union.chains.values_list("name", flat=True)):
        _set_chains(union, chains)
        changed.append("chains")
    if changed:
        record(actor=actor, verb="union.edited", subject=union, at=now, union_path=union.path, fields=changed)
    return union


@transaction.atomic
def record_honour(
    *, actor: Any, union: Union, level: str, granted_on: date, now: datetime, document_no: str = ""
) -> Honour:
    """Put a model-home honour on record, and the rise in grade that comes with it.

    Raises PermissionDenied, or Refused with a ``unions.enums.Reason``. Leaves ``honour.recorded``.
    """
    require(actor, "honour.record", on=union)
    union = Union.objects.admitted().select_for_update().get(pk=union.pk)
    known = Honour.objects.admitted().filter(union=union, level=level, granted_on=granted_on).exists()
    today = timezone.localdate(now)
    if reason := why_not_honour(known=known, granted_on=granted_on, founded_on=union.founded_on, today=today):
        raise Refused(reason)
    honour = Honour.objects.create(union=union, level=level, granted_on=granted_on, document_no=document_no)
    grade = grade_of_honour(level)
    if grade > union.grade:
        _rise(union=union, after=grade, changed_on=granted_on, honour=honour, note="")
    record(actor=actor, verb="honour.recorded", subject=honour, at=now, union_path=union.path, level=level)
    return honour


@transaction.atomic
def record_upgrade(
    *, actor: Any, union: Union, after: int, changed_on: date, now: datetime, note: str = ""
) -> GradeChange:
    """Record that a union rose to the home grade ``after`` (提档升级).

    Raises PermissionDenied, or Refused with a ``unions.enums.Reason``. Leaves ``grade.raised``.
    """
    require(actor, "honour.record", on=union)
    union = Union.objects.admitted().select_for_update().get(pk=union.pk)
    reason = why_not_change_grade(
        before=union.grade,
        after=after,
        changed_on=changed_on,
        founded_on=union.founded_on,
        today=timezone.localdate(now),
    )
    if reason:
        raise Refused(reason)
    change = _rise(union=union, after=after, changed_on=changed_on, honour=None, note=note)
    record(actor=actor, verb="grade.raised", subject=change, at=now, union_path=union.path, after=after)
    return change


@transaction.atomic
def enter_places(*, actor: Any, rows: Sequence[dict[str, Any]], now: datetime) -> int:
    """Enter townships and streets with their points; one with the same division code is overwritten.

    Gives how many. Raises PermissionDenied, or Refused OUTSIDE_AREA. Leaves ``places.entered``.
    """
    require(actor, "place.import")
    _check_areas(actor, rows)
    places = [Place(**row) for row in rows]
    Place.objects.bulk_create(
        places,
        update_conflicts=True,
        unique_fields=["division_code"],
        update_fields=["name", "longitude", "latitude"],
    )
    record(actor=actor, verb="places.entered", subject=Place(), at=now, count=len(rows))
    return len(rows)


@transaction.atomic
def enter_zones(*, actor: Any, rows: Sequence[dict[str, Any]], now: datetime) -> int:
    """Enter zones with their points; one with the same division and name is overwritten.

    Gives how many. Raises PermissionDenied, or Refused OUTSIDE_AREA. Leaves ``zones.entered``.
    """
    require(actor, "place.import")
    _check_areas(actor, rows)
    zones = [Zone(**row) for row in rows]
    Zone.objects.bulk_create(
        zones,
        update_conflicts=True,
        unique_fields=["division_code", "name"],
        update_fields=["longitude", "latitude"],
    )
    record(actor=actor, verb="zones.entered", subject=Zone(), at=now, count=len(rows))
    return len(rows)


@transaction.atomic
def enter_industries(*, actor: Any, rows: Sequence[dict[str, Any]], now: datetime) -> int:
    """Enter finer names of GB/T 4754; a known code takes the new name.

    Gives how many. Raises PermissionDenied. Leaves ``industries.entered``.
    """
    require(actor, "industry.import")
    industries = [Industry(**row) for row in rows]
    Industry.objects.bulk_create(
        industries, update_conflicts=True, unique_fields=["code"], update_fields=["name"]
    )
    record(actor=actor, verb="industries.entered", subject=Industry(), at=now, count=len(rows))
    return len(rows)


def _check_areas(actor: Any, rows: Sequence[dict[str, Any]]) -> None:
    areas = own_areas(actor=actor, verb="place.import")
    for row in rows:
        if reason := why_not_enter_place(division_code=row["division_code"], areas=areas):
            raise Refused(reason)


def _rise(*, union: Union, after: int, changed_on: date, honour: Honour | None, note: str) -> GradeChange:
    change = GradeChange.objects.create(
        union=union, before=union.grade, after=after, changed_on=changed_on, honour=honour, note=note
    )
    union.grade = after
    union.save(update_fields=["grade"])
    return change


def _check(facts: dict[str, Any], *, me: int | None) -> None:
    code = facts.get("credit_code")
    others = Union.objects.admitted().filter(credit_code=code)
    if code and (others if me is None else others.exclude(pk=me)).exists():
        raise Refused(Reason.CODE_TAKEN)
    if reason := why_not_place(longitude=facts.get("longitude"), latitude=facts.get("latitude")):
        raise Refused(reason)


def _find_zone(facts: dict[str, Any], *, division_code: str) -> None:
    if "zone_name" in facts:
        name = facts.pop("zone_name")
        asked = {"name": name, "division_code": division_code[:6]}
        facts["zone"] = Zone.objects.get_or_create(**asked)[0] if name else None


def _keys(name: str) -> dict[str, str]:
    """``search`` begins with the sound, so that ordering by it is ordering by pinyin."""
    sound, _, initials = pinyin_key(name).partition(" ")
    return {"name_key": same_name_key(name)[:120], "search": f"{sound[:250]} {initials[:120]} {name[:120]}"}


def _set_chains(union: Union, names: Sequence[str]) -> None:
    IndustryChain.objects.bulk_create([IndustryChain(name=name) for name in names], ignore_conflicts=True)
    union.chains.set(IndustryChain.objects.filter(name__in=names))
