from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from ninja import File, Status
from ninja.files import UploadedFile
from pydantic import Field

from lianshou.core.kinds import registry
from lianshou.formats.sheets.problems import SheetError
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.forms import ShowForm
from lianshou.kernel.intake.forms.applications import ApplicationFilter, OwnApplicationFilter
from lianshou.kernel.intake.forms.imports import ImportFilter
from lianshou.kernel.intake.forms.register import FormRegisterFilter, YearForm
from lianshou.kernel.intake.models import Application, Import
from lianshou.kernel.intake.rules import SMALL_COUNT, SMALL_FILE, NotUnderstood
from lianshou.kernel.intake.tables.applications import ApplicationTable, OwnApplicationTable
from lianshou.kernel.intake.tables.imports import ImportTable
from lianshou.kernel.intake.tasks import work_on_import
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.web.api import (
    Acting,
    Fault,
    Id,
    Item,
    Listing,
    Reading,
    Rejected,
    act_at,
    list_at,
    orders_of,
    read_at,
    router_for,
)
from lianshou.web.doors import ANYONE, opens
from lianshou.web.templatetags.web import say

router = router_for(pgettext_lazy("api", "Applications and imports"))
_UPLOAD: Any = pgettext_lazy("api", "Upload a list as a workbook; poll its progress at /imports/{id}")
_file: Any = File
_Slug = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,20}$")]


class ApplicationItem(Item):
    id: int
    programme_id: int
    union_id: int
    person_id: int | None
    state: str
    channel: str
    submitted_at: datetime


class FormItem(Item):
    """``declared`` forms are those of a kind of programme; ``held`` of ``fields`` are held already. ``url`` is the page on the desk."""

    title: str
    union_id: int
    filler: str
    often: str
    purpose: str
    basis: str
    fields: int
    held: int
    starts_on: date
    expires_on: date
    state: str
    declared: bool
    url: str

    @staticmethod
    def resolve_title(form: queries.AskedForm) -> str:
        return say(form.title)

    @staticmethod
    def resolve_union_id(form: queries.AskedForm) -> int:
        return form.union.pk

    @staticmethod
    def resolve_purpose(form: queries.AskedForm) -> str:
        return say(form.purpose)

    @staticmethod
    def resolve_basis(form: queries.AskedForm) -> str:
        return say(form.basis)

    @staticmethod
    def resolve_declared(form: queries.AskedForm) -> bool:
        return form.is_declared


class CountItem(Item):
    """What one level is asked for (``sort`` level), or one union asks for (union, whose id is the ``key``); ``share`` of the
    ``fields`` is held already, in percent; ``cells`` are filled in within a year."""

    sort: str
    key: str
    title: str
    forms: int
    fields: int
    held: int
    share: int
    cells: int


class ImportItem(Item):
    """``stage`` says whether something is being done with it, ``done`` of ``total`` how far it is."""

    id: int
    programme_id: int | None
    union_id: int
    list_slug: str
    uploaded_at: datetime
    stage: str
    done: int
    total: int
    bad: int
    good: int
    taken: int
    dropped: int


class FaultItem(Item):
    column: str
    code: str
    words: str


class RowItem(Item):
    """Where a row stands and what is wrong with it; cells may hold what is personal and stay on the desk."""

    id: int
    sheet: str
    number: int
    state: str
    faults: list[FaultItem]

    @staticmethod
    def resolve_faults(row: Any) -> list[dict[str, str]]:
        return [
            {"column": one["key"] or "", "code": one["code"], "words": say(one["way_out"])}
            for one in row.problems
        ]


def _application(request: HttpRequest, pk: int) -> Application | None:
    return queries.applications_in_scope(actor=request.user).filter(pk=pk).first()


def _import(request: HttpRequest, pk: int) -> Import | None:
    return queries.imports_in_scope(actor=request.user).filter(pk=pk).first()


def _again(request: HttpRequest, batch: Any) -> Any:
    return queries.imports_in_scope(actor=request.user).get(pk=batch.pk)


def _rows(request: HttpRequest, pk: int) -> Any:
    found = _import(request, pk)
    if found is None:
        raise Http404
    return found.rows.all()


def _applied(request: HttpRequest, pk: int) -> Any:
    programme = programmes_in_scope(actor=request.user).filter(pk=pk).first()
    if programme is None:
        raise Http404
    return queries.applications_listed(programme=programme)


def _forms(request: HttpRequest) -> list[queries.AskedForm]:
    return queries.asked_forms(actor=request.user, today=timezone.localdate())


def _counts(request: HttpRequest) -> list[dict[str, Any]]:
    year = YearForm(request.GET).year_or(timezone.localdate())
    found = [one for one in _forms(request) if one.is_asked_in(year)]
    by_level, by_union = queries.counted_by_level(found), queries.counted_by_union(found)
    return [_counted("level", one) for one in by_level] + [_counted("union", one) for one in by_union]


def _counted(sort: str, one: queries.Count) -> dict[str, Any]:
    return {"sort": sort, **vars(one), "share": one.share}


def _take(actor: Any, batch: Any, now: datetime, said: Any) -> Any:
    if batch.good > SMALL_COUNT:
        return actions.accept_rows(actor=actor, batch=batch, now=now, enqueue=work_on_import.enqueue)
    actions.take_rows(actor=actor, batch=batch, now=now)
    return batch


def _undo(actor: Any, batch: Any, now: datetime, said: Any) -> Any:
    return actions.undo_import(actor=actor, batch=batch, now=now, enqueue=work_on_import.enqueue)


