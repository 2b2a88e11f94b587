"""Several act on a notice at once: numbers stay whole, one officer takes an objection up, approving sees what was posted."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from tests.factories.calendars import confirmed
from tests.factories.notices import WEDNESDAY, applicants, drafted, objected, posted
from tests.factories.pairing import guest, host
from tests.factories.world import World, make_world

from lianshou.core.ambient import beyond_scope
from lianshou.core.refusals import Refused
from lianshou.kernel.notices.actions import hear_objection, post_notice
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite whoever writes is alone"),
]


@pytest.fixture
def planted() -> World:
    confirmed(2020)
    return make_world()


def at_once(works: list[Callable[[], Any]]) -> list[str]:
    """What becomes of each work when all begin together: "done", or the name of the refusal."""
    ready, found = Barrier(len(works)), [""] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            with beyond_scope("the suite looks at what was done"):
                ready.wait(20)
                work()
            found[place] = "done"
        except Refused as refused:
            found[place] = refused.reason.name
        except BaseException as failure:  # noqa: BLE001  told to the test
            found[place] = repr(failure)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_objections_of_many_are_all_taken_in_and_numbered_without_gaps(planted: World) -> None:
    notice = posted(planted)
    found = at_once([lambda: objected(notice)] * 8)
    numbers = sorted(Objection.objects.values_list("number", flat=True))
    assert (found, numbers) == (["done"] * 8, [*range(1, 9)])


def test_one_of_several_takes_an_objection_up(planted: World) -> None:
    objection = objected(posted(planted)).objection
    actors = [planted.officer, planted.approver] * 2
    found = at_once(
        [lambda one=one: hear_objection(actor=one, objection=objection, now=WEDNESDAY) for one in actors]  # type: ignore[misc]
    )
    assert sorted(found) == ["TAKEN_UP"] * 3 + ["done"]


def test_draft_is_posted_once(planted: World) -> None:
    applicants(planted)
    notice = drafted(planted)
    found = at_once([lambda: post_notice(actor=planted.officer, notice=notice, now=WEDNESDAY)] * 4)
    assert (sorted(found), NoticeLine.objects.count()) == (["WRONG_STATE"] * 3 + ["done"], 3)


def test_approving_and_posting_at_once_come_one_after_the_other(planted: World) -> None:
    """Whoever is first counts: approved and then posted, or posted and then held back; never neither."""
    opening, application = host(planted.programme, planted.host), guest(planted.programme, planted.guest)
    Placement.objects.create(
        programme=planted.programme, application=application, opening=opening, state="proposed"
    )
    notice = drafted(planted)
    found = at_once(
        [
            lambda: post_notice(actor=planted.officer, notice=notice, now=WEDNESDAY),
            lambda: approve_placements(actor=planted.approver, programme=planted.programme, now=WEDNESDAY),
        ]
    )
    state = Programme.objects.get(pk=planted.programme.pk).state
    assert Notice.objects.get().state == "posted"
    assert (found, state) in [(["done", "done"], "approved"), (["done", "WINDOW_OPEN"], "preparing")]
