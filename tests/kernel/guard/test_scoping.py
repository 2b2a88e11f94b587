"""Every road by which rows can be read is closed to a query that was told nobody's scope."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from tests.factories.people import PersonFactory
from tests.factories.pledges import drafted
from tests.factories.unions import HonourFactory
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.core.ambient import beyond_scope, held_to_scope
from lianshou.kernel.guard.models import (
    EVERYWHERE,
    NOWHERE,
    Scope,
    ScopeMissing,
    is_guarded,
    rows_admitted,
)
from lianshou.kernel.guard.models.scoping import multiplies
from lianshou.kernel.people.models import Person
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.unions.models import Honour, Union, Zone

Rows = Any


@pytest.fixture(autouse=True)
def _held() -> Iterator[None]:
    with held_to_scope():
        yield


@pytest.fixture
def people(world: World) -> World:
    """What the fixture makes is made beyond scope."""
    with beyond_scope("it is only prepared"):
        PersonFactory(union=world.guest, name="甲")
        HonourFactory(union=world.host, granted_on=date(2019, 5, 1))
    return world


@pytest.fixture(autouse=True)
def own_loop() -> Iterator[None]:
    """Out of the loop that Playwright leaves running in this thread once a test of the same worker drove a page."""
    playwrights = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(playwrights)


async def _first_async(rows: Rows) -> Any:
    return await rows.afirst()


async def _list_async(rows: Rows) -> list[Any]:
    return [row async for row in rows]


async def _count_async(rows: Rows) -> int:
    return int(await rows.acount())


READ: dict[str, Callable[[Rows], Any]] = {
    "list": list,
    "length": len,
    "truth": bool,
    "repr": repr,
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:2]),
    "contains": lambda rows: Person(pk=1) in rows,
    "iterator": lambda rows: list(rows.iterator()),
    "chunks": lambda rows: list(rows.iterator(chunk_size=1)),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains()": lambda rows: rows.contains(Person(pk=1)),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("pk"),
    "latest": lambda rows: rows.latest("pk"),
    "get": lambda rows: rows.filter(pk=rows.admitted().first().pk).get(),
    "get_or_create": lambda rows: rows.get_or_create(pk=rows.admitted().first().pk),
    "update_or_create": lambda rows: rows.update_or_create(pk=rows.admitted().first().pk),
    "in_bulk": lambda rows: rows.in_bulk(),
    "in_bulk of ids": lambda rows: rows.in_bulk([1, 2]),
    "values": lambda rows: list(rows.values()),
    "values_list": lambda rows: list(rows.values_list("name", flat=True)),
    "named": lambda rows: list(rows.values_list("name", "pk", named=True)),
    "distinct": lambda rows: list(rows.values("name").distinct()),
    "only": lambda rows: list(rows.only("name")),
    "defer": lambda rows: list(rows.defer("name")),
    "annotate": lambda rows: list(rows.annotate(n=Count("offices"))),
    "alias": lambda rows: list(rows.alias(n=F("name")).filter(n="甲")),
    "group": lambda rows: list(rows.values("union").annotate(n=Count("pk"))),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "aggregate of groups": lambda rows: rows.values("union").annotate(n=Count("pk")).aggregate(Count("n")),
    "aggregate of a slice": lambda rows: rows[:2].aggregate(n=Count("pk")),
    "exclude": lambda rows: list(rows.exclude(name="甲")),
    "exclude across many": lambda rows: list(rows.exclude(offices__position="chair")),
    "filter across many": lambda rows: list(rows.filter(offices__position="chair")),
    "related": lambda rows: list(rows.select_related("union")),
    "prefetch": lambda rows: list(rows.prefetch_related("offices")),
    "dates": lambda rows: list(rows.dates("union__founded_on", "year")),
    "reverse": lambda rows: list(rows.order_by("name").reverse()),
    "using": lambda rows: list(rows.using("default")),
    "explain": lambda rows: rows.explain(),
    "sql": lambda rows: str(rows.query),
    "union": lambda rows: list(rows.order_by().union(rows.order_by().filter(name="甲"))),
    "intersection": lambda rows: list(rows.order_by().intersection(rows.order_by().filter(pk__gt=0))),
    "difference": lambda rows: list(rows.order_by().difference(rows.order_by().filter(name="甲"))),
    "or": lambda rows: list(rows.filter(pk=1) | rows.filter(pk=2)),
    "xor": lambda rows: list(rows.filter(pk=1) ^ rows.filter(pk=2)),
    "and": lambda rows: list(rows.filter(pk__gt=0) & rows.filter(pk__lt=9)),
    "or of slices": lambda rows: list(rows[:1] | rows[:2]),
    "subquery in a list": lambda rows: list(Union.objects.admitted().filter(people__in=rows)),
    "subquery of values": lambda rows: list(Union.objects.admitted().filter(pk__in=rows.values("union"))),
    "exists in another": lambda rows: list(
        Union.objects.admitted().filter(Exists(rows.filter(union=OuterRef("pk"))))
    ),
    "column of another": lambda rows: list(
        Union.objects.admitted().annotate(who=Subquery(rows.filter(union=OuterRef("pk")).values("name")[:1]))
    ),
    "part of a union": lambda rows: list(
        Person.objects.none().union(rows.order_by(), rows.order_by().filter(pk=1))
    ),
    "prefetched rows": lambda rows: list(
        Union.objects.admitted().prefetch_related(Prefetch("people", queryset=rows))
    ),
    "prefetched later": lambda rows: prefetch_related_objects(
        list(Union.objects.admitted()), Prefetch("people", queryset=rows, to_attr="found")
    ),
    "pages": lambda rows: list(Paginator(rows.order_by("pk"), 2).page(1)),
    "pickle": lambda rows: pickle.dumps(rows),
    "first, async": lambda rows: async_to_sync(_first_async)(rows),
    "raw": lambda rows: list(rows.raw("SELECT * FROM people_person")),
}
WRITE: dict[str, Callable[[Rows], Any]] = {
    "update": lambda rows: rows.update(name="乙"),
    "update of a slice": lambda rows: rows.filter(pk__in=rows.admitted().values("pk")[:1]).update(name="乙"),
    "delete": lambda rows: rows.filter(name="nobody").delete(),
    "bulk_update": lambda rows: rows.bulk_update(list(rows.admitted()[:2]), ["name"]),
    "bulk_create over others": lambda rows: rows.bulk_create(
        list(rows.admitted()[:1]), update_conflicts=True, unique_fields=["id"], update_fields=["name"]
    ),
}
LOCK = {
    "lock": lambda rows: list(rows.select_for_update()),
    "lock one": lambda rows: rows.select_for_update().first(),
}
ROADS = READ | WRITE | LOCK


@pytest.mark.parametrize("road", ROADS)
def test_road_is_closed_to_a_query_without_scope(people: World, road: str) -> None:
    with pytest.raises(ScopeMissing), zeal_ignore():
        ROADS[road](Person.objects.all())


@pytest.mark.parametrize("road", sorted(ROADS.keys() - {"first, async"}))
def test_road_is_open_to_one_who_was_let_in(people: World, road: str) -> None:
    with zeal_ignore():
        ROADS[road](Person.objects.admitted())


@pytest.mark.parametrize(
    "road", sorted(READ.keys() - {"first, async", "raw", "get", "get_or_create", "update_or_create"})
)
def test_road_is_open_within_a_scope(people: World, road: str) -> None:
    with zeal_ignore():
        READ[road](Person.objects.within(Scope((people.county.path,))))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("road", [_list_async, _count_async, _first_async])
def test_asynchronous_road_is_closed_too(road: Callable[[Rows], Any]) -> None:
    with pytest.raises(ScopeMissing):
        async_to_sync(road)(Person.objects.all())
    async_to_sync(road)(Person.objects.admitted())


def test_nothing_asked_is_nothing_refused(people: World) -> None:
    assert list(Person.objects.none()) == []
    assert Person.objects.none().count() == 0


def test_beyond_scope_needs_a_reason_and_ends(people: World) -> None:
    with beyond_scope("a command"):
        assert Person.objects.exists()
    with pytest.raises(ScopeMissing):
        Person.objects.exists()
    with pytest.raises(ValueError, match="say why"), beyond_scope(""):
        pass


def test_wider_half_of_an_or_does_not_borrow_admission(people: World) -> None:
    mine, all_ = Person.objects.within(Scope((people.guest.path,))), Person.objects.all()
    for wide in (lambda: mine | all_, lambda: all_ | mine, lambda: mine[:1] | all_, lambda: mine ^ all_):
        with pytest.raises(ScopeMissing):
            list(wide())


def test_and_is_as_narrow_as_its_narrower_half(people: World) -> None:
    mine = Person.objects.within(Scope((people.guest.path,)))
    assert set(mine & Person.objects.filter(name="甲")) == set(mine.filter(name="甲"))
    assert set(Person.objects.filter(name="甲") & mine) == set(mine.filter(name="甲"))


def test_subquery_that_was_let_in_does_not_let_in_what_is_around_it(people: World) -> None:
    with pytest.raises(ScopeMissing):
        list(Person.objects.filter(pk__in=Person.objects.admitted().values("pk")))


def test_excluding_across_many_rows_asks_once(people: World) -> None:
    found = Person.objects.exclude(offices__position="chair").within(Scope((people.county.path,)))
    with beyond_scope("the suite looks"):
        chairs = set(Person.objects.filter(offices__position="chair"))
    assert chairs & set(found) == set()


def test_rows_that_hang_on_a_record_in_hand_come_with_it(people: World) -> None:
    union = Union.objects.admitted().get(pk=people.host.pk)
    assert union.honours.count() == len(union.honours.all()) >= 1
    assert union.honours.first().union == union  # type: ignore[union-attr]
    assert [one.pk for one in Union.objects.admitted().filter(pk=union.pk).prefetch_related("honours")] == [
        union.pk
    ]


def test_rows_that_hang_on_a_mere_reference_do_not(people: World) -> None:
    zone = Zone.objects.get(pk=people.zone.pk)
    with pytest.raises(ScopeMissing):
        list(zone.unions.all())
    with pytest.raises(ScopeMissing):
        list(Zone.objects.prefetch_related("unions"))
    with pytest.raises(ScopeMissing):
        list(people.officer.posts.all())
    inside = zone.unions.within(Scope((people.county.path,)))  # type: ignore[attr-defined]
    assert {one.zone_id for one in inside} == {zone.pk}


def test_record_can_be_saved_refreshed_and_deleted_in_hand(people: World) -> None:
    honour = Honour.objects.admitted().first()
    assert honour is not None
    honour.document_no = "7"
    honour.save()
    honour.refresh_from_db()
    assert honour.document_no == "7"
    honour.delete()
    assert honour.pk is None


def test_tree_is_kept_without_a_scope_and_read_only_with_one(people: World) -> None:
    union = Union.objects.add_child(people.township, {"name": "新", "level": "enterprise"})
    assert list(Union.objects.get_children(people.township)) == [*Union.objects.get_children(people.township)]
    with pytest.raises(ScopeMissing):
        list(Union.objects.get_descendants(people.county))  # type: ignore[attr-defined]
    with pytest.raises(ScopeMissing):
        Union.objects.filter(pk=union.pk).delete()
    assert Union.objects.admitted().filter(pk=union.pk).delete()[0] == 1


def test_nowhere_is_nothing_and_everywhere_costs_nothing(people: World) -> None:
    assert list(Person.objects.within(NOWHERE)) == []
    whole = Person.objects.within(EVERYWHERE)
    assert "WHERE" not in str(whole.query)
    assert whole.count() == Person.objects.admitted().count() > 0


def test_whole_forest_survives_an_or(people: World) -> None:
    condition = EVERYWHERE.q("union__path") | Q(name="nobody")
    assert Person.objects.admitted().filter(condition).count() == Person.objects.admitted().count()


def test_two_scopes_together_see_what_either_sees(people: World) -> None:
    both = Scope((people.host.path,)) | Scope((people.township.path,))
    assert [both.covers(one.path) for one in (people.host, people.township, people.foreign_host)] == [
        True,
        True,
        False,
    ]
    assert bool(NOWHERE) is False
    assert (NOWHERE | EVERYWHERE).everything is True


def test_row_comes_once_however_many_it_joins(world: World) -> None:
    with beyond_scope("it is only prepared"):
        pledge = drafted(world)
        assert pledge.parties.count() == 2
    found = Pledge.objects.within(Scope((world.county.path,)))
    assert [one.pk for one in found] == [pledge.pk]
    assert Pledge.objects.within(Scope((world.host.path,)), "parties__union__path").count() == 1
    assert Pledge.objects.within(Scope((world.foreign_county.path,))).count() == 0


@pytest.mark.parametrize(
    ("path", "many"), [("programme__union__path", False), ("parties__union__path", True), ("number", False)]
)
def test_path_tells_whether_it_multiplies(path: str, many: bool) -> None:
    assert multiplies(Pledge, path) is many


def test_rows_of_any_model_are_given_to_one_let_in(people: World) -> None:
    assert (is_guarded(Zone), is_guarded(Person), is_guarded(Union)) == (False, True, True)
    assert rows_admitted(Zone).count() == 1
    assert rows_admitted(Person).count() > 0


def test_query_of_another_class_is_refused(people: World) -> None:
    rows: QuerySet[Any] = Person.objects.all()
    rows.query = Person._base_manager.all().query
    with pytest.raises(ScopeMissing):
        rows.raw("SELECT 1")


def test_path_is_read_from_the_tree_when_a_row_is_written(people: World) -> None:
    stale = Union.objects.admitted().get(pk=people.guest.pk)
    stale.path = "ZZZZ"
    person = Person.objects.create(name="丙", union=stale)
    assert person.union_path == people.guest.path
    with connection.cursor() as cursor:
        cursor.execute("SELECT union_path FROM people_person WHERE id = %s", [person.pk])
        assert cursor.fetchone() == (people.guest.path,)
