"""Exports of households laid out for a superior's system: layouts, their preview, the files, and the list in clear by two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.personal import PersonalList
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import shaping as actions
from lianshou.kinds.aid.enums import State
from lianshou.kinds.aid.exports.shaping import ENCODINGS, shaped_book, shaped_text
from lianshou.kinds.aid.forms import HouseholdFilter
from lianshou.kinds.aid.forms.layouts import ColumnMapFilter
from lianshou.kinds.aid.forms.shaping import (
    AddForm,
    LineFormSet,
    MapForm,
    MemberLineFormSet,
    as_posted,
    initial_of,
    rearranged,
    rows_typed,
    shape_from,
)
from lianshou.kinds.aid.models import ColumnMap, Household
from lianshou.kinds.aid.queries.shaping import maps_in_sight, maps_to_edit, records_of, shape_called
from lianshou.kinds.aid.rules.form import FORMS, Hide
from lianshou.kinds.aid.rules.shaping import (
    BUILT_IN,
    MEMBER_SOURCES,
    SOURCES,
    Record,
    Shape,
    built_in,
    faults_of,
)
from lianshou.kinds.aid.tables import ColumnMapTable
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import say
from lianshou.web.workbooks import attachment

PREVIEWED = 5
_CSV = "text/csv; charset={}"


@dataclass(frozen=True)
class _Asker:
    """What a filter asks of a request, where there is none."""

    user: Any


def _narrowed(actor: Any, asked: QueryDict, *, verb: str = "person.view") -> HouseholdFilter:
    rows = queries.households_in_scope(actor=actor, verb=verb)
    found = HouseholdFilter(asked, queryset=rows, request=_Asker(actor))
    found.form.is_valid()
    return found


def _layouts(asked: str = "") -> Listed:
    """The list of layouts, whose links keep the filters of the households (``asked``); its own filters begin with ``map-``."""
    return Listed(
        table=partial(ColumnMapTable, asked=asked, prefix="map-"),
        rows=lambda request: maps_in_sight(actor=request.user),
        filters=partial(ColumnMapFilter, prefix="map"),
    )


@opens("person.view")
@require_safe
def shapes(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    asked = _asked(request.GET)
    found = _narrowed(request.user, asked)
    return _layouts(asked.urlencode()).page(
        request,
        "aid/shaping/shapes.html",
        built_in=[
            {"key": f"{BUILT_IN}{form.year}", "name": built_in(form.year).called} for form in reversed(FORMS)
        ],
        asked=asked.urlencode(),
        kept=asked,
        count=found.qs.count(),
        state=found.form.cleaned_data["state"],
        usual=State.ON_FILE.value,
        narrowed=_is_narrowed(asked),
        writes=may(request.user, "person.edit"),
    )


@opens("person.view")
@require_safe
def export_shapes(request: HttpRequest) -> HttpResponse:
    return _layouts().book(request)


def _asked(given: QueryDict) -> QueryDict:
    """The filters of the list of households, which go along from page to page.

    A superior's system wants whoever is on file: other states, and what an upload became, are asked for in words.
    """
    kept = QueryDict(mutable=True)
    for name in HouseholdFilter.base_filters:
        if given.get(name):
            kept[name] = str(given[name])
    if "state" not in kept and "batch" not in kept:
        kept["state"] = given.get("state", State.ON_FILE.value)
    return kept


def _is_narrowed(asked: QueryDict) -> bool:
    return any(value for name, value in asked.items() if name != "state")


def _shape(request: HttpRequest, key: str) -> Shape:
    found = shape_called(key, actor=request.user)
    if found is None:
        raise Http404(key)
    return found


def _records(rows: QuerySet[Household], **more: Any) -> Iterator[Record]:
    """Households as exports see them today."""
    return records_of(rows, year=timezone.localdate().year, **more)


@opens("person.view", is_shared=True)
@never_cache
@require_safe
def shape(request: HttpRequest, key: str) -> HttpResponse:
    """A layout with its preview and its files."""
    require(request.user, "person.view")
    found = _shape(request, key)
    own = maps_to_edit(actor=request.user).filter(pk=int(key)).first() if key.isdigit() else None
    return _page(request, key, found, own)


@opens("person.edit", post="person.edit")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_shape(request: HttpRequest) -> HttpResponse:
    """A new layout, empty or as a copy of another."""
    require(request.user, "person.edit")
    if request.method == "POST":
        return _edited(request, None)
    key = request.GET.get("from", "")
    source = _shape(request, key) if key else None
    unions = queries.unions_to_keep(actor=request.user).order_by("path")[:1]
    start: dict[str, Any] = {"union": next((one.pk for one in unions), None)}
    if source is not None:
        name = _("%(name)s (copy)") % {"name": source.name}
        start |= {"name": name[:60], **_head(source)}
    return _editor(request, {**_forms(request, source, start), "column_map": None})


def _head(shape: Shape) -> dict[str, Any]:
    return {"vintage": shape.year, "sheet_name": shape.sheet, "title": shape.title, "spread": shape.spread}


_EDITORS: Mapping[str, Any] = {"line": LineFormSet, "member": MemberLineFormSet}


def _forms(request: HttpRequest, shape: Shape | None, start: dict[str, Any]) -> dict[str, Any]:
    """The forms of the page: as a layout begins, or with what was typed, the columns in the order of their places."""
    if request.method != "POST":
        rows = {"line": initial_of(shape.lines), "member": initial_of(shape.member_lines)} if shape else {}
        return {
            "form": MapForm(actor=request.user, initial=start),
            **{name: made(prefix=name, initial=rows.get(name, [])) for name, made in _EDITORS.items()},
        }
    typed = request.POST.dict()
    for name in _EDITORS:
        typed |= as_posted(rows_typed(request.POST, name), name)
    return {
        "form": MapForm(typed, actor=request.user),
        **{name: made(typed, prefix=name) for name, made in _EDITORS.items()},
    }


def _editor(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    adding = {f"add_{name}": AddForm(prefix=f"add-{name}", member=name == "member") for name in _EDITORS}
    return render(request, "aid/shaping/edit.html", adding | context, status=status)


def _rearranged(request: HttpRequest, own: ColumnMap | None) -> HttpResponse:
    """The page with a column moved, taken out, opened, folded, or with some added; nothing is saved."""
    given = request.POST
    editor, _colon, act = given["act"].partition(":")
    verb, _colon, was = act.partition(":")
    told: dict[str, Any] = {"form": MapForm(actor=request.user, initial=given.dict())}
    for name, made in _EDITORS.items():
        rows = rows_typed(given, name)
        if name == editor:
            chosen = given.getlist(f"add-{name}-chosen")
            rows = rearranged(rows, verb=verb, was=was, chosen=chosen)
        told[name] = made(prefix=name, initial=rows)
    return _editor(request, {**told, "column_map": own})


def _edited(request: HttpRequest, own: ColumnMap | None) -> HttpResponse:
    """Save what was typed, or show what it would look like."""
    if "act" in request.POST:
        return _rearranged(request, own)
    forms = _forms(request, None, {})
    context: dict[str, Any] = {**forms, "column_map": own}
    if all([forms[name].is_valid() for name in ("form", *_EDITORS)]):
        typed = shape_from(forms["form"], forms["line"], forms["member"])
        if "preview" in request.POST:
            return _editor(request, {**context, "preview": _preview(request.user, QueryDict(), typed)})
        try:
            made = actions.save_column_map(
                actor=request.user, union=forms["form"].cleaned_data["union"], shape=typed,
                column_map=own, now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            forms["form"].add_error(None, refused.sentence)
        else:
            messages.success(request, _("The layout is saved; below is what it looks like."))
            return redirect("aid:shape", str(made.pk))
    return _editor(request, context, status=422)


@dataclass(frozen=True)
class _Preview:
    """The first rows of a layout, masked; and what is wrong with it."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    member_headings: Sequence[str]
    member_rows: Sequence[Sequence[str]]
    faults: Sequence[str]


