"""Last days in working days, provisional or certain; second factors; words that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from tests.factories.access import PASSWORD
from tests.factories.calendars import confirmed
from tests.factories.codes import code_of
from tests.factories.programmes import ParameterFactory
from tests.factories.review import NOW, Climb, climb_of, judging_of
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.programmes.actions import confirm_year
from lianshou.kernel.programmes.models import CalendarYear
from lianshou.kernel.review.actions import (
    approve_many,
    approve_step,
    comment_step,
    give_marks,
    recount_days,
    refuse_step,
    return_step,
    settle_appeal,
)
from lianshou.kernel.review.enums import Reason
from lianshou.kernel.review.models import Ascent, Rung

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def climb(world: World) -> Climb:
    return climb_of(world)


def reason_of(act: Any) -> Reason:
    with pytest.raises(Refused) as refusal:
        act()
    return Reason(refusal.value.reason.value)


def test_step_is_due_by_the_confirmed_calendar(climb: Climb) -> None:
    confirmed(2020)  # the 25th and 26th of June are off, Sunday the 28th is worked
    ascent = climb.ascent()
    assert (ascent.due_on, ascent.remind_on, ascent.is_provisional) == (
        date(2020, 7, 2),
        date(2020, 7, 1),
        False,
    )


def test_provisional_days_are_counted_again_when_the_year_is_confirmed(climb: Climb, world: World) -> None:
    _climbing, returned, turned_down = climb.ascent(), climb.ascent(), climb.ascent()
    return_step(actor=climb.township, ascent=returned, words="缺照片", now=NOW)
    refuse_step(actor=climb.township, ascent=turned_down, words="不符合", now=NOW)
    rows = Ascent.objects.order_by("pk")
    facts = ("due_on", "remind_on", "appeal_until", "is_provisional")
    assert list(rows.values_list(*facts)) == [
        (date(2020, 7, 1), date(2020, 6, 30), None, True),
        (date(2020, 7, 8), None, None, True),
        (None, None, date(2020, 7, 15), True),
    ]
    calendar = confirmed(2020)[0]
    CalendarYear.objects.update(state="proposed")
    confirm_year(actor=world.system_admin, calendar=calendar, document_no="国办发明电〔2019〕16号", now=NOW)
    assert list(rows.values_list(*facts)) == [
        (date(2020, 7, 2), date(2020, 7, 1), None, False),
        (date(2020, 7, 9), None, None, False),
        (None, None, date(2020, 7, 16), False),
    ]
    assert recount_days(actor=None, now=NOW) == 0


def test_days_follow_the_setting_of_the_federation(climb: Climb) -> None:
    ParameterFactory(key="review.resubmit_days", region="320923", value=3)
    ascent = climb.ascent()
    return_step(actor=climb.township, ascent=ascent, words="缺照片", now=NOW)
    ascent.refresh_from_db()
    assert (ascent.due_on, ascent.counted_days) == (date(2020, 6, 29), 3)


@time_machine.travel(datetime(2020, 6, 24, 5, tzinfo=UTC), tick=False)
def test_page_marks_a_provisional_day(climb: Climb, client: Client) -> None:
    ascent = climb.ascent()
    client.force_login(climb.township)
    page = f"/review/approvals/{ascent.pk}/"
    assert "暂定" in client.get(page).content.decode()
    assert "暂定" in client.get("/review/approvals/").content.decode()
    Ascent.objects.update(is_provisional=False)
    assert "暂定" not in client.get(page).content.decode()


@pytest.mark.parametrize("words", ["请联系13900000000", "身份证320923199001011234", "139 0000 0000"])
def test_words_that_stay_hold_no_numbers(climb: Climb, words: str) -> None:
    ascent = climb.ascent()
    for act in (return_step, refuse_step, comment_step):
        given = {"actor": climb.township, "ascent": ascent, "words": words, "now": NOW}
        assert reason_of(lambda: act(**given)) == Reason.WORDS_PERSONAL  # noqa: B023
    assert ascent.steps.count() == 1


@pytest.mark.parametrize("asked", ["rung", "region"])
def test_settling_asks_for_a_second_factor(climb: Climb, asked: str) -> None:
    ascent = climb.ascent()
    if asked == "rung":
        Rung.objects.filter(position=1).update(asks_factor=True)
    else:
        ParameterFactory(key="review.second_factor", region="320923", value=True)
    who: dict[str, Any] = {"actor": climb.township, "ascent": ascent, "now": NOW}
    assert reason_of(lambda: approve_step(**who)) == Reason.FACTOR_NEEDED
    assert reason_of(lambda: refuse_step(words="不符合", **who)) == Reason.FACTOR_NEEDED
    many = approve_many(actor=climb.township, chosen=[(ascent, 1)], now=NOW)
    assert (many.approved, [reason for _row, reason in many.left_out]) == (0, [Reason.FACTOR_NEEDED])
    assert return_step(words="缺照片", **who).state == "returned"  # nothing is decided by it
    Ascent.objects.update(state="appealed")
    settle = {"grant": False, "words": "维持", **who}
    assert reason_of(lambda: settle_appeal(**settle)) == Reason.FACTOR_NEEDED
    Ascent.objects.update(state="climbing")
    assert approve_step(is_confirmed=True, **who).union == climb.world.county


def test_page_asks_keeps_the_words_and_lets_on_after_the_factor(climb: Climb, client: Client) -> None:
    cache.clear()
    Rung.objects.update(asks_factor=True)
    ascent = climb.ascent()
    client.post("/account/login/", {"login": climb.township.username, "password": PASSWORD})
    TOTP.activate(climb.township, SECRET)
    page = f"/review/approvals/{ascent.pk}/"
    answer = client.post(f"{page}approve/", {"words": "材料齐全", "seen": "1"})
    text = answer.content.decode()
    again = f"/account/again/code/?next=%2Freview%2Fapprovals%2F{ascent.pk}%2F"
    assert (answer.status_code, "材料齐全" in text, again in text) == (422, True, True)
    client.post(again, {"code": code_of(SECRET)})
    assert again not in client.get(page).content.decode()
    assert client.post(f"{page}approve/", {"words": "材料齐全", "seen": "1"}).status_code == 302
    ascent.refresh_from_db()
    assert ascent.union == climb.world.county


def test_account_without_a_factor_is_led_to_set_one_up(climb: Climb, client: Client) -> None:
    Rung.objects.update(asks_factor=True)
    ascent = climb.ascent()
    client.force_login(climb.township)
    assert 'href="/account/security/"' in client.get(f"/review/approvals/{ascent.pk}/").content.decode()
    assert Authenticator.objects.count() == 0


def test_marks_hold_no_numbers(world: World) -> None:
    judging = judging_of(world)
    assignment = judging.assignments()[0]
    keys = list(judging.round.criteria.values_list("pk", flat=True))
    given: dict[str, Any] = {
        "actor": assignment.reviewer.user,
        "assignment": assignment,
        "marks": dict.fromkeys(keys),
        "finish": False,
        "now": NOW,
    }
    assert reason_of(lambda: give_marks(note="电话13900000000", **given)) == Reason.WORDS_PERSONAL
    assert (
        reason_of(lambda: give_marks(comments={keys[0]: "6222020000000000000"}, **given))
        == Reason.WORDS_PERSONAL
    )
