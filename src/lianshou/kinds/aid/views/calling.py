"""The helper's own households, logging a visit, the telephone, and the contact card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may
from lianshou.kinds.aid import actions
from lianshou.kinds.aid.exports import contact_card
from lianshou.kinds.aid.forms.helping import VisitForm
from lianshou.kinds.aid.models import Helping, Visit
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.queries import leaving as leaving_queries
from lianshou.web.doors import ANYONE, CONCERNED, opens
from lianshou.web.workbooks import attachment


@opens(ANYONE)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Of whoever helps: their households, what is due first."""
    return _mine(request)


def _mine(request: HttpRequest, **more: Any) -> HttpResponse:
    rows = list(queries.own_helpings(actor=request.user))
    last = queries.last_visits(rows)
    leaving = leaving_queries.under_way_of([one.household_id for one in rows])
    today = timezone.localdate()
    context = {
        "helper": queries.helper_of(actor=request.user),
        "rows": [
            {
                "helping": one,
                "last": last.get(one.pk),
                "is_late": one.is_overdue(today),
                "leaving": leaving.get(one.household_id),
            }
            for one in rows
        ],
        "late": sum(one.is_overdue(today) for one in rows),
        "calls": leaving_queries.own_calls(actor=request.user)[:50],
        "today": today,
    }
    return render(request, "aid/helping/mine.html", context | more)


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_household(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = _helping_for(request, pk), timezone.localdate()
    duties = queries.help_settings(union=found.household.union, on=today).duties
    asked = request.POST if request.method == "POST" else None
    last = queries.last_visits([found]).get(found.pk)
    same = _as_before(last, duties) if "same" in request.GET else {}
    form = VisitForm(asked, duties=duties, initial={"visited_on": today, "key": uuid4(), **same})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_visit(actor=request.user, helping=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The visit is logged."))
            return _back(request, found)
    is_own = found.helper.person.account_id == request.user.pk
    context = {
        "helping": found,
        "form": form,
        "last": last,
        "same": bool(same),
        "is_own": is_own,
        "sees_file": may(request.user, "person.view", on=found.household.union),
    }
    return render(request, "aid/helping/visit.html", context, status=422 if form.errors else 200)


def _as_before(last: Visit | None, duties: Mapping[str, str]) -> dict[str, Any]:
    """A visit like the one before, for whoever asks for it by a tap of its own: its duties are ticked, and what was found is said
    to be unchanged. Nothing of it stands there unasked, for a visit would be logged that nobody made."""
    if last is None:
        return {}
    ticked = [key for key, words in duties.items() if words in last.duties]
    return {"duties": ticked, "where": last.where, "found": _("Nothing changed since the last visit.")}


@opens(post=CONCERNED)
@require_POST
def reach(request: HttpRequest, pk: int) -> HttpResponse:
    """The telephone of the household, which is written into the book."""
    found = _helping_for(request, pk)
    phone = actions.reach_household(actor=request.user, helping=found, now=timezone.now())
    return _mine(request, reached=found.pk, phone=phone)


@opens(CONCERNED)
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The contact card, to be printed and left with the household."""
    found = _helping_for(request, pk)
    told = queries.help_settings(union=found.household.union, on=timezone.localdate())
    content = contact_card(found, duties=told.duties, months=told.months)
    return attachment(content, f"联系卡-{found.household.number}.docx")


def _back(request: HttpRequest, found: Helping) -> HttpResponse:
    if found.helper.person.account_id == request.user.pk:
        return redirect("aid:mine")
    return redirect("aid:household", found.household_id)


def _helping_for(request: HttpRequest, pk: int) -> Helping:
    found = queries.helping_for(actor=request.user, pk=pk)
    if found is None:
        raise Http404
    return found
