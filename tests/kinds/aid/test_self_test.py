"""What a worker asks without logging in: an answer line by line, and no trace of it."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.aid import laid_station
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World

from lianshou.kinds.aid.rules.facts import Category

pytestmark = pytest.mark.django_db
PAGE = "/public/aid/test/"
C13 = {
    "federation": "elsewhere",
    "persons": "3",
    "in_wages": "5,200",
    "out_illness": "1.8万",
    "out_schooling": "8000",
}


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def form(client: Client, **given: Any) -> dict[str, Any]:
    """What a browser sends back: every period as the page had it chosen."""
    fields = client.get(PAGE).context["form"].fields
    periods = {name: field.initial for name, field in fields.items() if name.endswith("_per")}
    return periods | C13 | given


def test_worked_case_is_answered_line_by_line(client: Client, world: World) -> None:
    ParameterFactory(key="aid.subsistence_line", region="320923", value=80_000, starts_on=date(2020, 1, 1))
    answer = client.post(PAGE, form(client, federation=world.county.pk, homes="1"))
    shown = answer.content.decode()
    outcome = answer.context["outcome"]
    assert (answer.status_code, outcome.category, outcome.monthly_fen) == (200, Category.RELATIVE, 101_111)
    wanted = (
        "很可能符合：相对困难",
        "36,400.00元 ÷ 3人 ÷ 12个月 ≈ 1,011.11元",
        "若一年的刚性支出多7,600.01元或收入少7,600.01元，则为“深度困难”",
        "诊断证明",
        "不动产权证书",
        "阜宁县总工会的职工服务中心",
        'value="1.8万"',
    )
    assert [words for words in wanted if words not in shown] == []
    assert "示例标准测算，按当地" not in shown
    assert reverse("public_aid:stations") in shown
    station = laid_station(world.county)
    told = client.post(PAGE, form(client, federation=world.county.pk, homes="1")).content.decode()
    assert f"{reverse('public_aid:stations')}?county=320923" in told
    assert [
        words for words in (station.name, station.address, f"tel:{station.phone}") if words not in told
    ] == []
    elsewhere = client.post(PAGE, form(client)).content.decode()
    assert "当地尚未录入：城市低保标准" in elsewhere


def test_verdict_says_what_stands_in_the_way_or_that_it_is_not_so(client: Client, world: World) -> None:
    shut = client.post(PAGE, form(client, vehicle="on")).content.decode()
    assert ("收入符合，但有不予认定的情形" in shut, "有机动车（残疾人代步车除外）" in shut) == (True, True)
    well = client.post(PAGE, form(client, in_wages="9000")).content.decode()
    assert ("暂时不符合" in well, "什么会改变结果" in well) == (True, True)
    lang = client.post("/language/", {"language": "en", "next": PAGE})
    assert lang.status_code == 302
    assert "Probably yes: relative hardship" in client.post(PAGE, form(client)).content.decode()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"persons": ""}, "persons", ""),
        ({"persons": "0"}, "persons", "至少1人"),
        ({"in_wages": "五千"}, "in_wages", "五千"),
        ({"in_wages": "-1"}, "in_wages", ""),
        ({"in_wages": "2亿"}, "in_wages", ""),
        ({"in_wages": "9" * 16}, "in_wages", "100,000,000.00元"),
        ({"in_wages_per": "week"}, "in_wages_per", ""),
        ({"idle_months": "37"}, "idle_months", "3人一年最多36个月"),
        ({"federation": "99999"}, "federation", ""),
        ({"federation": ""}, "federation", ""),
        ({"out_other": "x"}, "out_other", ""),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(
    client: Client, world: World, given: dict[str, str], field: str, words: str
) -> None:
    answer = client.post(PAGE, form(client, **given))
    shown = answer.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert ("还没有测算" in shown, "outcome" in answer.context, 'value="1.8万"' in shown) == (
        True,
        False,
        True,
    )
    assert words in "".join(answer.context["form"].errors[field])
    assert 'aria-invalid="true"' in shown


def test_federations_of_counties_and_cities_are_offered_and_no_other(client: Client, world: World) -> None:
    offered = [str(name) for _key, name in client.get(PAGE).context["form"].fields["federation"].choices]
    assert offered == [
        "请选择",
        "盐城市总工会",
        "阜宁县总工会",
        "射阳县总工会",
        "不在列表里（按示例标准测算）",
    ]


def test_nothing_of_it_is_kept(client: Client, world: World, caplog: pytest.LogCaptureFixture) -> None:
    given = form(client, in_wages="5,217.43", vehicle="on")
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        answers = [client.get(PAGE), client.post(PAGE, given), client.post(PAGE, given | {"persons": "x"})]
    assert [one.status_code for one in answers] == [200, 200, 422]
    writes = [one["sql"] for one in asked if not re.match(r"SELECT|SAVEPOINT|RELEASE", one["sql"])]
    assert writes == []
    assert [one["sql"] for one in asked if "5217" in one["sql"] or "5,217" in one["sql"]] == []
    assert "5,217" not in caplog.text.replace("django.db", "")
    assert set(client.cookies) <= {"csrftoken", "messages"}
    assert [dict(one.headers)["Cache-Control"] for one in answers] == ["no-store"] * 3
    assert "sessionid" not in client.cookies
    assert "不留任何记录" in answers[0].content.decode()


def test_asking_is_held_off_after_so_many_and_wants_a_token(client: Client, world: World) -> None:
    given = form(client)
    with override_settings(LIANSHOU_RATES={"public_form": "2/m/ip"}):
        assert [client.post(PAGE, given).status_code for _turn in range(3)] == [200, 200, 429]
    cache.clear()
    assert Client(enforce_csrf_checks=True).post(PAGE, given).status_code == 403


def test_page_for_logging_in_links_to_it(client: Client, world: World) -> None:
    shown = client.get(reverse("account_login")).content.decode()
    assert [f'href="{way}"' in shown for way in (PAGE, "/public/notices/", "/public/bulletins/")] == [
        True
    ] * 3
    assert reverse("public_aid:self_test") == PAGE
