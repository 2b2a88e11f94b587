"""The form of a union that asks to be paired says at once who cannot be."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.pairing import host
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.intake.models import Application
from lianshou.kinds.pairing.rules.guest_form import wrong_for_guest

TODAY = date(2020, 6, 24)
TOLD = {
    "name": "中成紧固技术公司工会",
    "founded_on": "2018-06-24",
    "members": "86",
    "chair": "任青禾",
    "phone": "13812340002",
    "wish": "学民主管理",
}


@pytest.mark.parametrize(
    ("founded_on", "years", "wrong"),
    [
        ("2018-06-24", 2, False),
        ("2018-06-23", 2, True),
        ("2018-06-25", 2, False),
        ("1998-01-01", 0, False),
        ("", 2, False),
    ],
)
def test_union_is_too_old_from_the_day_after(founded_on: str, years: int, wrong: bool) -> None:
    found = wrong_for_guest(
        is_host=False, founded_on=founded_on, years=years, federation="阜宁县总工会", today=TODAY
    )
    assert [*found] == (["founded_on"] if wrong else [])


def sent(world: World, **changes: str) -> Any:
    client = Client()
    client.force_login(world.guest_account)  # type: ignore[arg-type]
    url = reverse("applications:fill_union", args=[world.programme.pk, "guest", world.guest.pk])
    with zeal_ignore():
        return client.post(url, {**TOLD, **changes, "seen": "0"})


@pytest.mark.django_db
def test_host_is_told_at_the_form_that_it_cannot_be_a_guest(world: World, now: datetime) -> None:
    host(world.programme, world.guest)
    answer = sent(world)
    assert (answer.status_code, Application.objects.count()) == (422, 0)
    assert f"请先联系{world.county}调整名单。" in answer.content.decode()


@pytest.mark.django_db
def test_union_older_than_the_rule_is_told_at_the_form(world: World, now: datetime) -> None:
    ParameterFactory(key="pairing.guest_years", region="320923", value=1)
    answer = sent(world)
    assert (answer.status_code, Application.objects.count()) == (422, 0)
    words = answer.content.decode()
    assert "本项目帮带建会不超过1年的工会，贵单位建会于2018年6月24日。" in words
    assert [*answer.context["form"].errors] == ["founded_on"]


@pytest.mark.django_db
def test_union_within_the_rule_applies(world: World, now: datetime) -> None:
    ParameterFactory(key="pairing.guest_years", region="320923", value=20)
    assert sent(world).status_code == 302
    assert Application.objects.get().union == world.guest
