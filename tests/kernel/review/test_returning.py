"""Where no ladder stands, the organiser's officer returns and refuses: corrected, appealed against, as anywhere else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.factories.access import person_with
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import Post
from lianshou.kernel.intake import actions
from lianshou.kernel.intake.enums import Reason
from lianshou.kernel.intake.models import Application, Filing
from lianshou.kernel.review.actions import appeal, approve_step, settle_appeal
from lianshou.kernel.review.models import Ascent, Ladder
from lianshou.kernel.review.queries.climbing import asks_approval, ladders_in_scope, who_settles_appeal
from lianshou.kernel.review.queries.duties import desk_items

pytestmark = pytest.mark.django_db
WISH = {
    "name": "东宁机械厂工会",
    "members": "40",
    "chair": "方申报",
    "phone": "13812340009",
    "wish": "学管理",
}


@pytest.fixture
def application(world: World, now: datetime) -> Application:
    return actions.submit_application(
        actor=world.guest_account, programme=world.programme, slug="guest", union=world.guest,
        texts={**WISH, "name": world.guest.name}, seen=0, now=now,
    )  # fmt: skip


def turned(
    name: str, actor: Any, application: Application, now: datetime, words: str = "会员数请核实"
) -> Ascent:
    given: dict[str, Any] = {"actor": actor, "application": application, "words": words, "now": now}
    if name == "return":
        actions.return_application(**given)
    else:
        actions.decide_application(accept=False, **given)
    return Ascent.objects.get()


def test_what_is_returned_stands_among_the_work_of_its_applicant_and_comes_back_corrected(
    world: World, now: datetime, application: Application
) -> None:
    ascent = turned("return", world.officer, application, now)
    application.refresh_from_db()
    assert application.state == "returned"
    item = next(one for one in desk_items(actor=world.guest_account, today=now.date()))
    assert item.url == reverse("review:case", args=[ascent.pk])
    client = Client()
    client.force_login(world.guest_account)
    told = client.get(item.url).content.decode()
    correct = reverse("applications:correct", args=[Filing.objects.get().pk])
    assert ("会员数请核实" in told, correct in told) == (True, True)
    actions.correct_application(
        actor=world.guest_account, filing=Filing.objects.get(), seen=0, now=now,
        texts={**WISH, "name": world.guest.name, "members": "46"},
    )  # fmt: skip
    back = [one.url for one in desk_items(actor=world.officer, today=now.date())]
    assert back == [reverse("review:ascent", args=[ascent.pk])]
    ascent.refresh_from_db()
    approve_step(actor=world.officer, ascent=ascent, now=now)
    application.refresh_from_db()
    assert application.state == "accepted"


def test_a_refusal_is_appealed_against_and_settled_by_somebody_else(
    world: World, now: datetime, application: Application
) -> None:
    ascent = turned("refuse", world.officer, application, now, "材料不全")
    application.refresh_from_db()
    assert (application.state, application.closing_words) == ("refused", "材料不全")
    assert ascent.appeal_until is not None
    other = person_with("officer", world.city, name="市经办")
    assert who_settles_appeal(ascent=ascent, today=now.date()) == world.city
    appeal(actor=world.guest_account, ascent=ascent, words="材料已补", now=now)
    ascent.refresh_from_db()
    assert (ascent.union, ascent.state) == (world.city, "appealed")
    settle_appeal(actor=other, ascent=ascent, grant=True, words="补齐了", now=now + timedelta(hours=1))
    application.refresh_from_db()
    assert (application.state, application.closing_words) == ("accepted", "")


def test_nothing_climbs_the_organisers_rung_and_it_is_laid_once(
    world: World, now: datetime, application: Application
) -> None:
    turned("return", world.officer, application, now)
    assert not asks_approval(programme=world.programme)
    assert not ladders_in_scope(actor=world.officer).exists()
    assert Ladder.objects.count() == 1


def test_words_are_asked_for_and_a_stranger_returns_nothing(
    world: World, now: datetime, application: Application
) -> None:
    with pytest.raises(Refused) as caught:
        turned("return", world.officer, application, now, " ")
    assert caught.value.reason is Reason.WORDS_MISSING
    with pytest.raises(PermissionDenied):
        turned("return", world.approver, application, now)
    assert not Ascent.objects.exists()
    assert Post.objects.filter(user=world.approver, role="officer").count() == 0


def test_the_page_offers_returning_and_says_what_was_done(
    world: World, client: Client, application: Application
) -> None:
    client.force_login(world.officer)
    page = reverse("applications:detail", args=[application.pk])
    assert reverse("applications:return", args=[application.pk]) in client.get(page).content.decode()
    client.post(reverse("applications:return", args=[application.pk]), {"words": "请补照片"})
    application.refresh_from_db()
    assert application.state == "returned"
    assert reverse("applications:return", args=[application.pk]) not in client.get(page).content.decode()
