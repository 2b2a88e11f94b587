from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.funds import CARD, NOON, TODAY, YUAN, Purse, make_purse
from tests.factories.people import PersonFactory
from tests.factories.pledges import approved as placed
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import UnionFactory
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.core.quantities import yuan_text
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.funds.actions import make_batch, record_source, set_budget
from lianshou.kernel.funds.enums import State
from lianshou.kernel.funds.models import Budget, Payment, Source
from lianshou.kernel.privacy.actions import approve_export
from lianshou.kernel.privacy.models import UnmaskedExport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(datetime(2020, 6, 24, 5, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def purse(world: World) -> Purse:
    return make_purse(world)


def of(user: User | None) -> Client:
    client = Client()
    assert user is not None
    client.force_login(user)
    return client


def body(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def cells(content: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))


LISTS = ["/funds/", "/funds/budgets/", "/funds/payments/", "/funds/banking/"]


@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize("who", ["officer", "approver", "leader"])
def test_empty_lists_say_what_comes_next(world: World, url: str, who: str) -> None:
    assert "ls-empty-title" in body(of(getattr(world, who)), url)


@pytest.mark.parametrize("who", ["host_account", "audit_admin", "system_admin", "nobody"])
def test_money_is_not_for_everybody(world: World, who: str) -> None:
    assert [of(getattr(world, who)).get(url).status_code for url in LISTS] == [403] * 4


def test_foreign_county_sees_none_of_it(purse: Purse) -> None:
    payment = purse.approved()
    batch = make_batch(actor=purse.finance, union=purse.world.county, now=NOON)
    foreign = of(person_with(Role.FINANCE, purse.world.foreign_county))
    urls = [
        f"/funds/sources/{purse.source.pk}/",
        f"/funds/budgets/{purse.budget.pk}/",
        f"/funds/payments/{payment.pk}/",
        f"/funds/banking/{batch.pk}/",
        f"/funds/banking/{batch.pk}/list.xlsx",
    ]
    assert [foreign.get(url).status_code for url in urls] == [404] * 5
    assert [purse.payee.name in body(foreign, url) for url in LISTS] == [False] * 4


def one_more(purse: Purse, number: int) -> None:
    """One more row in every list: a source, a budget, a payment of each sort, a list for the bank."""
    given = {"title": f"来源{number}", "year": 2020, "sort": "special", "amount_fen": 10**7}
    source = record_source(actor=purse.finance, union=purse.world.county, **given, now=NOON)
    programme = ProgrammeFactory(union=purse.world.county, round=number + 10)
    facts = {"programme": programme, "item": f"项{number}", "ceiling_fen": 10**6}
    budget = set_budget(actor=purse.finance, source=source, **facts, now=NOON)
    more = Purse(
        purse.world, purse.finance, source, budget, PersonFactory(union=purse.world.guest, bank_card=CARD)
    )
    more.plan(100)
    more.plan(100, person=None, union=UnionFactory(parent=purse.world.county))
    more.paid(100, person=None, outside=f"店{number}")
    more.approved(100)
    make_batch(actor=purse.finance, union=purse.world.county, now=NOON)


@pytest.mark.parametrize("who", ["finance", "approver"])
def test_list_pages_read_as_often_for_thirty_rows_as_for_one(purse: Purse, who: str) -> None:
    client = of(purse.finance if who == "finance" else purse.world.approver)
    urls = [*LISTS, "/funds/payments/?mine=1", "/figures/?since=2020"]
    urls += ["/funds/sources.xlsx", "/funds/budgets.xlsx", "/funds/payments.xlsx", "/funds/banking.xlsx"]
    if who == "finance":
        urls = [url for url in urls if "figures" not in url and "mine" not in url]
    counts: dict[str, list[int]] = {url: [] for url in urls}
    done = 0
    for rows in (1, 3, 30):
        with zeal_ignore():
            for number in range(done, rows):
                one_more(purse, number)
        done = rows
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts[url].append(len(captured))
    assert {url: found for url, found in counts.items() if len(set(found)) > 1} == {}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 4),
        ("state=planned", 1),
        ("state=approved", 1),
        ("state=moved", 2),
        ("state=receipted", 1),
        ("state=live", 4),
        ("q=田困难", 4),
        ("q=没有", 0),
        ("q=票1", 1),
        ("payee_sort=person", 4),
        ("payee_sort=outside", 0),
        ("since=2020-06-24", 2),
        ("until=2020-06-23", 0),
        ("since=nonsense", 4),
        ("programme=999999", 4),
        ("sort=payee", 4),
        ("sort=-amount_fen", 4),
        ("mine=1", 1),
    ],
)
def test_payments_are_narrowed(purse: Purse, query: str, found: int) -> None:
    for make in (purse.plan, purse.approved, purse.paid, purse.receipted):
        make()
    answer = of(purse.world.approver).get(f"/funds/payments/?{query}")
    assert answer.context["table"].paginator.count == found


