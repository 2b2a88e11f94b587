from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.bulletins.actions import draft_bulletin
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.inspections.actions.holding import held_finding, note, refuse
from lianshou.kernel.inspections.enums import Reason, Step
from lianshou.kernel.inspections.models import Finding, Urging
from lianshou.kernel.inspections.queries import steps_taken, to_name_in_bulletin
from lianshou.kernel.inspections.rules import BULLETIN_TITLE, bulletin_text, why_not_urge
from lianshou.kernel.pledges.actions.numbering import take_numbers
from lianshou.kernel.unions.models import Union

_VERB = {Step.REMINDER: "finding.reminded", Step.LETTER: "finding.urged", Step.BULLETIN: "finding.named"}


@transaction.atomic
def remind(*, actor: Any, finding: Finding, now: datetime, words: str = "") -> Urging:
    """Remind the unit of a finding that is overdue: the first step of pressing.

    Raises PermissionDenied, or Refused NOT_OVERDUE / OUT_OF_TURN. Leaves ``finding.reminded``.
    """
    return _step(actor, finding, Step.REMINDER, now, words=words.strip())


@transaction.atomic
def urge(
    *, actor: Any, finding: Finding, prefix: str, due_on: date, now: datetime, words: str = ""
) -> Urging:
    """Write a letter (催办函) under the next number of the union's papers, after a reminder.

    Raises PermissionDenied, or Refused NOT_OVERDUE / OUT_OF_TURN / PREFIX_MISSING / DUE_PASSED. Leaves ``finding.urged``.
    """
    refuse(Reason.DUE_PASSED if due_on < timezone.localdate(now) else None)
    return _step(actor, finding, Step.LETTER, now, words=words.strip(), due_on=due_on, prefix=prefix.strip())


@transaction.atomic
def draft_overdue_bulletin(*, actor: Any, union: Union, now: datetime) -> Bulletin:
    """Draft a bulletin that names every overdue finding whose letter went out: the last step of pressing.

    Raises PermissionDenied, or Refused NONE_TO_NAME. Leaves ``bulletin.drafted`` and ``finding.named`` for each.
    """
    require(actor, "inspection.plan", on=union)
    today = timezone.localdate(now)
    found = list(to_name_in_bulletin(union=union, today=today))
    refuse(None if found else Reason.NONE_TO_NAME)
    text = bulletin_text(
        [
            (one.union.name, one.text, one.answerable, one.due_on, (today - (one.due_on or today)).days)
            for one in found
        ]
    )
    bulletin = draft_bulletin(
        actor=actor,
        union=union,
        title=BULLETIN_TITLE,
        text=text,
        starts_on=min(one.found_on for one in found),
        ends_on=today,
        now=now,
    )
    for finding in found:
        _step(actor, finding, Step.BULLETIN, now, bulletin=bulletin)
    return bulletin


def _step(
    actor: Any, finding: Finding, step: Step, now: datetime, *, prefix: str = "", **facts: Any
) -> Urging:
    require(actor, "inspection.plan", on=finding.laid_by)
    finding = held_finding(finding)
    today = timezone.localdate(now)
    overdue = finding.is_overdue(today)
    refuse(why_not_urge(step=step, taken=steps_taken(finding), overdue=overdue, prefix=prefix))
    if step == Step.LETTER:
        facts["number"] = take_numbers(union=finding.laid_by, prefix=prefix, year=today.year, count=1)[
            0
        ].number
    made = Urging.objects.create(
        finding=finding, step=step, made_by=actor, made_on=today, made_at=now, **facts
    )
    told = {"words": made.words, "number": made.number}
    note(_VERB[step], actor=actor, subject=finding, union=finding.union, now=now, **told)
    return made
