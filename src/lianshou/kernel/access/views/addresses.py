"""One's own e-mail address: written down here, kept once the link that is sent there was followed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, suspend_request
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianshou.core.refusals import Refused
from lianshou.kernel.access import actions
from lianshou.kernel.access.forms import AddressForm
from lianshou.web.couriers import send_mail
from lianshou.web.doors import ANYONE, opens

_SALT = "lianshou.access.address"
_LASTS = timedelta(days=1)


@opens(ANYONE, post=ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if request.method == "POST" and settings.LIANSHOU_MAILS and form.is_valid():
        if not did_recently_reauthenticate(request):
            answer: HttpResponse = suspend_request(request, reverse("account_reauthenticate"))
            return answer
        _send_link(request, form.cleaned_data["address"].lower())
        messages.success(request, _("A link is on its way there. Open it on this device within a day."))
        return redirect("access:address")
    context = {"form": form, "mails": settings.LIANSHOU_MAILS}
    return render(request, "access/address.html", context, status=422 if request.method == "POST" else 200)


@opens(ANYONE, post=ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_address(request: HttpRequest, token: str) -> HttpResponse:
    found = _read(request, token)
    if not found:
        messages.error(request, _("This link holds no more: write the address down again."))
        return redirect("access:address")
    if request.method != "POST":
        return render(request, "access/keep_address.html", {"address": found})
    try:
        actions.take_address(actor=request.user, address=found, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("access:address")
    messages.success(request, _("You can be reached at %(address)s now.") % {"address": found})
    return redirect("mfa_index")


def _send_link(request: HttpRequest, new: str) -> None:
    token = signing.dumps({"who": request.user.pk, "before": _before(request), "new": new}, salt=_SALT)
    link = request.build_absolute_uri(reverse("access:keep_address", args=[token]))
    words = render_to_string("access/email/address.txt", {"link": link})
    send_mail(to=new, subject=_("Your e-mail address at the workbench of the trade union"), words=words)


def _read(request: HttpRequest, token: str) -> str:
    """The address of a link of this account that was not used yet; empty where there is none."""
    try:
        told: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=_LASTS)
    except signing.BadSignature:
        return ""
    fits = (told["who"], told["before"]) == (request.user.pk, _before(request))
    return str(told["new"]) if fits else ""


def _before(request: HttpRequest) -> str:
    return str(request.user.email)  # type: ignore[union-attr]