def test_every_number_opens_to_the_rows_it_is_made_of(purse: Purse) -> None:
    for place, make in enumerate((purse.plan, purse.approved, purse.paid, purse.receipted), 1):
        make(place * 111)
    client = of(purse.world.leader)
    for page in (f"/funds/budgets/{purse.budget.pk}/", f"/funds/sources/{purse.source.pk}/", *LISTS[:2]):
        links = re.findall(r'<a href="(/funds/payments/\?[^"]+)">([\d,.]+)</a>', body(client, page))
        assert links != []
        for url, amount in links:
            shown = re.findall(r'id="sum">([\d,.]+)<', body(client, url.replace("&amp;", "&")))
            assert (url, shown) == (url, [amount])


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["plan", "approved", "paid", "receipted"]), st.integers(1, 90_000)),
        max_size=9,
    )
)
def test_figures_of_the_pages_are_the_sums_of_their_rows(purse: Purse, made: list[tuple[str, int]]) -> None:
    Payment.objects.all().delete()
    for make, fen in made:
        getattr(purse, make)(fen)
    client = of(purse.world.leader)
    for slug, states in (
        ("funds-planned", {State.PLANNED}),
        ("funds-approved", {State.APPROVED}),
        ("funds-paid", {State.PAID, State.RECEIPTED}),
    ):
        rows = [row.amount_fen for row in Payment.objects.all() if row.state in states]
        page = body(client, f"/figures/{slug}/")
        assert re.findall(r'id="number">([\d,.]+)<', page) == [yuan_text(sum(rows))]
        book = cells(client.get(f"/figures/{slug}/export.xlsx").content)
        exported = [row[1] for row in book if isinstance(row[0], int | float)]
        assert sum(round(amount * 100) for amount in exported) == sum(rows)
    live = sum(row.amount_fen for row in Payment.objects.all())
    assert yuan_text(purse.budget.ceiling_fen - live) in body(client, f"/funds/budgets/{purse.budget.pk}/")
    book = cells(client.get("/funds/payments.xlsx").content)
    assert sum(round(row[5] * 100) for row in book if isinstance(row[0], int | float)) == live


def test_figure_of_money_is_broken_down(purse: Purse) -> None:
    purse.paid(12_345)
    purse.paid(55, person=None, outside="书店")
    other = {"programme": purse.world.programme, "item": "奖品", "ceiling_fen": 500}
    budget = set_budget(actor=purse.finance, source=purse.source, **other, now=NOON)
    Purse(purse.world, purse.finance, purse.source, budget, purse.payee).paid(500)
    client = of(purse.world.leader)
    page = body(client, "/figures/funds-paid/")
    assert re.findall(r'id="number">([\d,.]+)<', page) == ["129.00"]
    by_item = re.findall(r'href="\?item=[^"]*">.*?data-value="[\d.]+">([\d,.]+)<', page, re.DOTALL)
    assert by_item == ["124.00", "5.00"]
    narrowed = body(client, "/figures/funds-paid/?item=奖品&month=202006&money=dues")
    assert re.findall(r'id="number">([\d,.]+)<', narrowed) == ["5.00"]
    assert re.findall(r'id="number">([\d,.]+)<', body(client, "/figures/funds-paid/?month=202005")) == [
        "0.00"
    ]


