from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from tests.factories.pledges import NOON, approved, drafted
from tests.factories.unions import UnionFactory
from tests.factories.world import World, make_world

from lianshou.core.ambient import beyond_scope
from lianshou.core.refusals import Refused
from lianshou.kernel.pledges.actions import end_pledge, issue_pledges, pass_over_numbers, set_numbering
from lianshou.kernel.pledges.actions.numbering import take_numbers
from lianshou.kernel.pledges.enums import Reason
from lianshou.kernel.pledges.models import Series
from lianshou.kernel.pledges.queries import gaps_of, next_numbers
from lianshou.kernel.pledges.rules import number_of


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def form(world: World, **facts: Any) -> Series:
    usual = {"prefix": "阜联手", "year": 2020, "pattern": "{prefix}[{year}]第{n}号", "width": 3, "start": 6}
    return set_numbering(**{"actor": world.officer, "union": world.county, "now": NOON, **usual, **facts})


@pytest.mark.parametrize(
    ("pattern", "width", "number"),
    [
        ("{prefix}〔{year}〕{n}号", 1, "阜〔2020〕7号"),
        ("{prefix}[{year}]第{n}号", 3, "阜[2020]第007号"),
        ("{year}{n}", 4, "20200007"),
    ],
)
def test_number_is_written_by_its_form(pattern: str, width: int, number: str) -> None:
    assert number_of(prefix="阜", year=2020, n=7, pattern=pattern, width=width) == number


def test_prefix_with_braces_is_not_filled_again() -> None:
    assert number_of(prefix="{n}", year=2020, n=7) == "{n}〔2020〕7号"


def test_form_and_start_hold_for_what_is_issued(world: World) -> None:
    form(world)
    assert drafted(world).number == "阜联手[2020]第006号"


@pytest.mark.parametrize(
    "pattern",
    ["{prefix}{n}", "{prefix}{year}", "{prefix}{year}{n}{n}", "{prefix}{year}{n}{x}", "{0}{year}{n}"],
)
def test_wrong_forms_are_refused(world: World, pattern: str) -> None:
    with pytest.raises(Refused) as refusal:
        form(world, pattern=pattern)
    assert (refusal.value.reason, Series.objects.count()) == (Reason.PATTERN_WRONG, 0)


def test_form_stays_once_a_number_was_given(world: World) -> None:
    drafted(world)
    with pytest.raises(Refused) as refusal:
        form(world)
    assert refusal.value.reason == Reason.SERIES_BEGUN


def test_new_year_starts_with_the_form_of_the_year_before(world: World) -> None:
    form(world)
    assert next_numbers(union=world.county, prefix="阜联手", year=2021, count=1) == ["阜联手[2021]第001号"]
    assert next_numbers(union=world.county, prefix="另", year=2021, count=1) == ["另〔2021〕1号"]


def test_void_numbers_are_explained(world: World) -> None:
    pledge = drafted(world)
    series = Series.objects.get()
    pass_over_numbers(actor=world.officer, series=series, count=2, reason="纸质旧协议已用", now=NOON)
    end_pledge(actor=world.officer, pledge=pledge, reason="登记有误", ended_on=date(2020, 6, 24), now=NOON)
    approved(world.programme, world.host, UnionFactory(parent=world.county))
    after = issue_pledges(actor=world.officer, programme=world.programme, now=NOON)[0]
    series.refresh_from_db()
    gaps = gaps_of(series=series)
    assert after.number == "阜联手〔2020〕4号"
    assert [(row.n, row.reason) for row in gaps.void] == [
        (1, "登记有误"),
        (2, "纸质旧协议已用"),
        (3, "纸质旧协议已用"),
    ]
    assert gaps.missing == []
    Series.objects.update(next=9)
    series.refresh_from_db()
    assert gaps_of(series=series).missing == [5, 6, 7, 8]


def test_only_the_own_federation_is_numbered(world: World) -> None:
    with pytest.raises(PermissionDenied):
        form(world, actor=world.foreign_officer)


def _all_at_once(works: list[Callable[[], Any]]) -> list[str]:
    ready, found = Barrier(len(works)), [""] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            with beyond_scope("the suite looks at what was done"):
                ready.wait(30)
                work()
            found[place] = "done"
        except BaseException as failure:  # noqa: BLE001  told to the test
            found[place] = repr(failure)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    return found


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_all_different(tmp_path: Any) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads would share one connection; see test_numbering_on_file")
    union = UnionFactory(name="某县总工会")
    taken: list[str] = []

    def take() -> None:
        with transaction.atomic():
            taken.extend(one.number for one in take_numbers(union=union, prefix="联", year=2020, count=3))

    assert _all_at_once([take] * 6) == ["done"] * 6
    assert sorted(taken) == sorted(f"联〔2020〕{n}号" for n in range(1, 19))
