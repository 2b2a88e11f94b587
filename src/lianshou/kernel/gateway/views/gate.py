"""What stands around the API: no cookies, a token instead; errors as problems; writes that are done once under a key."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from lianshou.core.ambient import Narrowing, coming_from, narrowed_to, origin
from lianshou.kernel.gateway import actions, queries
from lianshou.kernel.gateway.models import StoredAnswer, Token
from lianshou.kernel.gateway.rules import OWN, PREFIX
from lianshou.web.api.problems import CODES, MEDIA, problem
from lianshou.web.busy import is_busy, patiently
from lianshou.web.doors import ANYONE, CONCERNED, door_of

ROOT = "/api/v1/"
_LONGEST_KEY = 200
_log = logging.getLogger("lianshou.api")


def is_api(request: HttpRequest) -> bool:
    """Whether a request is for the API."""
    return request.path.startswith(ROOT)


class ApiMiddleware:
    """Takes cookies away, looks at the token, speaks the language that is asked for, and makes every error a problem."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        request.COOKIES = {}
        request.session = type(request.session)(None)  # whoever asks through a browser is nobody here
        with translation.override(_language(request)):
            answer = self._answered(request)
        answer["Vary"] = "Authorization, Accept-Language"
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer

    def _answered(self, request: HttpRequest) -> HttpResponse:
        now, secret = timezone.now(), request.headers.get("Authorization", "")
        token = _token(secret)
        if secret and token is None:
            return _unauthorised("token_unknown")
        with ExitStack() as around:
            if token is not None:
                if why := queries.why_token_shut(token=token, now=now):
                    return _unauthorised(why.value, str(why.label))
                actions.note_use(token=token, now=now)
                around.enter_context(coming_from(replace(origin(), door="api", device=token.mark)))
                around.enter_context(narrowed_to(_left(token)))
            request.api_token = token  # type: ignore[attr-defined]
            return _as_problem(self.get_response(request))


class TokenMiddleware:
    """The account of a token is the one who asks: no session has a say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not is_api(request):
            return None
        token: Token | None = request.api_token  # type: ignore[attr-defined]
        request.user = token.user if token else AnonymousUser()
        door = door_of(view)
        need = door.needs(request.method or "") if door else None
        if token is not None and need in (ANYONE, CONCERNED) and OWN not in token.verbs:
            raise PermissionDenied(need)
        return None


class OnceMiddleware:
    """A write is done once under its key: whoever repeats it is given the same answer. Stands behind the doors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not is_api(request) or request.method != "POST":
            return None
        token: Token | None = request.api_token  # type: ignore[attr-defined]
        if token is None:
            return None
        key = request.headers.get("Idempotency-Key", "")
        if not key or len(key) > _LONGEST_KEY:
            return problem(400, code="key_missing" if not key else "key_too_long")
        return _once(request, token, key, lambda: view(request, *args, **kwargs))


def _once(request: HttpRequest, token: Token, key: str, act: Callable[[], Any]) -> HttpResponse:
    digest = _digest(request)
    try:
        answer = patiently(
            lambda: actions.answered_once(
                token=token,
                key_digest=hashlib.sha256(key.encode()).hexdigest(),
                body_digest=digest,
                now=timezone.now(),
                act=act,
            )
        )
    except Exception as error:
        if is_busy(error):
            return problem(503, headers={"Retry-After": "5"})
        raise
    return _again(answer, digest) if isinstance(answer, StoredAnswer) else answer


def _again(kept: StoredAnswer, digest: str) -> HttpResponse:
    if kept.body_digest != digest:
        return problem(422, code="key_reused")
    return HttpResponse(
        kept.content, status=kept.status, content_type=kept.media, headers={"Idempotent-Replayed": "true"}
    )


def _digest(request: HttpRequest) -> str:
    """A digest of what is asked; of a multipart body by its parts, whose borders differ each time."""
    made = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if (request.content_type or "") != "multipart/form-data":
        made.update(request.body)
        return made.hexdigest()
    for name in sorted(request.POST):
        made.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            made.update(repr((name, file.name)).encode())
            for piece in file.chunks():
                made.update(piece)
            file.seek(0)
    return made.hexdigest()


def _token(header: str) -> Token | None:
    scheme, _space, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    return queries.token_of(secret=secret.strip())


def _left(token: Token) -> Narrowing:
    posts = None if token.posts is None else frozenset(token.posts)
    return Narrowing(account=token.user_id, verbs=frozenset(token.verbs), posts=posts)


def _unauthorised(code: str = "", detail: str = "") -> HttpResponse:
    return problem(401, code=code, detail=detail, headers={"WWW-Authenticate": 'Bearer realm="lianshou"'})


def _as_problem(answer: HttpResponse) -> HttpResponse:
    """An answer of the frame (a redirect to the login, a page of an error) as a problem."""
    status = 401 if answer.status_code in (301, 302) else answer.status_code
    if status < 400 or answer.headers.get("Content-Type", "").startswith(MEDIA):
        return answer
    if status == 401:
        return _unauthorised()
    kept = {name: answer[name] for name in ("Allow", "Retry-After") if answer.has_header(name)}
    return problem(status if status in CODES else 500 if status >= 500 else 400, headers=kept)


def _language(request: HttpRequest) -> str:
    """The first language asked for that the house speaks; Chinese where none is."""
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if tag.startswith("en"):
            return "en"
        if tag.startswith("zh"):
            break
    return str(settings.LANGUAGE_CODE)
