"""The check sheet of an announcement: what to look at before it is made public, and how often each value stands in the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lianshou.cli.draws import words
from lianshou.cli.draws.books import Books
from lianshou.formats.sheets.problems import Problem as Fault
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut


def check_sheets(books: Books, notices: Sequence[Fault]) -> list[SheetOut]:
    """For the organiser, not for posting."""
    return [_notices(books, notices), *([_values(books)] if books.attributes else [])]


def _notices(books: Books, notices: Sequence[Fault]) -> SheetOut:
    rows = [(one.sheet, one.address, one.message, one.way_out, None) for one in notices]
    columns = (
        ColumnOut(words.SHEET, width=12),
        ColumnOut(words.CELL, width=8),
        ColumnOut(words.NOTICED, width=62),
        ColumnOut(words.WAY_OUT, width=46),
        ColumnOut(words.CHECKED, width=16),
    )
    return SheetOut(
        words.CHECK,
        columns,
        rows,
        heading=books.heading(words.CHECK),
        notes=(*([] if notices else [words.NOTHING_NOTICED]), *books.explained.sizes(), words.NOT_POSTED),
        filters=False,
        row_height=36,
        signatures=(words.CHECKED_BY, words.DATE),
        footer=books.footer,
    )


def _values(books: Books) -> SheetOut:
    """Every value of the columns with quotas, the most frequent first."""
    quotas = {(one.attribute, one.value): one for one in books.problem.quotas}
    rows = []
    for attribute in books.attributes:
        there = Counter(one.values.get(attribute, "") for one in books.problem.people)
        for value, count in there.most_common():
            quota = quotas.get((attribute, value))
            limits = (quota.least, quota.most, None) if quota else (None, None, words.NO_QUOTA)
            rows.append((attribute, value, count, *limits))
    columns = (
        ColumnOut(words.ATTRIBUTE, width=20),
        ColumnOut(words.VALUE, width=28),
        ColumnOut(words.ON_LIST, Form.PLACE),
        ColumnOut(words.LEAST, Form.PLACE),
        ColumnOut(words.MOST, Form.PLACE),
        ColumnOut(words.REMARK, width=24),
    )
    return SheetOut(
        words.COUNTED,
        columns,
        rows,
        heading=books.heading(words.COUNTED),
        landscape=False,
        row_height=20,
        footer=books.footer,
    )
