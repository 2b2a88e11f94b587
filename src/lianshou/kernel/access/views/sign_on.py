"""Signing in by another house (OpenID Connect, DingTalk, Feishu, WeChat)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lianshou.web.doors import PUBLIC, opens

_View = Callable[..., HttpResponse]


def leaving(view: _View) -> _View:
    """A login page of allauth that leads to another house by a page of ours instead of a bare redirect.

    A form may only be sent to ourselves (``form-action``), and browsers hold that against every step of the redirects
    that follow; where another house leads on to is not for us to list.
    """

    @wraps(view)
    def left(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        target = answer.headers.get("Location", "")
        if answer.status_code == 302 and target.startswith(("https://", "http://")):
            return render(request, "socialaccount/leaving.html", {"target": target})
        return answer

    return opens(PUBLIC, PUBLIC)(never_cache(left))


def entering(view: _View) -> _View:
    """A page of allauth where another house sends people back to."""
    return opens(PUBLIC)(never_cache(view))
