from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories.papers import asked, worked
from tests.factories.pledges import NOON
from tests.factories.world import World, make_world

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import Post
from lianshou.kernel.pledges.actions import (
    agree_pledge,
    sign_pledge,
    take_up_silent_letters,
)
from lianshou.kernel.pledges.enums import Reason
from lianshou.kernel.pledges.exports import paper_of, reading_of
from lianshou.kernel.pledges.models import LetterBatch, Pledge
from lianshou.kernel.pledges.queries import LEASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_letters_are_issued_and_signed_one_by_one(world: World) -> None:
    worked(asked(world))
    letters = list(Pledge.objects.order_by("pk"))
    assert [one.number for one in letters] == ["阜责〔2020〕1号", "阜责〔2020〕2号"]
    assert [one.obligations.count() for one in letters] == [1, 1]
    mine = next(one for one in letters if one.parties.get().union_id == world.host.pk)
    sign_pledge(
        actor=world.host_account,
        pledge=agree_pledge(actor=world.host_account, pledge=mine, now=NOON),
        now=NOON,
    )
    mine.refresh_from_db()
    text = "".join(block.text for block in reading_of(paper_of([mine])))
    assert "1. 报送自查表（责任方：责任单位 · 于2020年7月31日前）" in text
    assert mine.obligations.get().due_on == date(2020, 7, 31)
    assert (mine.state, f"{world.host}：" in text, "责任单位卢明远" in text) == ("in_force", True, True)


def test_official_letters_are_sent_at_once(world: World) -> None:
    worked(asked(world, sort="official", clauses=[{"side": "guest", "words": "书面答复", "after": 15}]))
    assert {(one.state, one.parties.get().side) for one in Pledge.objects.all()} == {("in_force", "receiver")}


def test_second_worker_finds_nothing_to_do(world: World) -> None:
    batch = asked(world)
    assert worked(batch) is not None
    assert worked(batch) is None
    assert Pledge.objects.count() == 2


def test_silent_worker_is_superseded(world: World) -> None:
    batch = asked(world)
    LetterBatch.objects.update(state="running", beat_at=NOON, turn=1)
    found: list[int] = []
    assert worked(batch, LEASE) is None
    assert take_up_silent_letters(now=NOON + LEASE, enqueue=found.append) == []
    later = LEASE + timedelta(seconds=1)
    assert take_up_silent_letters(now=NOON + later, enqueue=found.append) == [batch.pk] == found
    assert worked(batch, later) is not None


def test_whoever_lost_the_post_issues_nothing(world: World) -> None:
    batch = asked(world)
    Post.objects.filter(user=world.officer).update(ends_on=date(2020, 6, 1))
    worked(batch)
    batch.refresh_from_db()
    assert (batch.state, Pledge.objects.count()) == ("failed", 0)
    assert batch.failure == str(Reason.NOT_ALLOWED.label)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"unions": []}, Reason.NO_RECEIVER),
        ({"words": ""}, Reason.WORDS_MISSING),
        ({"prefix": ""}, Reason.PREFIX_MISSING),
    ],
)
def test_letters_are_refused(world: World, facts: dict[str, object], reason: Reason) -> None:
    with pytest.raises(Refused) as refusal:
        asked(world, **facts)
    assert (refusal.value.reason, LetterBatch.objects.count()) == (reason, 0)


def test_only_unions_of_the_own_subtree_are_written_to(world: World) -> None:
    batch = asked(world, unions=[world.host, world.foreign_host])
    worked(batch)
    assert [one.parties.get().union for one in Pledge.objects.all()] == [world.host]
