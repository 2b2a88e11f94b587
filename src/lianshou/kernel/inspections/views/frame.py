"""What the pages of inspections have in common: tabs, a list with its page and workbook, an act with its refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.inspections.forms import RefusingForm
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

PER_PAGE = 25


@dataclass(frozen=True)
class Tab:
    url: str
    label: str | Promise
    here: bool


_TABS = (
    ("inspections:plans", _("Inspections")),
    ("inspections:visits", _("Visits")),
    ("inspections:findings", _("Findings")),
    ("inspections:field_visits", _("Going down to help")),
    ("inspections:problems", _("Problems of the grass roots")),
    ("inspections:checklists", _("Checklists")),
)


def tabs(here: str) -> list[Tab]:
    """The pages of inspections; ``here`` is the one that is open."""
    return [Tab(reverse(name), label, name == here) for name, label in _TABS]


def narrowed(request: HttpRequest, filters: Any, rows: Any) -> Any:
    """The rows as the page asks for them."""
    found = filters(request.GET, queryset=rows, request=request)
    found.form.is_valid()
    return found


def list_page(
    request: HttpRequest, name: str, table: Any, filters: Any, rows: Any, **more: Any
) -> HttpResponse:
    """One page of a list with its filters."""
    found = narrowed(request, filters, rows)
    shown = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table(found.qs))
    context = {"tabs": tabs(f"inspections:{name}"), "table": shown, "filter": found, "any": rows.exists()}
    return render(request, f"inspections/{name}.html", context | more)


def list_book(request: HttpRequest, table: Any, filters: Any, rows: Any) -> HttpResponse:
    """The whole list, narrowed and sorted as on its page, as a workbook."""
    found = narrowed(request, filters, rows)
    shown = RequestConfig(request, paginate=False).configure(table(found.qs))
    title = str(table.caption)
    return attachment(table_workbook(shown, title=title, language=page_language()), f"{title}.xlsx")


def done(request: HttpRequest, form: RefusingForm, act: Callable[[], Any], words: str) -> bool:
    """Whether a valid form's act was done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, words)
    return True


def form_page(
    request: HttpRequest, form: RefusingForm, *, title: str, back: str, back_label: Any, **more: Any
) -> HttpResponse:
    """A page with one form; ``back`` is where it came from."""
    context = {"form": form, "title": title, "back": back, "back_label": back_label} | more
    return render(request, "inspections/form.html", context, status=422 if form.errors else 200)


def sent(
    request: HttpRequest,
    form: RefusingForm,
    act: Callable[[], Any],
    words: str,
    *,
    to: tuple[str, int],
    again: Callable[..., HttpResponse],
) -> HttpResponse:
    """What a form on a record's page comes to: the page anew, or with what was typed and why it was refused."""
    if done(request, form, act, words):
        answer: HttpResponse = redirect(to[0], to[1])
        return answer
    return again()
