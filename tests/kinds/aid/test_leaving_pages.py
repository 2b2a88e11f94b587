"""Leaving on its pages, calls, warnings and coming back; papers; what stands in my work; figures open to their rows."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories.calendars import confirmed
from tests.factories.world import World
from tests.kinds.aid.answers import CHILD, HEAD, SPOUSE
from tests.kinds.aid.helped import helper_at
from tests.kinds.aid.left import begun, decider, leaving_notice, stepped
from tests.kinds.aid.verified import no_layers, opened, programme_of, visited

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.figures.queries import Narrowing, all_figures, number_of
from lianshou.kernel.notices.actions import withdraw_notice
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import assign_helper, put_on_file, raise_warning, record_call, take_up_again
from lianshou.kinds.aid.exports.leaving import PAPERS
from lianshou.kinds.aid.models import Call, Household, Leaving, ReturnWarning, Survey
from lianshou.kinds.aid.rules.leaving.months import month_of, moved

CANARIES = (HEAD, SPOUSE, CHILD, "周小雨", "陆青苗", "13812345678", "示例慢性病", "3幢201室")


def url(name: str, *args: Any) -> str:
    return reverse(f"aid:{name}", args=args)


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.fixture
def household(world: World) -> Household:
    """On file for some months."""
    now = timezone.now()
    confirmed(now.year, now.year + 1)
    no_layers()
    made = opened(world, now - timedelta(days=90))
    visited(world, made, now - timedelta(days=89))
    return put_on_file(actor=world.approver, household=made, now=now - timedelta(days=88))


@pytest.fixture
def gone(household: Household, world: World) -> Leaving:
    """Left 300 days ago, so that calls are due."""
    then = timezone.now() - timedelta(days=300)
    confirmed(*{then.year} - {timezone.now().year})
    helper = helper_at(world.host, "王", account=world.nobody)
    assign_helper(actor=world.officer, household=household, helper=helper, reason="就近", now=then)
    leaving = begun(world, household, then)
    stepped(world, leaving, then)
    leaving.refresh_from_db()
    assert leaving.state == "done"
    return leaving


def income(fen: str, *, but: int | None = None) -> dict[str, str]:
    """What the page of the months sends: seven rows, the last one last month."""
    today = timezone.localdate()
    months = [moved(month_of(today), -back) for back in range(7, 0, -1)]
    sent = {f"income-{one}": "" if place == but else fen for place, one in enumerate(months)}
    sent |= {f"persons-{one}": "3" for one in months}
    return sent | {"outcome": "yes", "held_on": today.isoformat(), "words": ""}


def test_leaving_goes_by_its_pages_from_the_file_to_the_letter(household: Household, world: World) -> None:
    officer, at, today = as_(world.officer), household.pk, timezone.localdate().isoformat()
    assert url("begin_leaving", at) in page(officer, url("household", at))
    assert "连续" not in page(officer, url("begin_leaving", at))
    empty = officer.post(url("begin_leaving", at), {"ground": "out", "proposer": "self", "words": " "})
    assert empty.status_code == 422
    sent = {"ground": "out", "proposer": "self", "words": "工作稳定，申请脱困。"}
    officer.post(url("begin_leaving", at), sent)
    leaving = Leaving.objects.get()
    body = page(officer, url("leaving", leaving.pk))
    assert all(word in body for word in ("收入核算", "集体研究", "公示", "县级审批", "书面通知"))
    step = url("leaving_step", leaving.pk, "income")
    shown = officer.get(step).context["form"]
    assert (len(shown.parts[-1]), shown.needs_earlier) == (shown.needed, False)
    low = officer.post(step, income("900"))
    told = low.content.decode()
    assert (low.status_code, "还没有达到" in told, 'value="900"' in told) == (422, True, True)
    gap = officer.post(step, income("9000", but=4)).content.decode()
    assert moved(month_of(timezone.localdate()), -3) in gap
    tried = officer.post(step, income("9000") | {"try": "1"})
    assert (tried.status_code, "符合" in tried.content.decode()) == (200, True)
    each = {  # above the line, and still within twice the line
        yuan: "仍属相对困难" in officer.post(step, income(yuan) | {"try": "1"}).content.decode()
        for yuan in ("3000", "9000")
    }
    assert each == {"3000": True, "9000": False}
    assert "当地低保标准现为" in page(officer, step)
    assert officer.post(step, income("-5")).status_code == 422
    nothing = officer.post(step, income("") | {"try": "1"})
    assert (nothing.status_code, "还没有可计算的内容" in nothing.content.decode()) == (422, True)
    same = officer.post(step, income("") | {"try": "1", "same-income": "9000"}).context["form"]
    assert [one.income_fen for one in same.entered] == [900_000] * same.needed
    assert Leaving.objects.get().waits_at == "income"
    assert officer.post(step, income("9000")).status_code == 302
    study = url("leaving_step", leaving.pk, "study")
    early = officer.post(url("leaving_step", leaving.pk, "letter"), {"held_on": today})
    assert (early.status_code, "还没有轮到" in early.content.decode()) == (422, True)
    few = officer.post(study, {"outcome": "yes", "held_on": today, "present": "2", "minutes": "1号"})
    assert few.status_code == 422
    officer.post(study, {"outcome": "yes", "held_on": today, "present": "5", "minutes": "会纪1号"})
    programme = programme_of(world)
    assert url("ask_for_leaving", leaving.pk) in page(officer, url("leaving", leaving.pk))
    officer.post(url("ask_for_leaving", leaving.pk), {"ask-programme": programme.pk})
    draft = f"{reverse('notices:new')}?programme={programme.pk}&amp;lists=leaving"
    assert draft in page(officer, url("leaving", leaving.pk))
    form = page(officer, draft.replace("&amp;", "&"))
    assert "现予公示。公示只列部分隐去的姓名、所在工会和退出情形。" in form
    assert ">拟脱困、解困退出的困难职工<" in form
    running = leaving_notice(world, timezone.now())
    body = page(officer, url("leaving", leaving.pk))
    assert "公示期未满" in body
    assert url("leaving_step", leaving.pk, "notice") not in body
    withdraw_notice(actor=world.officer, notice=running, words="公示有误，重新公示。", now=timezone.now())
    notice = leaving_notice(world, timezone.now() - timedelta(days=30))
    Leaving.objects.update(begun_on=notice.posted_on)
    leaving.steps.update(done_at=timezone.now() - timedelta(days=31))
    officer.post(url("pass_leaving_notices"))
    approver = as_(decider(world))
    assert officer.post(url("approve_leaving", leaving.pk)).status_code == 403
    assert "批准退出" in page(approver, url("leaving", leaving.pk))
    none = approver.post(url("refuse_leaving", leaving.pk), {"refuse-words": ""})
    assert none.status_code == 422
    approver.post(url("approve_leaving", leaving.pk))
    officer.post(url("leaving_step", leaving.pk, "letter"), {"held_on": today, "minutes": "通1号"})
    household.refresh_from_db()
    assert (household.state, household.ground) == ("ended", "out")
    body = page(officer, url("household", at))
    assert "重新纳入" in body
    assert "回访" in body
    for one in PAPERS:
        answer = officer.get(url("leaving_paper", leaving.pk, one.slug))
        assert answer.status_code == 200, one.slug
        paper = docx.Document(BytesIO(answer.content))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(line.text for line in paper.paragraphs), *cells])
        assert not [canary for canary in CANARIES if canary in text], one.slug
        assert "陆小满" in text
    assert as_(world.foreign_officer).get(url("leaving", leaving.pk)).status_code == 404
    assert as_(world.foreign_officer).get(url("begin_leaving", at)).status_code == 404


def test_turning_back_asks_for_a_reason_on_the_page(household: Household, world: World) -> None:
    officer = as_(world.officer)
    leaving = begun(world, household, timezone.now(), "withdrawn")
    assert officer.post(url("withdraw_leaving", leaving.pk), {"withdraw-words": ""}).status_code == 422
    officer.post(url("withdraw_leaving", leaving.pk), {"withdraw-words": "家里商量后暂不退出。"})
    assert "家里商量后暂不退出。" in page(officer, url("leaving", leaving.pk))
    second = begun(world, household, timezone.now(), "withdrawn")
    as_(decider(world)).post(url("refuse_leaving", second.pk), {"refuse-words": "材料不全，请补齐。"})
    assert "材料不全，请补齐。" in page(officer, url("household", household.pk))
    assert officer.get(url("leaving_step", second.pk, "income")).status_code == 404


def test_helper_suggests_leaving_and_calls_afterwards(household: Household, world: World) -> None:
    helper = helper_at(world.host, "王", account=world.nobody)
    now = timezone.now()
    assign_helper(actor=world.officer, household=household, helper=helper, reason="就近", now=now)
    own = as_(world.nobody)
    assert url("begin_leaving", household.pk) in page(own, url("mine"))
    officer = as_(world.officer)
    waits = [one.key for one in queries.waiting_for(actor=world.officer, today=timezone.localdate())]
    unaided = f"aid:unaided:{timezone.localdate().year}:{world.guest.pk}"
    assert unaided in waits
    own.post(url("begin_leaving", household.pk), {"ground": "out", "words": "孩子工作了，收入稳定。"})
    leaving = Leaving.objects.get()
    mine = page(own, url("mine"))
    assert url("begin_leaving", household.pk) not in mine
    assert "正在退出：自" in mine
    waits = [one.key for one in queries.waiting_for(actor=world.officer, today=timezone.localdate())]
    assert unaided not in waits  # nobody is urged to plan aid for whoever leaves
    shown = page(officer, url("household", household.pk))
    assert "正在退出，处于" in shown
    assert "请安排" not in shown
    assert household.number in page(officer, url("households") + "?aided=0&leaving=1")
    assert household.number not in page(officer, url("households") + "?aided=0&leaving=0")
    assert leaving.proposer == "helper"
    stepped(world, leaving, now)
    call = Call.objects.order_by("due_on")[0]
    assert url("call", call.pk) in page(own, url("mine"))
    assert own.get(url("call_paper", call.pk)).status_code == 200
    assert as_(world.foreign_officer).get(url("call", call.pk)).status_code == 404
    phone = household.head.phone = "13900001234"
    household.head.save()
    assert phone not in page(own, url("call", call.pk))
    assert f'href="tel:{phone}"' in own.post(url("reach_call", call.pk)).content.decode()
    assert Entry.objects.filter(verb="helping.reached", actor_id=world.nobody.pk).count() == 1
    assert as_(world.foreign_officer).post(url("reach_call", call.pk)).status_code == 404


def test_call_is_recorded_in_two_taps_and_its_signals_become_warnings(gone: Leaving, world: World) -> None:
    officer, call = as_(world.officer), Call.objects.order_by("due_on")[0]
    day = timezone.localdate().isoformat()
    assert "逾期" in page(officer, url("calls") + "?due=late")
    blank = officer.post(url("call", call.pk), {"called_on": day})
    assert (blank.status_code, "请选择是否联系上" in blank.content.decode()) == (422, True)
    short = officer.post(url("call", call.pk), {"is_reached": "yes", "called_on": day})
    assert (short.status_code, "几个字" in short.content.decode()) == (422, True)
    sent = {"is_reached": "yes", "called_on": day, "said": "孩子生病，借了钱", "signals": ["illness"]}
    assert officer.post(url("call", call.pk), sent).status_code == 302
    warning = ReturnWarning.objects.get()
    listed = page(officer, url("warnings"))
    assert "新发重病" in listed
    assert "借了钱" not in listed + page(officer, url("household", gone.household_id))
    body = page(officer, url("warning", warning.pk))
    assert "借了钱" not in body
    assert "风险高" in body
    bare = officer.post(url("warning", warning.pk), {"to": "dismissed", "words": ""})
    assert bare.status_code == 422
    officer.post(url("warning", warning.pk), {"to": "looked_at", "words": ""})
    warning.refresh_from_db()
    assert warning.state == "looked_at"
    raised = officer.post(url("raise_warning", gone.household_id), {"signal": "illness", "said": "又住院"})
    assert (raised.status_code, "已经在册" in raised.content.decode()) == (422, True)
    officer.post(url("raise_warning", gone.household_id), {"signal": "lost_job", "said": "厂子停工"})
    assert ReturnWarning.objects.count() == 2
    for name in ("leavings", "calls", "warnings"):
        found = page(officer, url(name) + f"?q=陆小满&union={world.county.pk}")
        assert (
            gone.household.number in found,
            "没有符合条件" in page(officer, url(name) + "?q=查无此人"),
        ) == (True, True), name
    for name in ("export_leavings", "export_calls", "export_warnings"):
        book = load_workbook(BytesIO(officer.get(url(name)).content))
        cells = str([[cell.value for cell in row] for row in book.active.iter_rows()])  # type: ignore[union-attr]
        assert ("陆小满" in cells, "借了钱" in cells, HEAD in cells) == (True, False, False), name


def test_file_is_taken_up_again_on_its_page(gone: Leaving, world: World) -> None:
    officer, at = as_(world.officer), gone.household_id
    assert officer.post(url("take_up_again", at), {"words": " "}).status_code == 422
    assert officer.post(url("take_up_again", at), {"words": "失业后收入中断。"}).status_code == 302
    body = page(officer, url("household", at))
    assert "失业后收入中断。" in body
    draft = Survey.objects.get(stage="draft")
    assert url("fill", draft.pk) in body
    again = officer.post(url("take_up_again", at), {"words": "失业后收入中断。"})
    assert (again.status_code, "在册" in again.content.decode()) == (422, True)


def test_what_waits_stands_in_the_work_of_whoever_must_do_it(household: Household, world: World) -> None:
    now, today = timezone.now(), timezone.localdate()

    def keys(user: Any, on: Any = today) -> set[str]:
        found = queries.waiting_for(actor=user, today=on)
        return {
            one.key
            for one in found
            if one.key.split(":")[1] in ("leaving", "leave", "call", "calls", "warnings")
        }

    helper = helper_at(world.host, "王", account=world.nobody)
    assign_helper(actor=world.officer, household=household, helper=helper, reason="就近", now=now)
    leaving = begun(world, household, now)
    union = household.union_id
    assert keys(world.officer) == {f"aid:leaving:income:{union}"}
    stepped(world, leaving, now, to="study")
    assert keys(world.officer) == {f"aid:leaving:study:{union}"}
    then = stepped(world, leaving, now, to="approval")
    assert (keys(world.officer), keys(decider(world))) == (set(), {f"aid:leave:{union}"})
    stepped(world, leaving, then)
    first = Call.objects.order_by("due_on")[0]
    late = first.due_on + timedelta(days=1)
    assert keys(world.officer, late) == {f"aid:calls:{union}"}
    assert keys(world.nobody, late) == {f"aid:call:{first.pk}"}
    assert keys(world.foreign_officer, late) == set()
    record_call(
        actor=world.nobody,
        call=first,
        is_reached=True,
        said="下岗了",
        signals=["lost_job"],
        called_on=first.due_on,
        now=now + timedelta(days=200),
    )
    assert keys(world.officer, late) == {f"aid:warnings:{union}"}
    sooner = now + timedelta(days=150)
    household.refresh_from_db()
    raise_warning(actor=world.officer, household=household, signal="illness", said="又住院了", now=sooner)
    found = queries.waiting_for(actor=world.officer, today=late)
    [warned] = [one for one in found if one.key == f"aid:warnings:{union}"]
    assert (warned.fold.count, warned.since) == (1, timezone.localdate(sooner))
    steps = (
        page(as_(world.officer), url("household", household.pk)).split('id="next"')[1].split("</section>")[0]
    )
    links = [url("warning", one.pk) for one in ReturnWarning.objects.all()]
    assert [link for link in links if f'href="{link}"' in steps] == links != []


def test_figures_count_every_move_and_open_to_their_rows(gone: Leaving, world: World) -> None:
    now, today = timezone.now(), timezone.localdate()
    told: dict[str, Any] = {"actor": world.leader, "today": today, "to": Narrowing()}

    def numbers(*slugs: str) -> list[int]:
        return [int(number_of(figure=all_figures()[slug], **told)) for slug in slugs]

    moves = ("aid-new", "aid-left", "aid-out", "aid-relieved", "aid-exited", "aid-returned", "aid-households")
    assert numbers(*moves) == [1, 1, 1, 0, 0, 0, 0]
    after = ("aid-followed", "aid-calls", "aid-calls-overdue", "aid-calls-in-time", "aid-warnings")
    assert numbers(*after) == [1, 2, 2, 0, 0]
    assert numbers("aid-leaving-noticed", "aid-leaving-noticed-in-time") == [1, 1]
    call = Call.objects.order_by("due_on")[0]
    record_call(
        actor=world.officer,
        call=call,
        is_reached=True,
        said="病了",
        signals=["illness"],
        called_on=call.due_on,
        now=now,
    )
    assert numbers(*after) == [1, 2, 1, 1, 1]
    officer = as_(world.officer)
    for slug in (*moves, *after, "aid-leaving", "aid-leaving-noticed"):
        assert officer.get(reverse("figures:detail", args=[slug])).status_code == 200, slug
    take_up_again(actor=world.officer, household=gone.household, words="患重病。", now=now)
    assert numbers(*moves) == [1, 1, 1, 0, 0, 1, 0]
    assert numbers(*after) == [0, 1, 0, 1, 0]
    begun(world, Household.objects.get(), now, "died")
    assert numbers("aid-leaving") == [1]
    foreign = told | {"actor": world.foreign_officer}
    assert [int(number_of(figure=all_figures()[slug], **foreign)) for slug in (*moves, *after)] == [0] * 12