list_at(
    router,
    Listing(
        path="/applications",
        name="applications",
        door="programme.view",
        item=ApplicationItem,
        rows=lambda request: queries.applications_in_scope(actor=request.user),
        told=pgettext_lazy("api", "Applications"),
    ),
)
list_at(
    router,
    Listing(
        path="/programmes/{int:pk}/applications",
        name="programme_applications",
        door="programme.view",
        item=ApplicationItem,
        rows=_applied,
        filters=ApplicationFilter,
        orders=orders_of(ApplicationTable, first=("-submitted_at", "-pk")),
        pages=("applications:list", "applications:export"),
        told=pgettext_lazy("api", "The applications to a programme"),
    ),
)
list_at(
    router,
    Listing(
        path="/applications/mine",
        name="own_applications",
        door=ANYONE,
        item=ApplicationItem,
        rows=lambda request: queries.own_applications(actor=request.user),
        filters=OwnApplicationFilter,
        orders=orders_of(OwnApplicationTable, first=("-submitted_at", "-pk")),
        pages=("applications:mine", "applications:mine_export"),
        told=pgettext_lazy("api", "What I have sent in"),
    ),
)
list_at(
    router,
    Listing(
        path="/forms",
        name="forms",
        door="form.view",
        item=FormItem,
        rows=_forms,
        filters=FormRegisterFilter,
        orders={"usual": ()},
        key=lambda form: str(form.url),
        pages=("forms:list", "forms:export"),
        told=pgettext_lazy("api", "The register of forms: what is asked for, and what of it is held already"),
    ),
)
list_at(
    router,
    Listing(
        path="/forms/counts",
        name="form_counts",
        door="form.view",
        item=CountItem,
        rows=_counts,
        filters=YearForm,
        narrow=lambda request, rows: YearForm(request.GET),
        orders={"usual": ()},
        key=lambda one: f"{one['sort']} {one['key']}",
        pages=("forms:counts", "forms:counts_export"),
        told=pgettext_lazy("api", "What each level is asked for in a year, and what each union asks for"),
    ),
)
read_at(
    router,
    Reading(
        path="/applications/{int:pk}",
        name="application",
        door="programme.view",
        item=ApplicationItem,
        find=_application,
        label="intake.application",
        told=pgettext_lazy("api", "An application"),
    ),
)
list_at(
    router,
    Listing(
        path="/imports",
        name="imports",
        door="intake.import",
        item=ImportItem,
        rows=lambda request: queries.imports_in_scope(actor=request.user),
        filters=ImportFilter,
        orders=orders_of(ImportTable, first=("-pk",)),
        pages=("intake:imports", "intake:export_imports"),
        told=pgettext_lazy("api", "Uploaded lists"),
    ),
)
read_at(
    router,
    Reading(
        path="/imports/{int:pk}",
        name="import",
        door="intake.import",
        item=ImportItem,
        find=_import,
        label="intake.import",
        told=pgettext_lazy("api", "An uploaded list and its progress"),
    ),
)
list_at(
    router,
    Listing(
        path="/imports/{int:pk}/rows",
        name="import_rows",
        door="intake.import",
        item=RowItem,
        rows=_rows,
        filters=ShowForm,
        orders={"id": ("pk",)},
        pages=("intake:detail", "intake:export"),
        told=pgettext_lazy("api", "The rows of an uploaded list, without their cells"),
    ),
)


@router.post(
    "/programmes/{int:pk}/lists/{slug:list_slug}",
    response={202: ImportItem},
    url_name="upload",
    summary=_UPLOAD,
)
@opens(post="intake.import")
def upload(request: HttpRequest, pk: Id, list_slug: _Slug, file: UploadedFile = _file(...)) -> Any:  # noqa: B008
    programme = programmes_in_scope(actor=request.user, verb="intake.import").filter(pk=pk).first()
    if programme is None or not _has_list(programme.kind, list_slug):
        raise Http404
    given = {"list_slug": list_slug, "name": file.name or "", "content": file.read(), "now": timezone.now()}
    try:
        if (file.size or 0) <= SMALL_FILE:
            made = actions.open_import(actor=request.user, programme=programme, **given)
        else:
            made = actions.read_workbook(
                actor=request.user, programme=programme, enqueue=work_on_import.enqueue, **given
            )
    except SheetError as error:
        raise _wrong([(error.message, error.way_out)]) from None
    except NotUnderstood as error:
        raise _wrong([(one.message, one.way_out) for one in error.problems]) from None
    return Status(202, _again(request, made))


def _has_list(kind: str, slug: str) -> bool:
    return kind in registry and slug in {entry.slug for entry in registry[kind].lists}


def _wrong(said: list[Any]) -> Rejected:
    faults = [Fault(place="body.file", code="sheet", words=f"{say(what)}{say(way)}") for what, way in said]
    return Rejected(422, faults=faults)


for _name, _act, _told in (
    ("take", _take, pgettext_lazy("api", "Take the understood rows over")),
    ("undo", _undo, pgettext_lazy("api", "Take back what was taken over")),
):
    act_at(
        router,
        Acting(
            path=f"/imports/{{int:pk}}/{_name}",
            name=f"{_name}_import",
            door="intake.import",
            find=_import,
            act=_act,
            show=_again,
            item=ImportItem,
            status=202,
            told=_told,
        ),
    )
act_at(
    router,
    Acting(
        path="/applications/{int:pk}/withdraw",
        name="withdraw_application",
        door="placement.edit",
        find=_application,
        act=lambda actor, found, now, said: actions.withdraw_application(
            actor=actor, application=found, now=now
        ),
        item=ApplicationItem,
        told=pgettext_lazy("api", "Withdraw an application"),
    ),
)
