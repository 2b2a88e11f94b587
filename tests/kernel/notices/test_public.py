"""What somebody unknown can do: read what runs, object, come back with the receipt; no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from tests.factories.calendars import confirmed
from tests.factories.notices import MASKED, NAMES, WEDNESDAY, drafted, heard, objected, posted
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World

from lianshou.kernel.notices.actions import settle_objection, withdraw_notice
from lianshou.kernel.notices.models import Objection

pytestmark = pytest.mark.django_db
LIST, RECEIPT = "/public/notices/", "/public/notices/receipt/"
AFTER = datetime(2020, 7, 3, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(db: None) -> Iterator[None]:
    with time_machine.travel(WEDNESDAY, tick=False):
        confirmed(2020)
        yield


def _untokened(text: str) -> str:
    """A page without what differs each time it is made: tokens, nonces and its own address."""
    return re.sub(r"[A-Za-z0-9+/=_-]{22,}|/public/notices/[0-9]+/", "", text)


def test_everybody_reads_what_runs_and_nothing_else(client: Client, world: World) -> None:
    notice, draft = posted(world, title="正在公示"), drafted(world, title="还是草稿")
    shown = client.get(LIST).content.decode()
    assert ("正在公示" in shown, "还是草稿" in shown) == (True, False)
    shown = client.get(f"{LIST}{notice.pk}/").content.decode()
    assert [name for name in MASKED if name not in shown] == []
    assert [name for name in (*NAMES, world.officer.name) if name in shown] == []
    assert client.get(f"{LIST}{draft.pk}/").status_code == 404
    answers = [client.get(f"{LIST}{pk}/").content.decode() for pk in (draft.pk, 999999)]
    assert _untokened(answers[0]) == _untokened(answers[1])


def test_notice_is_taken_down_after_its_last_day_and_when_it_is_withdrawn(
    client: Client, world: World
) -> None:
    first, second = posted(world), posted(world)
    withdraw_notice(actor=world.officer, notice=second, words="名单有误", now=WEDNESDAY)
    codes = [client.get(f"{LIST}{notice.pk}/").status_code for notice in (first, second)]
    with time_machine.travel(datetime(2020, 7, 2, 15, 59, tzinfo=UTC), tick=False):
        codes.append(client.get(f"{LIST}{first.pk}/").status_code)
    with time_machine.travel(AFTER, tick=False):
        codes.append(client.get(f"{LIST}{first.pk}/").status_code)
        assert "目前没有正在进行的公示" in client.get(LIST).content.decode()
        assert client.post(f"{LIST}{first.pk}/object/", {"words": "晚了"}).status_code == 404
    assert codes == [200, 404, 200, 404]
    assert Objection.objects.count() == 0


def test_list_is_narrowed_by_union_and_words(client: Client, world: World) -> None:
    posted(world, title="阜宁公示")
    other = ProgrammeFactory(union=world.township, year=2020, round=1)
    posted(world, title="街道公示", programme=other, now=WEDNESDAY)

    def titles(query: str) -> list[str]:
        return [row.record.title for row in client.get(f"{LIST}?{query}").context["table"].rows]

    assert titles("sort=title") == ["街道公示", "阜宁公示"]
    assert (titles(f"union={world.township.pk}"), titles("q=阜宁公")) == (["街道公示"], ["阜宁公示"])
    assert "没有符合条件的公示" in client.get(f"{LIST}?q=没有的").content.decode()


@pytest.mark.parametrize("way", ["", "{pk}/", "{pk}/object/", "receipt/", "999999/"])
def test_no_search_engine_and_no_cache_keeps_a_page(client: Client, world: World, way: str) -> None:
    answer = client.get(LIST + way.format(pk=posted(world).pk))
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive, nosnippet"
    # not no-referrer: browsers would then send the form without an origin, and it would be turned away
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "same-origin")
    assert '<meta name="robots" content="noindex' in answer.content.decode()


def test_somebody_objects_and_comes_back_with_the_receipt(client: Client, world: World) -> None:
    notice = posted(world)
    address = f"{LIST}{notice.pk}/object/"
    answer = client.post(address, {"words": "", "name": "金不换"})
    assert (answer.status_code, "金不换" in answer.content.decode()) == (422, True)
    line = notice.lines.get(number=2)
    answer = client.post(address, {"words": "重复申报", "line": line.pk, "name": "", "contact": ""})
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", answer.content.decode())
    assert found is not None
    objection = Objection.objects.get()
    assert (objection.line, objection.received_by, objection.channel) == (line, None, "web")
    shown = client.post(RECEIPT, {"receipt": found[0].lower()}).content.decode()
    assert ("已收到" in shown, "重复申报" in shown, "最迟2020年7月9日答复" in shown) == (True, False, True)


def test_outcome_is_read_with_the_receipt_also_when_the_window_is_over(client: Client, world: World) -> None:
    notice = posted(world)
    received = objected(notice)
    objection = received.objection
    from lianshou.kernel.notices.actions import hear_objection

    objection = hear_objection(actor=world.officer, objection=objection, now=WEDNESDAY)
    settle_objection(
        actor=world.officer, objection=objection, outcome="upheld", answer="属实，已剔除。", now=WEDNESDAY
    )
    with time_machine.travel(AFTER, tick=False):
        shown = client.post(RECEIPT, {"receipt": received.receipt}).content.decode()
    assert ("属实，已剔除" in shown, "成立" in shown) == (True, True)
    assert [word for word in ("金不换", "13987654309", world.officer.name) if word in shown] == []


def test_wrong_receipt_tells_nothing(client: Client, world: World) -> None:
    objected(posted(world))
    answer = client.post(RECEIPT, {"receipt": "AAAA-BBBB-CCCC"})
    assert (answer.status_code, "没有这个回执号" in answer.content.decode()) == (422, True)
    assert client.get(RECEIPT).status_code == 200


def test_line_of_another_notice_is_no_choice(client: Client, world: World) -> None:
    first, second = posted(world), posted(world)
    line = second.lines.first()
    assert line is not None
    answer = client.post(f"{LIST}{first.pk}/object/", {"words": "x", "line": line.pk})
    assert [*answer.context["form"].errors] == ["line"]


@override_settings(LIANSHOU_RATES={"public_form": "3/m/ip"})
def test_form_open_to_everybody_is_limited(client: Client, world: World) -> None:
    cache.clear()
    address = f"{LIST}{posted(world).pk}/object/"
    codes = [client.post(address, {"words": f"第{n}次"}).status_code for n in range(5)]
    assert (codes, Objection.objects.count()) == ([200, 200, 200, 429, 429], 3)
    cache.clear()


def test_form_needs_its_token(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{LIST}{posted(world).pk}/object/", {"words": "x"}).status_code == 403


def test_pages_ask_as_many_queries_for_three_rows_as_for_one(client: Client, world: World) -> None:
    counts = []
    for _ in range(3):
        posted(world)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts == counts[:1] * 3


def test_pages_speak_english(client: Client, world: World) -> None:
    notice = posted(world)
    client.cookies["django_language"] = "en"
    assert "You need not give a name" in client.get(f"{LIST}{notice.pk}/object/").content.decode()
    assert "The list made public" in client.get(f"{LIST}{notice.pk}/").content.decode()


def test_objections_of_one_notice_are_counted_one_by_one(world: World) -> None:
    notice = posted(world)
    heard(world, notice)
    assert [objected(notice).objection.number for _ in range(3)] == [2, 3, 4]
