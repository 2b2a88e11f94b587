"""What every page that acts does with a refusal."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lianshou.core.refusals import Refused


def done(request: HttpRequest, act: Callable[[], object], words: str, to: str, **where: int) -> HttpResponse:
    """Do ``act``, say how it went, and go to the page ``to``."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return redirect(reverse(to, kwargs=where))
