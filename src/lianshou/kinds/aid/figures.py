"""The named counts of this kind."""

from __future__ import annotations

from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kinds.aid.queries import entries_in_scope


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure, in the order in which it is read."""
    return (
        Figure(
            slug="aid-entries",
            title=Wording("困难职工帮扶参加单位", "Aid to workers in hardship: unions taking part"),
            definition=Wording(
                "参加困难职工帮扶的单位，每个项目计一次。", "Unions that take part, once for each programme."
            ),
            unit=Unit.ENTRY,
            facts=entries_in_scope,
            columns=(
                RowColumn(
                    title=Wording("单位", "Union"),
                    value=lambda row: row.application.union.name,
                    link=lambda row: reverse("unions:detail", args=[row.application.union_id]),
                    sort="application__union__name",
                ),
                RowColumn(title=Wording("愿望", "Wish"), value=lambda row: row.wish, sort="wish"),
            ),
            dress=lambda rows: rows.select_related("application__union"),
            year="application__programme__year",
            path="application__programme__union__path",
            breakdowns=(
                Breakdown(slug="year", title=Wording("年度", "Year"), key="application__programme__year"),
            ),
        ),
    )
