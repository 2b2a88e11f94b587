from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lianshou.web.busy import is_busy
from lianshou.web.doors import PUBLIC, opens


@opens(PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/error.html", {"status": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/error.html", {"status": 404}, status=404)


def without_form(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    """For whoever comes by a link, or with another language, to an address that only takes what a form sends."""
    answer = render(request, "web/error.html", {"status": 405}, status=405)
    answer["Allow"] = refusal["Allow"]
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    if is_busy(sys.exc_info()[1]):  # Django asks for this page while it handles the error
        return busy(request)
    return render(request, "web/broken.html", {"status": 500}, status=500)


def busy(request: HttpRequest) -> HttpResponse:
    answer = render(request, "web/busy.html", {"status": 503}, status=503)
    answer["Retry-After"] = "5"
    return answer


def too_many(request: HttpRequest) -> HttpResponse:
    answer = render(request, "web/too_many.html", {"status": 429}, status=429)
    answer["Retry-After"] = "60"
    return answer
