from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.china.working_days import WorkingDays
from lianshou.core.papers import Clause, papers
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.pledges.actions.filing import keep_file, readable
from lianshou.kernel.pledges.actions.holding import locked, note, refuse
from lianshou.kernel.pledges.enums import Counted, Duty, Purpose
from lianshou.kernel.pledges.models import Obligation, Party, Pledge
from lianshou.kernel.pledges.queries import clauses_of_template, own_parties
from lianshou.kernel.pledges.rules import (
    LIVING,
    day_from_force,
    due_of,
    owes,
    why_not_add_obligation,
    why_not_report,
    why_not_waive,
)
from lianshou.kernel.programmes.queries import working_days


def lay_obligations(
    pledges: Sequence[Pledge], *, parties: Sequence[Party], since: date | None = None
) -> None:
    """Write what the clauses of the paper, and of the federation's template, oblige the parties of new pledges to.

    For a party that joins later, days are counted from ``since``.
    """
    if not pledges:
        return
    added = clauses_of_template(pledges[0].template)
    sides: dict[int, list[Party]] = defaultdict(list)
    for party in parties:
        sides[party.pledge_id].append(party)
    days = working_days()
    rows = [row for pledge in pledges for row in _obligations(pledge, sides[pledge.pk], added, days, since)]
    Obligation.objects.bulk_create(rows)


def start_obligations(pledge: Pledge) -> int:
    """Part of bringing a pledge into force: no promise of it is overdue on that day. Gives how many got a later day."""
    if pledge.in_force_at is None:
        return 0
    in_force_on, term = timezone.localdate(pledge.in_force_at), (pledge.starts_on, pledge.ends_on)
    late = list(pledge.obligations.filter(state=Duty.OPEN, due_on__lt=in_force_on))
    for row in late:
        row.due_on = day_from_force(
            due_on=row.due_on, starts_on=term[0], ends_on=term[1], in_force_on=in_force_on
        )
        row.counted = Counted.CALENDAR
    Obligation.objects.admitted().bulk_update(late, ["due_on", "counted"])
    return len(late)


@transaction.atomic
def add_obligation(
    *,
    actor: Any,
    pledge: Pledge,
    party: Party,
    words: str,
    due_on: date,
    now: datetime,
    done_when: str = "",
) -> Obligation:
    """Add a promise that both sides made beside the clauses of the paper, with its day.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``obligation.added``.
    """
    require(actor, "pledge.issue", on=pledge.programme.union)
    pledge = locked(pledge)
    why = why_not_add_obligation(state=pledge.state, words=words, due_on=due_on, ends_on=pledge.ends_on)
    refuse(why)
    owner = pledge.parties.get(pk=party.pk)
    row = Obligation.objects.create(
        pledge=pledge, party=owner, words=words.strip(), done_when=done_when.strip(), due_on=due_on
    )
    _note("obligation.added", actor=actor, row=row, now=now)
    return row


@transaction.atomic
def report_obligation(
    *,
    actor: Any,
    obligation: Obligation,
    done_on: date,
    evidence: str,
    now: datetime,
    content: bytes = b"",
) -> Obligation:
    """Say that a promise was kept, when, and what shows it, in words or with a file; by its owner or the federation.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``obligation.done``.
    """
    require(actor, "obligation.report")
    pledge, obligation = _held(obligation)
    mine = own_parties(actor=actor, pledge=pledge, verb="obligation.report")
    officer = may(actor, "pledge.issue", on=pledge.programme.union)
    why = why_not_report(
        state=obligation.state,
        in_force=pledge.state in LIVING,
        is_owner=officer or obligation.party_id in {party.pk for party in mine},
        done_on=done_on,
        today=timezone.localdate(now),
        has_evidence=bool(evidence.strip() or content),
    )
    refuse(why)
    if content:
        kept = readable(content)
        keep_file(kept, pledge=pledge, purpose=Purpose.EVIDENCE, actor=actor, now=now, obligation=obligation)
    obligation.state, obligation.done_on, obligation.evidence = Duty.DONE, done_on, evidence.strip()
    obligation.told_by, obligation.told_at = actor, now
    obligation.save()
    _note("obligation.done", actor=actor, row=obligation, now=now, on=str(done_on), has_file=bool(content))
    return obligation


@transaction.atomic
def waive_obligation(*, actor: Any, obligation: Obligation, reason: str, now: datetime) -> Obligation:
    """Let a promise go, with a reason that both sides read.

    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``obligation.waived``.
    """
    require(actor, "pledge.issue", on=obligation.pledge.programme.union)
    _pledge, obligation = _held(obligation)
    refuse(why_not_waive(state=obligation.state, words=reason))
    waive(obligation, reason=reason.strip(), actor=actor, now=now)
    return obligation


def waive(obligation: Obligation, *, reason: str, actor: Any, now: datetime) -> None:
    """Write that an obligation of a pledge in hand is waived."""
    obligation.state, obligation.waive_reason = Duty.WAIVED, reason[:200]
    obligation.told_by, obligation.told_at = actor, now
    obligation.save()
    _note("obligation.waived", actor=actor, row=obligation, now=now, reason=reason)


def _obligations(
    pledge: Pledge,
    parties: Sequence[Party],
    added: Sequence[Clause],
    days: WorkingDays,
    since: date | None,
) -> Iterator[Obligation]:
    term = {"starts_on": since or pledge.starts_on, "ends_on": pledge.ends_on}
    clauses = [*papers[pledge.slug].clauses(context=pledge.context, **term), *added]
    for clause in clauses:
        due_on, counted = due_of(clause, days=days, **term)
        for party in parties:
            if owes(party.side, clause):
                yield _row(pledge, party, clause, due_on=due_on, counted=counted)


def _row(pledge: Pledge, party: Party, clause: Clause, *, due_on: date, counted: Counted) -> Obligation:
    return Obligation(
        pledge=pledge,
        party=party,
        words=clause.words[:300],
        done_when=clause.done_when[:300],
        due_on=due_on,
        counted=counted,
    )


def _held(obligation: Obligation) -> tuple[Pledge, Obligation]:
    pledge = locked(obligation.pledge)
    found: Obligation = pledge.obligations.select_related("pledge__programme__union", "party__union").get(
        pk=obligation.pk
    )
    return pledge, found


def _note(verb: str, *, actor: Any, row: Obligation, now: datetime, **details: Any) -> None:
    details |= {"obligation": row.pk, "union": str(row.party.union)}
    note(verb, actor=actor, pledge=row.pledge, now=now, **details)
