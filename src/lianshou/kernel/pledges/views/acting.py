from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lianshou.core.refusals import Refused


def done(
    request: HttpRequest,
    act: Callable[[], object],
    words: str,
    *,
    back: str,
    refused: Callable[[str], HttpResponse] | None = None,
    **kwargs: Any,
) -> HttpResponse:
    """Do it, say so and go ``back``; what is refused is said there, or on the form when ``refused`` shows it."""
    try:
        act()
    except Refused as refusal:
        if refused:
            return refused(refusal.sentence)
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    answer: HttpResponse = redirect(back, **kwargs)
    return answer


def blamed(form: Any, words: str) -> Any:
    """The form with what was refused, everything that was typed in it."""
    form.add_error(None, words)
    return form
