"""Leaving aid: the list, beginning, one leaving step by step, its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions
from lianshou.kinds.aid.enums import Ground, LeaveState, LeaveStep
from lianshou.kinds.aid.exports.leaving import BY_SLUG, leaving_paper
from lianshou.kinds.aid.forms import ProgrammeForm
from lianshou.kinds.aid.forms.following import LeavingFilter
from lianshou.kinds.aid.forms.leaving import STEP_FORMS, BeginForm, TurnBackForm
from lianshou.kinds.aid.models import Household, Leaving
from lianshou.kinds.aid.queries import helping as helping_queries
from lianshou.kinds.aid.queries import households_in_scope, last_survey, outcome_of
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.months import month_of
from lianshou.kinds.aid.tables.leaving import LeavingTable
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.acting import acted
from lianshou.web.doors import CONCERNED, opens
from lianshou.web.workbooks import DOCX, attachment

_FORM = ["GET", "HEAD", "POST"]
_LIST = Listed(
    table=LeavingTable,
    filters=LeavingFilter,
    rows=lambda request: queries.leavings_in_scope(actor=request.user),
)


@opens("person.view")
@require_safe
def leavings(request: HttpRequest) -> HttpResponse:
    return _LIST.page(request, "aid/leaving/leavings.html", writes=may(request.user, "person.edit"))


@opens("person.view")
@require_safe
def export_leavings(request: HttpRequest) -> HttpResponse:
    return _LIST.book(request)


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(_FORM)
def begin_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever writes in the file, or helps the household."""
    found = _household(request, pk)
    writes = bool(may(request.user, "person.edit", on=found.union))
    form = BeginForm(request.POST if request.method == "POST" else None, is_helper=not writes)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_leaving(
                actor=request.user, household=found, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The leaving has begun; the next step stands below."))
            return redirect("aid:leaving", made.pk) if writes else redirect("aid:mine")
    context = {"household": found, "form": form, "writes": writes}
    return render(request, "aid/leaving/begin.html", context, status=422 if form.errors else 200)


def _household(request: HttpRequest, pk: int) -> Household:
    own = helping_queries.own_helpings(actor=request.user).filter(household=pk).first()
    if own is not None:
        return own.household
    return get_object_or_404(households_in_scope(actor=request.user, verb="person.edit"), pk=pk)


@opens("person.view")
@require_safe
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, leaving_for(request, pk))


def _page(request: HttpRequest, found: Leaving, **forms: Any) -> HttpResponse:
    actor, today, household = request.user, timezone.localdate(), found.household
    rungs = queries.rungs_of(actor=actor, leaving=found, today=today)
    application = household.application
    runs = application.programme.union if application else household.union
    asks = found.waits_at == LeaveStep.NOTICE and queries.needs_programme(household)
    writes = may(actor, "person.edit", on=household.union)
    reckoning = queries.reckoning_of(found)
    context: dict[str, Any] = {
        "leaving": found,
        "household": household,
        "rungs": rungs,
        "typed_steps": STEP_FORMS,
        "reckoning": reckoning,
        "still": _still(found, reckoning),
        "writes": writes,
        "reads_notice": may(actor, "notice.view", on=runs),
        "drafts_notice": may(actor, "notice.edit", on=runs),
        "today": today,
        "needs_programme": asks,
        "notice": queries.notice_of_leaving(found) if LeaveStep.NOTICE in found.order else None,
        "calls": [one for one in queries.calls_of(household) if one.leaving_id == found.pk],
        "papers": [one for one in BY_SLUG.values() if one.fits(found)],
        "refuse_form": TurnBackForm(prefix="refuse"),
        "withdraw_form": TurnBackForm(prefix="withdraw"),
        "may_withdraw": writes and found.state == LeaveState.OPEN,
    }
    if asks and writes:
        form = ProgrammeForm(prefix="ask", union=household.union)
        context["ask_form"] = form if form.can_choose else None
    return render(request, "aid/leaving/leaving.html", context | forms, status=422 if forms else 200)


@opens("person.edit", post="person.edit")
@require_http_methods(_FORM)
def leaving_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    found = leaving_for(request, pk)
    require(request.user, "person.edit", on=found.household.union)
    if step not in STEP_FORMS or step not in found.order:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form: Any = STEP_FORMS[step](sent, leaving=found)
    reckoning, last = None, last_survey(found.household)
    if sent is not None and form.is_valid():
        reckoning = _tried(form, found, step)
        if "try" in sent:
            if step == LeaveStep.INCOME and reckoning is None:
                form.add_error(None, _("There is nothing to compute yet: enter the income of a month."))
        else:
            try:
                actions.take_step(
                    actor=request.user, leaving=found, step=step, told=form.told, now=timezone.now()
                )
            except Refused as refused:
                form.blame(refused)
            else:
                return _entered(request, found)
    context = {
        "leaving": found,
        "household": found.household,
        "form": form,
        "step": LeaveStep(step),
        "reckoning": reckoning,
        "settings": queries.leave_settings(union=found.household.union, on=timezone.localdate()),
        "is_next": found.waits_at == step,
        "survey": outcome_of(last) if step == LeaveStep.INCOME and last else None,
        "still": _still(found, reckoning),
        "line": _line_now(found) if step == LeaveStep.INCOME else None,
    }
    return render(request, "aid/leaving/step.html", context, status=422 if form.errors else 200)


