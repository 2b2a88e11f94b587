from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.enums import Ended
from lianshou.kernel.access.views.limits import told
from lianshou.web.doors import ANYONE, PUBLIC, opens


@opens(get=PUBLIC, post=PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest) -> HttpResponse:
    """How long the session lasts (GET, which does not lengthen it); POST says that somebody is there."""
    return told(request, token=get_token(request))


@opens(get=PUBLIC)
@never_cache
@require_safe
def timed_out(request: HttpRequest) -> HttpResponse:
    """What happened, and the way back."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    said = request.GET.get("why", "")
    why = Ended(said) if said in Ended.values else Ended.UNKNOWN
    context = {"why": why.label, "next": back, "is_kept": back == reverse("access:kept")}
    return render(request, "access/timed_out.html", context)


@opens(get=ANYONE)
@never_cache
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    since = timezone.now() - timedelta(minutes=settings.LIANSHOU_IDLE_MINUTES)
    key = request.session.session_key or ""
    seats = queries.seats_of(actor=request.user, session_key=key, since=since)  # type: ignore[arg-type]
    return render(request, "access/devices.html", {"seats": seats, "idle": settings.LIANSHOU_IDLE_MINUTES})


@opens(post=ANYONE)
@require_POST
def end_device(request: HttpRequest, pk: int) -> HttpResponse:
    key = request.session.session_key or ""
    actions.end_device(actor=request.user, pk=pk, but=key, now=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("That device is signed out."))
    return HttpResponseRedirect(reverse("usersessions_list"))


@opens(post=ANYONE)
@require_POST
def end_other_devices(request: HttpRequest) -> HttpResponse:
    key = request.session.session_key or ""
    ended = actions.end_devices(actor=request.user, but=key, now=timezone.now())  # type: ignore[arg-type]
    said = ngettext("%(n)d other device is signed out.", "%(n)d other devices are signed out.", ended)
    messages.success(request, said % {"n": ended})
    return HttpResponseRedirect(reverse("usersessions_list"))
