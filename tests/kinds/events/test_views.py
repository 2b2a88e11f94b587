from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.access import UserFactory
from tests.factories.events import NOW, STARTS, attended, draft, facts, opened, programme, seated, workers
from tests.factories.followups import picture
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.core.kinds import registry
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.models import Import
from lianshou.kernel.intake.queries.standing import lists_line
from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events import actions
from lianshou.kinds.events.models import Answer, Attendance, Event
from lianshou.kinds.events.queries.codes import code_of_event, code_of_seat
from lianshou.kinds.events.queries.lists import lists_retold

LATER = STARTS + timedelta(hours=1)


def typed(**changes: object) -> dict[str, object]:
    """What a browser sends for the form of an event."""
    sent = facts(**changes) | {"low": "", "about": ""}
    moments = {key: f"{value:%Y-%m-%dT%H:%M}" for key, value in sent.items() if key.endswith("_at")}
    return sent | moments


def at(name: str, *args: object) -> str:
    return reverse(f"events:{name}", args=args)


def of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def cells(content: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]


def test_event_is_planned_opened_signed_up_for_and_held(desk: Client, world: World) -> None:
    made = desk.post(at("new", programme(world).pk), typed())
    event = Event.objects.get()
    assert (made.status_code, made["Location"]) == (302, at("event", event.pk))
    desk.post(at("open", event.pk))
    people = workers(world.host, 3)
    desk.post(at("join", event.pk), {"person": [person.pk for person in people]})
    assert list(Placement.objects.order_by("ticket").values_list("ticket", "state")) == [
        (1, "placed"),
        (2, "placed"),
        (3, "queued"),
    ]
    seat = Placement.objects.get(ticket=1)
    desk.post(at("leave", event.pk), {"seat": seat.pk})
    assert Placement.objects.get(ticket=3).state == "placed"
    with time_machine.travel(LATER, tick=False):
        desk.force_login(world.officer)
        desk.post(at("attend", event.pk), {"seat": Placement.objects.get(ticket=3).pk})
        desk.post(at("finish", event.pk))
    event.refresh_from_db()
    assert (event.state, Attendance.objects.get().way) == ("held", "hand")


def test_form_keeps_what_was_typed_and_says_beside_the_field_what_is_wrong(
    desk: Client, event: Event
) -> None:
    page = desk.post(at("new", event.opening.programme_id), typed(place="新礼堂"))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"title"}
    assert 'value="新礼堂"' in page.content.decode()


@pytest.mark.parametrize("name", ["list", "seats"])
def test_list_needs_no_more_queries_for_three_rows_than_for_one(
    desk: Client, world: World, event: Event, name: str
) -> None:
    counts = []
    url = at(name, event.opening.programme_id if name == "list" else event.pk)
    for turn in range(2):
        seated(world, event, workers(world.host, 1 + turn))
        if turn:
            for number in (2, 3):
                opened(world, event.opening.programme, title=f"第{number}场")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_list_is_filtered_sorted_and_exported(desk: Client, world: World, event: Event) -> None:
    draft(world, event.opening.programme, title="读书会", sort="study")
    url = at("list", event.opening.programme_id)
    titles = {
        query: [row.record.title for row in desk.get(url + query).context["table"].rows]
        for query in ("?q=读书", "?kind_of=lecture", "?state=draft", "?sort=title", "?since=2020-07-02")
    }
    assert titles == {
        "?q=读书": ["读书会"],
        "?kind_of=lecture": ["劳模宣讲会"],
        "?state=draft": ["读书会"],
        "?sort=title": ["劳模宣讲会", "读书会"],
        "?since=2020-07-02": [],
    }
    rows = cells(desk.get(at("export", event.opening.programme_id) + "?q=读书").content)
    assert [row[0] for row in rows][-1] == "读书会"


def test_worker_without_a_post_signs_up_waits_moves_up_and_is_told(world: World, event: Event) -> None:
    people = workers(world.host, 3, accounts=True)
    with time_machine.travel(NOW, tick=False):
        for person in people:
            of(person.account).post(at("join", event.pk), {"me": "1"})
        last = of(people[2].account)
        page = last.get(at("join", event.pk)).content.decode()
        assert ("下一位就是您" in page, 'data-confirm="确定退出？' in page) == (True, True)
        of(people[0].account).post(at("leave", event.pk), {"seat": Placement.objects.get(ticket=1).pk})
        assert "候补转正，已有名额" in last.get("/").content.decode()
        assert last.get(at("own_code", event.pk)).status_code == 200


