"""Pages of aid: projects, giving to one or many, lists and sums that open to rows, the list for signing, marks; who sees what."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.world import World
from tests.kinds.aid.aided import CARD, TODAY, YUAN, Aided, child_of, family, head_of, make_aided

from lianshou.kernel.access.enums import Role
from lianshou.kernel.figures.queries import Narrowing, lines_of, number_of, rows_of
from lianshou.kernel.funds.models import Budget
from lianshou.kernel.programmes.models import Parameter
from lianshou.kinds.aid import figures
from lianshou.kinds.aid.actions import close_project
from lianshou.kinds.aid.models import Aid, AidProject, LongTerm
from lianshou.kinds.aid.queries.aiding import aid_waits

SECRET = "三年内无法复工"


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


def book(client: Client, address: str) -> list[list[tuple[Any, ...]]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    sheets = load_workbook(BytesIO(answer.content)).worksheets
    return [[tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in sheets]


@pytest.fixture
def aided(world: World) -> Aided:
    return make_aided(world)


@pytest.fixture
def this_year(aided: Aided) -> Aided:
    """A programme of the year in which the pages are opened."""
    aided.programme.year = timezone.localdate().year
    aided.programme.save()
    return aided


def test_project_is_entered_changed_and_closed(this_year: Aided) -> None:
    officer = as_(this_year.world.officer)
    assert "还没有设立帮扶项目" in page(officer, url("projects"))
    wrong = {
        "programme": this_year.programme.pk,
        "sort": "medical",
        "title": "大病救助",
        "ceiling_fen": "3万",
    }
    only = officer.get(url("enter_project")).context["form"]["programme"]
    assert (only.is_hidden, only.value()) == (True, this_year.programme.pk)
    answer = officer.post(url("enter_project"), wrong)
    assert answer.status_code == 422
    assert "超过本地该类项目的限额" in answer.content.decode()
    assert "大病救助" in answer.content.decode()
    assert officer.post(url("enter_project"), wrong | {"ceiling_fen": "1.5万"}).status_code == 302
    made = AidProject.objects.get()
    assert (made.title, made.ceiling_fen) == ("大病救助", 15_000 * YUAN)
    assert "每人每年15,000.00元" in page(officer, url("project", made.pk))
    changed = {"title": "大病医疗救助", "ceiling_fen": "", "wished": "20", "document_no": "〔2026〕1号"}
    assert officer.post(url("change_project", made.pk), changed).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.ceiling_fen, made.wished) == ("大病医疗救助", 20_000 * YUAN, 20)
    assert officer.post(url("change_project", made.pk), changed | {"title": ""}).status_code == 422
    assert officer.post(url("close_project", made.pk)).status_code == 302
    assert "已结束" in page(officer, url("project", made.pk))


def test_one_click_from_the_suggestion_to_a_payment(this_year: Aided) -> None:
    household = family(this_year.world.guest, 1, cause="illness")
    project = this_year.project("medical", "大病救助")
    officer = as_(this_year.world.officer)
    shown = page(officer, url("household", household.pk))
    assert "尚无帮扶项目" in shown
    assert "主要致困原因是重特大疾病" in shown
    way = f"{url('give', household.pk)}?project={project.pk}"
    assert way in shown
    form = page(officer, way)
    assert "档案中职工本人的银行卡" in form
    assert CARD not in form
    told = {"member": head_of(household).pk, "amount_fen": "30000", "budget": this_year.budget.pk}
    answer = officer.post(way, told)
    assert answer.status_code == 422
    assert "尚可安排20,000.00元" in answer.content.decode()
    bad = officer.post(way, told | {"amount_fen": "3000", "account": "6222021234567890120"})
    assert "校验位不对" in bad.content.decode()
    assert officer.post(way, told | {"amount_fen": "3,000.50"}).status_code == 302
    aid = Aid.objects.get()
    assert aid.amount_fen == 300_050
    assert aid.payment is not None
    assert aid.payment.account == CARD
    paying = page(as_(this_year.world.approver), reverse("funds:payment", args=[aid.payment_id]))
    assert url("household", household.pk) in paying
    assert url("project", project.pk) in paying
    assert url("household", household.pk) not in page(
        as_(this_year.finance), reverse("funds:payment", args=[aid.payment_id])
    )  # finance sees no files
    shown = page(officer, url("household", household.pk))
    assert "大病救助" in shown
    assert "尚无帮扶项目" not in shown
    assert "此人本年已享受" in page(officer, way)
    assert "同类项目只享受一次" in page(officer, url("give_many", project.pk))


def test_many_households_one_amount_or_each_their_own(this_year: Aided) -> None:
    first, second, third = (family(this_year.world.guest, n, child=n == 2) for n in (1, 2, 3))
    project = this_year.project("schooling", "金秋助学")
    officer = as_(this_year.world.officer)
    way = url("give_many", project.pk)
    shown = page(officer, way)
    assert "孩子2" not in shown  # members stand under their masks
    told = {
        "budget": this_year.central.pk,
        "amount_fen": "2000",
        f"take_{first.pk}": "on",
        f"take_{second.pk}": "on",
    }
    assert officer.post(way, {"budget": this_year.central.pk}).status_code == 422
    over = officer.post(way, told | {f"fen_{second.pk}": "9000"})
    body = over.content.decode()
    assert over.status_code == 422
    assert "一户也没有安排" in body
    assert "尚可安排8,000.00元" in body
    assert 'value="9000"' in body
    assert Aid.objects.count() == 0
    answer = officer.post(way, told | {f"fen_{second.pk}": "3500"}, follow=True)
    assert "已为2人安排。付款待另一人审批。" in answer.content.decode()
    by_household = {one.household_id: one for one in Aid.objects.select_related("recipient")}
    assert {key: one.amount_fen for key, one in by_household.items()} == {
        first.pk: 2000 * YUAN, second.pk: 3500 * YUAN,
    }  # fmt: skip
    assert by_household[second.pk].recipient.relation == "child"  # the child is offered first
    register = page(officer, url("households") + "?aided=0")
    assert third.number in register
    assert first.number not in register
    narrowed = page(officer, way + "?aided=0")
    assert third.number in narrowed
    assert first.number not in narrowed


def test_who_has_it_already_is_named_and_nobody_is_chosen_instead(this_year: Aided) -> None:
    household = family(this_year.world.guest, 1, child=True)
    project = this_year.project("living", "生活救助")
    this_year.plan(project, household)
    officer = as_(this_year.world.officer)
    way = url("give_many", project.pk)
    one = f"{url('give', household.pk)}?project={project.pk}"
    for address in (way, one):
        shown = page(officer, address)
        assert "本人 户主1：同一人同一年同类项目只享受一次，此人本年已享受" in shown
        assert "请选择由谁享受</option>" in shown
        child = child_of(household).pk
        assert f'<option value="{child}">' in shown
        assert "户主1</option>" not in shown
    told = {"budget": this_year.budget.pk, "amount_fen": "500", f"take_{household.pk}": "on"}
    refused = officer.post(way, told)
    assert refused.status_code == 422
    assert "请选择" in refused.content.decode()
    assert officer.post(one, {"budget": this_year.budget.pk, "amount_fen": "500"}).status_code == 422
    assert Aid.objects.count() == 1
    assert officer.post(way, told | {f"who_{household.pk}": child}).status_code == 302
    assert Aid.objects.count() == 2


def test_service_is_given_and_cancelled_on_its_page(this_year: Aided) -> None:
    household = family(this_year.world.guest, 1, cause="unemployed")
    project = this_year.project("training", "家政培训")
    officer = as_(this_year.world.officer)
    way = f"{url('give', household.pk)}?project={project.pk}"
    assert officer.post(way, {"member": head_of(household).pk}).status_code == 302
    aid = Aid.objects.get()
    assert re.search(
        r'for="id_fulfil-hours"[^>]*>\s*课时.*?asteriskField', page(officer, url("aid", aid.pk)), re.DOTALL
    )
    told = {
        "fulfil-given_on": timezone.localdate().isoformat(),
        "fulfil-provider": "示例学校",
        "fulfil-hours": "",
    }
    answer = officer.post(url("fulfil", aid.pk), told)
    assert answer.status_code == 422
    assert "请填写时长" in answer.content.decode()
    assert officer.post(url("fulfil", aid.pk), told | {"fulfil-hours": "40"}).status_code == 302
    assert "示例学校" in page(officer, url("aid", aid.pk))
    assert officer.post(url("cancel_aid", aid.pk), {"cancel-words": ""}).status_code == 422
    assert officer.post(url("cancel_aid", aid.pk), {"cancel-words": "登记错了人"}).status_code == 302
    assert "登记错了人" in page(officer, url("aid", aid.pk))


def _paid(aided: Aided) -> tuple[Any, ...]:
    """Three households: living from two sources, school for a child; all paid."""
    households = tuple(family(aided.world.guest, n, child=n == 2) for n in (1, 2, 3))
    living, school = aided.project("living", "生活救助"), aided.project("schooling", "金秋助学")
    aids = aided.plan(living, households[0], yuan=3334)
    aids += aided.plan(living, households[1], yuan=3334, budget=aided.central)
    aids += aided.plan(school, households[1], member=child_of(households[1]), yuan=3334)
    for one in aids:
        aided.pay(one)
    return households


def test_sums_add_up_and_each_opens_to_its_rows(aided: Aided) -> None:
    _paid(aided)
    officer = as_(aided.world.officer)
    way = url("money") + "?year=2026&state=given"
    shown = page(officer, way)
    for words in ("6,668.00", "10,002.00", "3,334.00"):
        assert words in shown
    in_wan = page(officer, way + "&unit=wan")
    assert "1.00" in in_wan
    assert "尾差" in in_wan
    assert "0.01" in in_wan
    opened = page(officer, url("given") + "?year=2026&state=given&source=central&sort=living")
    columns = [column.name for column in officer.get(url("given")).context["table"].columns]
    assert [name for name in ("sort", "hours") if name in columns] == []
    assert "1户" in opened
    assert "3,334.00元" in opened
    exact, wan, counts = book(officer, url("export_money") + "?year=2026&state=given")
    total = next(row for row in exact if row[0] == "合计")
    assert total[1:] == (6668, 3334, 10002)
    assert next(row for row in wan if row[0] == "合计")[1:] == ("0.67", "0.33", "1.00", "0.00")
    by_sort = {row[0]: row[1:] for row in counts if row[0] in ("生活救助", "子女助学")}
    assert by_sort == {"生活救助": (2, 2, 2, 6668), "子女助学": (1, 1, 1, 3334)}


def test_three_numbers_are_kept_apart(aided: Aided) -> None:
    _paid(aided)
    shown = page(as_(aided.world.officer), url("given") + "?year=2026&state=given")
    for words in ("2户", "3人", "3人次", "10,002.00元"):
        assert words in shown


def test_no_total_holds_what_was_cancelled(aided: Aided) -> None:
    _paid(aided)
    wrong = family(aided.world.guest, 4)
    (aid,) = aided.plan(AidProject.objects.get(sort="living"), wrong, yuan=70)
    officer = as_(aided.world.officer)
    assert officer.post(url("cancel_aid", aid.pk), {"cancel-words": "登记错了人"}).status_code == 302
    shown = page(officer, url("given") + "?year=2026")
    for words in ("2户", "3人次", "10,002.00元", "另有1项已取消（70.00元）"):
        assert words in shown
    assert wrong.number in shown  # the row stands, its money does not
    only = page(officer, url("given") + "?year=2026&state=ended")
    assert "0户" in only
    assert "另有1项已取消（70.00元）" in only
    every = page(officer, url("money") + "?year=2026&state=")
    assert "10,002.00" in every
    assert "10,072.00" not in every
    assert "70.00" in page(officer, url("money") + "?year=2026&state=ended")
    for total, sheet in zip(
        (10002, "1.00"), book(officer, url("export_money") + "?year=2026&state="), strict=False
    ):
        assert total in next(row for row in sheet if row[0] == "合计")


def test_list_of_projects_tells_planned_from_helped(aided: Aided) -> None:
    first, second = (family(aided.world.guest, n) for n in (1, 2))
    project = aided.project("living", "生活救助")
    aided.pay(aided.plan(project, first)[0])
    aided.plan(project, second)
    officer = as_(aided.world.officer)
    (rows,) = book(officer, url("export_projects"))
    heading = next(row for row in rows if "受助户数" in row)
    line = dict(zip(heading, rows[-1], strict=True))
    assert (line["安排户数"], line["受助户数"]) == (2, 1)
    assert f"{url('given')}?project={project.pk}&amp;state=given" in page(officer, url("project", project.pk))


def test_list_for_signing_masks_accounts_and_adds_up(aided: Aided) -> None:
    _paid(aided)
    officer = as_(aided.world.officer)
    (rows,) = book(officer, url("roster") + "?year=2026")
    text = "\n".join(str(cell) for row in rows for cell in row if cell)
    assert CARD not in text
    assert CARD[-4:] in text
    assert "共2户、3人、3人次，合计10,002.00元" in text
    paper = officer.get(url("roster_docx") + "?year=2026")
    cells = [cell.text for row in docx.Document(BytesIO(paper.content)).tables[0].rows for cell in row.cells]
    assert "10,002.00" in cells
    table = docx.Document(BytesIO(paper.content)).tables[0]
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows][:2] == [True, False]
    heights = [row.height and round(row.height.mm) for row in table.rows]
    assert heights == [None, *[9] * (len(heights) - 2), None]
    assert not any(CARD in cell for cell in cells)
    assert as_(aided.world.guest_account).get(url("roster")).status_code == 403


def test_mark_is_set_shown_without_its_words_and_taken_off(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    officer = as_(aided.world.officer)
    empty = officer.post(url("mark_long_term", household.pk), {"long-ground": "illness", "long-words": ""})
    assert empty.status_code == 422
    told = {"long-ground": "illness", "long-words": SECRET}
    assert officer.post(url("mark_long_term", household.pk), told).status_code == 302
    for address in (url("household", household.pk), url("long_terms"), url("households") + "?long=1"):
        shown = page(officer, address)
        assert household.number in shown
        assert SECRET not in shown
    (rows,) = book(officer, url("export_long_terms"))
    assert household.number in rows[-1]
    assert officer.post(url("unmark_long_term", household.pk)).status_code == 302
    assert LongTerm.objects.get().until is not None
    assert household.number not in page(officer, url("long_terms") + "?past=0")


def test_nobody_outside_sees_projects_or_aid(aided: Aided) -> None:
    household = _paid(aided)[0]
    aid, foreign = Aid.objects.order_by("pk")[0], as_(aided.world.foreign_officer)
    for address in (url("project", aid.project_id), url("aid", aid.pk), url("give_many", aid.project_id)):
        assert foreign.get(address).status_code == 404, address
    for name in ("projects", "given", "long_terms", "money"):
        assert household.number not in page(foreign, url(name))
        assert "生活救助" not in page(foreign, url(name)).replace("先设立本年项目：生活救助", "")
    assert foreign.post(url("cancel_aid", aid.pk), {"cancel-words": "试试"}).status_code == 404
    assert foreign.post(url("mark_long_term", household.pk), {}).status_code == 404


def test_a_union_below_reads_the_projects_above_and_plans_what_it_may(this_year: Aided) -> None:
    world = this_year.world
    officer = as_(person_with(Role.OFFICER, world.township, username="district"))
    here, there = family(world.township, 1, cause="illness"), family(world.host, 2)
    money, law = this_year.project("medical", "大病救助"), this_year.project("law", "法律援助一件")
    this_year.plan(money, there)
    (aid,) = this_year.plan(money, family(world.township, 3), yuan=500)
    (rows,) = book(officer, url("export_projects"))
    heading = next(row for row in rows if "安排户数" in row)
    line = next(dict(zip(heading, row, strict=True)) for row in rows if row[0] == "大病救助")
    assert (line["安排户数"], line["待付（元）"]) == (1, 500)  # what went to the own households
    shown = page(officer, url("project", money.pk))
    assert "只含您所在工会及下级的户数和资金" in shown
    assert there.number not in shown
    assert url("project", money.pk) in page(officer, url("aid", aid.pk))
    for opened in re.findall(r'href="(/aid/(?:projects|given|programmes?|\d)[^"?#]*)', shown):
        assert officer.get(opened).status_code == 200, opened
    assert officer.post(url("change_project", money.pk), {"title": "改名"}).status_code == 403
    assert officer.get(url("give_many", money.pk)).status_code == 404
    told = page(officer, f"{url('give', here.pk)}?project={money.pk}")
    assert f"本项目的资金由{world.county}安排" in told
    assert "---------" not in told
    chosen = page(officer, url("give", here.pk))
    assert f"{url('give', here.pk)}?project={money.pk}" not in chosen
    assert f"资金由{world.county}安排" in chosen
    way = f"{url('give', here.pk)}?project={law.pk}"
    assert way in chosen
    assert officer.post(way, {"member": head_of(here).pk}).status_code == 302
    assert as_(world.foreign_officer).get(url("project", money.pk)).status_code == 404


def test_work_asks_only_those_who_can_plan(this_year: Aided) -> None:
    world, today = this_year.world, timezone.localdate()
    district = person_with(Role.OFFICER, world.township, username="district")
    household = family(world.township, 1, cause="illness")

    def asked(actor: Any) -> bool:
        return any(one.key.startswith("aid:unaided") for one in aid_waits(actor, today))

    assert asked(district)  # no project yet: somebody must enter one
    project = this_year.project("medical", "大病救助")
    assert (asked(district), asked(world.officer)) == (False, True)
    shown = page(as_(district), url("household", household.pk))
    (step,) = re.findall(r'/give/"><strong>.*?</li>', shown, re.DOTALL)
    assert str(world.county) in step
    close_project(actor=world.officer, project=project, now=timezone.now())
    this_year.project("law", "法律援助一件")
    assert asked(district)


def test_project_without_a_budget_says_that_finance_sets_one(this_year: Aided) -> None:
    household = family(this_year.world.guest, 1)
    project = this_year.project("medical", "大病救助")
    Budget.objects.all().update(item="金秋助学")
    told = page(as_(this_year.world.officer), f"{url('give', household.pk)}?project={project.pk}")
    assert f"请{this_year.world.county}财务先设立预算" in told


def test_region_names_its_sorts_on_the_page_with_choices_and_yuan(aided: Aided) -> None:
    officer = as_(aided.world.officer)
    way = reverse("programmes:set_setting", args=["aid.project_sorts"])
    shown = page(officer, reverse("programmes:setting", args=["aid.project_sorts"]))
    assert 'value="6000.00"' in shown  # fen are typed in yuan
    cells = {"words": "送温暖", "nature": "money", "ceiling": "1,500.50", "often": "no", "long": "yes"}
    told = {f"value-other1-{key}": value for key, value in cells.items()}
    told |= {"union": aided.world.county.pk, "starts_on": "2026-01-01", "dated_on": "2025-12-01"}
    told |= {"source": "帮扶资金管理办法", "document_no": "〔2025〕9号"}
    wrong = officer.post(way, told | {"value-other1-nature": ""})
    assert wrong.status_code == 422
    assert officer.post(way, told).status_code == 302
    kept = Parameter.objects.get(key="aid.project_sorts")
    assert kept.value == {
        "other1": {"words": "送温暖", "nature": "money", "ceiling": 150_050, "often": "no", "long": "yes"}
    }


def test_figures_are_three_counts_and_a_sum_that_open_to_their_rows(aided: Aided) -> None:
    _paid(aided)
    told = {one.slug: one for one in figures.figures()}
    by: dict[str, Any] = {"actor": aided.world.leader, "today": TODAY, "to": Narrowing()}
    found = {
        slug: number_of(figure=told[slug], **by)
        for slug in ("aid-given-households", "aid-given-persons", "aid-given-times", "aid-yuan")
    }
    assert found == {
        "aid-given-households": 2, "aid-given-persons": 3, "aid-given-times": 3, "aid-yuan": 10_002 * YUAN,
    }  # fmt: skip
    money = told["aid-yuan"]
    lines = {
        cut.slug: [(line.token, line.count) for line in lines_of(figure=money, breakdown=cut, **by)]
        for cut in money.breakdowns
    }
    assert lines == {
        "source": [("central", 333_400), ("dues", 666_800)],
        "sort": [("living", 666_800), ("schooling", 333_400)],
    }
    assert sum(one.amount_fen for one in rows_of(figure=money, **by)) == 10_002 * YUAN
    rest = {slug: number_of(figure=told[slug], **by) for slug in ("aid-with-project", "aid-without-project")}
    assert rest == {"aid-with-project": 2, "aid-without-project": 1}
    foreign = by | {"actor": aided.world.foreign_officer}
    assert number_of(figure=money, **foreign) == 0
    way = reverse("figures:detail", args=["aid-yuan"])
    assert "10,002.00" in page(as_(aided.world.officer), way)
