"""What the pages of money have in common: tabs above the lists, and a page of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

PER_PAGE = 25


@dataclass(frozen=True)
class Tab:
    url: str
    label: Promise
    here: bool


_TABS = (
    ("funds:sources", _("Sources of money")),
    ("funds:budgets", _("Budgets")),
    ("funds:payments", _("Payments")),
    ("funds:batches", _("Lists for the bank")),
)


def tabs(here: str) -> list[Tab]:
    """The lists of money; ``here`` is the one that is open."""
    return [Tab(reverse(name), label, name == here) for name, label in _TABS]


def paged(request: HttpRequest, table: Any) -> Any:
    """A table as the page asks for it: sorted, one page of it."""
    return RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)


def status_of(form: Any) -> int:
    return 422 if form.errors else 200
