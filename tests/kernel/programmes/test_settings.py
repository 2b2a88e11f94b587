from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World

from lianshou.core.parameters import Undeclared, declared
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.programmes import actions
from lianshou.kernel.programmes.enums import Reason
from lianshou.kernel.programmes.models import Parameter
from lianshou.kernel.programmes.queries import parameter, rule_book
from lianshou.kernel.programmes.queries import settings as queries

TODAY = date(2020, 6, 24)
PLAIN, BY_TWO, ROOMS = "objection.working_days", "notice.working_days", "pairing.rooms"


def value(world: World, now: datetime, **facts: Any) -> Parameter:
    given = {
        "actor": world.officer,
        "key": PLAIN,
        "union": world.county,
        "value": "7",
        "starts_on": TODAY,
        "source": "关于公示工作的通知",
        "document_no": "阜工发〔2020〕3号",
        "dated_on": date(2020, 6, 1),
    }
    return actions.set_parameter(now=now, **(given | facts))


def refused(act: Any) -> Reason:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.reason  # type: ignore[return-value]


def holds(key: str, on: date = TODAY, region: str = "320923") -> Any:
    return parameter(key=key, region=region, on=on)


def test_federation_sets_its_own_region_and_no_other(world: World, now: datetime) -> None:
    row = value(world, now)
    assert (row.region, row.value, row.state, row.set_by) == ("320923", 7, "standing", world.officer)
    assert (holds(PLAIN), holds(PLAIN, region="320924"), holds(PLAIN, TODAY - timedelta(days=1))) == (
        7,
        10,
        10,
    )
    (entry,) = history_of(row)
    assert (entry.verb, entry.details["value"], entry.details["region"]) == ("setting.set", 7, "320923")
    for union in (world.city, world.foreign_county):
        with pytest.raises(PermissionDenied):
            value(world, now, union=union)


def test_what_changes_who_is_entitled_waits_for_a_second_person(world: World, now: datetime) -> None:
    row = value(world, now, key=BY_TWO)
    assert (row.state, holds(BY_TWO)) == ("proposed", 5)
    with pytest.raises(PermissionDenied):
        actions.confirm_parameter(actor=world.officer, row=row, now=now)
    row = actions.confirm_parameter(actor=world.approver, row=row, now=now)
    assert (row.state, row.decided_by, holds(BY_TWO)) == ("standing", world.approver, 7)
    verbs = [entry.verb for entry in history_of(row).order_by("pk")]
    assert verbs == ["setting.proposed", "setting.confirmed"]
    assert (
        refused(lambda: actions.confirm_parameter(actor=world.approver, row=row, now=now))
        == Reason.NOT_WAITING
    )


def test_nobody_confirms_what_they_entered(world: World, now: datetime) -> None:
    row = value(world, now, key=BY_TWO)
    Parameter.objects.update(set_by=world.approver)
    for act in (actions.confirm_parameter, actions.refuse_parameter):
        words = {"words": "否"} if act is actions.refuse_parameter else {}
        assert refused(lambda: act(actor=world.approver, row=row, now=now, **words)) == Reason.SAME_PERSON  # noqa: B023


def test_day_in_the_past_waits_for_a_second_person(world: World, now: datetime) -> None:
    assert value(world, now, starts_on=TODAY - timedelta(days=1)).state == "proposed"


def test_refused_value_never_counts_and_says_why(world: World, now: datetime) -> None:
    row = value(world, now, key=BY_TWO)
    act = actions.refuse_parameter
    assert refused(lambda: act(actor=world.approver, row=row, words=" ", now=now)) == Reason.WORDS_MISSING
    row = act(actor=world.approver, row=row, words="文号不符", now=now)
    assert (row.state, row.words, holds(BY_TWO)) == ("refused", "文号不符", 5)
    assert value(world, now, key=BY_TWO).state == "proposed"


