"""Rules of escalation, the sweep that applies them, and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.kinds import InboxItem
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.inbox.enums import Reason
from lianshou.kernel.inbox.models import Escalation, EscalationRule
from lianshou.kernel.inbox.queries.calendars import Calendars
from lianshou.kernel.inbox.queries.escalations import above_of, accounts_under, rules_in_force
from lianshou.kernel.inbox.queries.work import Work, work_of
from lianshou.kernel.inbox.rules.escalating import NEVER, Rule, is_to_go_up, rule_for, why_not_answer
from lianshou.kernel.unions.models import Union


@transaction.atomic
def set_rule(*, actor: Any, union: Union, errand: str, days: int, role: str, now: datetime) -> EscalationRule:
    """Have what is overdue at a union and below go up after so many working days; an empty ``errand`` means every sort.

    Raises PermissionDenied, or Refused with an ``inbox.enums.Reason``. Leaves ``escalation.ruled``.
    """
    require(actor, "escalation.rule", on=union)
    Union.objects.admitted().select_for_update().get(pk=union.pk)
    if EscalationRule.objects.admitted().filter(union=union, errand=errand, ended_at=None).exists():
        raise Refused(Reason.RULE_THERE)
    rule = EscalationRule.objects.create(
        union=union, errand=errand, days=days, role=role, set_by=actor, set_at=now
    )
    told = {"errand": errand, "days": days, "role": role}
    record(actor=actor, verb="escalation.ruled", subject=rule, at=now, union_path=union.path, **told)
    return rule


@transaction.atomic
def end_rule(*, actor: Any, rule: EscalationRule, now: datetime) -> EscalationRule:
    """Put a rule out of force; what went up by it alone is taken off at the next sweep.

    Raises PermissionDenied, or Refused with an ``inbox.enums.Reason``. Leaves ``escalation.rule_ended``.
    """
    require(actor, "escalation.rule", on=rule.union)
    rule = EscalationRule.objects.admitted().select_for_update().get(pk=rule.pk)
    if rule.ended_at:
        raise Refused(Reason.RULE_ENDED)
    rule.ended_at = now
    rule.save(update_fields=["ended_at"])
    record(actor=actor, verb="escalation.rule_ended", subject=rule, at=now, union_path=rule.union.path)
    return rule


@transaction.atomic
def answer_escalation(
    *, actor: Any, escalation: Escalation, words: str, until: date | None, now: datetime
) -> Escalation:
    """Say what will be done and by when: once, and until that day it does not stand on the superior's desk.

    Raises PermissionDenied, or Refused with an ``inbox.enums.Reason``. Leaves ``escalation.answered``.
    """
    require(actor, "escalation.answer", on=escalation.union)
    escalation = Escalation.objects.admitted().select_for_update().get(pk=escalation.pk)
    reason = why_not_answer(
        done=escalation.done_at is not None,
        answered=escalation.answered_at is not None,
        words=words,
        until=until,
        today=timezone.localdate(now),
    )
    if reason:
        raise Refused(reason)
    escalation.answer, escalation.answer_until = words.strip(), until
    escalation.answered_by, escalation.answered_at = actor, now
    escalation.save(update_fields=["answer", "answer_until", "answered_by", "answered_at"])
    path = escalation.union.path
    record(
        actor=actor,
        verb="escalation.answered",
        subject=escalation,
        at=now,
        union_path=path,
        until=str(until),
    )
    return escalation


def escalate_overdue(*, actor: Any, now: datetime) -> int:
    """Look through the work of everybody under a rule: what is too long overdue goes up, what is done comes off.

    Each account is a step of its own, so that a crash is taken up where it was: whatever went up stays, and is there once.
    Gives how many went up.
    """
    rules, today, raised, seen = rules_in_force(), timezone.localdate(now), 0, set()
    for account in list(accounts_under(paths=[rule.path for rule in rules], today=today)):
        work = work_of(actor=account, today=today)
        seen |= {(item.key, item.due_on) for item in work.own}
        raised += escalate_account(actor=actor, work=work, rules=rules, now=now)
    take_off_done(actor=actor, still_open=seen, now=now)
    return raised


@transaction.atomic
def escalate_account(*, actor: Any, work: Work, rules: Sequence[Rule], now: datetime) -> int:
    """Send up what of one account's own work is too long overdue and has not gone up; gives how many.

    Leaves ``escalation.raised`` for each.
    """
    today, calendars = timezone.localdate(now), Calendars()
    late = [item for item in work.overdue if item.owner and str(item.errand) not in NEVER]
    above = above_of(levels={work.level_of(item) for item in late}, today=today)
    raised = 0
    for item in late:
        level = work.level_of(item)
        rule = rule_for(rules, level=level, errand=item.errand)
        union = above.unions.get(level)
        if rule is None or union is None or item.due_on is None:
            continue
        to = above.to(level, rule.role)
        add = calendars.of(union.division_code or "").add
        if to is not None and is_to_go_up(due_on=item.due_on, days=rule.days, today=today, add=add):
            raised += _raise(actor, item, union, to, rule, now)
    return raised


def _raise(actor: Any, item: InboxItem, union: Union, to: Union, rule: Rule, now: datetime) -> bool:
    escalation, is_new = Escalation.objects.admitted().get_or_create(
        key=item.key,
        due_on=item.due_on or timezone.localdate(now),
        defaults={
            "errand": item.errand,
            "union": union,
            "to": to,
            "role": rule.role,
            "rule_id": rule.pk,
            "url": item.url,
            "raised_at": now,
        },
    )
    if is_new:
        told = {"to": to.pk, "role": rule.role, "due": str(item.due_on)}
        record(
            actor=actor, verb="escalation.raised", subject=escalation, at=now, union_path=union.path, **told
        )
    elif (
        escalation.done_at
    ):  # it was taken off and is there again: whoever was told once is not told a second time
        Escalation.objects.admitted().filter(pk=escalation.pk).update(done_at=None)
    return is_new


@transaction.atomic
def take_off_done(*, actor: Any, still_open: set[tuple[str, date | None]], now: datetime) -> int:
    """Take off what went up and stands on nobody's desk any more; gives how many. Leaves ``escalation.done`` for each.

    What belongs to a rule that has ended is looked at no more by the sweep, and comes off too.
    """
    done = 0
    open_ones = Escalation.objects.admitted().filter(done_at=None).select_related("union")
    for one in open_ones.select_for_update(of=("self",)):
        if (one.key, one.due_on) in still_open:
            continue
        one.done_at = now
        one.save(update_fields=["done_at"])
        record(actor=actor, verb="escalation.done", subject=one, at=now, union_path=one.union.path)
        done += 1
    return done
