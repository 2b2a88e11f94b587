"""What every page that acts does with a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from lianshou.core.refusals import Refused


def back_to(request: HttpRequest, usual: str) -> str:
    """The address on this site that a form names as the page it stands on (its hidden field ``back``); else ``usual``."""
    asked = request.POST.get("back", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}) else usual


def acted(
    request: HttpRequest, act: Callable[[], object], words: str, to: str, *args: Any, **where: Any
) -> HttpResponse:
    """Do it and go to a page, which says that it was done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    answer: HttpResponse = redirect(to, *args, **where)
    return answer
