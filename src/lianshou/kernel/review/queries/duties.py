"""What a leaving reviewer or approver has open, and what stands on everybody's desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.kernel.access.queries import may
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.review.enums import AscentState, AssignmentState, ConflictState, RoundState
from lianshou.kernel.review.models import Ascent, Assignment
from lianshou.kernel.review.queries.climbing import (
    ascents_in_scope,
    ascents_listed,
    own_ascents,
    waiting_for,
)
from lianshou.kernel.review.queries.rounds import (
    appeals_waiting,
    assignments_of,
    assignments_waiting,
    conflicts_in_scope,
    rounds_in_scope,
)

_WAITS = (AscentState.CLIMBING, AscentState.APPEALED)


def open_assignments(*, accounts: Sequence[int]) -> QuerySet[Assignment]:
    """What the accounts (by id) still have to mark; for duties, which count only."""
    return Assignment.objects.admitted().filter(
        reviewer__user__in=accounts,
        state=AssignmentState.WAITING,
        reviewer__round__state__in=(RoundState.PREPARING, RoundState.OPEN),
    )


def assignment_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many of those each account has."""
    found = open_assignments(accounts=accounts).order_by().values_list("reviewer__user")
    return dict(found.annotate(n=Count("pk")))


def assignment_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those of one account in rounds that the actor may see."""
    rounds = rounds_in_scope(actor=actor)
    found = open_assignments(accounts=[account.pk]).filter(reviewer__round__in=rounds)
    return [
        DutyRow(
            f"{one.application} · {one.reviewer.round}",
            reverse("review:board", args=[one.reviewer.round_id]),
        )
        for one in found.select_related("application__union", "application__person", "reviewer__round")
    ]


def held_ascents(*, accounts: Sequence[int]) -> QuerySet[Ascent]:
    """The steps handed to the accounts (by id) that are still open; for duties, which count only."""
    return Ascent.objects.admitted().filter(holder__in=accounts, state__in=_WAITS)


def held_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many of those each account has."""
    found = held_ascents(accounts=accounts).order_by().values_list("holder")
    return dict(found.annotate(n=Count("pk")))


def held_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those of one account that the actor may see."""
    seen = ascents_in_scope(actor=actor).values("pk")
    return _rows(held_ascents(accounts=[account.pk]).filter(pk__in=seen))


def turn_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many approvals wait for a post that each account holds today; they go with the post."""
    counts: dict[int, int] = {}
    for role in sorted(roles_granting("approval.act")):
        found = _seated(accounts, role, today).order_by().values_list("union__posts__user")
        for account, n in found.annotate(n=Count("pk", distinct=True)):
            counts[account] = counts.get(account, 0) + n
    return counts


def turn_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those of one account that the actor may see."""
    seen = ascents_in_scope(actor=actor).values("pk")
    mine = Q(pk__in=[])
    for role in sorted(roles_granting("approval.act")):
        mine |= Q(pk__in=_seated([account.pk], role, today).values("pk"))
    return _rows(Ascent.objects.admitted().filter(mine, pk__in=seen))


def desk_items(*, actor: Any, today: date) -> list[InboxItem]:
    """Reviews to give, steps to settle, one's own returned applications, conflicts and appeals to settle, for the desk."""
    if actor is None:
        return []
    return [
        *_marking(actor, today),
        *_approving(actor, today),
        *_own(actor, today),
        *_settling(actor),
    ]


def _marking(actor: Any, today: date) -> list[InboxItem]:
    found = assignments_waiting(assignments_of(actor=actor)).order_by("reviewer__round__closes_on")
    rounds: dict[int, list[Assignment]] = {}
    for one in found:
        rounds.setdefault(one.reviewer.round_id, []).append(one)
    return [
        InboxItem(
            key=f"marks:{number}",
            errand=Errand.REVIEW,
            title=_("Review: %(round)s") % {"round": ones[0].reviewer.round},
            detail=ngettext(
                "%(n)s application to mark until %(day)s",
                "%(n)s applications to mark until %(day)s",
                len(ones),
            )
            % {"n": len(ones), "day": ones[0].reviewer.round.closes_on},
            url=f"{reverse('review:mine')}?round={number}",
            owner=ones[0].reviewer.round.programme.union.path,
            is_own=True,
            due_on=ones[0].reviewer.round.closes_on,
            programme=ones[0].reviewer.round.programme_id,
            overdue=ones[0].reviewer.round.closes_on < today,
        )
        for number, ones in rounds.items()
    ]


