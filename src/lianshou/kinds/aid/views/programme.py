from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access.queries import may
from lianshou.kernel.programmes.actions import close_programme, start_programme
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.enums import LeaveState, State
from lianshou.kinds.aid.queries import leaving as leaving_queries
from lianshou.kinds.aid.queries.aiding import without_project
from lianshou.kinds.aid.queries.helping import without_helper
from lianshou.kinds.aid.tables import HouseholdTable
from lianshou.kinds.aid.views.frame import PER_PAGE
from lianshou.web.doors import opens


@opens("placement.view")
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    asked = queries.households_asked(programme=programme)
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(HouseholdTable(asked))
    runs = may(request.user, "programme.create", on=programme.union)
    context = {
        "programme": programme,
        "table": table,
        "alone": without_helper(asked).count(),
        "matches": may(request.user, "match.run", on=programme.union),
        "tallies": _tallies(request, programme),
        "writes": may(request.user, "person.edit", on=programme.union) and programme.state != "closed",
        "may_start": programme.state == "preparing" and runs,
        "may_close": programme.state == "running" and runs,
    }
    return render(request, "aid/desk.html", context)


def _tallies(request: HttpRequest, programme: Programme) -> list[tuple[str, int, str]]:
    """How the households below the programme's union stand, each number with the list of just those; none for who sees no files."""
    actor, union = request.user, programme.union
    if not may(actor, "person.view", on=union):
        return []
    files = queries.kept_below(queries.households_in_scope(actor=actor), union)
    rounds = queries.verifications_below(queries.verifications_open(actor=actor), union)
    leaving = leaving_queries.leavings_below(leaving_queries.leavings_in_scope(actor=actor), union)
    year = timezone.localdate().year
    told = (
        (_("On file"), files.filter(state=State.ON_FILE), "households", "state=on_file"),
        (_("Without a helper"), without_helper(files), "households", "helped=0"),
        (_("Without a project this year"), without_project(files, year), "households", "aided=0"),
        (_("Being verified"), rounds, "verifications", ""),
        (_("Leaving"), leaving.filter(state=LeaveState.OPEN), "leavings", "state=open"),
    )
    return [
        (title, rows.count(), f"{reverse(f'aid:{name}')}?{asked}&union={union.pk}".replace("?&", "?"))
        for title, rows, name, asked in told
    ]


@opens(post="programme.create")
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk, verb="programme.create")
    start_programme(actor=request.user, programme=programme, now=timezone.now())
    return redirect("aid:desk", pk)


@opens(post="programme.create")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk, verb="programme.create")
    close_programme(actor=request.user, programme=programme, now=timezone.now())
    return redirect("aid:desk", pk)


def _programme(request: HttpRequest, pk: int, *, verb: str = "placement.view") -> Programme:
    return get_object_or_404(queries.programmes_of_kind(actor=request.user, verb=verb), pk=pk)
