"""Where a programme stands with its agreements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from lianshou.core.kinds import Step, registry
from lianshou.core.spine import StepLine, ToDo, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.pledges.enums import Sort, State
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.queries.pledges import placements_to_issue
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme

_SAID = Wording("{n}份，生效{force}份", "{n}, {force} of them in force")
_WITH_OTHERS = Wording(
    "{n}份，生效{force}份；另有多方协议、责任书、函件{others}份",
    "{n}, {force} of them in force; and {others} of several, or letters",
)


def pledges_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """Where a programme stands with its agreements; places without one wait for whoever issues them."""
    if not may(actor, "pledge.view", on=programme.union):
        return None
    in_pairs = registry[programme.kind].uses(Step.PLEDGE)
    # where pairs are agreed upon, other papers do not carry the step on
    step = Q(sort=Sort.PAIR) if in_pairs else Q()
    unsigned = Q(state__in=(State.DRAFTED, State.AGREED))
    counted = (
        Pledge.objects.admitted()
        .filter(programme=programme)
        .aggregate(
            all=Count("pk"),
            n=Count("pk", filter=step),
            force=Count("pk", filter=step & Q(state=State.IN_FORCE)),
            open=Count("pk", filter=step & unsigned),
        )
    )
    if not counted["all"] and not in_pairs:
        return None
    todo, others = _to_issue(actor, programme, today), counted["all"] - counted["n"]
    said = _WITH_OTHERS.fill(**counted, others=others) if others else _SAID.fill(**counted)
    return StepLine(
        step=Step.PLEDGE,
        title=Wording("协议书", "Agreements"),
        said=said,
        standing=standing_of(begun=bool(counted["n"]), open_=bool(counted["open"] or todo)),
        url=reverse("pledges:list") + (f"?programme={programme.pk}" if counted["all"] else ""),
        todo=todo,
    )


def _to_issue(actor: Any, programme: Programme, today: date) -> ToDo | None:
    """The agreements that the actor can issue today."""
    if not may(actor, "pledge.issue", on=programme.union) or programme.state not in (
        ProgrammeState.APPROVED,
        ProgrammeState.RUNNING,
    ):
        return None
    waiting = placements_to_issue(programme=programme).count()
    if not waiting or today > programme.ends_on:
        return None
    url = reverse("pledges:issue", args=[programme.pk])
    return ToDo(Wording("{n}份协议书待出具", "Agreements to issue: {n}").fill(n=waiting), url)
