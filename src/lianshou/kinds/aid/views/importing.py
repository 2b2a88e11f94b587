"""Households and helpers by workbook: where lists are taken in, what became of them, what waits to be put on file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.kinds import ListIntake
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.intake.queries import imports_in_scope
from lianshou.kernel.people.queries import masked_cell
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import importing
from lianshou.kinds.aid.queries.enlisting import helpers_checker
from lianshou.kinds.aid.queries.importing import counted_by_union, households_checker, standing_to_file
from lianshou.kinds.aid.rules.form import FORMS, Form, form_of
from lianshou.kinds.aid.rules.importing.enlisting import SLUG as HELPERS
from lianshou.kinds.aid.rules.importing.enlisting import helpers_layout
from lianshou.kinds.aid.rules.importing.households import (
    SLUG,
    hides,
    households_layout,
    members_beside,
    slug_of,
)
from lianshou.kinds.aid.tables import StandingTable
from lianshou.kinds.aid.views.frame import PER_PAGE
from lianshou.web.doors import opens


def intakes() -> list[ListIntake]:
    """The lists of this kind that fill the register: one of households for each form year, the newest first; one of helpers."""
    return [*(_households(form) for form in reversed(FORMS)), _helpers()]


def _helpers() -> ListIntake:
    return ListIntake(
        slug=HELPERS,
        title=Wording("帮扶责任人名单", "List of helpers"),
        layout=helpers_layout,
        checker=helpers_checker,
        take_many=importing.take_helpers,
        undo=importing.untake_helpers,
        takes_back=importing.TAKES_HELPERS_BACK,
        home=lambda: reverse("aid:helpers"),
        home_title=Wording("帮扶责任人", "Helpers"),
        masked=masked_cell,
    )


def _households(form: Form) -> ListIntake:
    return ListIntake(
        slug=slug_of(form),
        title=Wording(f"困难职工家庭（{form.year}版档案）", f"Households in hardship (form of {form.year})"),
        layout=partial(households_layout, form.year),
        checker=households_checker(form.year),
        take_many=partial(importing.take_households, year=form.year),
        undo=importing.untake_households,
        takes_back=importing.TAKES_BACK,
        home=lambda: reverse("aid:households"),
        landing=lambda batch: reverse("aid:households") + f"?batch={batch}",
        home_title=Wording("困难职工家庭", "Households in hardship"),
        masked=partial(_masked, form.year),
        beside=partial(members_beside, form.year),
    )


def _masked(year: int, key: str, shown: str) -> str:
    mask = hides(key, form_of(year))
    return Mask(mask).over(shown) if mask and shown else shown


@opens("person.view")
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """Which lists there are, what was taken in, and what waits for a second person."""
    require(request.user, "person.view")
    actor = request.user
    rows = counted_by_union(standing_to_file(actor=actor)) if may(actor, "review.decide") else []
    waiting = StandingTable(rows, prefix="standing-") if rows else None
    if waiting is not None:
        RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(waiting)
    context: dict[str, Any] = {
        "before": imports_in_scope(actor=actor).filter(list_slug__startswith=SLUG)[:10],
        "forms": [{"slug": slug_of(form), "title": form.title} for form in reversed(FORMS)],
        "waiting": waiting,
        "most": importing.MOST,
        "takes_in": may(actor, "intake.import") and may(actor, "person.edit"),
    }
    return render(request, "aid/importing/imports.html", context)


@opens(post="review.decide")
@require_POST
def file_standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on file what a union and those below it had in the superior's archive."""
    union = get_object_or_404(queries.unions_that_keep(actor=request.user), pk=pk)
    require(request.user, "review.decide", on=union)
    try:
        done = importing.file_standing(actor=request.user, union=union, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        words = ngettext("%(n)d household is on file.", "%(n)d households are on file.", done)
        messages.success(request, words % {"n": done})
    return redirect("aid:imports")
