from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access.queries import require
from lianshou.kernel.inbox import actions
from lianshou.kernel.inbox.forms import DigestForm, FailedFilter, RobotForm
from lianshou.kernel.inbox.queries import digests as known
from lianshou.kernel.inbox.tables import FailedTable
from lianshou.web.acting import acted
from lianshou.web.doors import ANYONE, opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens(ANYONE, post=ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    """How one is told of one's work, with what one would get at this moment."""
    now = timezone.now()
    today, setting = timezone.localdate(now), known.setting_of(actor=request.user, now=now)
    channels = known.channels_of(actor=request.user, today=today)
    form = DigestForm(request.POST or None, instance=setting, channels=channels)
    if form.is_valid():
        actions.set_digest(actor=request.user, now=now, **form.cleaned_data)
        messages.success(request, _("This is how you will be told."))
        return redirect("inbox:digest")
    told = known.told_of(actor=request.user, today=today)
    context = {"form": form, "told": told, "channels": channels}
    return render(request, "inbox/digest.html", context, status=422 if form.errors else 200)


@opens("channel.keep", post="channel.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    form = RobotForm(request.POST or None, actor=request.user)
    if form.is_valid():
        given = form.cleaned_data
        require(request.user, "channel.keep", on=given["union"])

        def act() -> None:
            actions.set_robot(actor=request.user, now=timezone.now(), **given)

        return acted(request, act, _("Digests can go through this robot now."), "inbox:channels")
    context = {
        "form": form,
        "robots": known.robots_in_scope(actor=request.user),
        "failed": known.failed_digests(actor=request.user).count(),
    }
    return render(request, "inbox/channels.html", context, status=422 if form.errors else 200)


@opens(post="channel.keep")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    robot = get_object_or_404(known.robots_in_scope(actor=request.user), pk=pk)

    def act() -> None:
        actions.drop_robot(actor=request.user, robot=robot, now=timezone.now())

    return acted(request, act, _("Nothing more is sent through this robot."), "inbox:channels")


@opens("channel.keep")
@require_safe
def failed(request: HttpRequest) -> HttpResponse:
    found = FailedFilter(request.GET, queryset=known.failed_digests(actor=request.user), request=request)
    table = FailedTable(found.qs, request=request)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "inbox/failed.html", {"filter": found, "table": table})


@opens("channel.keep")
@require_safe
def failed_export(request: HttpRequest) -> HttpResponse:
    found = FailedFilter(request.GET, queryset=known.failed_digests(actor=request.user), request=request)
    table = FailedTable(found.qs, order_by=request.GET.get("sort") or None)
    content = table_workbook(table, title=str(table.caption), language=page_language())
    return attachment(content, f"{table.caption}-{timezone.localdate():%Y%m%d}.xlsx")