def _preview(actor: Any, asked: QueryDict, shape: Shape) -> _Preview:
    records = list(_records(_narrowed(actor, asked).qs, most=PREVIEWED))
    beside = [row for one in records for row in shape.member_rows(one, queries.masked)]
    faults = []
    for place, member, reason in faults_of(shape):
        lines = shape.member_lines if member else shape.lines
        where = f"“{lines[place].heading}”：" if place >= 0 else ""
        faults.append(f"{where}{reason.label}")
    return _Preview(
        shape.headings,
        [row for one in records for row in shape.rows(one, queries.masked)][: 2 * PREVIEWED],
        [line.heading for line in shape.member_lines] if beside else [],
        beside[: 2 * PREVIEWED],
        faults,
    )


def _page(request: HttpRequest, key: str, found: Shape, own: ColumnMap | None) -> HttpResponse:
    asked = _asked(request.GET)
    unmasked = asked.copy()
    unmasked["map"] = key
    narrowed = _narrowed(request.user, asked)
    context: dict[str, Any] = {
        "key": key,
        "shape": found,
        "column_map": own,
        "preview": _preview(request.user, asked, found),
        "count": narrowed.qs.count(),
        "state": narrowed.form.cleaned_data["state"],
        "usual": State.ON_FILE.value,
        "narrowed": _is_narrowed(asked),
        "asked": asked.urlencode(),
        "ask_url": f"{reverse('privacy:ask', args=[LAID_OUT.slug])}?{unmasked.urlencode()}",
        "asks": may(request.user, "personal.export"),
        "writes": may(request.user, "person.edit"),
    }
    return render(request, "aid/shaping/shape.html", context)


