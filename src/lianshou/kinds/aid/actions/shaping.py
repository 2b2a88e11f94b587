"""Layouts of exports kept and removed; exports told to the book."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import ShapeReason
from lianshou.kinds.aid.models import ColumnMap
from lianshou.kinds.aid.rules.shaping import Shape, faults_of


@transaction.atomic
def save_column_map(
    *, actor: Any, union: Union, shape: Shape, now: datetime, column_map: ColumnMap | None = None
) -> ColumnMap:
    """Keep a layout with a union, or change one.

    Raises PermissionDenied, or Refused with a ShapeReason (NAME_TAKEN, NO_LINES, FIELD_GONE, TWICE). Leaves ``column_map.saved``.
    """
    require(actor, "person.edit", on=union)
    if column_map is not None:
        require(actor, "person.edit", on=column_map.union)
        column_map = ColumnMap.objects.admitted().select_for_update(of=("self",)).get(pk=column_map.pk)
    for _place, _member, reason in faults_of(shape):
        raise Refused(reason)
    made = column_map or ColumnMap()
    made.union, made.name, made.vintage, made.sheet_name = union, shape.name, shape.year, shape.sheet
    made.title, made.spread = shape.title, shape.spread
    made.lines = [line.as_json() for line in shape.lines]
    made.member_lines = [line.as_json() for line in shape.member_lines]
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(ShapeReason.NAME_TAKEN) from error
    told = {"columns": len(made.lines) + len(made.member_lines)}
    record(actor=actor, verb="column_map.saved", subject=made, at=now, union_path=union.path, **told)
    return made


@transaction.atomic
def remove_column_map(*, actor: Any, column_map: ColumnMap, now: datetime) -> None:
    """Remove a layout; what was exported by it stays what it is. Raises PermissionDenied. Leaves ``column_map.removed``."""
    require(actor, "person.edit", on=column_map.union)
    path = column_map.union.path
    record(actor=actor, verb="column_map.removed", subject=column_map, at=now, union_path=path)
    column_map.delete()


@transaction.atomic
def tell_export(*, actor: Any, union: Union, rows: int, layout: str, now: datetime) -> None:
    """Tell the book that households were written out, masked, by a layout. Raises PermissionDenied. Leaves ``households.written``."""
    require(actor, "person.view", on=union)
    path = union.path
    record(
        actor=actor,
        verb="households.written",
        subject=union,
        at=now,
        union_path=path,
        rows=rows,
        layout=layout,
    )
