from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.access.views.holding import confirm_at, has_just_confirmed
from lianshou.kernel.intake.tables.sheets import sheets_of
from lianshou.kernel.review import actions
from lianshou.kernel.review.enums import Reason
from lianshou.kernel.review.forms import AscentFilter, DelegateForm, SettleForm, WordsForm
from lianshou.kernel.review.models import Ascent
from lianshou.kernel.review.queries import applicants
from lianshou.kernel.review.queries import climbing as queries
from lianshou.kernel.review.tables import AscentTable
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("approval.view")
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    return _list(request)


@opens("approval.view")
@require_safe
def approvals_export(request: HttpRequest) -> HttpResponse:
    require(request.user, "approval.view")
    table = AscentTable(_narrowed(request).qs)
    name = str(table.caption)
    return attachment(table_workbook(table, title=name, language=page_language()), f"{name}.xlsx")


@opens(post="approval.act")
@require_POST
def approve_many(request: HttpRequest) -> HttpResponse:
    require(request.user, "approval.act")
    picked = dict(map(_pair, request.POST.getlist("pick")[:500]))
    found = queries.ascents_listed(actor=request.user).filter(pk__in=picked)
    chosen = [(ascent, picked[ascent.pk]) for ascent in found]
    try:
        batch = actions.approve_many(
            actor=request.user,
            chosen=chosen,
            now=timezone.now(),
            is_confirmed=has_just_confirmed(request),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("review:approvals")
    words = ngettext("%(n)s application approved.", "%(n)s applications approved.", batch.approved)
    messages.success(request, words % {"n": batch.approved})
    return _list(request, left_out=batch.left_out) if batch.left_out else redirect("review:approvals")


@opens("approval.view")
@require_safe
def ascent_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _ascent(request, pk))


@opens(post="approval.act")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "approve", _confirmed(request, actions.approve_step), _("Approved."))


@opens(post="approval.act")
@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "return", actions.return_step, _("Returned. The applicant reads why."))


@opens(post="approval.act")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Refused. The applicant reads why, and can appeal.")
    return _act(request, pk, "refuse", _confirmed(request, actions.refuse_step), words)


@opens(post="approval.act")
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    ascent, form = _ascent(request, pk), WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    act = _bound(actions.comment_step, request, ascent, words=words)
    return _done(request, ascent, form, "comment", act, _("Your remark stands below."))


@opens(post="approval.act")
@require_POST
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    ascent = _ascent(request, pk)
    people = queries.able_to_take(ascent=ascent, today=timezone.localdate())
    form = DelegateForm(request.POST, people=people)
    if not form.is_valid():
        return _page(request, ascent, failed="delegate", delegate_form=form)
    given = form.cleaned_data
    act = _bound(
        actions.delegate_step, request, ascent, to=given["to"], words=given["words"], seen=given["seen"]
    )
    return _done(request, ascent, form, "delegate", act, _("Handed on."))


@opens(post="approval.act")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    ascent, form = _ascent(request, pk), SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, ascent, failed="settle", settle_form=form)
    given = form.cleaned_data
    act = _bound(
        _confirmed(request, actions.settle_appeal),
        request,
        ascent,
        grant=given["grant"] == "yes",
        words=given["words"],
        seen=given["seen"],
    )
    return _done(request, ascent, form, "settle", act, _("The appeal is settled."))


