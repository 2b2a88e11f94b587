"""Fetching what an address names, through the reader's scope, and what every page of the desk shows around it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from lianshou.kernel.access.queries import may
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import applications_in_scope
from lianshou.kernel.placement.models import Opening
from lianshou.kernel.placement.queries import openings_in_scope
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.kinds.pairing.queries import programmes_of_pairing


def programme_or_404(request: HttpRequest, pk: int, *, verb: str = "programme.view") -> Programme:
    """A programme of pairing where the reader may do ``verb``."""
    return get_object_or_404(programmes_of_pairing(actor=request.user, verb=verb), pk=pk)


def opening_or_404(request: HttpRequest, programme: Programme, pk: int) -> Opening:
    return get_object_or_404(openings_in_scope(actor=request.user), pk=pk, programme=programme)


def application_or_404(request: HttpRequest, programme: Programme, pk: int) -> Application:
    found = applications_in_scope(actor=request.user, verb="placement.view").select_related(
        "programme__union"
    )
    return get_object_or_404(found, pk=pk, programme=programme)


def around(request: HttpRequest, programme: Programme, *, tab: str) -> dict[str, Any]:
    """What the head of every page of the desk needs."""
    preparing = why_not_prepare(state=programme.state) is None
    return {
        "programme": programme,
        "tab": tab,
        "preparing": preparing,
        "may_edit": preparing and may(request.user, "placement.edit", on=programme.union),
        "may_run": may(request.user, "match.run", on=programme.union),
        "may_import": preparing and may(request.user, "intake.import", on=programme.union),
        "may_approve": may(request.user, "programme.approve", on=programme.union),
    }


def number_in(text: str) -> int:
    """The id in a field of a form or address; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
