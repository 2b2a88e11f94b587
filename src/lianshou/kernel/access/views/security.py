from __future__ import annotations

from datetime import timedelta

from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import why_not_remove_factor
from lianshou.kernel.access.views.holding import hold_of
from lianshou.web.doors import ANYONE, opens


@opens(get=ANYONE)
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Sign-in and security: how I get in, where I am in, and what is demanded of me."""
    actor: User = request.user  # type: ignore[assignment]
    ways = {entry.provider: entry for entry in queries.sign_ins_of(actor=actor)}
    offered = get_adapter().list_providers(request)
    since = timezone.now() - timedelta(minutes=settings.LIANSHOU_IDLE_MINUTES)
    context = {
        "hold": hold_of(request),
        "factors": queries.factors_of(actor=actor),
        "is_demanded": queries.demands_factor(actor=actor),
        "seats": queries.seats_of(actor=actor, session_key=request.session.session_key or "", since=since),
        "ways": [(offer, ways.get(offer.sub_id)) for offer in offered],
        "has_password": actor.has_usable_password(),
    }
    return render(request, "mfa/index.html", context)


@opens(get=ANYONE, post=ANYONE)
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """allauth takes the passkey away, unless it is the last factor of somebody whose post demands one."""
    actor: User = request.user  # type: ignore[assignment]
    factors = queries.factors_of(actor=actor)
    others = len([entry for entry in factors.passkeys if entry.pk != pk]) + (factors.code_app is not None)
    demanded = queries.demands_factor(actor=actor)
    if reason := why_not_remove_factor(is_demanded=demanded, others=others):
        raise Refused(reason)
    return webauthn.remove_webauthn(request, pk=pk)  # type: ignore[no-any-return]


@opens(get="account.unlock", post="account.unlock")
@require_http_methods(["GET", "POST"])
def reset_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has lost phone and recovery codes: the security administrator takes the factors away."""
    queries.require(request.user, "account.unlock")
    user = get_object_or_404(queries.accounts_within(actor=request.user, verb="account.unlock"), pk=pk)
    if request.method == "POST":
        actions.reset_factors(actor=request.user, user=user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(
            request, _("The second factors are taken away; the account is signed out everywhere.")
        )
        return HttpResponseRedirect(reverse("inbox:desk"))
    return render(request, "access/reset_factors.html", {"account": user})
