from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.factories.unions import HonourFactory
from tests.factories.world import World

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.figures import queries
from lianshou.kernel.figures.queries import Narrowing, all_figures, lines_of, number_of, rows_of
from lianshou.kernel.unions.models import Honour

TODAY = date(2020, 6, 24)


def honours(*, actor: Any, today: date) -> Any:
    return Honour.objects.within(scope_of(actor=actor, verb="figure.view"))


HONOURS = Figure(
    slug="test-honours",
    title=Wording("荣誉", "Honours"),
    definition=Wording("荣誉", "Honours"),
    unit=Unit.UNION,
    facts=honours,
    columns=(RowColumn(title=Wording("名", "Name"), value=str),),
    year="granted_on__year",
    path="union__path",
    each="union",
    breakdowns=(
        Breakdown(slug="level", title=Wording("级", "Level"), key="level", order=("province", "city")),
        Breakdown(slug="year", title=Wording("年", "Year"), key="granted_on__year"),
        Breakdown(slug="zone", title=Wording("园", "Zone"), key="union__zone__name", largest_first=True),
    ),
)


def number(world: World, **narrow: Any) -> int:
    return number_of(figure=HONOURS, actor=world.officer, today=TODAY, to=Narrowing(**narrow))


def lines(world: World, slug: str, **narrow: Any) -> list[tuple[str, int, int]]:
    breakdown = next(entry for entry in HONOURS.breakdowns if entry.slug == slug)
    found = lines_of(
        figure=HONOURS, breakdown=breakdown, actor=world.officer, today=TODAY, to=Narrowing(**narrow)
    )
    return [(line.token, line.count, line.share) for line in found]


@pytest.fixture
def more(world: World) -> World:
    """The host has two honours, the guest one: two unions, three facts."""
    HonourFactory(union=world.host, level="city", granted_on=date(2016, 5, 1))
    HonourFactory(union=world.guest, level="city", granted_on=date(2020, 5, 1))
    return world


def test_each_counts_a_union_once(more: World) -> None:
    assert number(more) == 2


def test_rows_are_the_unions_counted(more: World) -> None:
    rows = rows_of(figure=HONOURS, actor=more.officer, today=TODAY, to=Narrowing())
    assert set(rows) == {more.host, more.guest}


def test_years_narrow_the_facts(more: World) -> None:
    assert (number(more, since=2018), number(more, until=2018), number(more, since=2017, until=2017)) == (
        2,
        1,
        0,
    )


def test_union_narrows_to_its_subtree(more: World) -> None:
    assert (number(more, union=more.guest), number(more, union=more.county)) == (1, 2)


def test_lines_follow_their_order_and_carry_their_bars(more: World) -> None:
    assert lines(more, "level") == [("province", 1, 50), ("city", 2, 100)]


def test_line_without_value_stands_last_and_opens(more: World) -> None:
    more.guest.zone = None
    more.guest.save()
    assert lines(more, "zone") == [("阜宁经济开发区", 1, 100), ("-", 1, 100)]
    assert number(more, cuts={"zone": "-"}) == 1


@pytest.mark.parametrize(("cut", "expected"), [("2020", 1), ("1999", 0), ("twenty", 0), ("-", 0)])
def test_cut_by_a_year_takes_what_stands_in_the_address(cut: str, expected: int, more: World) -> None:
    assert number(more, cuts={"year": cut}) == expected


def test_figure_of_a_foreign_officer_holds_only_its_own(more: World) -> None:
    rows = rows_of(figure=HONOURS, actor=more.foreign_officer, today=TODAY, to=Narrowing())
    assert list(rows) == [more.foreign_host]


def test_figure_of_somebody_without_the_permission_is_empty(more: World) -> None:
    counts = [
        number_of(figure=HONOURS, actor=actor, today=TODAY, to=Narrowing())
        for actor in (more.host_account, more.audit_admin, more.nobody, None)
    ]
    assert counts == [0, 0, 0, 0]


def test_every_figure_names_columns_and_a_definition() -> None:
    figures = [figure for figure in all_figures().values() if isinstance(figure, Figure)]
    assert [
        figure.slug
        for figure in figures
        if not (figure.columns and figure.definition.zh and figure.definition.en)
    ] == []


def test_ratios_and_neighbours_name_figures_that_exist() -> None:
    named = {name for figure in all_figures().values() for name in _named(figure) if name}
    assert named - all_figures().keys() == set()


def _named(figure: Figure | Ratio) -> tuple[str, ...]:
    return (figure.numerator, figure.denominator) if isinstance(figure, Ratio) else (figure.beside,)


def test_two_figures_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_declared", lambda: iter([HONOURS, HONOURS]))
    with pytest.raises(queries.FigureError):
        queries.all_figures.__wrapped__()


def test_figure_adds_only_what_is_a_row_of_its_own() -> None:
    with pytest.raises(ValueError, match="added twice"):
        replace(HONOURS, adds="rank")
