"""Where a programme stands with its rounds and with approvals along the tree."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from lianshou.core.kinds import Step, registry
from lianshou.core.spine import StepLine, ToDo, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.review.enums import RoundState
from lianshou.kernel.review.models import Ascent, Round
from lianshou.kernel.review.models.climbing import OPEN_STATES
from lianshou.kernel.review.queries.climbing import ascents_in_scope, asks_approval, waiting_for
from lianshou.kernel.review.queries.rounds import assignments_of, assignments_waiting


def rounds_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """The rounds of a programme whose kind judges or whose federation set one up; the actor's own marks to give."""
    if not may(actor, "review.view", on=programme.union):
        return None
    rows = Round.objects.admitted().filter(programme=programme)
    counted = rows.aggregate(n=Count("pk"), closed=Count("pk", filter=Q(state=RoundState.CLOSED)))
    if not counted["n"] and not registry[programme.kind].uses(Step.REVIEW):
        return None
    rounds = reverse("review:rounds")
    return StepLine(
        step=Step.REVIEW,
        title=Wording("评审", "Rounds of review"),
        said=Wording("{n}轮，已结束{closed}轮", "{n}, {closed} of them closed").fill(**counted),
        standing=standing_of(begun=bool(counted["n"]), open_=counted["closed"] < counted["n"]),
        url=f"{rounds}?programme={programme.pk}" if counted["n"] else rounds,
        todo=_to_mark(actor, programme) if counted["n"] else None,
    )


def approvals_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """The approvals of a programme for which a ladder is in force, or was when some were sent up; those that are the actor's turn."""
    if not may(actor, "approval.view", on=programme.union):
        return None
    rows = Ascent.objects.admitted().filter(application__programme=programme)
    counted = rows.aggregate(n=Count("pk"), open=Count("pk", filter=Q(state__in=OPEN_STATES)))
    if not counted["n"] and not asks_approval(programme=programme):
        return None
    approvals = reverse("review:approvals")
    return StepLine(
        step=Step.REVIEW,
        title=Wording("逐级审批", "Approvals"),
        said=Wording("{n}件，办理中{open}件", "{n}, {open} of them under way").fill(**counted),
        standing=standing_of(begun=bool(counted["n"]), open_=bool(counted["open"])),
        url=f"{approvals}?show=all&programme={programme.pk}" if counted["n"] else approvals,
        todo=_to_act(actor, programme) if counted["open"] else None,
    )


def _to_mark(actor: Any, programme: Programme) -> ToDo | None:
    own = assignments_waiting(assignments_of(actor=actor)).filter(reviewer__round__programme=programme)
    if not (n := own.count()):
        return None
    return ToDo(Wording("{n}份等您打分", "{n} for you to mark").fill(n=n), reverse("review:mine"))


def _to_act(actor: Any, programme: Programme) -> ToDo | None:
    own = ascents_in_scope(actor=actor).filter(application__programme=programme)
    if not (n := waiting_for(own, actor=actor).count()):
        return None
    url = f"{reverse('review:approvals')}?programme={programme.pk}"
    return ToDo(Wording("{n}件等您审批", "{n} for you to approve").fill(n=n), url)
