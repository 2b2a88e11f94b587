"""A branch moves while others write below it: whoever comes second waits, and nothing keeps the path of before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from tests.factories.access import person_with
from tests.factories.world import World, make_world

from lianshou.core.ambient import beyond_scope
from lianshou.kernel.access.enums import Role
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.actions import move_union
from lianshou.kernel.unions.models import Union

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite whoever writes is alone"),
]


def at_once(first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """Let ``second`` begin while ``first`` is done and not yet committed."""
    done, begun = Event(), Event()
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            with beyond_scope("the suite looks at what was done"):
                work()
        except BaseException as failure:  # noqa: BLE001  told to the test
            failures.append(failure)
        finally:
            connection.close()

    def leading() -> None:
        with transaction.atomic():
            first()
            done.set()
            begun.wait(5)
            Event().wait(0.4)  # the second has come to where it must wait

    def following() -> None:
        done.wait(5)
        begun.set()
        second()

    threads = [Thread(target=run, args=(work,)) for work in (leading, following)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []


@pytest.fixture
def planted() -> World:
    return make_world()


@pytest.fixture
def move(planted: World, now: datetime) -> Callable[[], Any]:
    actor = person_with(Role.APPROVER, planted.city, username="city")
    told = {"union": planted.township, "new_parent": planted.foreign_county}
    return lambda: move_union(actor=actor, now=now, reason="x", **told)


def all_paths_fit() -> bool:
    unions = {union.path for union in Union.objects.all()}
    whole = all(path[:-4] in unions for path in unions if len(path) > 4)
    return whole and all(one.union_path == one.union.path for one in Person.objects.select_related("union"))


@pytest.mark.parametrize("who_leads", ["the move", "the person"])
def test_person_written_during_a_move_has_the_path_of_after(
    planted: World, move: Callable[[], Any], who_leads: str
) -> None:
    def write() -> None:
        Person.objects.create(name="迟", union=planted.township)

    at_once(*((move, write) if who_leads == "the move" else (write, move)))
    assert Person.objects.get(name="迟").union_path.startswith(planted.foreign_county.path)
    assert all_paths_fit() is True


@pytest.mark.parametrize("who_leads", ["the move", "the union"])
def test_union_planted_during_a_move_goes_along(
    planted: World, move: Callable[[], Any], who_leads: str
) -> None:
    def plant() -> None:
        Union.objects.add_child(planted.township, {"name": "迟", "level": "enterprise"})

    at_once(*((move, plant) if who_leads == "the move" else (plant, move)))
    assert Union.objects.get(name="迟").path.startswith(planted.foreign_county.path)
    assert all_paths_fit() is True
    assert Union.objects.find_problems() == ([], [], [], [], [])


def test_two_moves_follow_one_another(planted: World, move: Callable[[], Any], now: datetime) -> None:
    actor = person_with(Role.APPROVER, planted.city, username="city2")

    def other() -> None:
        move_union(actor=actor, union=planted.host, new_parent=planted.township, now=now, reason="y")

    at_once(move, other)
    assert Union.objects.get(pk=planted.host.pk).path.startswith(
        Union.objects.get(pk=planted.township.pk).path
    )
    assert all_paths_fit() is True
