"""Setting a round up, opening it, and settling conflicts of interest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.review.actions.holding import held_round, refuse_for, tell_of_round
from lianshou.kernel.review.enums import ConflictState, Ground, Reason, RoundState
from lianshou.kernel.review.models import Assignment, Conflict, Criterion, Reviewer, Round
from lianshou.kernel.review.queries.rounds import accounts_fit_to_review, applications_of
from lianshou.kernel.review.rules import (
    Scale,
    why_not_add_reviewer,
    why_not_open,
    why_not_set_up,
    why_not_settle,
)


@transaction.atomic
def create_round(
    *,
    actor: Any,
    programme: Programme,
    title: str,
    opens_on: date,
    closes_on: date,
    is_blind: bool,
    per_application: int,
    spread_limit: int,
    now: datetime,
    family_names: Sequence[str] = (),
) -> Round:
    """Set up a round of a programme; criteria and reviewers come next.

    Raises PermissionDenied, or Refused ENDS_BEFORE_START. Leaves ``round.created``.
    """
    require(actor, "review.run", on=programme.union)
    refuse_for(Reason.ENDS_BEFORE_START if closes_on < opens_on else None)
    round = Round.objects.create(
        programme=programme,
        title=title.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        is_blind=is_blind,
        per_application=per_application,
        spread_limit=spread_limit,
        family_names=[*family_names],
    )
    tell_of_round(actor, "round.created", round, now)
    return round


@transaction.atomic
def add_criterion(
    *,
    actor: Any,
    round: Round,
    title: str,
    weight: Decimal,
    low: Decimal,
    high: Decimal,
    step: Decimal,
    now: datetime,
    hint: str = "",
) -> Criterion:
    """Add a criterion to a round that is being set up.

    Raises PermissionDenied, or Refused NOT_PREPARING / BAD_SCALE / BAD_WEIGHT. Leaves ``round.changed``.
    """
    round = held_round(actor, round, "review.run")
    refuse_for(why_not_set_up(state=round.state))
    refuse_for(None if Scale(weight, low, high, step).is_sound else Reason.BAD_SCALE)
    refuse_for(None if weight > 0 else Reason.BAD_WEIGHT)
    criterion = Criterion.objects.create(
        round=round, title=title.strip(), hint=hint.strip(), weight=weight, low=low, high=high, step=step
    )
    tell_of_round(actor, "round.changed", round, now, criterion=criterion.pk)
    return criterion


@transaction.atomic
def remove_criterion(*, actor: Any, criterion: Criterion, now: datetime) -> None:
    """Strike a criterion off a round that is being set up. Raises as ``add_criterion``. Leaves ``round.changed``."""
    round = held_round(actor, criterion.round, "review.run")
    refuse_for(why_not_set_up(state=round.state))
    tell_of_round(actor, "round.changed", round, now, removed=criterion.pk)
    criterion.delete()


@transaction.atomic
def add_reviewer(
    *,
    actor: Any,
    round: Round,
    user: Any,
    now: datetime,
    fields: Sequence[str] = (),
    most: int | None = None,
) -> Reviewer:
    """Put somebody on the list of reviewers, with the fields they know.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``round.changed``.
    """
    round = held_round(actor, round, "review.run")
    known = round.reviewers.filter(user=user).exists()
    fit = known or accounts_fit_to_review(round=round).filter(pk=user.pk).exists()
    refuse_for(why_not_add_reviewer(state=round.state, known=known, fit=fit))
    reviewer = Reviewer.objects.create(round=round, user=user, fields=[*fields], most=most)
    tell_of_round(actor, "round.changed", round, now, reviewer=user.pk)
    return reviewer


@transaction.atomic
def remove_reviewer(*, actor: Any, reviewer: Reviewer, now: datetime) -> None:
    """Strike a reviewer without work off the list. Raises PermissionDenied, or Refused. Leaves ``round.changed``."""
    round = held_round(actor, reviewer.round, "review.run")
    has_work = Assignment.objects.admitted().filter(reviewer=reviewer).exists()
    refuse_for(Reason.NOT_OPEN if round.state == RoundState.CLOSED else None)
    refuse_for(Reason.HAS_WORK if has_work else None)
    tell_of_round(actor, "round.changed", round, now, removed_reviewer=reviewer.user_id)
    reviewer.delete()


@transaction.atomic
def open_round(*, actor: Any, round: Round, now: datetime) -> Round:
    """Open a round: from now on its criteria stand, and reviewers can mark what is assigned to them.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``round.opened``.
    """
    round = held_round(actor, round, "review.run")
    refuse_for(
        why_not_open(
            state=round.state,
            criteria=round.criteria.count(),
            reviewers=round.reviewers.count(),
            each=round.per_application,
            applications=applications_of(round).count(),
        )
    )
    round.state, round.opened_at = RoundState.OPEN, now
    round.save(update_fields=["state", "opened_at"])
    tell_of_round(actor, "round.opened", round, now)
    return round


@transaction.atomic
def settle_conflict(*, actor: Any, conflict: Conflict, dismiss: bool, words: str, now: datetime) -> Conflict:
    """Confirm or dismiss a conflict; dismissed, it bars no longer, and says why.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``conflict.settled``.
    """
    require(actor, "review.run", on=conflict.reviewer.round.programme.union)
    conflict = (
        Conflict.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("reviewer__round__programme__union")
        .get(pk=conflict.pk)
    )
    own = conflict.reviewer.user_id == actor.pk
    refuse_for(
        why_not_settle(
            state=conflict.state, own=own, ground=Ground(conflict.ground), dismiss=dismiss, words=words
        )
    )
    conflict.state = ConflictState.DISMISSED if dismiss else ConflictState.UPHELD
    conflict.settled_by, conflict.settled_at, conflict.settlement = actor, now, words.strip()[:200]
    conflict.save()
    path = conflict.reviewer.round.programme.union.path
    told = {"state": conflict.state}
    record(actor=actor, verb="conflict.settled", subject=conflict, at=now, union_path=path, **told)
    return conflict
