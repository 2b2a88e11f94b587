"""The figures of the spine begin here: programmes, and the cuts by work and kind that applications and activities share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from lianshou.core.figures import Breakdown, Figure, RowColumn, under
from lianshou.core.kinds import registry
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.programmes.enums import Pillar
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import home_of, kind_title, programmes_in_scope


def figures() -> tuple[Figure, ...]:
    """The figure of programmes."""
    return under(Wording("工会、项目和申请", "Unions, programmes, applications"), _PROGRAMMES)


def programmes(*, actor: Any, today: date) -> QuerySet[Programme]:
    """Every programme that was set up, whatever its state."""
    del today
    return programmes_in_scope(actor=actor, verb="figure.view")


def cut_by_pillar(key: str) -> Breakdown:
    """The cut by the six works, which ``key`` leads to from a fact; figures that have it stand in the overview of the works."""
    return Breakdown(
        slug="pillar",
        title=Wording("六大工程", "Work"),
        key=key,
        label=lambda value: Pillar(value).label,
        order=tuple(Pillar.values),
    )


def cuts_by_programme(prefix: str = "") -> tuple[Breakdown, ...]:
    """The cuts that every figure of a programme's records has; ``prefix`` leads from a fact to its programme ("programme__")."""
    return (
        cut_by_pillar(f"{prefix}pillar"),
        Breakdown(slug="kind", title=Wording("项目类别", "Kind"), key=f"{prefix}kind", label=_kind_said),
        Breakdown(slug="year", title=Wording("年度", "Year"), key=f"{prefix}year"),
    )


def _kind_said(value: str) -> Any:
    return next((kind.title for kind in registry if kind.slug == value), value)


_PROGRAMMES = Figure(
    slug="programmes",
    title=Wording("项目", "Programmes"),
    definition=Wording(
        "各级工会立项的项目，一个年度一轮计一个，按项目年度统计。",
        "Programmes set up by unions of every level, one for each round of a year, by the programme's year.",
    ),
    unit=Unit.ITEM,
    facts=programmes,
    columns=(
        RowColumn(
            title=Wording("项目", "Programme"),
            value=lambda programme: programme.title,
            link=home_of,
            sort="title",
        ),
        RowColumn(title=Wording("类别", "Kind"), value=kind_title, sort="kind"),
        RowColumn(
            title=Wording("主办工会", "Union"),
            value=lambda programme: programme.union.name,
            sort="union__name",
        ),
        RowColumn(
            title=Wording("状态", "State"),
            value=lambda programme: programme.get_state_display(),
            sort="state",
        ),
        RowColumn(
            title=Wording("起止", "From and until"),
            value=lambda programme: f"{programme.starts_on:%Y-%m-%d} – {programme.ends_on:%Y-%m-%d}",
            sort="starts_on",
        ),
    ),
    dress=lambda rows: rows.select_related("union"),
    year="year",
    path="union__path",
    breakdowns=cuts_by_programme(),
)
