"""Every figure of the seed comes out of the records, and opens to exactly as many rows as it says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture
from zeal import zeal_ignore

from lianshou.core.figures import Figure
from lianshou.core.periods import period_called
from lianshou.demo.plan import GCL, GCL_GUEST, JINHAI, POWER, SHENSHAN, ZHONGCHENG
from lianshou.kernel.figures.queries import Narrowing, all_figures, lines_of, number_of, places_of, rows_of
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.unions.models import Honour

TODAY = date(2020, 6, 23)
SEED = {
    "hosts": 62,
    "host-entries": 63,
    "guests": 164,
    "pairings": 164,
    "upgraded": 148,
    "honoured": 46,
    "largest-load": 7,
    "agreements": 164,
    "agreements-running": 164,
    "agreements-over": 0,
    "renewed": 0,
}


def figure(slug: str) -> Figure:
    found = all_figures()[slug]
    assert isinstance(found, Figure)
    return found


def number(slug: str, actor: Any, **narrow: Any) -> int:
    return number_of(figure=figure(slug), actor=actor, today=TODAY, to=Narrowing(**narrow))


def lines(slug: str, cut: str, actor: Any) -> dict[str, int]:
    breakdown = next(entry for entry in figure(slug).breakdowns if entry.slug == cut)
    found = lines_of(figure=figure(slug), breakdown=breakdown, actor=actor, today=TODAY, to=Narrowing())
    return {line.token: line.count for line in found}


@pytest.mark.parametrize("slug", SEED)
def test_figure_equals_the_page(slug: str, officer: Any) -> None:
    assert number(slug, officer) == SEED[slug]


def test_hosts_are_54_and_9_entries(officer: Any) -> None:
    assert number("host-entries", officer, until=2019) == 54
    assert number("host-entries", officer, since=2020) == 9
    assert number("hosts", officer, until=2019) == 54


def test_guests_are_148_and_16(officer: Any) -> None:
    assert number("guests", officer, until=2019) == 148
    assert number("guests", officer, since=2020) == 16


def test_guests_by_year_add_up(officer: Any) -> None:
    assert lines("guests", "year", officer) == {"2017": 46, "2018": 50, "2019": 52, "2020": 16}


def test_largest_load_is_the_power_company_with_5_and_2(officer: Any) -> None:
    assert lines("largest-load", "host", officer) == {f"{POWER}工会": 7}
    assert lines("largest-load", "year", officer) == {"2018": 5, "2020": 2}


def test_honoured_stand_at_province_city_and_county(officer: Any) -> None:
    assert lines("honoured", "level", officer) == {"province": 5, "city": 17, "county": 24}


def test_average_load_and_upgrade_rate_keep_both_numbers(officer: Any) -> None:
    ratios = {slug: found for slug, found in all_figures().items() if not isinstance(found, Figure)}
    said = {
        slug: ratio.say(number(ratio.numerator, officer), number(ratio.denominator, officer))
        for slug, ratio in ratios.items()
    }
    assert {slug: said[slug] for slug in ("upgrade-rate", "average-load")} == {
        "upgrade-rate": "90.2%",
        "average-load": "2.6",
    }


def test_pairs_of_the_page_are_together(officer: Any) -> None:
    wanted = {GCL_GUEST: GCL, ZHONGCHENG: JINHAI, SHENSHAN: JINHAI}
    names = [f"{name}工会" for name in wanted]
    pairs = Placement.objects.filter(application__union__name__in=names, ticket=None)
    found = dict(pairs.values_list("application__union__name", "opening__union__name"))
    assert found == {f"{guest}工会": f"{host}工会" for guest, host in wanted.items()}


@pytest.mark.parametrize(("name", "level"), [(ZHONGCHENG, "city"), (SHENSHAN, "county")])
def test_guests_of_jinhai_rose_within_a_year(name: str, level: str, officer: Any) -> None:
    honour = Honour.objects.get(union__name=f"{name}工会")
    placement = Placement.objects.get(application__union=honour.union, ticket=None)
    assert honour.level == level
    assert placement.starts_on is not None
    assert 0 <= (honour.granted_on - placement.starts_on).days <= 365


def test_hosts_keep_mostly_to_what_is_usual(officer: Any) -> None:
    usual = {"city": {1, 2}, "province": {3, 4}}
    loads: dict[int, list[str]] = {}
    for opening, level in Placement.objects.filter(ticket=None).values_list(
        "opening", "opening__pairing__level"
    ):
        loads.setdefault(opening, []).append(level)
    within = [len(levels) in usual[levels[0]] for levels in loads.values() if levels[0] in usual]
    assert sum(within) >= 0.9 * len(within)


@pytest.mark.parametrize("slug", [slug for slug in SEED])
def test_figure_opens_to_as_many_rows_as_it_says(
    slug: str, officer: Any, client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(datetime(2020, 6, 23, 9, tzinfo=UTC))
    client.force_login(officer)
    shown, listed, page = None, 0, 1
    while page:
        with zeal_ignore([{"model": "sessions.Session"}, {"model": "access.User"}]):  # one of each per page
            body = client.get(f"/figures/{slug}/", {"page": page}).content.decode()
        shown = int(re.findall(r'id="number">(\d+)<', body)[0])
        listed += len(re.findall(r'<tr class="(?:even|odd)"', body))
        page = page + 1 if 'rel="next"' in body else 0
    assert listed == shown == SEED[slug]


@pytest.mark.parametrize("slug", [slug for slug, entry in all_figures().items() if isinstance(entry, Figure)])
def test_each_line_of_a_breakdown_opens_to_its_number(slug: str, officer: Any) -> None:
    for breakdown in figure(slug).breakdowns:
        for token, count in lines(slug, breakdown.slug, officer).items():
            cut = Narrowing(cuts={breakdown.slug: token})
            rows = rows_of(figure=figure(slug), actor=officer, today=TODAY, to=cut)
            adds = figure(slug).adds
            found = sum(getattr(row, adds) for row in rows) if adds else rows.count()
            assert (breakdown.slug, token, found) == (breakdown.slug, token, count)


@pytest.mark.parametrize("slug", [slug for slug, entry in all_figures().items() if isinstance(entry, Figure)])
def test_neighbour_sees_only_its_own_rows(slug: str, demo: Any, db: None) -> None:
    neighbour, nobody = demo.accounts["binhai"], demo.accounts["auditor"]
    own = rows_of(figure=figure(slug), actor=demo.officer, today=TODAY, to=Narrowing())
    theirs = rows_of(figure=figure(slug), actor=neighbour, today=TODAY, to=Narrowing())
    assert set(own.values_list("pk", flat=True)) & set(theirs.values_list("pk", flat=True)) == set()
    assert number(slug, nobody) == 0


EVERY = [figure.slug for figure in all_figures().values() if isinstance(figure, Figure)]
PERIODS = ("2019", "2020-H1", "2018-03-01..2020-06-23")


@pytest.mark.parametrize("slug", EVERY)
def test_figure_is_its_rows_and_its_lines_add_up(slug: str, officer: Any) -> None:
    """In all, in a period, in a part of the tree; the lines of a distinct count may add up to more, never to less."""
    one = figure(slug)
    for to in (Narrowing(), *(Narrowing(period=period_called(name)) for name in PERIODS)):
        asked: dict[str, Any] = {"figure": one, "actor": officer, "today": TODAY, "to": to}
        count, rows = number_of(**asked), list(rows_of(**asked))
        assert count == (sum(getattr(row, one.adds) for row in rows) if one.adds else len(rows))
        cuts = [[line.count for line in lines_of(breakdown=cut, **asked)] for cut in one.breakdowns]
        for cut in (*cuts, [place.count for place in places_of(**asked)]):
            assert sum(cut) >= count if one.each else sum(cut) == count


@pytest.mark.parametrize("slug", EVERY)
def test_every_line_opens_to_as_many_rows_as_it_says(slug: str, officer: Any) -> None:
    one = figure(slug)
    asked: dict[str, Any] = {"figure": one, "actor": officer, "today": TODAY}
    for place in places_of(**asked, to=Narrowing()):
        if not place.is_own:
            assert number_of(**asked, to=Narrowing(union=place.union)) == place.count
    for cut in one.breakdowns:
        for line in lines_of(breakdown=cut, **asked, to=Narrowing())[:6]:
            assert number_of(**asked, to=Narrowing(cuts={cut.slug: line.token})) == line.count


def test_figures_of_a_period_by_their_day(officer: Any) -> None:
    """The seed's page is of June 2020: what came to be in its half year, and in the one of the year before."""
    counts = {
        slug: [
            number(slug, officer, period=period_called(name)) for name in ("2020-H1", "2019-H1", "2020-06")
        ]
        for slug in ("honoured", "activities")
    }
    assert all(counts[slug][0] >= counts[slug][2] for slug in counts)
    assert [number("honoured", officer, period=period_called(f"{year}")) for year in range(2017, 2021)] == [
        lines("honoured", "year", officer).get(f"{year}", 0) for year in range(2017, 2021)
    ]


def test_network_of_nanning_has_five_levels_and_thirteen_centres(demo: Any, db: None) -> None:
    """The seed: service centres in all 13 county federations, a network of five levels, of stations and of points."""
    actor = demo.accounts["nanning"]
    assert number("aid-county-centres", actor) == 13
    assert lines("aid-stations", "tier", actor) == {
        "city": 1,
        "county": 13,
        "township": 15,
        "street": 14,
        "enterprise": 5,
    }
    assert lines("aid-stations", "sort", actor) == {"centre": 14, "station": 24, "point": 10}
    assert number("aid-stations", actor) == 48