@opens("person.edit", post="person.edit")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_shape(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a layout of the own unions."""
    own = get_object_or_404(maps_to_edit(actor=request.user), pk=pk)
    if request.method == "POST":
        return _edited(request, own)
    kept = _shape(request, str(pk))
    start = {"union": own.union_id, "name": own.name, **_head(kept)}
    return _editor(request, {**_forms(request, kept, start), "column_map": own})


@opens(post="person.edit")
@require_POST
def remove_shape(request: HttpRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(maps_to_edit(actor=request.user), pk=pk)
    actions.remove_column_map(actor=request.user, column_map=own, now=timezone.now())
    messages.success(request, _("The layout is removed."))
    return redirect("aid:shapes")


@opens("person.view", is_shared=True)
@never_cache
@require_safe
def write_shape(request: HttpRequest, key: str) -> HttpResponse:
    """The households as narrowed, laid out, masked: a workbook, or text for systems that want it."""
    require(request.user, "person.view")
    found, sort = _shape(request, key), request.GET.get("as", "xlsx")
    rows = _narrowed(request.user, _asked(request.GET)).qs
    at = queries.unions_that_keep(actor=request.user).order_by("path").first()
    if at is None:
        raise Http404(key)
    if sort in ENCODINGS:
        content = shaped_text(found, _records(rows), encoding=ENCODINGS[sort])
        answer = attachment(
            content,
            f"{found.name}.csv",
            content_type=_CSV.format("gb18030" if sort == "gb18030" else "utf-8"),
        )
    else:
        content, _persons = shaped_book(found, _records(rows))
        answer = attachment(content, f"{found.name}.xlsx")
    actions.tell_export(actor=request.user, union=at, rows=rows.count(), layout=key, now=timezone.now())
    return answer


# the same in clear, asked for by one person and approved by another


def _below(actor: Any, union: Union, query: str) -> QuerySet[Household]:
    found = _narrowed(actor, QueryDict(query), verb="personal.export")
    return queries.kept_below(found.qs, union)


def _said(*, actor: Any, query: str) -> list[tuple[str, str]]:
    found = _narrowed(actor, QueryDict(query), verb="personal.export")
    chosen = shape_called(QueryDict(query).get("map", ""), actor=actor)
    layout = [(_("Layout"), chosen.name)] if chosen else []
    told = [
        (str(field.label), str(dict(getattr(field.field, "choices", ())).get(value, value)))
        for field in found.form.visible_fields()
        if (value := found.form.cleaned_data.get(field.name)) not in (None, "")
    ]
    return layout + told


def _count(*, actor: Any, union: Union, query: str) -> int:
    return _below(actor, union, query).count()


def _book(
    *, actor: Any, union: Union, query: str, clear: Collection[str], notes: Sequence[Wording]
) -> tuple[bytes, list[int]]:
    chosen = shape_called(QueryDict(query).get("map", ""), actor=actor) or built_in(FORMS[-1].year)
    return shaped_book(chosen, _records(_below(actor, union, query)), clear=clear, notes=notes)


def _fields() -> dict[str, Any]:
    hidden = [one for one in (*SOURCES.values(), *MEMBER_SOURCES.values()) if one.hide is not Hide.NOT]
    return {one.key: f"{say(one.group)} · {say(one.title)}" for one in hidden}


LAID_OUT = PersonalList(
    slug="households",
    title=Wording("困难职工家庭（按上级系统格式）", "Households, laid out for a superior's system"),
    fields=_fields,
    said=_said,
    count=_count,
    book=_book,
)
