"""Work that waits below a reader: an item for each union that keeps the files, which many unions together fold into one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, QuerySet

from lianshou.core.kinds import Errand, Fold, InboxItem

MOST = 200
"""How many unions are asked for at most."""


def waits_by_union(
    rows: QuerySet[Any],
    *,
    slug: str,
    title: Callable[[int], str],
    url: Callable[[int], str],
    verb: str,
    way: str = "",
    counts: str = "pk",
    errand: Errand = Errand.HOUSEHOLD,
    since: str = "",
    due: str | date = "",
    overdue: bool = False,
) -> list[InboxItem]:
    """An item for each union that keeps rows; ``way`` leads from a row to the file, ``url`` takes the id of the union.

    ``counts`` names what is counted where several rows are about one thing. ``since`` names the field from whose first day a row waits; ``due`` the field of the last day in time, or that day; ``overdue`` that it lies behind.
    """
    told: dict[str, Any] = {"n": Count(counts, distinct=counts != "pk")}
    if since:
        told["first"] = Min(since)
    if isinstance(due, str) and due:
        told["last"] = Min(due)
    grouped = rows.order_by(f"{way}union__path").values(
        kept_by=F(f"{way}union"), kept_name=F(f"{way}union__name"), kept_path=F(f"{way}union__path")
    )
    return [
        InboxItem(
            key=f"{slug}:{row['kept_by']}",
            errand=errand,
            title=title(row["n"]),
            detail=row["kept_name"],
            url=url(row["kept_by"]),
            owner=row["kept_path"],
            verb=verb,
            since=_day(row.get("first")),
            due_on=due if isinstance(due, date) else row.get("last"),
            overdue=overdue,
            fold=Fold(slug=slug, count=row["n"], title=title),
        )
        for row in grouped.annotate(**told)[:MOST]
    ]


def _day(at: Any) -> date | None:
    return at.date() if isinstance(at, datetime) else at
