from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.formats.codes import code_svg
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.notices import actions, queries
from lianshou.kernel.notices.enums import State
from lianshou.kernel.notices.exports import LAYOUTS, facts_of, heads_of, poster, rows_of
from lianshou.kernel.notices.forms import NoticeFilter, NoticeForm, WithdrawForm
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.notices.tables import TONES, LineTable, NoticeTable
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import DOCX, attachment, table_workbook


@opens("notice.view")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(NoticeTable(found.qs))
    context = {
        "filter": found,
        "table": table,
        "drafts": may(request.user, "notice.edit"),
        "handles": may(request.user, "objection.handle"),
        "any": queries.notices_in_scope(actor=request.user).exists(),
    }
    return render(request, "notices/list.html", context)


@opens("notice.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    table = NoticeTable(_narrowed(request).qs)
    book = table_workbook(table, title=_("Public notices"), language=page_language())
    return attachment(book, _("Public notices") + ".xlsx")


@opens("notice.edit", post="notice.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, "notice.edit")
    programmes = queries.programmes_to_post(actor=request.user)
    asked = request.GET.get("programme", "")
    first = (
        programmes.filter(pk=asked).first()
        if asked.isascii() and asked.isdigit() and len(asked) < 19
        else None
    )
    chosen, first = first is not None, first or programmes.first()
    days = queries.days_for(union=first.union, on=timezone.localdate()) if first else 5
    lists = request.GET.get("lists", "")
    told: dict[str, Any] = {"programme": first, "days": days, "lists": lists, "chosen": chosen}
    form = NoticeForm(request.POST or None, actor=request.user, **told)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_notice(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The draft is saved. Look at the list below, then post it."))
            return redirect("notices:detail", pk=made.pk)
    context = {"form": form, "any": first is not None}
    return render(request, "notices/edit.html", context, status=422 if form.errors else 200)


@opens("notice.view")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _notice(request, pk))


@opens("notice.view")
@require_safe
def export_lines(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    book = table_workbook(_line_table(notice), title=notice.title[:31], language=page_language())
    return attachment(book, f"{notice.title}.xlsx")


@opens("notice.edit", post="notice.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    require(request.user, "notice.edit", on=notice.programme.union)
    form = NoticeForm(request.POST or None, actor=request.user, notice=notice)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_notice(actor=request.user, notice=notice, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("notices:detail", pk=notice.pk)
    context = {"form": form, "notice": notice, "any": True}
    return render(request, "notices/edit.html", context, status=422 if form.errors else 200)


@opens(post="notice.edit")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    actions.drop_notice(actor=request.user, notice=notice, now=timezone.now())
    messages.success(request, _("The draft is gone."))
    return redirect("notices:list")


@opens(post="notice.post")
@require_POST
def post(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(
        request,
        pk,
        actions.post_notice,
        _("Posted: everybody can read it now. Print the poster and hang it up."),
    )


@opens(post="notice.post")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.close_notice, _("Closed: the next step is free."))


@opens(post="notice.post")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    notice, form = _notice(request, pk), WithdrawForm(request.POST)
    require(request.user, "notice.post", on=notice.programme.union)
    if form.is_valid():
        try:
            actions.withdraw_notice(
                actor=request.user, notice=notice, words=form.cleaned_data["words"], now=timezone.now()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Withdrawn: the notice stands for nothing any more."))
            return redirect("notices:detail", pk=notice.pk)
    return _page(request, notice, withdraw_form=form)


@opens("notice.view")
@require_safe
def poster_page(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(queries.notices_to_print(actor=request.user), pk=pk)
    address = _public_address(request, notice)
    lines = queries.lines_shown(notice=notice)
    context = {
        "notice": notice,
        "columns": heads_of(notice, lines),
        "rows": rows_of(notice, lines),
        "facts": facts_of(notice),
        "code": picture_of(address) if address else "",
        "reads": may(request.user, "notice.view", on=notice.programme.union),
        "sheet": _sheet(request),
        "sheets": tuple(LAYOUTS),
    }
    return render(request, "notices/poster.html", context)


@opens("notice.view")
@require_safe
def poster_paper(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(queries.notices_to_print(actor=request.user), pk=pk)
    content = poster(
        notice=notice,
        lines=queries.lines_shown(notice=notice),
        address=_public_address(request, notice),
        sheet=_sheet(request),  # type: ignore[arg-type]
        language=page_language(),
    )
    return attachment(content, f"{notice.title}.docx", content_type=DOCX)


def picture_of(address: str) -> str:
    """A code as the address of a picture."""
    return f"data:image/svg+xml,{quote(code_svg(address))}"


def _public_address(request: HttpRequest, notice: Notice) -> str:
    """Where everybody reads a notice; nothing for one that nobody can read there."""
    if notice.state == State.DRAFT:
        return ""
    return request.build_absolute_uri(reverse("public_notices:detail", args=[notice.pk]))


def _sheet(request: HttpRequest) -> str:
    asked = request.GET.get("sheet", "")
    return asked if asked in LAYOUTS else "a4"


def _narrowed(request: HttpRequest) -> NoticeFilter:
    require(request.user, "notice.view")
    found = NoticeFilter(request.GET, queryset=queries.notices_listed(actor=request.user), request=request)
    found.form.is_valid()
    return found


def _notice(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(queries.notices_to_read(actor=request.user), pk=pk)


def _page(request: HttpRequest, notice: Notice, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    drawn = (
        queries.lines_of(programme=notice.programme, lists=notice.lists)
        if notice.state == State.DRAFT
        else []
    )
    acts = queries.acts_of(actor=request.user, notice=notice, lines=drawn, today=today)
    table = RequestConfig(request, paginate={"per_page": 20}).configure(_line_table(notice))
    context = {
        "notice": notice,
        "tone": TONES[notice.state],
        "acts": acts,
        "table": table,
        "facts": facts_of(notice),
        "running": notice.is_running(today),
        "home": queries.home_of_programme(notice),
        "unaccepted": queries.unaccepted(programme=notice.programme) if notice.state == State.DRAFT else 0,
        "bar": queries.bar_for(programme=notice.programme, today=today),
        "address": _public_address(request, notice) if notice.is_running(today) else "",
        "steps": [(step, verb_said(step.verb)) for step in queries.steps_of(notice=notice)],
        "withdraw_form": WithdrawForm(),
    }
    return render(request, "notices/detail.html", context | forms, status=422 if forms else 200)


def _line_table(notice: Notice) -> LineTable:
    lines = queries.lines_shown(notice=notice)
    return LineTable(lines, heads=heads_of(notice, lines))


def _done(request: HttpRequest, pk: int, act: Callable[..., object], words: str) -> HttpResponse:
    notice = _notice(request, pk)
    try:
        act(actor=request.user, notice=notice, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, words)
    return redirect("notices:detail", pk=notice.pk)
