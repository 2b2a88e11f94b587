from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from tests.factories.access import person_with
from tests.factories.unions import HonourFactory, UnionFactory
from tests.factories.works import NOON
from tests.factories.world import World
from tests.kernel.bulletins.test_actions import issued, written

from lianshou.formats.sheets.reading import read_book
from lianshou.kernel.access.enums import Role
from lianshou.kernel.bulletins.actions import draft_bulletin, submit_bulletin
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.works.models import Highlight


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def as_(actor: object) -> Client:
    client = Client()
    client.force_login(actor)  # type: ignore[arg-type]
    return client


def test_empty_list_says_how_to_begin(officer: Client) -> None:
    body = officer.get("/bulletins/").content.decode()
    assert "还没有通报" in body
    assert 'href="/bulletins/new/"' in body


def test_starter_fills_the_form_and_is_kept_with_its_numbers(world: World, officer: Client) -> None:
    page = officer.get("/bulletins/new/?from=ranking").content.decode()
    assert "{排名|工会组织|单位}" in page
    answer = officer.post(
        "/bulletins/new/",
        {
            "union": world.county.pk, "sort": "bulletin", "title": "通报", "starts_on": "1990-01-01",
            "ends_on": "2020-06-23", "addressees": "", "text": "工会{工会组织}", "version": "1",
        },
    )  # fmt: skip
    body = officer.get(answer["Location"]).content.decode()
    assert re.search(
        r"工会<a href=\"/figures/unions/\?union=\d+&amp;starts=1990-01-01&amp;ends=2020-06-23\"[^>]*>2家</a>",
        body,
    )


def test_form_keeps_what_was_typed(world: World, officer: Client) -> None:
    answer = officer.post(
        "/bulletins/new/",
        {
            "union": world.county.pk,
            "sort": "bulletin",
            "title": "",
            "starts_on": "2020-06-23",
            "ends_on": "2020-01-01",
            "text": "留着",
            "version": "1",
        },
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert ("留着" in body, "结束日期早于开始日期" in body, Bulletin.objects.count()) == (True, True, 0)


def test_draft_warns_of_typed_numbers_and_of_placeholders_that_name_nothing(
    world: World, now: datetime, officer: Client
) -> None:
    bulletin = written(world, now, text="模范职工之家7家。{不存在的指标}")
    body = officer.get(f"/bulletins/{bulletin.pk}/").content.decode()
    assert "与指标不一致：模范职工之家 1" in body
    assert "没有叫“不存在的指标”的指标" in body
    assert "disabled" in body


def test_whoever_checks_and_signs_reads_of_typed_numbers_too(
    world: World, now: datetime, officer: Client
) -> None:
    bulletin = written(world, now, text="模范职工之家7家。")
    address, told = f"/bulletins/{bulletin.pk}/", "与指标不一致：模范职工之家 1"
    officer.post(f"{address}submit/")
    assert told in as_(world.approver).get(address).content.decode()
    assert told not in officer.get(address).content.decode()
    as_(world.approver).post(f"{address}check/")
    assert told in as_(world.leader).get(address).content.decode()


def test_steps_stand_with_whom_they_wait_for(world: World, now: datetime, officer: Client) -> None:
    bulletin = written(world, now)
    address = f"/bulletins/{bulletin.pk}/"
    assert officer.post(f"{address}submit/").status_code == 302
    assert "由不同的人" not in as_(world.approver).get(address).content.decode()
    assert f'action="{address}check/"' not in officer.get(address).content.decode()
    as_(world.approver).post(f"{address}check/")
    as_(world.leader).post(f"{address}sign/")
    officer.post(f"{address}issue/", {"number_prefix": "阜工通"})
    assert re.fullmatch(r"阜工通〔20\d\d〕1号", Bulletin.objects.get().number)
    assert "起草更正" in officer.get(address).content.decode()


def test_step_out_of_turn_is_told_and_changes_nothing(world: World, now: datetime, officer: Client) -> None:
    bulletin = written(world, now)
    body = officer.post(
        f"/bulletins/{bulletin.pk}/issue/", {"number_prefix": "阜工通"}, follow=True
    ).content.decode()
    assert "已不在这一步" in body
    assert Bulletin.objects.get().state == "draft"


def test_frozen_number_opens_to_its_rows_and_says_what_it_hides(world: World, now: datetime) -> None:
    HonourFactory(union=UnionFactory(parent=world.township, level="enterprise", name="镇上公司工会"))
    bulletin = issued(world, now)
    address = f"/bulletins/{bulletin.pk}/numbers/1/"
    body = as_(world.leader).get(address).content.decode()
    assert ("镇上公司工会" in body, world.host.name in body) == (True, True)
    below = person_with(Role.OFFICER, world.township, username="township")
    assert as_(below).get(address).status_code == 404  # the bulletin is the county's
    assert as_(world.foreign_officer).get(address).status_code == 404
    sheet = read_book(as_(world.officer).get(f"{address}export.xlsx").content).sheets[0]
    assert world.host.name in [row[0] for row in sheet.rows if row]


def test_paper_is_a_word_file(world: World, now: datetime, officer: Client) -> None:
    bulletin = issued(world, now)
    content = officer.get(f"/bulletins/{bulletin.pk}/paper.docx").content
    assert Document(BytesIO(content)).paragraphs[0].text == "阜宁县总工会文件"


def test_list_is_found_by_words_and_goes_into_a_workbook(
    world: World, now: datetime, officer: Client
) -> None:
    issued(world, now)
    written(world, now, title="另一份简报", sort="brief")
    assert "另一份简报" not in officer.get("/bulletins/?q=职工之家").content.decode()
    assert "没有符合条件的通报" in officer.get("/bulletins/?q=龙舟").content.decode()
    sheet = read_book(officer.get("/bulletins/export.xlsx").content).sheets[0]
    assert len([row for row in sheet.rows if any(row)]) == 3


def test_work_waits_for_its_people(world: World, now: datetime, officer: Client) -> None:
    bulletin = written(world, now)
    officer.post(f"/bulletins/{bulletin.pk}/submit/")
    assert "核稿：《关于职工之家建设情况的通报》" in as_(world.approver).get("/").content.decode()
    as_(world.approver).post(f"/bulletins/{bulletin.pk}/return/", {"words": "请补充镇街情况"})
    assert "请补充镇街情况" in officer.get("/").content.decode()


def test_another_one_begins_like_an_issued_one_with_its_placeholders(world: World, officer: Client) -> None:
    days = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 6, 23)}
    first = draft_bulletin(
        actor=world.officer, union=world.county, title="月度通报", text="工会{工会组织}", now=NOON, **days
    )
    submit_bulletin(actor=world.officer, bulletin=first, now=NOON)
    link = f"/bulletins/new/?like={first.pk}"
    assert link in officer.get(f"/bulletins/{first.pk}/").content.decode()
    page = officer.get(link).content.decode()
    assert "工会{工会组织}" in page
    assert "照《月度通报》起草" in page
    theirs = draft_bulletin(
        actor=world.foreign_officer, union=world.foreign_county, title="外县", text="外县", now=NOON, **days
    )
    assert "外县" not in officer.get(f"/bulletins/new/?like={theirs.pk}").content.decode()


