from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.factories.access import PostFactory, person_with
from tests.factories.unions import HonourFactory, UnionFactory
from tests.factories.world import World

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn, under
from lianshou.core.periods import Period, period_called
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.figures.queries import (
    Card,
    Narrowing,
    all_figures,
    before_of,
    cards,
    declared,
    grouped,
    lines_of,
    number_of,
    places_of,
    rows_of,
)
from lianshou.kernel.figures.rules import FigureError
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


def test_every_figure_stands_under_a_heading_once_and_in_its_order(world: World) -> None:
    assert [slug for slug, figure in all_figures().items() if figure.heading is None] == []
    shown = cards(actor=world.officer, today=TODAY, to=Narrowing())
    groups = grouped(shown)
    names = [group.heading.zh for group in groups]
    assert len(names) == len(set(names))
    assert sorted(card.figure.slug for group in groups for card in group.cards) == sorted(
        card.figure.slug for card in shown
    )
    assert [name for name in names if "帮扶" in name] == [
        "结对帮扶和走访",
        "帮扶项目和资金",
        "帮扶清单",
        "帮扶网络",
    ]
    nothing = replace(HONOURS, heading=None)
    assert [group.heading.zh for group in grouped([Card(nothing)])] == ["其他"]


def test_a_heading_of_its_own_is_kept() -> None:
    own, given = Wording("荣誉", "Honours"), Wording("工会", "Unions")
    first, second = under(given, replace(HONOURS, heading=own), replace(HONOURS, heading=None))
    assert (first.heading, second.heading) == (own, given)


def _named(figure: Figure | Ratio) -> tuple[str, ...]:
    return (figure.numerator, figure.denominator) if isinstance(figure, Ratio) else (figure.beside,)


def test_two_figures_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "_declared", lambda: iter([HONOURS, HONOURS]))
    with pytest.raises(FigureError):
        declared.all_figures.__wrapped__()


def test_figure_adds_only_what_is_a_row_of_its_own() -> None:
    with pytest.raises(ValueError, match="added twice"):
        replace(HONOURS, adds="rank")


def test_figure_that_counts_another_record_goes_through_none() -> None:
    with pytest.raises(ValueError, match="several of union"):
        replace(HONOURS, through="union")


BY_DAY = replace(HONOURS, on="granted_on")


@pytest.mark.parametrize(
    ("period", "by_day", "by_year"),
    [("2020", 1, 1), ("2020-05", 1, 1), ("2020-06", 0, 1), ("2016-05-01..2018-04-28", 1, 1), ("2015", 0, 0)],
)
def test_period_narrows_by_the_day_or_by_whole_years(
    period: str, by_day: int, by_year: int, more: World
) -> None:
    asked: dict[str, Any] = {
        "actor": more.officer,
        "today": TODAY,
        "to": Narrowing(period=period_called(period)),
    }
    assert (number_of(figure=BY_DAY, **asked), number_of(figure=HONOURS, **asked)) == (by_day, by_year)


def test_period_without_end_holds_what_comes(more: World) -> None:
    to = Narrowing(period=Period(date(2018, 4, 28)))
    assert number_of(figure=BY_DAY, actor=more.officer, today=TODAY, to=to) == 2


def before(world: World, period: str) -> tuple[int, str] | None:
    asked: dict[str, Any] = {
        "actor": world.officer,
        "today": TODAY,
        "to": Narrowing(period=period_called(period)),
    }
    number = BY_DAY.quantity(number_of(figure=BY_DAY, **asked))
    found = before_of(figure=BY_DAY, number=number, **asked)
    return (found.quantity.value, found.change.zh) if found else None


def test_same_period_of_the_year_before_stands_beside(more: World) -> None:
    HonourFactory(union=more.county, level="city", granted_on=date(2019, 5, 31))
    HonourFactory(union=more.township, level="city", granted_on=date(2019, 6, 1))
    assert before(more, "2020-05") == (1, "同比0")
    assert before(more, "2020") == (2, "同比-1（-50.0%）")
    assert before(more, "2019") == (1, "同比+1（+100.0%）")
    assert before(more, "2017") == (1, "同比-1（-100.0%）")
    assert before(more, "2016") == (0, "同比+1")


def test_open_period_has_none_before_it(more: World) -> None:
    to = Narrowing(period=Period(date(2018, 1, 1)))
    assert before_of(figure=BY_DAY, number=BY_DAY.quantity(1), actor=more.officer, today=TODAY, to=to) is None


def places(actor: Any, union: Any = None) -> list[tuple[str, bool, int]]:
    found = places_of(figure=HONOURS, actor=actor, today=TODAY, to=Narrowing(union=union))
    return [(place.union.name, place.is_own, place.count) for place in found]


def test_unions_below_stand_with_what_is_theirs_and_nothing_is_said_as_nothing(more: World) -> None:
    HonourFactory(union=UnionFactory(parent=more.township, level="enterprise"))
    assert places(more.officer) == [(more.county.name, True, 2), (more.township.name, False, 1)]
    assert places(more.officer, more.township) == []


def test_who_sees_everything_sees_the_cities_then_the_counties(more: World) -> None:
    above = person_with(Role.LEADER, more.province, username="provincial")
    assert places(above) == [(more.city.name, False, 3)]
    assert places(above, more.city) == [(more.county.name, False, 2), (more.foreign_county.name, False, 1)]


def test_several_tops_are_places_of_their_own(more: World) -> None:
    PostFactory(user=more.officer, role=Role.OFFICER, union=more.foreign_county)
    assert places(more.officer) == [(more.county.name, False, 2), (more.foreign_county.name, False, 1)]


def test_cut_by_unions_is_one_statement_however_many_there_are(
    more: World, django_assert_num_queries: Any
) -> None:
    places(more.officer)
    for count in (0, 3):
        for _ in range(count):
            UnionFactory(parent=more.county, level="township")
        with django_assert_num_queries(3):
            places(more.officer)
