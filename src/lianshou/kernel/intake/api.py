from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from lianshou.core.kinds import registry
from lianshou.formats.sheets.problems import SheetError
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.forms import ShowForm
from lianshou.kernel.intake.models import Application, Import
from lianshou.kernel.intake.rules import SMALL_COUNT, SMALL_FILE, NotUnderstood
from lianshou.kernel.intake.tasks import work_on_import
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.web.api import Acting, Fault, Id, Item, Listing, Reading, Rejected, act_at, list_at, read_at
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import say

router = Router(tags=["applications and imports"])
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
    rows, show = found.rows.all(), request.GET.get("show", "")
    return rows if show in ("", "all") else rows.filter(state=show)


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
        told="Applications",
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
        told="An application",
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
        orders={"-id": ("-pk",), "id": ("pk",)},
        told="Uploaded lists",
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
        told="An uploaded list and its progress",
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
        told="The rows of an uploaded list, without their cells",
    ),
)


@router.post(
    "/programmes/{int:pk}/lists/{slug:list_slug}",
    response={202: ImportItem},
    url_name="upload",
    summary="Upload a list as a workbook; poll its progress at /imports/{id}",
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
    ("take", _take, "Take the understood rows over"),
    ("undo", _undo, "Take back what was taken over"),
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
        told="Withdraw an application",
    ),
)
