from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.papers import papers
from lianshou.kernel.access.queries import require
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.pledges.actions.holding import locked, note, refuse, what
from lianshou.kernel.pledges.actions.issuing import facts_of, issued
from lianshou.kernel.pledges.actions.numbering import take_numbers
from lianshou.kernel.pledges.actions.templating import file_in_use
from lianshou.kernel.pledges.enums import Reason, Sort, State
from lianshou.kernel.pledges.models import ClauseMark, Judgement, Party, Pledge
from lianshou.kernel.pledges.queries import (
    clauses_in,
    expiring,
    is_being_renewed,
    own_parties,
    several_context,
)
from lianshou.kernel.pledges.rules import may_pass, why_not_judge, why_not_renew


@transaction.atomic
def judge_pledge(
    *,
    actor: Any,
    pledge: Pledge,
    grade: str,
    words: str,
    now: datetime,
    marks: dict[int, str] | None = None,
) -> Judgement:
    """Say for the actor's side how the agreement went, on the whole and for each obligation (``marks`` by its id).

    When every side has, the agreement counts as evaluated. Raises PermissionDenied, or Refused with a
    ``pledges.enums.Reason``. Leaves ``pledge.judged``.
    """
    require(actor, "pledge.sign")
    pledge = locked(pledge)
    mine = [one for one in own_parties(actor=actor, pledge=pledge, verb="pledge.sign") if one.left_on is None]
    judged = set(Judgement.objects.admitted().filter(pledge=pledge).values_list("party", flat=True))
    missing = [party for party in mine if party.pk not in judged]
    why = why_not_judge(
        state=pledge.state,
        is_party=bool(mine),
        judged=not missing,
        words=words,
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
    )
    refuse(why)
    row = Judgement.objects.create(
        pledge=pledge, party=missing[0], grade=grade, words=words.strip(), made_by=actor, made_at=now
    )
    known = pledge.obligations.filter(pk__in=(marks or {}).keys())
    ClauseMark.objects.bulk_create(
        [ClauseMark(judgement=row, obligation=one, grade=(marks or {})[one.pk]) for one in known]
    )
    note("pledge.judged", actor=actor, pledge=pledge, now=now, grade=grade, **what(pledge, missing[0]))
    if {party.pk for party in pledge.present} <= judged | {missing[0].pk}:
        _pass(pledge, State.JUDGED)
    return row


@transaction.atomic
def renew_pledge(
    *, actor: Any, pledge: Pledge, starts_on: date, ends_on: date, now: datetime, prefix: str = ""
) -> Pledge:
    """Draw up the agreement that follows on ``pledge``: the same parties, a new number and term, words frozen anew.

    It names the former one, which is renewed when the new one comes into force; the placement passes on to it then.
    Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``pledge.issued`` for the new one.
    """
    require(actor, "pledge.issue", on=pledge.programme.union)
    pledge = locked(pledge)
    why = why_not_renew(
        sort=pledge.sort,
        state=pledge.state,
        judged_first=papers[pledge.slug].judged_first,
        renewing=is_being_renewed(pledge),
        today=timezone.localdate(now),
        ends_on=pledge.ends_on,
        term=(starts_on, ends_on),
    )
    refuse(why)
    union = pledge.programme.union
    prefix = prefix.strip() or (pledge.series.prefix if pledge.series else papers[pledge.slug].prefix)
    one = take_numbers(union=union, prefix=prefix, year=timezone.localdate(now).year, count=1)[0]
    draft = Pledge(
        programme=pledge.programme,
        sort=pledge.sort,
        former=pledge,
        title=pledge.title,
        starts_on=starts_on,
        ends_on=ends_on,
        issued_at=now,
        needed=pledge.needed,
        leaving_ends=pledge.leaving_ends,
        context=_context(pledge, number=one.number, starts_on=starts_on, ends_on=ends_on),
        **facts_of(one, file_in_use(union=union, slug=pledge.slug)),
    )
    parties = [Party(pledge=draft, union=old.union, side=old.side) for old in pledge.present]
    new = issued([draft], parties=[parties])[0]
    note("pledge.issued", actor=actor, pledge=new, now=now, number=new.number, former=pledge.number)
    return new


def succeed(pledge: Pledge, *, actor: Any, now: datetime) -> None:
    """The former agreement of one that comes into force is renewed, and hands its placement on."""
    assert pledge.former is not None  # noqa: S101  # nosec B101  the caller has asked
    former = locked(pledge.former)
    refuse(None if may_pass(former.state, State.RENEWED) else Reason.ENDED)
    placement, former.placement = former.placement, None
    _pass(former, State.RENEWED)
    pledge.placement = placement
    pledge.save(update_fields=["placement"])
    note("pledge.renewed", actor=actor, pledge=former, now=now, by=pledge.number)


@transaction.atomic
def expire_pledges(*, actor: Any, now: datetime) -> int:
    """Say of every agreement in force whose last day has gone by that its term is over; gives how many.

    For the machine itself, with ``actor`` None, once a day; called again, it changes nothing. Leaves ``pledge.expired``.
    """
    found = list(expiring(today=timezone.localdate(now)).select_for_update(of=("self",))[:500])
    for pledge in found:
        _pass(pledge, State.EXPIRED)
        note("pledge.expired", actor=actor, pledge=pledge, now=now)
    return len(found)


def _pass(pledge: Pledge, after: State) -> None:
    assert may_pass(pledge.state, after)  # noqa: S101  # nosec B101  the rule has been asked
    pledge.state = after
    pledge.save(update_fields=["state", "placement"])


def _context(pledge: Pledge, *, number: str, starts_on: date, ends_on: date) -> dict[str, Any]:
    unions = [party.union for party in pledge.present]
    term: dict[str, Any] = {"starts_on": starts_on, "ends_on": ends_on}
    if pledge.sort == Sort.MANY:
        hub, members = unions[0], unions[1:]
        facts: dict[str, Any] = {
            "programme": pledge.programme,
            "title": pledge.title,
            "hub": hub,
            "members": members,
        }
        facts |= {"words": pledge.context["words"], "clauses": clauses_in(pledge.context)}
        return several_context(number=number, **facts, **term)
    chairs = chairs_of(unions)
    context = papers[pledge.slug].context
    return context(placement=pledge.placement, number=number, chairs=chairs, **term)
