from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from lianshou.core.duties import duties
from lianshou.core.refusals import Refused
from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.forms import AccountFilter, HandOverForm
from lianshou.kernel.access.models import User
from lianshou.kernel.access.tables import LeavingTable
from lianshou.web.doors import opens


@opens(get="duty.hand_over")
@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """Whose duties can be handed over, for those who do not administer accounts as well."""
    queries.require(request.user, "duty.hand_over")
    accounts = queries.accounts_to_hand_over(actor=request.user, today=timezone.localdate())
    found = AccountFilter(request.GET, queryset=accounts)
    found.form.is_valid()
    table = RequestConfig(request, paginate={"per_page": 25}).configure(LeavingTable(found.qs))
    return render(request, "access/leaving.html", {"filter": found, "table": table})


@opens(get="duty.hand_over", post="duty.hand_over")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody has open, and handing all of it over in one act."""
    leaving, today = _leaving(request, pk), timezone.localdate()
    if not queries.may_over(request.user, "duty.hand_over", account=leaving, today=today):
        raise PermissionDenied
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        successors=queries.successors_of(leaving=leaving, today=today),
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(actor=request.user, leaving=leaving, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("access:handed_over", leaving.pk)
    context = {
        "leaving": leaving,
        "open": queries.open_duties(actor=request.user, account=leaving, today=today),
        "form": form,
        "may_list": queries.may(request.user, "account.list"),
    }
    return render(request, "access/hand_over.html", context, status=422 if form.errors else 200)


@opens(get="duty.hand_over")
@require_safe
def handed_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What was moved the last time, as the book has it."""
    leaving, today = _leaving(request, pk), timezone.localdate()
    entry = queries.last_hand_over(account=leaving)
    if entry is None:
        raise Http404
    details: dict[str, Any] = entry.details
    context = {
        "leaving": leaving,
        "entry": entry,
        "may_list": queries.may(request.user, "account.list"),
        "to": queries.account_named(pk=details["to"]),
        "last_day": date.fromisoformat(details["last_day"]),
        "moved": [(duty, details["moved"].get(duty.slug, 0)) for duty in duties],
        "open": queries.open_duties(actor=request.user, account=leaving, today=today),
    }
    return render(request, "access/handed_over.html", context)


def _leaving(request: HttpRequest, pk: int) -> User:
    queries.require(request.user, "duty.hand_over")
    accounts = queries.accounts_to_hand_over(actor=request.user, today=timezone.localdate())
    return get_object_or_404(accounts, pk=pk)