def test_source_and_budget_are_entered(world: World) -> None:
    finance = of(person_with(Role.FINANCE, world.county))
    typed = {"union": world.county.pk, "year": 2020, "sort": "dues", "title": "会费", "amount_fen": "3万"}
    made = finance.post("/funds/sources/new/", typed)
    source = Source.objects.get()
    assert (made.status_code, made["Location"], source.amount_fen) == (
        302,
        f"/funds/sources/{source.pk}/",
        3_000_000,
    )
    given = {"programme": world.programme.pk, "item": "场地费", "amount_fen": "30,000.01"}
    refused = finance.post(f"/funds/sources/{source.pk}/budget/", given)
    assert (refused.status_code, "30,000.01" in refused.content.decode()) == (422, True)
    assert "这笔资金可安排的余额不足" in refused.content.decode()
    finance.post(f"/funds/sources/{source.pk}/budget/", given | {"amount_fen": "30000元"})
    budget = Budget.objects.get()
    assert budget.ceiling_fen == 3_000_000
    url = f"/funds/budgets/{budget.pk}/ceiling/"
    assert finance.post(url, {"amount_fen": "1.234", "words": "x"}).status_code == 422
    assert finance.post(url, {"amount_fen": "20000", "words": "调减"}).status_code == 302
    edit = f"/funds/sources/{source.pk}/edit/"
    assert "30000.00" in body(finance, edit)
    assert finance.post(edit, {"title": "会费", "amount_fen": "19999"}).status_code == 422
    assert finance.post(edit, {"title": "会费", "amount_fen": "40000"}).status_code == 302


def test_payment_is_entered_for_a_person_found_by_name(purse: Purse) -> None:
    officer, url = of(purse.world.officer), f"/funds/budgets/{purse.budget.pk}/pay/"
    assert f"?person={purse.payee.pk}" in body(officer, f"{url}?q=tiankunnan")
    form = f"{url}?person={purse.payee.pk}"
    assert (CARD in body(officer, form), CARD[-4:] in body(officer, form)) == (False, True)
    refused = officer.post(form, {"amount_fen": "10000.01", "purpose": "慰问"})
    assert (refused.status_code, "预算剩余不足" in refused.content.decode()) == (422, True)
    bad = officer.post(form, {"amount_fen": "1", "purpose": "慰问", "account": "6222021234567890129"})
    assert (bad.status_code, "校验位" in bad.content.decode()) == (422, True)
    made = officer.post(form, {"amount_fen": "500", "purpose": "慰问"})
    payment = Payment.objects.get()
    assert (made["Location"], payment.account, payment.amount_fen) == (
        f"/funds/payments/{payment.pk}/",
        CARD,
        500 * YUAN,
    )


def test_payment_is_entered_for_a_union_and_for_an_outside_body(purse: Purse) -> None:
    finance, url = of(purse.finance), f"/funds/budgets/{purse.budget.pk}/pay/"
    finance.post(f"{url}?payee={purse.world.guest.pk}", {"amount_fen": "1", "purpose": "补助"})
    finance.post(f"{url}?outside=1", {"outside": "新华书店", "amount_fen": "2", "purpose": "图书"})
    assert [one.payee for one in Payment.objects.order_by("pk")] == [purse.world.guest.name, "新华书店"]
    assert finance.get(f"{url}?person={purse.world.foreign_chair.pk}").status_code == 404
    assert finance.get(f"{url}?person=x").status_code == 404


def test_several_are_entered_from_the_placements_of_a_programme(purse: Purse) -> None:
    world = purse.world
    with zeal_ignore():
        found = [placed(world.programme, world.host, world.guest)]
        found += [placed(world.programme, world.host, UnionFactory(parent=world.county)) for _n in range(2)]
    officer, url = of(world.officer), f"/funds/budgets/{purse.budget.pk}/pay/several/"
    first, second, third = (one.pk for one in found)
    typed = {"purpose": "联手补助", "amount_fen": "100", f"pay_{first}": "on", f"pay_{second}": "on"}
    over = officer.post(url, typed | {f"fen_{second}": "9,901"})
    assert (over.status_code, "预算剩余不足" in over.content.decode(), "9,901" in over.content.decode()) == (
        422,
        True,
        True,
    )
    assert Payment.objects.count() == 0
    assert officer.post(url, {"purpose": "x", "amount_fen": "1"}).status_code == 422
    assert officer.post(url, typed | {f"fen_{second}": "250.5"}).status_code == 302
    rows = Payment.objects.order_by("pk").values_list("placement", "amount_fen", "purpose")
    assert list(rows) == [(first, 100_00, "联手补助"), (second, 250_50, "联手补助")]
    page = officer.get(url)
    assert [one.before_fen for one in page.context["form"].candidates] == [100_00, 250_50, 0]
    assert f"pay_{third}" in page.content.decode()


