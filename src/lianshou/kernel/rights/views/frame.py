"""What the pages of this app have in common: the tabs above the lists."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.access.queries import may


@dataclass(frozen=True)
class Tab:
    url: str
    label: Promise
    here: bool


_TABS = (
    ("rights:requests", _("Requests"), "request.answer"),
    ("rights:texts", _("Consent texts"), "person.view"),
    ("rights:assessments", _("Impact assessments"), "person.view"),
    ("rights:due", _("Due for erasure"), "retention.view"),
    ("rights:disposals", _("Erasures"), "retention.view"),
    ("rights:holds", _("Holds"), "retention.view"),
    ("rights:periods", _("Periods"), "retention.view"),
)


def tabs(request: HttpRequest, here: str) -> list[Tab]:
    """The lists of this app that the reader may open."""
    return [Tab(reverse(name), label, name == here) for name, label, verb in _TABS if may(request.user, verb)]