def test_value_to_come_is_withdrawn_and_one_in_force_is_not(world: World, now: datetime) -> None:
    later = value(world, now, starts_on=date(2020, 7, 1))
    assert (holds(PLAIN), holds(PLAIN, date(2020, 7, 1))) == (10, 7)
    withdraw = actions.withdraw_parameter
    assert (
        refused(lambda: withdraw(actor=world.officer, row=later, words="", now=now)) == Reason.WORDS_MISSING
    )
    assert withdraw(actor=world.officer, row=later, words="文件撤销", now=now).state == "withdrawn"
    assert holds(PLAIN, date(2020, 7, 1)) == 10
    standing = value(world, now)
    assert (
        refused(lambda: withdraw(actor=world.officer, row=standing, words="错", now=now)) == Reason.IN_FORCE
    )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"value": "0"}, Reason.BAD_VALUE),
        ({"value": "七"}, Reason.BAD_VALUE),
        ({"key": ROOMS, "value": {"city": {"low": 3, "high": 2, "most": 4}}}, Reason.BAD_VALUE),
        ({"document_no": " "}, Reason.DOCUMENT_NEEDED),
        ({"source": ""}, Reason.DOCUMENT_NEEDED),
        ({"dated_on": None}, Reason.DOCUMENT_NEEDED),
        ({"dated_on": date(2020, 6, 25)}, Reason.DATED_LATER),
    ],
)
def test_wrong_value_writes_nothing(
    world: World, now: datetime, facts: dict[str, Any], reason: Reason
) -> None:
    assert refused(lambda: value(world, now, **facts)) == reason
    assert Parameter.objects.count() == 0


def test_township_sets_nothing(world: World, now: datetime) -> None:
    assert refused(lambda: value(world, now, union=world.township)) == Reason.NO_REGION


def test_one_value_a_day(world: World, now: datetime) -> None:
    value(world, now)
    assert refused(lambda: value(world, now, value="8")) == Reason.SET_ALREADY
    with pytest.raises(IntegrityError):
        ParameterFactory(key=PLAIN, region="320923", starts_on=TODAY)


def test_undeclared_key_is_refused_loudly(world: World, now: datetime) -> None:
    for ask in (lambda: holds("notice.days"), lambda: value(world, now, key="notice.days")):
        with pytest.raises(Undeclared):
            ask()


def test_book_of_rules_answers_many_regions_from_one_query(
    world: World, django_assert_num_queries: Any
) -> None:
    ParameterFactory(key=PLAIN, region="32", value=8)
    ParameterFactory(key=PLAIN, region="320923", value=9, starts_on=date(2020, 6, 1))
    ParameterFactory(key=PLAIN, region="320923", value=1, starts_on=TODAY, state="proposed")
    with django_assert_num_queries(1):
        book = rule_book(PLAIN, BY_TWO)
        found = [book.value(PLAIN, region=code, on=TODAY) for code in ("320923", "320924", "110000", "")]
        found.append(book.value(BY_TWO, region="320923", on=TODAY))
    assert found == [9, 8, 10, 10, 5]


def test_ranks_tell_where_a_value_comes_from(world: World) -> None:
    ParameterFactory(key=PLAIN, region="", value=11)
    ParameterFactory(key=PLAIN, region="3209", value=8)
    ranks = queries.ranks_of(key=PLAIN, region="320923", on=TODAY)
    assert [(one.title.zh, one.row and one.row.value, one.holds) for one in ranks] == [
        ("系统默认", None, False),
        ("全国", 11, False),
        ("江苏省", None, False),
        ("盐城市", 8, True),
        ("阜宁县", None, False),
    ]


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def rows(client: Client, asked: str = "") -> dict[str, tuple[str, str]]:
    table = client.get(f"/programmes/settings/?{asked}").context["table"]
    return {
        row.record.key: (row.record.said.zh, row.record.where.zh if row.record.where else "系统默认")
        for row in table.rows
    }


@time_machine.travel("2020-06-24", tick=False)
def test_list_shows_every_setting_as_it_holds_in_the_own_region(desk: Client, world: World) -> None:
    ParameterFactory(key=PLAIN, region="3209", value=8)
    ParameterFactory(key=PLAIN, region="320923", value=6, starts_on=date(2020, 7, 1))
    shown = rows(desk)
    assert set(shown) == {one.key for one in declared}
    assert (shown[PLAIN], shown[BY_TWO]) == (("8个工作日", "盐城市"), ("5个工作日", "系统默认"))
    assert rows(desk, "on=2020-07-01")[PLAIN] == ("6个工作日", "阜宁县")
    assert rows(desk, "region=32")[PLAIN] == ("10个工作日", "系统默认")
    assert set(rows(desk, "owner=objection")) == {PLAIN, "objection.keep_months"}
    assert set(rows(desk, "show=own")) == {PLAIN}
    assert set(rows(desk, "q=帮带家数")) == {ROOMS}
    assert rows(desk, "q=没有这个") == {}
    assert "2020-07-01 6个工作日" in " ".join(desk.get("/programmes/settings/").content.decode().split())


def test_list_sorts_and_asks_as_many_queries_for_three_values_as_for_one(desk: Client, world: World) -> None:
    counts = []
    for days in (1, 2, 3):
        ParameterFactory(key=PLAIN, region="320923", starts_on=date(2020, 1, days))
        with CaptureQueriesContext(connection) as asked:
            assert desk.get("/programmes/settings/?sort=-where").status_code == 200
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
    assert next(iter(rows(desk, "sort=-where"))) == PLAIN