def test_highlights_chosen_for_the_bulletin_can_be_put_in(world: World, officer: Client) -> None:
    for title, state in (("医疗互助", "taken"), ("还没选用", "offered")):
        Highlight.objects.create(
            union=world.county, pillar="rights_and_aid", title=title, story="职工少跑腿", happened_on=NOON.date(),
            state=state, recorded_by=world.officer, recorded_at=NOON,
        )  # fmt: skip
    page = officer.get("/bulletins/new/").content.decode()
    assert 'data-insert="医疗互助。职工少跑腿"' in page
    assert "还没选用" not in page


def test_another_like_it_is_about_the_days_until_today_and_fields_of_a_brief_are_marked(
    world: World, now: datetime, officer: Client
) -> None:
    bulletin = issued(world, now, starts_on=date(2020, 5, 1), ends_on=date(2020, 5, 31))
    with time_machine.travel(NOON, tick=False):
        page = officer.get(f"/bulletins/new/?like={bulletin.pk}").content.decode()
    assert ('value="2020-06-01"' in page, 'value="2020-06-24"' in page) == (True, True)
    assert page.count('data-brief="only"') == 4


def test_making_public_asks_once_more(world: World, now: datetime) -> None:
    bulletin = issued(world, now)
    page = as_(world.leader).get(f"/bulletins/{bulletin.pk}/").content.decode()
    assert 'data-confirm="确定公开吗？' in page


def test_numbers_of_a_table_stand_to_the_right_and_keep_their_counter(
    world: World, now: datetime, officer: Client
) -> None:
    bulletin = written(world, now, text="{表|工会组织|层级}\n{表|工程任务|单位}")
    table = Document(BytesIO(officer.get(f"/bulletins/{bulletin.pk}/paper.docx").content)).tables
    assert {cell.paragraphs[0].alignment for cell in table[0].columns[-1].cells} == {WD_ALIGN_PARAGRAPH.RIGHT}
    assert table[1].cell(1, 1).text == "0项"