@opens(post="approval.submit")
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    application = get_object_or_404(queries.applications_to_submit(actor=request.user), pk=pk)
    try:
        ascent = actions.submit_for_approval(actor=request.user, application=application, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("review:approvals")
    messages.success(request, _("Sent for approval."))
    return redirect("review:ascent", pk=ascent.pk)


def _act(request: HttpRequest, pk: int, name: str, act: Callable[..., Any], words: str) -> HttpResponse:
    ascent, form = _ascent(request, pk), WordsForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    bound = _bound(act, request, ascent, words=given.get("words", ""), seen=given.get("seen"))
    return _done(request, ascent, form, name, bound, words)


def _confirmed(request: HttpRequest, act: Callable[..., Any]) -> Callable[..., Any]:
    return partial(act, is_confirmed=has_just_confirmed(request))


def _confirm_at(request: HttpRequest, ascent: Ascent) -> str:
    """Where to show a second factor before settling the step; empty where none is asked, or one was just shown."""
    if has_just_confirmed(request) or not queries.asks_factor(ascent=ascent, today=timezone.localdate()):
        return ""
    return confirm_at(request, reverse("review:ascent", args=[ascent.pk]))


def _bound(act: Callable[..., Any], request: HttpRequest, ascent: Ascent, **given: Any) -> Callable[[], Any]:
    return lambda: act(actor=request.user, ascent=ascent, now=timezone.now(), **given)


def _done(
    request: HttpRequest, ascent: Ascent, form: Any, name: str, act: Callable[[], Any], words: str
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        form.add_error("words", refusal.sentence)
        now = queries.ascents_listed(actor=request.user).select_related("ladder").filter(pk=ascent.pk).first()
        return _page(request, now or ascent, failed=name, failed_form=form, **{f"{name}_form": form})
    messages.success(request, words)
    seen = queries.ascents_in_scope(actor=request.user).filter(pk=ascent.pk).exists()
    return redirect("review:ascent", pk=ascent.pk) if seen else redirect("review:approvals")


def _page(request: HttpRequest, ascent: Ascent, *, failed: str = "", **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    deeds = queries.deeds_of(actor=request.user, ascent=ascent, today=today)
    initial = {"seen": ascent.turn}
    context: dict[str, Any] = {
        "ascent": ascent,
        "application": ascent.application,
        "sheets": sheets_of(actor=request.user, application=ascent.application),
        "facts": applicants.facts_of_application(application=ascent.application),
        "floors": queries.floors_of(ascent=ascent),
        "steps": queries.steps_of(ascent),
        "deeds": deeds,
        "today": today,
        "failed": failed,
        "confirm_at": _confirm_at(request, ascent) if deeds["act"].offered or deeds["settle"].offered else "",
        "is_mine": queries.is_applicant(actor=request.user, application=ascent.application),
        **{
            f"{name}_form": WordsForm(initial=initial, auto_id=f"{name}-%s")
            for name in ("approve", "return", "refuse", "comment")
        },
    }
    if deeds["hand_on"].offered:
        people = queries.able_to_take(ascent=ascent, today=today)
        context["delegate_form"] = DelegateForm(initial=initial, people=people, auto_id="delegate-%s")
    if deeds["settle"].offered:
        context["settle_form"] = SettleForm(initial=initial)
    return render(request, "review/ascent.html", context | forms, status=422 if failed else 200)


def _list(request: HttpRequest, *, left_out: Any = ()) -> HttpResponse:
    require(request.user, "approval.view")
    found = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(AscentTable(found.qs))
    waits = _show(request) == "waiting"
    everything = queries.ascents_listed(actor=request.user)
    table.exclude = () if waits else ("pick",)
    submits = may(request.user, "approval.submit")
    context = {
        "table": table,
        "filter": found,
        "show": _show(request),
        "waits": waits,
        "waiting": queries.waiting_for(everything, actor=request.user).count(),
        "any": everything.exists(),
        "left_out": left_out,
        "confirm_at": confirm_at(request, reverse("review:approvals"))
        if any(reason == Reason.FACTOR_NEEDED for _ascent, reason in left_out)
        else "",
        "to_submit": _to_submit(request.user) if submits else (),
        "sees_ladders": may(request.user, "ladder.view"),
        "sees_rounds": may(request.user, "review.view"),
    }
    return render(request, "review/approvals.html", context)


def _to_submit(actor: Any) -> list[tuple[Any, bool]]:
    """Each with whether its programme has approvals to send it to; where it has none it is accepted on its own page."""
    waiting = list(queries.applications_to_submit(actor=actor)[:20])
    programmes = {one.programme_id: one.programme for one in waiting}
    asked = {pk for pk, programme in programmes.items() if queries.asks_approval(programme=programme)}
    return [(one, one.programme_id in asked) for one in waiting]


def _show(request: HttpRequest) -> str:
    show = request.GET.get("show", "")
    return show if show in ("all", "done") else "waiting"


def _narrowed(request: HttpRequest) -> AscentFilter:
    rows: QuerySet[Ascent] = queries.ascents_listed(actor=request.user)
    if _show(request) == "waiting":
        rows = queries.waiting_for(rows, actor=request.user)
    elif _show(request) == "done":
        rows = queries.done_by(rows, actor=request.user)
    found = AscentFilter(request.GET, queryset=rows, request=request)
    found.form.is_valid()
    return found


def _ascent(request: HttpRequest, pk: int) -> Ascent:
    return get_object_or_404(queries.ascents_listed(actor=request.user).select_related("ladder"), pk=pk)


def _pair(text: str) -> tuple[int, int]:
    """ "12:3" as it stands in a box of the list; anything else names nothing."""
    parts = text.split(":")
    whole = len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts)
    return (int(parts[0]), int(parts[1])) if whole else (0, 0)
