"""The same work of many unions is one item on the page, and opens to an item for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.unions import UnionFactory
from tests.factories.world import World
from tests.kinds.aid.helped import household_at

from lianshou.core.kinds import Errand, Fold, InboxItem
from lianshou.kernel.inbox.queries import work_of
from lianshou.kernel.inbox.rules.folding import MOST_APART, folded

DAY = date(2026, 6, 1)


def item(n: int, slug: str = "visits", **more: object) -> InboxItem:
    fold = Fold(slug=slug, count=n, title=lambda total: f"{slug} {total}")
    made = InboxItem(
        key=f"{slug}:{n}",
        errand=Errand.PERSONAL,
        title=f"{slug} {n}",
        detail=f"工会{n}",
        url=f"/x/{n}",
        owner=f"00010{n:03d}",
        verb="person.edit",
        due_on=date(2026, 6, n),
        fold=fold,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def together(items: list[InboxItem]) -> tuple[InboxItem, ...]:
    return folded(items, said=lambda n: f"{n}家工会", url=lambda slug: f"/work?fold={slug}")


def test_few_stay_apart_and_many_are_one() -> None:
    few = [item(n) for n in range(1, MOST_APART + 1)]
    assert together(few) == tuple(few)
    (one,) = together([*few, item(9)])
    assert (one.title, one.detail, one.url, one.due_on) == (
        "visits 15",
        "4家工会",
        "/work?fold=visits",
        date(2026, 6, 1),
    )


def test_overdue_and_other_work_stay_apart() -> None:
    late = [item(n, overdue=True) for n in range(1, 5)]
    other = [item(n, slug="aid") for n in range(5, 7)]
    plain = InboxItem(key="own", errand=Errand.PERSONAL, title="自己的", detail="", url="/own")
    found = together([*late, item(8), *other, plain])
    assert [one.key for one in found] == ["visits", "visits:8", "aid:5", "aid:6", "own"]
    assert found[0].overdue


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 28), st.booleans()), max_size=40))
def test_nothing_is_lost_and_no_number_changes(told: list[tuple[str, int, bool]]) -> None:
    items = [
        item(n, slug=slug, key=f"{slug}:{place}", overdue=late) for place, (slug, n, late) in enumerate(told)
    ]
    found = together(items)
    assert len(found) <= len(items)
    assert sum(int(one.title.split()[1]) for one in found) == sum(n for _slug, n, _late in told)
    assert {one.key for one in found} <= {one.key for one in items} | set("abc")


@pytest.mark.django_db
def test_a_line_above_many_unions_opens_to_each(world: World) -> None:
    unions = [UnionFactory(parent=world.county, name=f"第{n}工会") for n in range(5)]
    for n, union in enumerate(unions):
        household_at(union, n + 1, surveyed_year=2026)
    client = Client()
    client.force_login(world.officer)
    rows = client.get(reverse("inbox:work")).context["table"].data.data
    alone = [one for one in rows if one.item.key == "aid:alone"]
    assert [one.item.detail for one in alone] == ["5家工会"]
    opened = client.get(alone[0].item.url).context["table"].data.data
    assert sorted(one.item.detail for one in opened) == sorted(one.name for one in unions)
    found = client.get(reverse("inbox:work"), {"q": "第3工会"}).context["table"].data.data
    assert {one.item.detail for one in found} == {"第3工会"}
    assert len(work_of(actor=world.officer, today=DAY).own) > len(rows)