def test_payment_page_leads_through_its_steps(purse: Purse) -> None:
    payment = purse.plan()
    url, officer, approver, finance = (
        f"/funds/payments/{payment.pk}/",
        of(purse.world.officer),
        of(purse.world.approver),
        of(purse.finance),
    )
    assert (CARD in body(officer, url), f"{url}approve/" in body(officer, url)) == (False, False)
    assert f"{url}approve/" in body(approver, url)
    assert officer.post(f"{url}approve/").status_code == 403
    assert approver.post(f"{url}refuse/", {"refuse-words": " "}).status_code == 422
    approver.post(f"{url}approve/")
    assert finance.post(f"{url}paid/", {"paid_on": "2020-06-25"}).status_code == 422
    assert finance.post(f"{url}paid/", {"paid_on": "2020-06-24"}).status_code == 302
    assert officer.post(f"{url}receipt/", {"number": ""}).status_code == 422
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 receipt", content_type="application/pdf")
    assert officer.post(f"{url}receipt/", {"number": "", "file": file}).status_code == 302
    kept = officer.get(f"{url}receipt/file/")
    assert (b"".join(kept.streaming_content), kept["Content-Type"]) == (
        b"%PDF-1.7 receipt",
        "application/pdf",
    )
    assert Payment.objects.get().state == State.RECEIPTED


def test_own_entry_shows_why_it_cannot_be_approved(purse: Purse) -> None:
    both = person_with(Role.OFFICER, purse.world.county)
    both.posts.create(union=purse.world.county, role=Role.APPROVER, starts_on=TODAY)
    page = body(of(both), f"/funds/payments/{purse.plan(actor=both).pk}/")
    assert "自己录入的付款不能自己审批" in page


def test_many_are_approved_at_once_and_the_rest_is_told(purse: Purse) -> None:
    good, done = [purse.plan(100) for _n in range(2)], purse.approved(100)
    approver = of(purse.world.approver)
    assert body(approver, "/funds/payments/?mine=1").count('name="chosen"') == 2
    boxes = re.findall(r'<input[^>]*name="chosen"[^>]*>', body(approver, "/funds/payments/?mine=1"))
    assert not [box for box in boxes if "checked" in box]
    chosen = [str(one.pk) for one in (*good, done)] + ["999999", "x"]
    page = approver.post("/funds/payments/approve/", {"chosen": chosen}).content.decode()
    assert "批准了2笔付款" in page
    assert re.findall(r"<li><strong>(\d)</strong> ([^<]+)</li>", page) == [
        ("1", "这笔付款已经审批过了。"),
        ("1", "不归您审批，或不存在。"),
    ]
    purse.plan(100)
    assert "批准了1笔付款" in approver.post("/funds/payments/approve/", {"all": "1:100"}).content.decode()
    assert approver.post("/funds/payments/approve/").status_code == 302


def test_all_that_fit_the_filters_are_approved_and_no_other(purse: Purse) -> None:
    fitting, other = [purse.plan(fen) for fen in (100, 250)], purse.plan(400)
    Payment.objects.filter(pk__in=[one.pk for one in fitting]).update(purpose="冬送温暖")
    approver, to = of(purse.world.approver), "/funds/payments/approve/?mine=1&q=冬送温暖"
    page = body(approver, "/funds/payments/?mine=1&q=冬送温暖")
    assert re.findall(r'name="all" value="([^"]+)">([^<]+)<', page) == [
        ("2:350", "批准符合筛选条件的全部2笔（3.50元）")
    ]
    assert "data-choose-all" in page
    purse.plan(700, purpose="冬送温暖")
    stale = approver.post(to, {"all": "2:350"}, follow=True)
    assert "列表在您查看之后有变动" in stale.content.decode()
    assert Payment.objects.filter(state="approved").count() == 0
    assert "批准了3笔付款" in approver.post(to, {"all": "3:1050"}).content.decode()
    assert list(Payment.objects.filter(state="planned")) == [other]


