"""What no single cell shows: units listed twice, a host among the guests, places that are missing or impossible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row

Places = Mapping[str, Mapping[str, int]]
"""By the name of the sheet: the 1-based column of each key (``{table.sheet.name: table.places}``)."""


def check(
    list_slug: str,
    rows: Sequence[Row],
    *,
    others: Sequence[Row] = (),
    today: date,
    places: Places | None = None,
    year: int | None = None,
) -> list[Problem]:
    """Everything wrong across the rows of one list (``hosts`` or ``guests``), in the order of the rows.

    ``rows`` are typed rows of ``columns.HOSTS`` or ``columns.GUESTS`` (broken ones may be among them); ``others`` those of
    the other list. ``places`` lets problems name their column. Ask ``is_warning`` which of them do not stop anything.
    """
    raise NotImplementedError


def is_warning(problem: Problem) -> bool:
    """Whether ``problem`` is only to be looked at and stops nothing."""
    raise NotImplementedError
