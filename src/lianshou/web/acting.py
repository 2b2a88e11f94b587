"""What every page that acts does with a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lianshou.core.refusals import Refused


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
