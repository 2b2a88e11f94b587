from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import require
from lianshou.kernel.inspections.actions.holding import held_finding, note, refuse
from lianshou.kernel.inspections.enums import Severity, Source, State
from lianshou.kernel.inspections.models import Finding, Visit
from lianshou.kernel.inspections.queries import HELD, is_below
from lianshou.kernel.inspections.rules import (
    why_not_assign,
    why_not_find,
    why_not_report,
    why_not_strike,
    why_not_verify,
)
from lianshou.kernel.unions.models import Union


@transaction.atomic
def find(
    *,
    actor: Any,
    laid_by: Union,
    union: Union,
    text: str,
    found_on: date,
    now: datetime,
    source: str = Source.REPORT,
    place: str = "",
    severity: str = Severity.USUAL,
    visit: Visit | None = None,
) -> Finding:
    """Take down that something is wrong at a union below the one that inspects.

    Raises PermissionDenied, or Refused TEXT_MISSING / IN_FUTURE / NOT_BELOW. Leaves ``finding.found``.
    """
    require(actor, "inspection.record", on=laid_by)
    today, inside = timezone.localdate(now), is_below(union, laid_by)
    refuse(why_not_find(text=text, found_on=found_on, today=today, inside=inside))
    facts: dict[str, Any] = {"source": source, "text": text, "place": place, "severity": severity}
    return put_down(
        actor=actor, now=now, laid_by=laid_by, union=union, visit=visit, found_on=found_on, **facts
    )


@transaction.atomic
def assign_mending(
    *,
    actor: Any,
    finding: Finding,
    todo: str,
    due_on: date,
    now: datetime,
    person: User | None = None,
    person_name: str = "",
    why: str = "",
) -> Finding:
    """Say what is to be done about a finding, by when, and which person of its unit answers for it; ``why`` its day is put off.

    Raises PermissionDenied, or Refused WRONG_STATE / NOBODY / TEXT_MISSING / DUE_PASSED / WHY_PUT_OFF. Leaves
    ``finding.assigned``.
    """
    require(actor, "inspection.record", on=finding.laid_by)
    finding = held_finding(finding)
    named = person is not None or bool(person_name.strip())
    today = timezone.localdate(now)
    was = finding.due_on
    asked: dict[str, Any] = {"todo": todo, "due_on": due_on, "today": today, "was": was, "why": why}
    refuse(why_not_assign(state=finding.state, named=named, **asked))
    finding.person, finding.person_name = person, "" if person else person_name.strip()
    finding.todo, finding.due_on, finding.state = todo.strip(), due_on, State.MENDING
    finding.save()
    put_off = {"was": str(was), "why": why.strip()} if was is not None and due_on > was else {}
    _note("finding.assigned", actor, finding, now, words=finding.todo, due_on=str(due_on), **put_off)
    return finding


@transaction.atomic
def report_mending(*, actor: Any, finding: Finding, words: str, now: datetime) -> Finding:
    """Report for the unit that a finding is mended, and how.

    Raises PermissionDenied, or Refused WRONG_STATE / WORDS_MISSING. Leaves ``finding.reported``.
    """
    require(actor, "inspection.mend", on=finding.union)
    finding = held_finding(finding)
    refuse(why_not_report(state=finding.state, words=words))
    finding.told, finding.told_by, finding.told_at = words.strip(), actor, now
    finding.state, finding.returned = State.REPORTED, ""
    finding.save()
    _note("finding.reported", actor, finding, now, words=finding.told)
    return finding


@transaction.atomic
def verify_mending(*, actor: Any, finding: Finding, now: datetime) -> Finding:
    """Say, having looked, that a finding is mended; not by whoever reported it.

    Raises PermissionDenied, or Refused WRONG_STATE / OWN. Leaves ``finding.verified``.
    """
    require(actor, "inspection.verify", on=finding.laid_by)
    finding = held_finding(finding)
    refuse(why_not_verify(state=finding.state, own=finding.told_by_id == actor.pk))
    finding.state, finding.verified_by, finding.verified_at = State.VERIFIED, actor, now
    finding.save()
    _note("finding.verified", actor, finding, now)
    return finding


@transaction.atomic
def return_mending(*, actor: Any, finding: Finding, words: str, now: datetime) -> Finding:
    """Send a mending back with words on what is missing; not by whoever reported it. Its day stays.

    Raises PermissionDenied, or Refused WRONG_STATE / OWN / WORDS_MISSING. Leaves ``finding.returned``.
    """
    require(actor, "inspection.verify", on=finding.laid_by)
    finding = held_finding(finding)
    own = finding.told_by_id == actor.pk
    refuse(why_not_verify(state=finding.state, own=own, returns=True, words=words))
    finding.state, finding.returned = State.MENDING, words.strip()[:400]
    finding.save()
    _note("finding.returned", actor, finding, now, words=finding.returned)
    return finding


@transaction.atomic
def strike_off(*, actor: Any, finding: Finding, now: datetime) -> Finding:
    """Strike a verified finding off the list (销号).

    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``finding.struck``.
    """
    require(actor, "inspection.plan", on=finding.laid_by)
    finding = held_finding(finding)
    refuse(why_not_strike(state=finding.state))
    finding.state, finding.struck_by, finding.struck_on = State.STRUCK, actor, timezone.localdate(now)
    finding.save()
    _note("finding.struck", actor, finding, now)
    return finding


@transaction.atomic
def hand_over_mendings(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Move the findings that one account is to mend to another; the whole act asks permission.

    Leaves ``finding.assigned`` for each.
    """
    del last_day, first_day
    held = Finding.objects.admitted().filter(person=leaving, state__in=HELD)
    moved = 0
    for finding in held.select_related("union").order_by("pk"):
        finding.person = to
        finding.save(update_fields=["person"])
        _note("finding.assigned", actor, finding, now, to=to.pk)
        moved += 1
    return moved


def put_down(*, actor: Any, now: datetime, union: Union, text: str, **facts: Any) -> Finding:
    """Write a finding that was looked at already. The caller runs ``transaction.atomic()``. Leaves ``finding.found``."""
    made = Finding.objects.create(union=union, text=text.strip()[:400], found_by=actor, found_at=now, **facts)
    _note("finding.found", actor, made, now, words=made.text)
    return made


def _note(verb: str, actor: Any, finding: Finding, now: datetime, **details: Any) -> None:
    note(verb, actor=actor, subject=finding, union=finding.union, now=now, **details)
