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
from lianshou.kernel.pledges.enums import State
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.queries.pledges import placements_to_issue
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


def pledges_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """Where a programme stands with its agreements; places without one wait for whoever issues them."""
    if not may(actor, "pledge.view", on=programme.union):
        return None
    rows = Pledge.objects.admitted().filter(programme=programme)
    unsigned = Q(state__in=(State.DRAFTED, State.AGREED))
    counted = rows.aggregate(
        n=Count("pk"), force=Count("pk", filter=Q(state=State.IN_FORCE)), open=Count("pk", filter=unsigned)
    )
    if not counted["n"] and not registry[programme.kind].uses(Step.PLEDGE):
        return None
    todo = _to_issue(actor, programme, today)
    return StepLine(
        step=Step.PLEDGE,
        title=Wording("协议书", "Agreements"),
        said=Wording("{n}份，生效{force}份", "{n}, {force} of them in force").fill(**counted),
        standing=standing_of(begun=bool(counted["n"]), open_=bool(counted["open"] or todo)),
        url=reverse("pledges:list") + (f"?programme={programme.pk}" if counted["n"] else ""),
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
    return ToDo(Wording("{n}份协议书待出具", "{n} agreements to issue").fill(n=waiting), url)
