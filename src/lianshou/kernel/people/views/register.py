from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from lianshou.core.personal import PersonalList
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.people import queries
from lianshou.kernel.people.exports import persons_book
from lianshou.kernel.people.forms import PersonFilter
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.rules import Sought, is_personal_number, sought
from lianshou.kernel.people.tables import PersonTable
from lianshou.kernel.unions.models import Union
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment

_PER_PAGE = 25
BROUGHT = "people.brought"
"""Where the session keeps whom the reader's last list brought."""
_NOT_FILTERS = ("page", "sort", "csrfmiddlewaretoken")


@opens(get="person.view", post="person.view")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The register; a search is posted, so that no number ever stands in an address."""
    require(request.user, "person.view")
    if request.method == "POST":
        return _searched(request)
    if is_personal_number(request.GET.get("q", "")):
        return _without_number(request)
    return _page(request, _filter(request.user, request.GET, brought=request.session.get(BROUGHT, ())))


@opens(get="person.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, masked: one click."""
    require(request.user, "person.view")
    today = timezone.localdate()
    found = _filter(request.user, request.GET, brought=request.session.get(BROUGHT, ()))
    content = persons_book(people=found.qs, on=today)
    return attachment(content, _("Persons") + f"-{today:%Y%m%d}.xlsx")


def _searched(request: HttpRequest) -> HttpResponse:
    what, value = sought(request.POST.get("q", ""))
    if what is Sought.WORDS:
        asked = request.POST.copy()
        for key in _NOT_FILTERS:
            asked.pop(key, None)
        filled = QueryDict(mutable=True)
        for key in asked:
            words = str(asked[key])
            if words and not (key == "q" and is_personal_number(words)):
                filled[key] = words
        return redirect(f"{reverse('people:list')}?{filled.urlencode()}" if filled else "people:list")
    people = queries.with_number(queries.people_listed(actor=request.user), what.value, value)
    return _page(request, _filter(request.user, QueryDict()), people=people, typed=request.POST["q"])


def _without_number(request: HttpRequest) -> HttpResponse:
    """The same list at an address without the number that somebody has put there."""
    kept = request.GET.copy()
    del kept["q"]
    said = _(
        "Numbers of persons do not belong into addresses of pages: type it into the box and press Search."
    )
    messages.warning(request, said)
    return redirect(f"{reverse('people:list')}?{kept.urlencode()}")


def _filter(
    actor: Any, asked: QueryDict, *, verb: str = "person.view", brought: Sequence[int] = ()
) -> PersonFilter:
    people = queries.people_listed(actor=actor, verb=verb)
    found = PersonFilter(asked, queryset=people, actor=actor, brought=brought)
    found.form.is_valid()
    return found


def _page(
    request: HttpRequest, found: PersonFilter, *, people: QuerySet[Person] | None = None, typed: str = ""
) -> HttpResponse:
    shown = found.qs if people is None else people
    table = RequestConfig(request, paginate={"per_page": _PER_PAGE}).configure(PersonTable(shown))
    context = {
        "filter": found,
        "table": table,
        "typed": typed,
        "by_number": people is not None,
        "may_edit": may(request.user, "person.edit"),
        "may_ask": may(request.user, "personal.export"),
        "may_read_exports": may(request.user, "personal.export_read"),
    }
    answer = render(request, "people/list.html", context)
    if people is not None:
        answer["Cache-Control"] = "no-store"
    return answer


def _asked_below(actor: Any, union: Union, query: str) -> QuerySet[Person]:
    found = _filter(actor, QueryDict(query), verb="personal.export")
    return queries.below(found.qs, union)


def _said(*, actor: Any, query: str) -> list[tuple[str, str]]:
    found = _filter(actor, QueryDict(query), verb="personal.export")
    shown = [
        (_("Name or pinyin") if field.name == "q" else str(field.label), _choice(field.field, value))
        for field in found.form.visible_fields()
        if (value := found.form.cleaned_data.get(field.name)) not in (None, "")
    ]
    under = found.under_union
    return [*shown, (str(PersonTable.base_columns["union"].verbose_name), str(under))] if under else shown


def _choice(field: Any, value: Any) -> str:
    return str(dict(getattr(field, "choices", ())).get(value, value))


def _count(*, actor: Any, union: Union, query: str) -> int:
    return _asked_below(actor, union, query).count()


def _book(
    *, actor: Any, union: Union, query: str, clear: Collection[str], notes: Sequence[Wording]
) -> tuple[bytes, list[int]]:
    people = list(_asked_below(actor, union, query))
    book = persons_book(people=people, on=timezone.localdate(), clear=clear, notes=notes)
    return book, [person.pk for person in people]


PERSONS = PersonalList(
    slug="persons",
    title=Wording("人员名单", "List of persons"),
    fields=lambda: {field.name: field.title for field in queries.PERSON.fields},
    said=_said,
    count=_count,
    book=_book,
)
