from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import factors_of, held_by
from lianshou.kernel.access.rules.sentences import VERBS
from lianshou.kernel.gateway import actions, queries
from lianshou.kernel.gateway.forms import TokenForm
from lianshou.kernel.gateway.models import Token
from lianshou.web.acting import acted
from lianshou.web.doors import ANYONE, CONCERNED, opens
from lianshou.web.templatetags.web import say

_FRESH = 300  # seconds for which a second factor counts as just shown


@opens(ANYONE)
@never_cache
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens: what each may do, until when, when it was last used."""
    found = [_shown(one) for one in queries.tokens_of(actor=request.user)[:100]]
    return render(request, "gateway/tokens.html", {"tokens": found, "why_not": _why_not(request)})


@opens(ANYONE, post=ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """Ask for a second factor, then for what the token may do; its secret stands on this one answer."""
    if why_not := _why_not(request):
        messages.error(request, why_not)
        return redirect("gateway:tokens")
    if again := _confirm_at(request):
        return redirect(again)
    actor = request.user
    form = TokenForm(request.POST or None, verbs=queries.verbs_held(actor=actor), held=held_by(actor=actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_token(actor=actor, now=timezone.now(), **form.facts)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _secret(request, made)
    return render(request, "gateway/new_token.html", {"form": form}, status=422 if form.errors else 200)


@opens(post=CONCERNED)
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(queries.tokens_of(actor=request.user), pk=pk)
    return acted(
        request,
        lambda: actions.revoke_token(actor=request.user, token=token, now=timezone.now()),
        _("Revoked: it opens nothing any more."),
        "gateway:tokens",
    )


def _secret(request: HttpRequest, made: actions.MadeToken) -> HttpResponse:
    answer = render(request, "gateway/token_made.html", {"made": made, "words": _shown(made.token)})
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(token: Token) -> dict[str, object]:
    own = _("What concerns me in person: my work, my places, my cases")
    words = [say(VERBS[verb]) if verb in VERBS else own for verb in token.verbs]
    return {"token": token, "verbs": words, "is_live": token.is_live(timezone.now())}


def _why_not(request: HttpRequest) -> str:
    """Why no token can be made yet: an account with tokens has a second factor."""
    actor: User = request.user  # type: ignore[assignment]
    if not settings.LIANSHOU_TOKEN_FACTOR or factors_of(actor=actor).any:
        return ""
    return _("Set up a second factor first: a token is made with it.")


def _confirm_at(request: HttpRequest) -> str:
    """Where a second factor is shown anew; nothing where that was just done, or is not asked."""
    if not settings.LIANSHOU_TOKEN_FACTOR:
        return ""
    since = timezone.now().timestamp() - _FRESH
    records = get_authentication_records(request, request.user)
    if any(one.get("method") == "mfa" and one.get("at", 0) > since for one in records):
        return ""
    actor: User = request.user  # type: ignore[assignment]
    has_app = factors_of(actor=actor).code_app is not None
    page = reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
    return f"{page}?{urlencode({'next': reverse('gateway:new_token')})}"
