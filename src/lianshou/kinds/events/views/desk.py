from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.intake.queries import imports_in_scope
from lianshou.kernel.placement.actions import promote_next
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.events import actions
from lianshou.kinds.events.forms import CallOffForm, EventFilter, EventForm, EventPhotosForm, facts_of
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries import desk as queries
from lianshou.kinds.events.rules.columns import ATTENDANCE
from lianshou.kinds.events.rules.deciding import FEWEST_ANSWERS, why_not_finish
from lianshou.kinds.events.tables import EventTable, state_badge
from lianshou.kinds.events.views.frame import event_or_404, programme_or_404
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

_FORM = ["GET", "HEAD", "POST"]


@opens("placement.view")
@require_safe
def events(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    narrowed = _narrowed(request, programme)
    table = EventTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    closed = programme.state == ProgrammeState.CLOSED
    context = {
        "programme": programme,
        "filter": narrowed,
        "table": table,
        "may_edit": not closed and may(request.user, "placement.edit", on=programme.union),
        "may_close": programme.state == ProgrammeState.RUNNING
        and may(request.user, "programme.create", on=programme.union),
        "imports": imports_in_scope(actor=request.user).filter(programme=programme)[:6],
    }
    return render(request, "events/list.html", context)


@opens("placement.view")
@require_safe
def events_export(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    table = EventTable(_narrowed(request, programme).qs)
    RequestConfig(request, paginate=False).configure(table)
    book = table_workbook(table, title=pgettext("kind", "Events"), language=page_language())
    return attachment(book, f"{programme.title}.xlsx")


@opens("placement.edit", post="placement.edit")
@require_http_methods(_FORM)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.edit")
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_event(
                actor=request.user, programme=programme, now=timezone.now(), **form.facts
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Planned. Look it through, then open it for sign-up."))
            return redirect("events:event", made.pk)
    context = {"form": form, "programme": programme}
    return render(request, "events/form.html", context, status=422 if form.errors else 200)


@opens("placement.edit", post="placement.edit")
@require_http_methods(_FORM)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk, verb="placement.edit")
    form = EventForm(request.POST or None, initial=facts_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_event(actor=request.user, event=found, now=timezone.now(), **form.facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Changed."))
            return redirect("events:event", pk)
    context = {"form": form, "event": found, "programme": found.opening.programme}
    return render(request, "events/form.html", context, status=422 if form.errors else 200)


@opens("placement.view")
@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "events/event.html", _around(request, event_or_404(request, pk)))


@opens(post="placement.edit")
@require_POST
def open_sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk, verb="placement.edit")
    return acted(
        request,
        lambda: actions.open_event(actor=request.user, event=found, now=timezone.now()),
        _("Open: people can sign up now."),
        "events:event",
        pk,
    )


@opens(post="placement.edit")
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk, verb="placement.edit")
    return acted(
        request,
        lambda: actions.finish_event(actor=request.user, event=found, now=timezone.now()),
        _("Held. It counts in the figures now; attendance can still be noted."),
        "events:event",
        pk,
    )


@opens(post="placement.edit")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk, verb="placement.edit")
    form = CallOffForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            actions.cancel_event(actor=request.user, event=found, now=timezone.now(), **facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Called off. Whoever signed up sees it on their start page."))
            return redirect("events:event", pk)
    context = _around(request, found) | {"off_form": form}
    return render(request, "events/event.html", context, status=422)


@opens(post="placement.edit")
@require_POST
def promote(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk, verb="placement.edit")
    return acted(
        request,
        lambda: promote_next(actor=request.user, opening=found.opening, now=timezone.now()),
        _("The earliest ticket has the place now."),
        "events:event",
        pk,
    )


@opens(post="programme.create")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="programme.create")
    return acted(
        request,
        lambda: actions.close_events(actor=request.user, programme=programme, now=timezone.now()),
        _("The programme is closed."),
        "events:list",
        pk,
    )


@opens("placement.edit", post="placement.edit")
@require_http_methods(_FORM)
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_or_404(request, pk, verb="placement.edit")
    require(request.user, "followup.record", on=found.opening.programme.union)
    if found.followup_id and request.method != "POST":
        return redirect("followups:detail", found.followup_id)
    initial = {"credit": str(request.user)}
    form = EventPhotosForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = actions.record_photos(
                actor=request.user,
                event=found,
                photos=form.new_photos,
                consent=values["consent"],
                note=values["note"],
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error("consent" if refused.reason.name == "CONSENT_MISSING" else None, refused.sentence)
        else:
            messages.success(request, _("The photographs are on record."))
            return redirect("followups:detail", made.pk)
    context = {"form": form, "event": found, "programme": found.opening.programme}
    return render(request, "events/photos.html", context, status=422 if form.errors else 200)


def _narrowed(request: HttpRequest, programme: Programme) -> EventFilter:
    found = EventFilter(request.GET, queryset=queries.events_listed(programme=programme))
    found.form.is_valid()
    return found


def _around(request: HttpRequest, found: Event) -> dict[str, Any]:
    """What the page of an event shows."""
    now, programme = timezone.now(), found.opening.programme
    listed = queries.events_listed(programme=programme).get(pk=found.pk)
    return {
        "event": listed,
        "opening": found.opening,
        "programme": programme,
        "badge": state_badge(found),
        "may_edit": may(request.user, "placement.edit", on=programme.union),
        "may_upload": programme.state == ProgrammeState.RUNNING
        and may(request.user, "intake.import", on=programme.union),
        "list_slug": ATTENDANCE.name,
        "may_note": queries.is_on_the_day(event=found, now=now),
        "may_finish": why_not_finish(state=found.state, starts_at=found.starts_at, now=now) is None,
        "followup": found.followup,
        "satisfaction": queries.satisfaction(event=found),
        "lines": queries.lines_said(event=found),
        "fewest": FEWEST_ANSWERS,
        "history": history_of(found)[:12],
        "off_form": CallOffForm(),
    }