def _approving(actor: Any, today: date) -> list[InboxItem]:
    if not (may(actor, "approval.act")):
        return []
    return [
        InboxItem(
            key=f"ascent:{one.pk}:{one.rung_id}",
            errand=Errand.APPROVAL,
            title=(
                _("Settle an appeal: %(who)s") if one.state == AscentState.APPEALED else _("Approve: %(who)s")
            )
            % {"who": one.application},
            detail=_("%(programme)s · until %(day)s")
            % {"programme": one.application.programme, "day": one.due_on},
            url=reverse("review:ascent", args=[one.pk]),
            owner=one.union.path if one.union else "",
            is_own=True,
            due_on=one.due_on,
            since=one.arrived_at and localdate(one.arrived_at),
            programme=one.application.programme_id,
            overdue=one.due_on is not None and one.due_on < today,
        )
        for one in waiting_for(ascents_listed(actor=actor), actor=actor)[:MOST_ITEMS]
    ]


def _own(actor: Any, today: date) -> list[InboxItem]:
    """What was given back to be completed, and what was refused and can still be appealed against."""
    own = own_ascents(actor=actor)
    returned = own.filter(state=AscentState.RETURNED).order_by("due_on", "pk")[:MOST_ITEMS]
    refused = own.filter(state=AscentState.REFUSED, appeal_until__gte=today).order_by("appeal_until", "pk")
    back, why = _("Returned to be completed: %(who)s"), _("Refused: %(who)s. Read why, or appeal")
    return [
        *(_own_item(one, f"returned:{one.pk}", back, one.due_on, today) for one in returned),
        *(_own_item(one, f"refused:{one.pk}", why, one.appeal_until, today) for one in refused[:MOST_ITEMS]),
    ]


def _own_item(one: Ascent, key: str, title: str, until: date | None, today: date) -> InboxItem:
    application = one.application
    said = {"programme": application.programme, "day": until}
    return InboxItem(
        key=key,
        errand=Errand.APPROVAL,
        title=title % {"who": application},
        detail=_("%(programme)s · until %(day)s") % said,
        url=reverse("review:case", args=[one.pk]),
        owner=application.union.path,
        is_own=True,
        due_on=until,
        programme=application.programme_id,
        overdue=until is not None and until < today,
    )


def _settling(actor: Any) -> list[InboxItem]:
    items: list[InboxItem] = []
    if may(actor, "review.run"):
        found = conflicts_in_scope(actor=actor).filter(state=ConflictState.OPEN)
        rounds = found.exclude(reviewer__user=actor.pk).order_by().values_list("reviewer__round")
        told = rounds_in_scope(actor=actor).filter(pk__in=rounds.values("reviewer__round"))
        running = {one.pk: one for one in told.select_related("programme__union")}
        items += [
            InboxItem(
                key=f"conflicts:{number}",
                errand=Errand.REVIEW,
                title=_("Conflicts of interest: %(round)s") % {"round": running[number].title},
                detail=ngettext("%(n)s to settle", "%(n)s to settle", n) % {"n": n},
                url=reverse("review:board", args=[number]),
                owner=running[number].programme.union.path,
                verb="review.run",
                programme=running[number].programme_id,
            )
            for number, n in rounds.annotate(n=Count("pk"))
            if number in running
        ]
    if may(actor, "review.decide"):
        items += [
            InboxItem(
                key=f"decision:{one.pk}",
                errand=Errand.REVIEW,
                title=_("Settle an appeal: %(who)s") % {"who": one.application},
                detail=str(one.round),
                url=reverse("review:marks", args=[one.round_id, one.application_id]),
                owner=one.round.programme.union.path,
                verb="review.decide",
                since=one.appealed_at and localdate(one.appealed_at),
                programme=one.round.programme_id,
            )
            for one in appeals_waiting(actor=actor)[:MOST_ITEMS]
        ]
    return items


def _seated(accounts: Sequence[int], role: str, today: date) -> QuerySet[Ascent]:
    later = Q(union__posts__ends_on=None) | Q(union__posts__ends_on__gt=today)
    last_day = Q(union__posts__ends_on=today, union__posts__user__is_active=True)
    return Ascent.objects.admitted().filter(
        later | last_day,
        union__posts__user__in=accounts,
        union__posts__role=role,
        union__posts__starts_on__lte=today,
        rung__role=role,
        holder=None,
        state__in=_WAITS,
    )


def _rows(ascents: QuerySet[Ascent]) -> list[DutyRow]:
    found = ascents.select_related("application__union", "application__person", "application__programme")
    return [
        DutyRow(f"{one.application} · {one.application.programme}", reverse("review:ascent", args=[one.pk]))
        for one in found
    ]
