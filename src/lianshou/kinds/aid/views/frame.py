"""What the pages of households have in common: finding the file or survey, and what a form on a file's page comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from lianshou.core.refusals import Refused
from lianshou.formats.documents import PDF_MARK
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.models import Household, Survey
from lianshou.web.workbooks import attachment

PER_PAGE = 25
PICTURE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What a picture in clear is sent with: kept nowhere, run by nobody."""


def in_clear(content: bytes, name: str) -> HttpResponse:
    """A picture to be looked at, or a PDF to be fetched as ``name``."""
    if not content.startswith(PDF_MARK):
        return HttpResponse(content, content_type="image/jpeg", headers=PICTURE)
    answer = attachment(content, f"{name}.pdf", content_type="application/pdf")
    for key, value in PICTURE.items():
        answer[key] = value
    return answer


def household_for(request: HttpRequest, pk: int, *, verb: str = "person.view") -> Household:
    """The file, where the reader may do ``verb``; else 404."""
    return get_object_or_404(queries.households_in_scope(actor=request.user, verb=verb), pk=pk)


def survey_for(request: HttpRequest, pk: int, *, verb: str = "person.view") -> Survey:
    """The survey, where the reader may do ``verb``; else 404."""
    return get_object_or_404(queries.surveys_in_scope(actor=request.user, verb=verb), pk=pk)


def sent(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    words: str,
    household: Household,
    again: Callable[[], HttpResponse],
) -> HttpResponse:
    """The file's page anew after a form on it was done; or with what was typed and why it was refused."""
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, words)
            return redirect("aid:household", household.pk)
    return again()