def test_who_waits_is_told_when_there_is_nothing_to_wait_for_any_more(world: World, event: Event) -> None:
    people = workers(world.host, 3, accounts=True)
    seated(world, event, people)
    with time_machine.travel(event.ends_at + timedelta(minutes=1), tick=False):
        words = of(people[2].account).get(at("join", event.pk)).content.decode()
    assert "您未能递补" in words
    assert "有空位会自动递补" not in words
    actions.cancel_event(actor=world.officer, event=event, ground="weather", now=NOW)
    words = of(people[0].account).get(at("join", event.pk)).content.decode()
    assert "您报过名" in words
    assert "您已有名额" not in words
    desk = of(world.officer).get(at("event", event.pk)).content.decode()
    assert at("poster", event.pk) not in desk


def test_chair_is_told_whose_people_moved_up(world: World, event: Event) -> None:
    people = workers(world.host, 3)
    seats = seated(world, event, people)
    with time_machine.travel(NOW, tick=False):
        of(world.officer).post(at("leave", event.pk), {"seat": seats[0].pk})
        assert "有1名本单位职工候补转正" in of(world.host_account).get("/").content.decode()
        assert "候补转正，请告知" not in of(world.guest_account).get("/").content.decode()


def test_second_sign_up_of_oneself_is_refused_kindly(world: World, event: Event) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    with time_machine.travel(NOW, tick=False):
        browser = of(person.account)
        statuses = [browser.post(at("join", event.pk), {"me": "1"}).status_code for _turn in range(2)]
    assert (statuses, Placement.objects.count()) == ([302, 422], 1)