def _still(found: Leaving, reckoning: Any) -> int | None:
    """What would be relative hardship still, though it lies above the line: said, so that whoever decides knows."""
    if reckoning is None or not reckoning.is_met or found.ground != Ground.OUT:
        return None
    return queries.still_relative(union=found.household.union, reckoning=reckoning, on=timezone.localdate())


def _line_now(found: Leaving) -> int:
    (line,) = queries.lines_of_months(
        union=found.household.union, months=[month_of(timezone.localdate())]
    ).values()
    return line


def _tried(form: Any, found: Leaving, step: str) -> Any:
    """What the months come to, whether or not they are entered."""
    if step != LeaveStep.INCOME or not form.entered:
        return None
    return queries.reckoning_for(leaving=found, months=form.entered, today=timezone.localdate())


def _entered(request: HttpRequest, found: Leaving) -> HttpResponse:
    found.refresh_from_db()
    words = {
        LeaveState.OPEN: _("Entered; the next step stands below."),
        LeaveState.DONE: _("The household has left; its file has ended."),
    }
    messages.success(request, words.get(LeaveState(found.state), _("Entered; the household stays on file.")))
    return redirect("aid:leaving", found.pk)


@opens(post="review.decide")
@require_POST
def approve_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    found = leaving_for(request, pk)
    require(request.user, "review.decide", on=found.household.union)
    return acted(
        request,
        lambda: actions.approve_leaving(actor=request.user, leaving=found, now=timezone.now()),
        _("The leaving is approved."),
        "aid:leaving",
        found.pk,
    )


@opens(post="review.decide")
@require_POST
def refuse_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    return _turned_back(request, pk, "refuse", "review.decide", actions.refuse_leaving)


@opens(post="person.edit")
@require_POST
def withdraw_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    return _turned_back(request, pk, "withdraw", "person.edit", actions.withdraw_leaving)


def _turned_back(request: HttpRequest, pk: int, prefix: str, verb: str, act: Any) -> HttpResponse:
    found = leaving_for(request, pk)
    require(request.user, verb, on=found.household.union)
    form = TurnBackForm(request.POST, prefix=prefix)
    if form.is_valid():
        try:
            act(actor=request.user, leaving=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The household stays on file; the reason is on record."))
            return redirect("aid:leaving", found.pk)
    return _page(request, found, **{f"{prefix}_form": form})


@opens(post="person.edit")
@require_POST
def ask_for_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme in which the notice of leaving is posted."""
    found = leaving_for(request, pk)
    require(request.user, "person.edit", on=found.household.union)
    form = ProgrammeForm(request.POST, prefix="ask", union=found.household.union)
    if form.is_valid():
        return acted(
            request,
            lambda: actions.ask_in_programme(
                actor=request.user, household=found.household, now=timezone.now(), **form.cleaned_data
            ),
            _("The household stands in this programme now; post the notice."),
            "aid:leaving",
            found.pk,
        )
    return _page(request, found, ask_form=form)


@opens(post="person.edit")
@require_POST
def pass_leaving_notices(request: HttpRequest) -> HttpResponse:
    """Of all that wait: those whose window is over."""
    require(request.user, "person.edit")
    rows = queries.leavings_in_scope(actor=request.user, verb="person.edit").filter(waits_at=LeaveStep.NOTICE)
    done = actions.pass_leaving_notices(actor=request.user, leavings=list(rows[:500]), now=timezone.now())
    words = ngettext(
        "%(n)d household has passed its notice.", "%(n)d households have passed their notice.", done
    )
    if done:
        messages.success(request, words % {"n": done})
    else:
        messages.info(request, _("No notice is over yet, so there was nothing to enter."))
    return redirect("aid:leavings")


@opens("person.view")
@require_safe
@never_cache
def leaving_document(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = leaving_for(request, pk)
    made = BY_SLUG.get(slug)
    if made is None or not made.fits(found):
        raise Http404
    name = f"{made.title.zh}-{found.household.number}.docx"
    return attachment(leaving_paper(made, found), name, content_type=DOCX)


def leaving_for(request: HttpRequest, pk: int) -> Leaving:
    """The leaving, where the reader sees the file; else 404."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return get_object_or_404(queries.leavings_in_scope(actor=request.user), pk=pk)
