"""What the sweep needs of rounds and approvals: one record of each sort on a side of the border."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.factories.intake import ApplicationFactory

from lianshou.kernel.access.models import User
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.review.models import (
    Ascent,
    Assignment,
    Conflict,
    Criterion,
    Decision,
    Ladder,
    Reviewer,
    Round,
    Rung,
)
from lianshou.kernel.unions.models import Union

_DAYS = {"opens_on": date(2020, 6, 1), "closes_on": date(2020, 6, 30)}
_SCALE = {"weight": 1, "low": 0, "high": 10, "step": 1}


def judged(
    *, old: Programme, fresh: Programme, asking: Union, by: User, expert: User, now: datetime
) -> dict[str, Any]:
    """An approval of ``asking`` in the old programme, an open and a closed round of the fresh one; ``by`` has submitted."""
    climbing = ApplicationFactory(programme=old, union=asking, state="in_review", submitted_by=by)
    submitted = ApplicationFactory(programme=fresh, union=asking, state="submitted", submitted_by=by)
    ladder = Ladder.objects.create(
        union=old.union, kind="pairing", title="逐级审批", made_by=expert, made_at=now, retired_at=now
    )
    rung = Rung.objects.create(
        ladder=ladder, position=1, level="county", role="approver", days=5, remind_days=1
    )
    ascent = Ascent.objects.create(
        ladder=ladder, application=climbing, rung=rung, union=old.union, arrived_at=now, submitted_by=by
    )
    open_round, closed = (
        Round.objects.create(programme=fresh, title=state, state=state, **_DAYS)
        for state in ("open", "closed")
    )
    reviewer = Reviewer.objects.create(round=open_round, user=expert)
    pair = {"reviewer": reviewer, "application": submitted}
    decision = Decision.objects.create(
        round=closed,
        application=submitted,
        verdict="refuse",
        reason="不足",
        decided_by=expert,
        decided_at=now,
    )
    return {
        "ladder": ladder.pk,
        "ascent": ascent.pk,
        "submitted": submitted.pk,
        "round": open_round.pk,
        "closed": closed.pk,
        "criterion": Criterion.objects.create(round=open_round, title="x", **_SCALE).pk,
        "reviewer": reviewer.pk,
        "conflict": Conflict.objects.create(**pair, ground="declared", found_at=now).pk,
        "assignment": Assignment.objects.create(**pair, assigned_at=now).pk,
        "decision": decision.pk,
    }