def test_export_holds_the_filtered_settings(desk: Client, world: World) -> None:
    content = desk.get("/programmes/settings/export.xlsx?owner=objection").content
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    found = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[:4] for row in found] == [
        ("异议答复期限", "公示异议", "10个工作日", "系统默认"),
        ("异议人姓名、联系方式保存期", "公示异议", "12个月", "系统默认"),
    ]


GIVEN = {
    "starts_on": "2020-07-01",
    "source": "通知",
    "document_no": "阜工发〔2020〕3号",
    "dated_on": "2020-06-01",
}


@time_machine.travel("2020-06-24 09:00", tick=False)
def test_officer_sets_a_value_and_reads_it_on_the_page(desk: Client, world: World) -> None:
    page = f"/programmes/settings/{PLAIN}/"
    assert desk.get(page).context["form"]["value"].value() == 10
    answer = desk.post(f"{page}set/", GIVEN | {"union": world.county.pk, "value": "6"}, follow=True)
    text = answer.content.decode()
    assert ("已设定，从起始之日起执行。" in text, "阜工发〔2020〕3号" in text) == (True, True)
    assert Parameter.objects.get().value == 6


@time_machine.travel("2020-06-24 09:00", tick=False)
def test_wrong_value_keeps_what_was_typed(desk: Client, world: World) -> None:
    given = GIVEN | {"union": world.county.pk, "value": "99"}
    answer = desk.post(f"/programmes/settings/{PLAIN}/set/", given)
    form = answer.context["form"]
    assert (answer.status_code, form.errors["value"]) == (422, ["请填1到60之间的数。"])
    assert (form["value"].value(), form["document_no"].value()) == ("99", "阜工发〔2020〕3号")
    given = GIVEN | {"union": world.foreign_county.pk, "value": "9"}
    assert [*desk.post(f"/programmes/settings/{PLAIN}/set/", given).context["form"].errors] == ["union"]
    assert Parameter.objects.count() == 0


@time_machine.travel("2020-06-24 09:00", tick=False)
def test_table_is_typed_cell_by_cell_and_confirmed_by_another(client: Client, world: World) -> None:
    client.force_login(world.officer)
    cells = {"value-city-low": "2", "value-city-high": "3", "value-city-most": "5"}
    client.post(f"/programmes/settings/{ROOMS}/set/", GIVEN | cells | {"union": world.county.pk})
    row = Parameter.objects.get()
    assert (row.value, row.state) == ({"city": {"low": 2, "high": 3, "most": 5}}, "standing")


@time_machine.travel("2020-06-24 09:00", tick=False)
def test_second_person_finds_what_waits_and_confirms(client: Client, world: World, now: datetime) -> None:
    row = value(world, now, key=BY_TWO)
    client.force_login(world.approver)
    assert [one.pk for one, _said in client.get("/programmes/settings/").context["waiting"]] == [row.pk]
    (item,) = queries.desk_items(actor=world.approver, today=TODAY)
    assert (item.title, item.url) == ("复核：公示期最短天数", f"/programmes/settings/{BY_TWO}/")
    assert queries.desk_items(actor=world.officer, today=TODAY) == []
    answer = client.post(f"/programmes/settings/values/{row.pk}/confirm/", follow=True)
    assert "已复核通过" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "standing"


@time_machine.travel("2020-06-24 09:00", tick=False)
def test_values_are_withdrawn_and_refused_with_words_on_the_page(
    client: Client, world: World, now: datetime
) -> None:
    later, waiting = value(world, now, starts_on=date(2020, 7, 1)), value(world, now, key=BY_TWO)
    client.force_login(world.officer)
    client.post(f"/programmes/settings/values/{later.pk}/withdraw/", {"words": "撤销"})
    client.force_login(world.approver)
    client.post(f"/programmes/settings/values/{waiting.pk}/refuse/", {"words": "不符"})
    states = dict(Parameter.objects.values_list("key", "state"))
    assert states == {PLAIN: "withdrawn", BY_TWO: "refused"}


def test_unknown_setting_and_foreign_value_are_not_found(desk: Client, world: World, now: datetime) -> None:
    officer = person_with("officer", world.foreign_county)
    row = value(world, now, actor=officer, union=world.foreign_county, starts_on=date(2099, 1, 1))
    answers = [
        desk.get("/programmes/settings/notice.days/"),
        desk.post(f"/programmes/settings/values/{row.pk}/withdraw/", {"words": "撤"}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert list(queries.values_listed(actor=world.officer, key=PLAIN)) == []
