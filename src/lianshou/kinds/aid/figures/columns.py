"""The columns by which a row of any count of this kind names its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lianshou.core.figures import RowColumn
from lianshou.core.wording import Wording
from lianshou.kinds.aid.models import Household

Of = Callable[[Any], Household]


def told_of(of: Of, read: Callable[[Household], Any]) -> Callable[[Any], Any]:
    """What ``read`` tells of the file that ``of`` gives of a row."""
    return lambda row: read(of(row))


def file_columns(way: str, of: Of) -> tuple[RowColumn, ...]:
    """Number of the file and the union that keeps it; ``way`` leads to the file from the row, ``of`` gives it."""
    return (
        RowColumn(
            title=Wording("档案编号", "Number of the file"),
            value=told_of(of, lambda one: one.number),
            link=told_of(of, lambda one: reverse("aid:household", args=[one.pk])),
            sort=f"{way}number",
        ),
        RowColumn(
            title=Wording("建档工会", "Union that keeps it"),
            value=told_of(of, lambda one: one.union.name),
            sort=f"{way}union__name",
        ),
    )
