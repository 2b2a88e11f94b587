from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.intake.actions import accept_application
from lianshou.kernel.intake.enums import Channel
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import accepted_applications
from lianshou.kernel.people.actions import name_chair
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.placement.actions import offer_opening
from lianshou.kernel.placement.models import Opening
from lianshou.kernel.placement.queries import open_openings
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.actions import add_union, edit_union, record_honour
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Honour, Union, Zone
from lianshou.kinds.pairing.enums import Reason
from lianshou.kinds.pairing.models import GuestDetail, HostDetail
from lianshou.kinds.pairing.queries import Facts, facts_of, register_of, settings_of
from lianshou.kinds.pairing.rules.facts import Unit
from lianshou.kinds.pairing.rules.naming import place_key
from lianshou.kinds.pairing.rules.rows import guest_of, host_of


@transaction.atomic
def take_host(*, actor: Any, programme: Programme, values: Mapping[str, object], now: datetime) -> Opening:
    """Take one sound row of the hosts over: union, chair, honour, and the opening with its room.

    A union on the register keeps what the row leaves empty; an unknown one is entered. Raises PermissionDenied, or
    Refused with a reason of unions, placement or pairing. Leaves the traces of the actions that it calls.
    """
    host = host_of(values, id="")
    union = _enter(actor, programme, host, now)
    if accepted_applications(programme=programme).filter(union=union).exists():
        raise Refused(Reason.ALREADY_GUEST)
    if host.honour is not None and host.honour.granted_on is not None:
        _honour(actor, union, str(host.level), host.honour.granted_on, host.honour.document_no, now)
    room = host.room(settings_of(programme=programme))
    opening = offer_opening(
        actor=actor, programme=programme, union=union, low=room.low, high=room.high, most=room.most, now=now
    )
    HostDetail.objects.admitted().update_or_create(opening=opening, defaults={"level": str(host.level)})
    return opening


@transaction.atomic
def take_guest(
    *, actor: Any, programme: Programme, values: Mapping[str, object], now: datetime
) -> Application:
    """Take one sound row of the guests over: union, chair, and the application.

    Raises and leaves as ``take_host``.
    """
    guest = guest_of(values, id="")
    union = _enter(actor, programme, guest, now)
    if open_openings(programme=programme).filter(union=union).exists():
        raise Refused(Reason.ALREADY_HOST)
    application = accept_application(
        actor=actor, programme=programme, union=union, channel=Channel.IMPORTED, now=now
    )
    GuestDetail.objects.admitted().get_or_create(
        application=application, defaults={"grade_before": union.grade}
    )
    return application


def _enter(actor: Any, programme: Programme, unit: Unit, now: datetime) -> Union:
    """The union that a row means, brought up to date with what is filled in, or entered anew; its chair named."""
    area = unit.division_code or programme.union.division_code
    zones = Zone.objects.filter(division_code=area[:6]).values_list("name", flat=True)
    facts = facts_of(unit, zones=list(zones))
    known = register_of(programme=programme, units=[unit]).find(unit)
    union = _update(actor, known, facts, now) if known else _add(actor, programme, unit, facts, now)
    _name_chair(actor, union, facts, now)
    return union


def _update(actor: Any, union: Union, facts: Facts, now: datetime) -> Union:
    chains = {chain.name for chain in union.chains.all()} | set(facts.chains) if facts.chains else None
    return edit_union(
        actor=actor, union=union, now=now, chains=sorted(chains) if chains else None, **facts.union
    )


def _add(actor: Any, programme: Programme, unit: Unit, facts: Facts, now: datetime) -> Union:
    parent = _township(programme, unit) or programme.union
    area = facts.union.get("division_code") or programme.union.division_code
    return add_union(
        actor=actor,
        parent=parent,
        name=unit.name,
        level=Level.ENTERPRISE,
        now=now,
        chains=facts.chains,
        **{**facts.union, "division_code": area},
    )


def _township(programme: Programme, unit: Unit) -> Union | None:
    """The federation of the row's township or zone below the programme's union, by its name."""
    below = Union.objects.within(Scope((programme.union.path,))).filter(level=Level.TOWNSHIP)
    for place in filter(None, (unit.township, unit.zone)):
        found = below.filter(name__contains=place_key(place)).order_by("path").first()
        if found is not None:
            return found
    return None


def _name_chair(actor: Any, union: Union, facts: Facts, now: datetime) -> None:
    if facts.chair:
        name_chair(actor=actor, union=union, name=facts.chair, phone=facts.phone, now=now)
    elif facts.phone and (chair := chairs_of([union]).get(union.pk)) is not None:
        name_chair(actor=actor, union=union, name=chair.name, phone=facts.phone, now=now)


def _honour(actor: Any, union: Union, level: str, granted_on: date, document_no: str, now: datetime) -> None:
    """Put the honour on record unless one of this level is there already."""
    if not Honour.objects.admitted().filter(union=union, level=level, withdrawn_on=None).exists():
        record_honour(
            actor=actor, union=union, level=level, granted_on=granted_on, document_no=document_no, now=now
        )