def test_list_goes_to_the_bank_unmasked_only_by_two(purse: Purse) -> None:
    purse.approved(30_000)
    finance, approver = of(purse.finance), of(purse.world.approver)
    assert "已批准1笔、300.00元" in body(finance, "/funds/banking/")
    made = finance.post(f"/funds/banking/make/{purse.world.county.pk}/")
    batch = made["Location"].split("/")[-2]
    masked = finance.get(f"{made['Location']}list.xlsx").content
    assert [cell for row in cells(masked) for cell in row if cell == CARD] == []
    ask = f"/privacy/exports/ask/transfers/?batch={batch}"
    assert of(purse.world.officer).get(ask).status_code == 403
    given = {"union": purse.world.county.pk, "fields_shown": ["account", "bank_name"], "purpose": "payment"}
    asked = finance.post(ask, given | {"recipient": "县农商行"})
    export = UnmaskedExport.objects.get()
    assert (asked.status_code, export.rows) == (302, 1)
    assert finance.post(f"/privacy/exports/{export.pk}/approve/").status_code == 403
    assert approver.get(f"/privacy/exports/{export.pk}/").status_code == 200
    approve_export(actor=purse.world.approver, export=export, now=NOON)
    rows = cells(finance.post(f"/privacy/exports/{export.pk}/fetch/").content)
    payment = Payment.objects.get()
    assert [row[:6] for row in rows if row[0] == payment.pk] == [
        (payment.pk, "田困难", "阜宁农村商业银行", CARD, 300, "慰问金")
    ]


def test_finance_does_not_ask_for_the_register_of_persons(purse: Purse) -> None:
    assert of(purse.finance).get("/privacy/exports/ask/persons/").status_code == 403


def answer_file(*rows: str) -> SimpleUploadedFile:
    text = "付款编号,结果,金额,失败原因\n" + "\n".join(rows) + "\n"
    return SimpleUploadedFile("answer.csv", text.encode(), content_type="text/csv")


def test_answer_of_the_bank_is_taken_in(purse: Purse) -> None:
    paid, failed = purse.approved(10_000), purse.approved(20_000)
    finance = of(purse.finance)
    url = finance.post(f"/funds/banking/make/{purse.world.county.pk}/")["Location"]
    asked = body(finance, url)
    assert 'data-confirm="登记2笔、共300.00元的银行回复？不附回复文件的，全部记为已付。"' in asked
    assert "还没有人取出过这份清单" in asked
    told = {"listing": "transfers", "query": f"batch={url.split('/')[-2]}", "union": purse.world.county}
    decided = {"decided_by": purse.world.approver, "decided_at": timezone.now(), "state": "approved"}
    UnmaskedExport.objects.create(
        asked_by=purse.finance, asked_at=timezone.now(), rows=2, recipient="银行", purpose="other",
        expires_at=timezone.now(), fetched=1, fetched_at=timezone.now(), **told, **decided,
    )  # fmt: skip
    assert "还没有人取出过这份清单" not in body(finance, url)
    unread = finance.post(
        f"{url}answer/", {"paid_on": "2020-06-24", "file": answer_file(f"{paid.pk},也许,,")}
    )
    assert (unread.status_code, "1处需要更正" in unread.content.decode()) == (422, True)
    strange = finance.post(f"{url}answer/", {"paid_on": "2020-06-24", "file": answer_file("99999,成功,1,")})
    assert "付款编号99999不在这份清单上" in strange.content.decode()
    file = answer_file(f"{paid.pk},成功,100.00,", f"{failed.pk},退票,,户名不符")
    assert finance.post(f"{url}answer/", {"paid_on": "2020-06-24", "file": file}).status_code == 302
    states = Payment.objects.order_by("pk").values_list("state", "failure")
    assert list(states) == [("paid", ""), ("planned", "户名不符")]
    listed = finance.get(url)
    assert len(listed.context["table"].rows) == listed.context["batch"].entries == 2
    assert [row.get_cell("result") for row in listed.context["table"].rows] == ["银行未付", "已付"]
    desk = body(of(purse.world.officer), "/")
    assert ("银行未付给田困难" in desk, "户名不符" in desk) == (True, True)
    assert "等待交银行" not in body(finance, "/funds/banking/")
    assert "户名不符" in body(finance, f"/funds/payments/{failed.pk}/")
    correct = f"/funds/payments/{failed.pk}/account/"
    assert finance.post(correct, {"account": "12"}).status_code == 422
    assert finance.post(correct, {"account": CARD, "bank_name": "工行"}).status_code == 302
    assert Payment.objects.get(pk=failed.pk).state == State.PLANNED