def test_sign_up_on_a_busy_database_tries_again_and_then_asks_to_press_again(
    world: World, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    client, join = of(person.account), actions.join_event
    tries: list[int] = []
    monkeypatch.setattr("lianshou.web.busy.time.sleep", lambda _: None)

    def busy_join(**told: Any) -> Any:
        tries.append(1)
        if len(tries) <= 5:
            raise OperationalError("database is locked")
        return join(**told)

    monkeypatch.setattr(actions, "join_event", busy_join)
    with time_machine.travel(NOW, tick=False):
        answers = [client.post(at("join", event.pk), {"me": "1"}) for _turn in range(3)]
    assert [answer.status_code for answer in answers] == [503, 302, 422]
    assert "请再按一次" in answers[0].content.decode()
    assert (len(tries), Placement.objects.count()) == (7, 1)


def test_nobody_signs_up_people_of_other_unions_or_gives_their_places_up(world: World, event: Event) -> None:
    (person, other) = workers(world.host, 2)
    (seat,) = seated(world, event, [other])
    with time_machine.travel(NOW, tick=False):
        chair = of(world.guest_account)
        assert chair.post(at("join", event.pk), {"person": person.pk}).status_code == 422
        assert chair.post(at("leave", event.pk), {"seat": seat.pk}).status_code == 404
        assert of(world.foreign_chair.account).get(at("join", event.pk)).status_code == 404
        assert of(UserFactory()).get(at("join", event.pk)).status_code == 404
    assert Placement.objects.count() == 1


def test_code_on_the_spot_signs_in_and_a_made_up_one_does_not(world: World, event: Event) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    seated(world, event, [person])
    with time_machine.travel(STARTS, tick=False):
        browser = of(person.account)
        url = at("here", event.pk, code_of_event(event))
        assert (browser.get(url).status_code, browser.post(url).status_code) == (200, 200)
        assert browser.post(at("here", event.pk, "made-up")).status_code == 404
    assert Attendance.objects.get().way == "scanned"


def test_shown_code_is_noted_by_the_organiser_and_by_nobody_else(world: World, event: Event) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    (seat,) = seated(world, event, [person])
    url = at("scan", code_of_seat(seat))
    with time_machine.travel(STARTS, tick=False):
        assert [of(user).post(url).status_code for user in (person.account, world.foreign_officer)] == [
            403,
            404,
        ]
        assert of(world.officer).post(url).status_code == 200
    assert Attendance.objects.get().way == "shown"


def test_list_of_attendance_goes_out_comes_back_filled_in_and_is_taken_over(
    world: World, event: Event
) -> None:
    seats = seated(world, event, workers(world.host, 2))
    with time_machine.travel(LATER, tick=False):
        desk = of(world.officer)
        book = openpyxl.load_workbook(BytesIO(desk.get(at("attendance", event.pk)).content))
        page = book.active
        assert page is not None
        rows = {str(row[0].value): row for row in page.iter_rows() if row[0].value}
        rows[f"E{event.opening_id}-1"][3].value = "是"
        rows[f"E{event.opening_id}-2"][3].value = "大概"
        out = BytesIO()
        book.save(out)
        upload = SimpleUploadedFile("签到表.xlsx", out.getvalue())
        sent = desk.post(
            reverse("intake:new", args=[event.opening.programme_id, "attendance"]), {"file": upload}
        )
        batch = Import.objects.get()
        assert (sent.status_code, list(batch.rows.values_list("state", flat=True))) == (302, ["good", "bad"])
        preview = desk.get(reverse("intake:detail", args=[batch.pk])).content.decode()
        assert "“大概”看不出是还是否。" in preview
        assert f'href="{at("event", event.pk)}"' in preview
        assert f"编号对应的是“{seats[1].application}”（{world.host.name}）。" in preview
        sound = desk.get(reverse("intake:detail", args=[batch.pk]) + "?show=good").content.decode()
        assert f'href="{at("seats", event.pk)}">{seats[0].application}（{world.host.name}）' in sound
        desk.post(reverse("intake:take", args=[batch.pk]))
        assert at("seats", event.pk) in desk.get(at("list", event.opening.programme_id)).content.decode()
    assert list(Attendance.objects.values_list("placement", "way")) == [(seats[0].pk, "paper")]


def _lists(world: World, event: Event, day: date) -> tuple[str, str]:
    line = lists_line(actor=world.officer, programme=event.opening.programme, today=day)
    assert line is not None
    told = lists_retold(line=line, programme=event.opening.programme, today=day)
    return told.title.zh, told.standing.value


def test_step_of_the_lists_is_done_when_every_event_has_its_attendance(world: World, event: Event) -> None:
    other = opened(world, event.opening.programme, title="读书会")
    first, second = (seated(world, one, workers(world.host, 1)) for one in (event, other))
    day = STARTS.date()
    with time_machine.travel(LATER, tick=False):
        assert _lists(world, event, NOW.date()) == ("签到表", "ahead")
        attended(world, event, first)
        actions.finish_event(actor=world.officer, event=event, now=LATER)
        assert _lists(world, event, day) == ("签到表", "under_way")
        attended(world, other, second)
        actions.finish_event(actor=world.officer, event=other, now=LATER)
        assert _lists(world, event, day) == ("签到表", "done")
        desk = of(world.officer).get(at("list", event.opening.programme_id)).content.decode()
    assert "名单导入" not in desk


def test_event_is_called_off_with_a_reason_that_who_signed_up_reads(
    desk: Client, world: World, event: Event
) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    seated(world, event, [person])
    url = at("cancel", event.pk)
    refused = [desk.post(url, sent) for sent in ({}, {"ground": "other", "words": " "}, {"ground": "moon"})]
    assert [answer.status_code for answer in refused] == [422] * 3
    assert ["请说明取消原因" in answer.content.decode() for answer in refused] == [False, True, False]
    event.refresh_from_db()
    assert event.state == "open"
    done = desk.post(url, {"ground": "weather", "words": "张三发烧，改到下周三。"})
    assert done.status_code == 302
    mine = of(person.account)
    for page in (at("join", event.pk), at("mine"), "/"):
        assert "天气原因：张三发烧，改到下周三。" in mine.get(page).content.decode()
    entry = Entry.objects.get(verb="event.cancelled")
    assert entry.details == {"ground": "weather"}
    assert "张三" not in str(Entry.objects.filter(subject_id=event.pk).values())


def test_lists_say_of_no_event_that_is_over_that_somebody_waits(
    desk: Client, world: World, event: Event
) -> None:
    people = workers(world.host, 3, accounts=True)
    seated(world, event, people)
    url, last = at("list", event.opening.programme_id), of(people[2].account)
    assert f"""href="{at("seats", event.pk)}?state=queued">1</a>""" in desk.get(url).content.decode()
    assert "候补中" in last.get(at("mine")).content.decode()
    with time_machine.travel(event.ends_at + timedelta(minutes=1), tick=False):
        desk.force_login(world.officer)
        last.force_login(people[2].account)
        assert desk.get(url).context["table"].rows[0].get_cell("queued") == "–"
        for page in (at("mine"), "/"):
            words = last.get(page).content.decode()
            assert ("候补中" in words, "已结束，未获名额" in words) == (False, True)
    actions.cancel_event(actor=world.officer, event=event, ground="weather", now=NOW)
    assert desk.get(url).context["table"].rows[0].get_cell("queued") == "–"


def test_start_page_shows_the_places_to_come_before_those_called_off(world: World, event: Event) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    run = event.opening.programme
    others = [
        opened(world, run, title=f"第{n}场", starts_at=STARTS - timedelta(hours=9 - n)) for n in range(4)
    ]
    for one in [*others, event]:
        seated(world, one, [person])
    for one in others[:3]:
        actions.cancel_event(actor=world.officer, event=one, ground="weather", now=NOW)
    with time_machine.travel(NOW, tick=False):
        words = of(person.account).get("/").content.decode()
    titles = ["第3场", "劳模宣讲会", "第0场", "第1场", "第2场"]
    assert sorted(titles, key=words.index) == titles


def test_every_number_of_an_event_opens_to_the_places_it_counts(
    desk: Client, world: World, event: Event
) -> None:
    seats = seated(world, event, workers(world.host, 3))
    attended(world, event, seats[:1])
    url = at("seats", event.pk)
    opens = {"state=placed": 2, "state=queued": 1, "there=yes": 1}
    for page in (at("event", event.pk), at("list", event.opening.programme_id)):
        told = desk.get(page).content.decode()
        assert [f"{url}?{which}" in told for which in opens] == [True] * 3
    counted = {which: len(desk.get(f"{url}?{which}").context["table"].rows) for which in opens}
    assert counted == opens


def test_list_of_several_events_leads_back_to_the_programme(world: World, event: Event) -> None:
    other = opened(world, event.opening.programme, title="读书会")
    kind = registry["events"].list_called("attendance")

    def after(*openings: int) -> str:
        rows = [Row("签到表", n, {"number": (one, 1)}, {}) for n, one in enumerate(openings, start=2)]
        return kind.after(programme=event.opening.programme, rows=rows) if kind.after else "-"

    assert after(event.opening_id, event.opening_id) == at("event", event.pk)
    assert (after(event.opening_id, other.opening_id), after()) == ("", "")


def test_satisfaction_is_told_from_five_answers_on(world: World, event: Event) -> None:
    people = workers(world.host, 5, accounts=True)
    event = opened(world, event.opening.programme, title="大会", most=5)
    attended(world, event, seated(world, event, people))
    told = []
    with time_machine.travel(LATER, tick=False):
        desk = of(world.officer)
        for number, person in enumerate(people):
            of(person.account).post(at("say", event.pk), {"score": 5 if number else 2, "words": "很好"})
            told.append("80%" in desk.get(at("event", event.pk)).content.decode())
    assert (told, Answer.objects.count()) == ([False] * 4 + [True], 5)


def test_photographs_go_on_record_with_credit_and_consent(world: World, event: Event) -> None:
    with time_machine.travel(LATER, tick=False):
        desk = of(world.officer)
        sent = {"credit": "姚海翔", "caption": "", "note": ""}
        without = desk.post(
            at("photos", event.pk), sent | {"photos": [SimpleUploadedFile("a.jpg", picture())]}
        )
        assert (without.status_code, without.context["form"].errors.keys()) == (422, {"consent"})
        text = SimpleUploadedFile("b.jpg", b"no picture")
        wrong = desk.post(at("photos", event.pk), sent | {"consent": "on", "photos": [text]})
        assert "b.jpg" in str(wrong.context["form"].errors["photos"])
        done = desk.post(
            at("photos", event.pk),
            sent | {"consent": "on", "photos": [SimpleUploadedFile("a.jpg", picture())]},
        )
        event.refresh_from_db()
        assert done["Location"] == reverse("followups:detail", args=[event.followup_id])
        assert desk.get(done["Location"]).status_code == 200


@pytest.mark.parametrize(
    "name", ["event", "edit", "seats", "seats_export", "attendance", "sheet", "poster", "photos"]
)
@pytest.mark.parametrize("rows", [0, 3])
def test_page_of_the_desk_opens_with_and_without_rows(
    desk: Client, world: World, event: Event, name: str, rows: int
) -> None:
    seated(world, event, workers(world.host, rows))
    assert desk.get(at(name, event.pk)).status_code == 200


def test_empty_pages_say_what_comes_next(desk: Client, world: World) -> None:
    assert "还没有安排活动" in desk.get(at("list", programme(world).pk)).content.decode()
    nobody = PersonFactory(union=world.host, account=UserFactory()).account
    assert "目前没有可报名的活动" in of(nobody).get(at("mine")).content.decode()


def test_officer_is_reminded_of_an_event_that_is_over(world: World, event: Event) -> None:
    with time_machine.travel(STARTS + timedelta(days=1), tick=False):
        assert "“劳模宣讲会”已结束：补签到、传照片、办结" in of(world.officer).get("/").content.decode()


def test_programme_is_closed_from_its_page(desk: Client, world: World, event: Event) -> None:
    desk.post(at("cancel", event.pk), {"ground": "few"})
    desk.post(at("close", event.opening.programme_id))
    event.opening.programme.refresh_from_db()
    assert event.opening.programme.state == "closed"
