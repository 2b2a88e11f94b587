"""What the page of a file shows of its verification."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from lianshou.kernel.access.queries import may
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.exports.papers import papers_for
from lianshou.kinds.aid.forms import FORMS, ProgrammeForm, RefusalForm
from lianshou.kinds.aid.models import Household


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
        form = ProgrammeForm(prefix="ask", actor=request.user, union=household.union)
        told["ask_form"] = form if form.can_choose else None
    return told
