"""The same work of many unions as one item, so that whoever is above a dozen of them reads one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lianshou.core.kinds import InboxItem

MOST_APART = 3
"""Up to so many unions each has an item of its own."""


def folded(
    items: Sequence[InboxItem], *, said: Callable[[int], str], url: Callable[[str], str]
) -> tuple[InboxItem, ...]:
    """The items with those of one fold put together where there are more than MOST_APART, at the place of the first.

    What is overdue, or the turn of others, stays apart from what is not. ``said`` tells how many unions there are, ``url`` leads
    to the items of a fold.
    """
    groups: dict[tuple[str, bool, bool], list[InboxItem]] = {}
    for item in items:
        if item.fold is not None:
            groups.setdefault((item.fold.slug, item.overdue, item.waiting), []).append(item)
    many = {key: rows for key, rows in groups.items() if len(rows) > MOST_APART}
    found: list[InboxItem] = []
    for item in items:
        rows = many.get((item.fold.slug, item.overdue, item.waiting)) if item.fold else None
        if rows is None:
            found.append(item)
        elif rows[0] is item:
            found.append(_together(rows, said, url))
    return tuple(found)


def _together(rows: Sequence[InboxItem], said: Callable[[int], str], url: Callable[[str], str]) -> InboxItem:
    fold = rows[0].fold
    assert fold is not None  # noqa: S101  rows of a group have one
    total = sum(one.fold.count for one in rows if one.fold)
    days = [one.since for one in rows if one.since]
    dues = [one.due_on for one in rows if one.due_on]
    return replace(
        rows[0],
        key=fold.slug,
        title=fold.title(total),
        detail=said(len(rows)),
        url=url(fold.slug),
        owner="",
        is_own=True,
        since=min(days, default=None),
        due_on=min(dues, default=None),
        fold=None,
    )
