"""What every action of inspections does first and last: hold the row, refuse, write a line into the book."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kernel.inspections.enums import Reason
from lianshou.kernel.inspections.models import Finding, Plan
from lianshou.kernel.unions.models import Union


def refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(reason)


def held_plan(plan: Plan) -> Plan:
    """The plan as it stands now, nobody else moving it on."""
    rows = Plan.objects.admitted().select_for_update(of=("self",)).select_related("union")
    found: Plan = rows.get(pk=plan.pk)
    return found


def held_finding(finding: Finding) -> Finding:
    """The finding as it stands now, nobody else moving it on."""
    rows = Finding.objects.admitted().select_for_update(of=("self",)).select_related("union", "laid_by")
    found: Finding = rows.get(pk=finding.pk)
    return found


def note(verb: str, *, actor: Any, subject: Any, union: Union, now: datetime, **details: Any) -> None:
    """Write a line into the book, under the union whose business it is."""
    record(actor=actor, verb=verb, subject=subject, at=now, union_path=union.path, **details)
