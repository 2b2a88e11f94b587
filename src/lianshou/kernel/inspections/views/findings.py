from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.exports import letter_of
from lianshou.kernel.inspections.forms import (
    AssignForm,
    FindingFilter,
    FindingForm,
    HomeForm,
    LetterForm,
    MendingForm,
    RemindForm,
    ReturnForm,
)
from lianshou.kernel.inspections.models import Finding
from lianshou.kernel.inspections.tables import FindingTable, state_badge
from lianshou.kernel.inspections.views.frame import done, form_page, list_book, list_page, sent
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.workbooks import DOCX, attachment

_DAYS = timedelta(days=15)
_ANSWER = timedelta(days=5)


@opens("inspection.view")
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows, actor = queries.findings_in_scope(actor=request.user), request.user
    more = {
        "records": may(actor, "inspection.record"),
        "names": may(actor, "inspection.plan") and may(actor, "bulletin.write"),
    }
    return list_page(request, "findings", FindingTable, FindingFilter, rows, **more)


@opens("inspection.view")
@require_safe
def export_findings(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    return list_book(request, FindingTable, FindingFilter, queries.findings_in_scope(actor=request.user))


@opens("inspection.record", post="inspection.record")
@require_http_methods(["GET", "HEAD", "POST"])
def new_finding(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.record")
    initial = {"found_on": timezone.localdate()}
    form = FindingForm(request.POST or None, actor=request.user, initial=initial)
    made: list[Finding] = []

    def act() -> None:
        made.append(actions.find(actor=request.user, now=timezone.now(), **form.facts))

    if request.method == "POST" and done(request, form, act, _("The finding is on record.")):
        return redirect("inspections:finding", made[0].pk)
    back = reverse("inspections:findings")
    return form_page(request, form, title=_("Record a finding"), back=back, back_label=_("Findings"))


@opens("inspection.plan", post="inspection.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def name_overdue(request: HttpRequest) -> HttpResponse:
    """The last step of pressing: a draft of a bulletin that names what is overdue."""
    require(request.user, "inspection.plan")
    form = HomeForm(request.POST or None, actor=request.user)
    made: list[Any] = []

    def act() -> None:
        union = form.cleaned_data["union"]
        made.append(actions.draft_overdue_bulletin(actor=request.user, union=union, now=timezone.now()))

    said = _("A bulletin is drafted that names what is overdue: check it and hand it in.")
    if request.method == "POST" and done(request, form, act, said):
        return redirect("bulletins:detail", made[0].pk)
    back = reverse("inspections:findings")
    title = _("Name what is overdue in a bulletin")
    return form_page(request, form, title=title, back=back, back_label=_("Findings"), is_naming=True)


@opens("inspection.view")
@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _finding(request, pk))


@opens(post="inspection.record")
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    require(request.user, "inspection.record", on=found.laid_by)
    form = AssignForm(request.POST, prefix="assign", actor=request.user, finding=found)
    return _sent(
        request, found, "assign_form", form, actions.assign_mending, _("The unit finds it in its work now.")
    )


@opens(post="inspection.mend")
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    require(request.user, "inspection.mend", on=found.union)
    form = MendingForm(request.POST, prefix="mend")
    return _sent(
        request,
        found,
        "mend_form",
        form,
        actions.report_mending,
        _("Reported as mended; another person verifies it."),
    )


@opens(post="inspection.verify")
@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    require(request.user, "inspection.verify", on=found.laid_by)
    return _acted(request, found, actions.verify_mending, _("Verified."))


@opens(post="inspection.verify")
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    require(request.user, "inspection.verify", on=found.laid_by)
    form = ReturnForm(request.POST, prefix="return")
    return _sent(request, found, "return_form", form, actions.return_mending, _("Sent back."))


@opens(post="inspection.plan")
@require_POST
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    require(request.user, "inspection.plan", on=found.laid_by)
    return _acted(request, found, actions.strike_off, _("Struck off."))


@opens(post="inspection.plan")
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    require(request.user, "inspection.plan", on=found.laid_by)
    form = RemindForm(request.POST, prefix="remind")
    return _sent(request, found, "remind_form", form, actions.remind, _("The unit is reminded."))


@opens(post="inspection.plan")
@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finding(request, pk)
    require(request.user, "inspection.plan", on=found.laid_by)
    form = LetterForm(request.POST, prefix="letter")
    return _sent(
        request, found, "letter_form", form, actions.urge, _("The letter is written; download it below.")
    )


@opens("inspection.view")
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.letters_in_scope(actor=request.user), pk=pk)
    return attachment(letter_of(found), f"{found.number}.docx", content_type=DOCX)


def _finding(request: HttpRequest, pk: int) -> Finding:
    return get_object_or_404(queries.findings_in_scope(actor=request.user), pk=pk)


def _acted(request: HttpRequest, found: Finding, action: Any, words: str) -> HttpResponse:
    actor, now = request.user, timezone.now()
    return acted(
        request, lambda: action(actor=actor, finding=found, now=now), words, "inspections:finding", found.pk
    )


def _sent(
    request: HttpRequest, found: Finding, name: str, form: Any, action: Any, words: str
) -> HttpResponse:
    def act() -> None:
        facts = getattr(form, "facts", form.cleaned_data)
        action(actor=request.user, finding=found, now=timezone.now(), **facts)

    return sent(
        request, form, act, words,
        to=("inspections:finding", found.pk), again=lambda: _page(request, found, **{name: form}),
    )  # fmt: skip


def _page(request: HttpRequest, found: Finding, **forms: Any) -> HttpResponse:
    today, actor = timezone.localdate(), request.user
    acts = queries.acts_on(actor=actor, finding=found, today=today)
    context: dict[str, Any] = {
        "finding": found,
        "badge": state_badge(found, today),
        "urgings": queries.urgings_of(actor=actor, finding=found),
        "sees_bulletins": may(actor, "bulletin.view", on=found.laid_by),
        "steps": queries.history(about=found),
        "acts": acts,
        "mend_form": MendingForm(prefix="mend"),
        "return_form": ReturnForm(prefix="return"),
        "remind_form": RemindForm(prefix="remind"),
        "letter_form": LetterForm(prefix="letter", initial={"due_on": today + _ANSWER}),
    }
    if acts.assigns:
        initial = {
            "todo": found.todo,
            "due_on": found.due_on or today + _DAYS,
            "person": found.person_id,
            "person_name": found.person_name,
        }
        context["assign_form"] = AssignForm(prefix="assign", actor=actor, finding=found, initial=initial)
    return render(request, "inspections/finding.html", context | forms, status=422 if forms else 200)
