"""Items stand with the posts nearest to the union that owns them; above, they are counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories.access import PostFactory, person_with
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.kinds import Errand, InboxItem, Registry, registry
from lianshou.kernel.inbox.queries import work
from lianshou.kernel.inbox.rules.levels import level_of
from lianshou.kernel.unions.models import Union

TODAY = date(2020, 6, 24)
Plant = Callable[..., None]


def item(key: str, owner: str = "", **told: Any) -> InboxItem:
    if told.get("overdue"):
        told.setdefault("due_on", TODAY - timedelta(days=1))
    verb = {} if told.get("is_own") or not owner else {"verb": "fund.approve"}
    made = {"errand": Errand.MONEY, "title": key, "detail": "", "url": f"/{key}"}
    return InboxItem(key=key, owner=owner, **made | verb | told)


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Let one kind bring these items to whoever asks, and nothing else."""

    def put(*items: InboxItem) -> None:
        made = Registry()
        made.add(replace(registry["pairing"], slug="probe", inbox=lambda actor, today: items))
        monkeypatch.setattr(work, "registry", made)
        monkeypatch.setattr(work.desk, "_makers", [])

    return put


def keys(items: Any) -> list[str]:
    return [one.key for one in items]


@pytest.mark.django_db
def test_work_is_parted_by_urgency_and_in_the_order_of_due_days(plant: Plant) -> None:
    plant(
        item("甲"),
        item("乙", overdue=True),
        item("丙", waiting=True),
        item("丁", waiting=True, overdue=True),
        item("戊", due_on=TODAY),
        item("己", overdue=True, due_on=date(2020, 6, 1)),
    )
    found = work.work_of(actor=None, today=TODAY)
    parts = (found.overdue, found.to_do, found.waiting)
    assert [keys(part) for part in parts] == [["己", "乙"], ["戊", "甲"], ["丁", "丙"]]
    assert not found.is_empty


@pytest.mark.parametrize(
    "told", [{"owner": "0001", "verb": ""}, {"overdue": True, "due_on": None}], ids=["verb", "day"]
)
def test_item_says_what_its_level_and_its_escalation_need(told: dict[str, Any]) -> None:
    made = {"key": "k", "errand": Errand.MONEY, "title": "", "detail": "", "url": "/"}
    with pytest.raises(ValueError, match="k: what"):
        InboxItem(**made | told)  # type: ignore[arg-type]


def test_level_is_the_nearest_path_that_is_held() -> None:
    held = [{"0001"}, {"00010002", "00010003"}]
    assert [level_of(path, held) for path in ("000100020001", "00010004", "0002")] == ["00010002", "0001", ""]


@pytest.fixture
def national(world: World) -> Any:
    return person_with("approver", world.province, name="省审", username="province")


def test_post_above_sees_counts_of_what_stands_with_posts_below(
    plant: Plant, world: World, national: Any
) -> None:
    own, ours, theirs = world.province.path, world.county.path, world.foreign_county.path
    plant(
        item("own", own), item("late", ours, overdue=True), item("due", ours), item("w", ours, waiting=True),
        item("unheld", theirs, overdue=True),
    )  # fmt: skip
    above, below = (work.work_of(actor=who, today=TODAY) for who in (national, world.approver))
    assert (keys(above.own), keys(above.lower)) == (["unheld", "own"], ["late", "due"])
    assert [(one.name, one.overdue, one.to_do) for one in above.below] == [("盐城市总工会", 1, 1)]
    assert keys(below.lower) == []
    assert [one.key for one in below.own if one.owner == ours] == ["late", "due", "w"]


def test_whoever_takes_a_post_below_takes_its_items(plant: Plant, world: World, national: Any) -> None:
    plant(item("a", world.foreign_county.path))
    assert keys(work.work_of(actor=national, today=TODAY).own) == ["a"]
    PostFactory(user=world.foreign_officer, union=world.foreign_county, role="approver")
    assert keys(work.work_of(actor=national, today=TODAY).own) == []


def test_item_of_ones_own_stands_with_one_whatever_posts_there_are(
    plant: Plant, world: World, national: Any
) -> None:
    plant(item("handed", world.county.path, is_own=True), item("about me"))
    assert keys(work.work_of(actor=national, today=TODAY).own) == ["handed", "about me"]


def list_of(client: Client, actor: Any, query: str = "") -> Any:
    client.force_login(actor)
    return client.get(f"/my-work/{query}")


def test_list_goes_down_by_union(plant: Plant, world: World, national: Any, client: Client) -> None:
    plant(item("late", world.county.path, overdue=True), item("own", world.province.path))
    page = list_of(client, national, "?side=below")
    assert "盐城市总工会" in page.content.decode()
    page = list_of(client, national, f"?side=below&union={world.city.pk}")
    assert [one.name for one in page.context["below"]] == ["阜宁县总工会"]
    assert keys(row.record.item for row in page.context["table"].rows) == ["late"]
    elsewhere = list_of(client, national, f"?side=below&union={world.foreign_county.pk}")
    assert elsewhere.context["union"] is None


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ["a", "b", "c"]),
        ("?q=B", ["b"]),
        ("?q=阜宁", ["a", "b"]),
        ("?urgency=overdue", ["a"]),
        ("?urgency=waiting", ["c"]),
        ("?errand=event", ["c"]),
        ("?programme={programme}", ["b"]),
        ("?programme=no", ["a", "b", "c"]),
        ("?sort=-due_on", ["c", "b", "a"]),
        ("?sort=title", ["a", "b", "c"]),
        ("?sort=since", ["b", "a", "c"]),
    ],
)
def test_list_narrows_and_sorts(
    plant: Plant, world: World, client: Client, query: str, left: list[str]
) -> None:
    here, programme = world.county.path, world.programme.pk
    plant(
        item("a", here, overdue=True),
        item("b", here, due_on=TODAY, since=TODAY, programme=programme),
        item("c", waiting=True, errand=Errand.EVENT),
    )
    page = list_of(client, world.approver, query.format(programme=programme))
    assert keys(row.record.item for row in page.context["table"].rows) == left


def test_list_is_exported_as_it_is_narrowed(plant: Plant, world: World, client: Client) -> None:
    plant(item("a", world.county.path, overdue=True), item("b", world.county.path))
    client.force_login(world.approver)
    book = BytesIO(client.get("/my-work/export/?urgency=overdue").content)
    rows = list(load_workbook(book).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["a"]


def test_five_thousand_items_are_pages_of_one_list(plant: Plant, world: World, client: Client) -> None:
    plant(*(item(f"i{n}", world.county.path) for n in range(5000)))
    page = list_of(client, world.approver, "?page=100")
    assert (len(page.context["table"].page), page.context["table"].paginator.count) == (50, 5000)
    desk = client.get("/").content.decode()
    assert (len(re.findall(r'href="/i\d', desk)), "全部5000件" in desk) == (12, True)


def test_list_costs_as_many_queries_at_three_unions_as_at_one(
    plant: Plant, world: World, national: Any, client: Client
) -> None:
    def cost(unions: list[Union]) -> int:
        plant(*(item(f"i{union.pk}", union.path, overdue=True) for union in unions))
        client.force_login(national)
        client.get("/my-work/?side=below")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/my-work/?side=below").status_code == 200
        return len(seen)

    counties = [UnionFactory(parent=world.city) for _ in range(3)]
    for union in counties:
        person_with("approver", union)
    assert cost(counties[:1]) == cost(counties) <= 22


def test_whoever_has_nothing_is_told_so(plant: Plant, world: World, client: Client) -> None:
    plant()
    assert "没有待办事项" in list_of(client, world.nobody).content.decode()
