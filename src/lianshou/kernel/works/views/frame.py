"""What the pages of the six works have in common: tabs, one page of a table, an act with its refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.works.forms import RefusingForm

PER_PAGE = 25


@dataclass(frozen=True)
class Tab:
    url: str
    label: Promise
    here: bool


_TABS = (
    ("works:portfolio", _("Portfolio")),
    ("works:tasks", _("Tasks")),
    ("works:owed", _("Owed upward")),
    ("works:month", pgettext_lazy("works", "Calendar")),
    ("works:gantt", _("Gantt chart")),
    ("works:highlights", _("Highlights")),
)


def tabs(here: str) -> list[Tab]:
    """The pages of the six works; ``here`` is the one that is open."""
    return [Tab(reverse(name), label, name == here) for name, label in _TABS]


def paged(request: HttpRequest, table: Any) -> Any:
    """A table as the page asks for it: sorted, one page of it."""
    return RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)


def done(request: HttpRequest, form: RefusingForm, act: Callable[[], Any], words: str) -> bool:
    """Whether a valid form's act was done; else the form says why not. Empty ``words``: the act tells it itself."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.refuse(refused)
        return False
    if words:
        messages.success(request, words)
    return True


def status_of(form: Any) -> int:
    return 422 if form.errors else 200