def test_sum_of_the_list_is_written_exactly(purse: Purse) -> None:
    purse.approved(900_000)
    finance = of(purse.finance)
    url = finance.post(f"/funds/banking/make/{purse.world.county.pk}/")["Location"]
    texts = [str(row[0]) for row in cells(finance.get(f"{url}list.xlsx").content)]
    assert any("共1笔，合计9,000.00元。" in text for text in texts)
    texts = [str(row[0]) for row in cells(finance.get("/funds/banking.xlsx").content)]
    assert any("共1行，合计9,000.00元。" in text for text in texts)


def test_list_is_dropped_with_a_reason(purse: Purse) -> None:
    purse.approved()
    finance = of(purse.finance)
    url = finance.post(f"/funds/banking/make/{purse.world.county.pk}/")["Location"]
    assert finance.post(f"{url}drop/", {"drop-words": ""}).status_code == 422
    assert finance.post(f"{url}drop/", {"drop-words": "银行停业"}).status_code == 302
    assert "银行停业" in body(finance, url)


def test_desk_tells_whose_turn_it_is(purse: Purse) -> None:
    purse.plan(100)
    assert "1笔付款等待审批" in body(of(purse.world.approver), "/")
    assert "您录入的1笔付款等待审批" in body(of(purse.world.officer), "/")
    assert 'href="/funds/payments/?state=planned&amp;own=1&amp;failed=false"' in body(
        of(purse.world.officer), "/"
    )
    purse.approved(200)
    assert "1笔已批准的付款等待付出" in body(of(purse.finance), "/")
    purse.paid(300)
    assert "1笔付款待交回执" in body(of(purse.world.officer), "/")
    with time_machine.travel(datetime(2020, 8, 24, 5, 0, tzinfo=UTC), tick=False):
        assert "1笔付款超过一个月没有回执" in body(of(purse.world.officer), "/")


def test_own_page_shows_what_one_was_paid(purse: Purse) -> None:
    worker = person_with(Role.WORKER, purse.world.guest, username="tian")
    purse.payee.account = worker
    purse.payee.save()
    purse.plan(77_700)
    assert "777.00" not in body(of(worker), "/me/")
    purse.paid(12_345)
    page = body(of(worker), "/me/")
    assert ("123.45" in page, "付款记录" in page, CARD in page) == (True, True, False)


def test_pages_of_person_and_union_show_their_money(purse: Purse) -> None:
    purse.paid(12_345)
    assert "123.45" in body(of(purse.world.officer), f"/people/{purse.payee.pk}/")
    page = body(of(purse.world.officer), f"/unions/{purse.world.county.pk}/")
    assert ("2020年工会经费" in page, "99,876.55" in page) == (True, True)


def test_who_can_see_a_payment_is_told(purse: Purse) -> None:
    payment = purse.plan()
    page = body(of(purse.world.security_admin), f"/who/payment/{payment.pk}/")
    assert "钱会计" in page


def test_numbers_of_the_desk_open_to_just_their_rows(purse: Purse) -> None:
    purse.plan(100)
    purse.plan(200, actor=purse.finance)
    purse.approved(300)
    union = purse.world.county.pk
    assert len(of(purse.world.officer).get("/funds/payments/?state=planned&own=1").context["table"].rows) == 1
    finance = of(purse.finance)
    assert len(finance.get(f"/funds/payments/?to_pay={union}").context["table"].rows) == 1
    assert f'href="/funds/payments/?to_pay={union}&amp;account=1"' in body(finance, "/funds/banking/")
    counted = [
        finance.get(f"/funds/payments/?to_pay={union}&account={has}").context["table"] for has in (1, 0)
    ]
    assert [len(table.rows) for table in counted] == [1, 0]
