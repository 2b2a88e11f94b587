from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def run(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "web/base.html")
