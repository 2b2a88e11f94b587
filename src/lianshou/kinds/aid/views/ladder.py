"""What the page of a file shows of its verification, and of leaving."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from lianshou.kernel.access.queries import may
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.enums import STANDING_ALARMS, LeaveState, State
from lianshou.kinds.aid.exports.papers import papers_for
from lianshou.kinds.aid.forms import FORMS, ProgrammeForm, RefusalForm
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries import leaving as leaving_queries
from lianshou.kinds.aid.rules.leaving.deciding import RETURNING


def ladder_context(request: HttpRequest, household: Household) -> dict[str, Any]:
    """What the page of a file shows of its verification."""
    today = timezone.localdate()
    ladder = queries.ladder_of(actor=request.user, household=household, today=today)
    told: dict[str, Any] = {
        "ladder": ladder,
        "layers_done": [step for rung in ladder.rungs for step in rung.steps] if ladder else [],
        "scans": ladder.scans if ladder else [],
        "rounds_before": queries.rounds_before(household) if ladder else [],
        "refuse_form": RefusalForm(prefix="refuse"),
        "papers": papers_for(household, ladder),
        "typed_layers": FORMS,
    }
    if ladder and ladder.needs_programme and may(request.user, "person.edit", on=household.union):
        form = ProgrammeForm(prefix="ask", union=household.union)
        told["ask_form"] = form if form.can_choose else None
    return told


def leaving_context(request: HttpRequest, household: Household) -> dict[str, Any]:
    """What the page of a file shows of leaving, of the calls and warnings afterwards, and of coming back."""
    rows = leaving_queries.leavings_of(household)
    writes = may(request.user, "person.edit", on=household.union)
    left = next((one for one in rows if one.state == LeaveState.DONE), None)
    warnings = leaving_queries.warnings_of(household) if left else []
    is_ended = household.state == State.ENDED
    returns = writes and is_ended and left is not None and household.ground in RETURNING
    return {
        "leavings": rows,
        "leaving_now": next((one for one in rows if one.state == LeaveState.OPEN), None),
        "begins_leaving": writes and not is_ended and all(one.state != LeaveState.OPEN for one in rows),
        "may_write": writes,
        "calls": leaving_queries.calls_of(household) if left else [],
        "warnings": warnings,
        "followed": leaving_queries.being_followed(household, today=timezone.localdate()),
        "returns_now": returns,
        "is_warned": any(one.state in STANDING_ALARMS for one in warnings),
        "today": timezone.localdate(),
    }
