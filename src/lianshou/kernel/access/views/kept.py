"""What was typed does not perish with a session: a form that came too late is sealed, and handed back after signing in."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lianshou.kernel.guard.models import key_ring
from lianshou.kernel.guard.rules.sealing import SealError
from lianshou.web.doors import ANYONE, opens

_KEPT, _WHOSE = "lianshou.kept", "lianshou.whose"
_PLACE = b"session.kept.form"
_LIFE = 3600
_MOST = 200_000
_SECRET = frozenset({"csrfmiddlewaretoken", "credential", "code"})
_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class KeptForm:
    """A form that came too late: the page it was sent to, its fields, how many files came with it (they are not kept)."""

    path: str
    fields: list[tuple[str, str]]
    files: int


def whose_form(request: HttpRequest) -> KeptForm | None:
    """The form of a request, if it is one that a person filled in; passwords and codes are left out."""
    if request.method != "POST" or request.content_type not in _TYPES or request.headers.get("HX-Request"):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if isinstance(value, str) and name not in _SECRET and "password" not in name
    ]
    return KeptForm(request.get_full_path(), fields, len(request.FILES)) if fields else None


def keep(request: HttpRequest, *, user_pk: int | None, kept: KeptForm | None) -> bool:
    """Seal a form into the session for the account ``user_pk``, or for the one whose session ended before (None).

    Gives whether that was done: not without anybody to keep it for, nor when it is too long.
    """
    if user_pk is not None:
        request.session[_WHOSE] = user_pk
    whose = request.session.get(_WHOSE)
    if kept is None or whose is None:
        return False
    text = json.dumps({"whose": whose, "at": int(time.time()), "form": asdict(kept)}, ensure_ascii=False)
    if len(text) > _MOST:
        return False
    request.session[_KEPT] = key_ring().seal(text, place=_PLACE).hex()
    return True


@opens(get=ANYONE)
@never_cache
@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """What came too late, to be sent now or thrown away."""
    found = _kept(request)
    if found is None:
        return render(request, "access/nothing_kept.html")
    return render(request, "access/kept.html", {"kept": found, "fields": found.fields})


@opens(post=ANYONE)
@require_POST
def send_kept(request: HttpRequest) -> HttpResponse:
    """The browser sends the form once more, to the page that it was meant for (307 keeps what was sent)."""
    found = _kept(request)
    request.session.pop(_KEPT, None)
    if found is None:
        return HttpResponseRedirect(reverse("access:kept"))
    return HttpResponse(status=307, headers={"Location": found.path})


@opens(post=ANYONE)
@require_POST
def drop_kept(request: HttpRequest) -> HttpResponse:
    request.session.pop(_KEPT, None)
    return HttpResponseRedirect(reverse("inbox:desk"))


def _kept(request: HttpRequest) -> KeptForm | None:
    """What is kept for the account of a request; what is too old, or somebody else's, is thrown away."""
    sealed: Any = request.session.get(_KEPT)
    if not isinstance(sealed, str):
        return None
    try:
        said = json.loads(key_ring().open(bytes.fromhex(sealed), place=_PLACE))
    except (SealError, ValueError):
        said = {}
    form = said.get("form", {})
    is_mine = said.get("whose") == request.user.pk and time.time() - said.get("at", 0) < _LIFE
    if not is_mine or not url_has_allowed_host_and_scheme(form["path"], allowed_hosts=None):
        request.session.pop(_KEPT, None)
        return None
    fields = [(str(name), str(value)) for name, value in form["fields"]]
    return KeptForm(form["path"], fields, form["files"])
