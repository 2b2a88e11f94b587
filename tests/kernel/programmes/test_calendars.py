from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories.calendars import confirmed
from tests.factories.world import World

from lianshou.china.working_days import UnconfirmedYear
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.programmes.actions import amend_day, confirm_year, propose_year
from lianshou.kernel.programmes.enums import CalendarState, DaySort, Reason
from lianshou.kernel.programmes.models import CalendarDay, CalendarYear
from lianshou.kernel.programmes.queries import months_of, unconfirmed_years, working_days
from lianshou.kernel.programmes.rules import why_not_amend, why_not_confirm, why_not_propose

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 24, 5, 0, tzinfo=UTC)
NOTICE = "国办发明电〔2019〕16号"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keeper(client: Client, world: World) -> Client:
    client.force_login(world.system_admin)
    return client


def refusal(call: Any, **facts: Any) -> Any:
    with pytest.raises(Refused) as refused, transaction.atomic():
        call(**facts)
    return refused.value.reason


def verbs() -> list[str]:
    return list(
        Entry.objects.order_by("pk").filter(verb__startswith="calendar").values_list("verb", flat=True)
    )


def test_year_is_proposed_compared_and_confirmed(world: World) -> None:
    keeper = world.system_admin
    calendar = propose_year(actor=keeper, year=2020, now=NOW)
    assert (calendar.state, calendar.days.filter(is_working=True).count()) == (CalendarState.PROPOSED, 6)
    with pytest.raises(UnconfirmedYear):
        working_days().is_working(date(2020, 6, 24))
    calendar = confirm_year(actor=keeper, calendar=calendar, document_no=f" {NOTICE} ", now=NOW)
    assert (calendar.document_no, calendar.confirmed_by, calendar.confirmed_at) == (NOTICE, keeper, NOW)
    assert working_days().add(date(2020, 9, 25), 5) == date(2020, 10, 9)
    assert verbs() == ["calendar.proposed", "calendar.confirmed"]


def test_year_without_swapped_days_is_confirmed_only_by_who_says_so(world: World) -> None:
    calendar = propose_year(actor=world.system_admin, year=2030, now=NOW)
    facts = {"actor": world.system_admin, "calendar": calendar, "document_no": NOTICE, "now": NOW}
    assert refusal(confirm_year, **facts) == Reason.NO_SWAPPED_DAYS
    assert confirm_year(**facts, knows_none=True).is_confirmed


def test_confirmed_year_changes_only_with_a_reason_that_stays_in_the_book(world: World) -> None:
    (calendar,) = confirmed(2020)
    facts = {"actor": world.system_admin, "calendar": calendar, "day": date(2020, 2, 3), "now": NOW}
    assert refusal(amend_day, **facts, sort="holiday", name="春节") == Reason.WHY_MISSING
    amend_day(**facts, sort="holiday", name="春节", words="国办发明电〔2020〕1号")
    assert not working_days().is_working(date(2020, 2, 3))
    entry = Entry.objects.get(verb="calendar.amended")
    assert entry.details == {
        "day": "2020-02-03",
        "before": "ordinary",
        "after": "holiday",
        "reason": "国办发明电〔2020〕1号",
    }
    amend_day(**facts, sort="ordinary", words="更正")
    assert working_days().is_working(date(2020, 2, 3))


def test_proposed_year_is_laid_out_anew_and_a_confirmed_one_is_not(world: World) -> None:
    keeper = world.system_admin
    calendar = propose_year(actor=keeper, year=2024, now=NOW)
    amend_day(actor=keeper, calendar=calendar, day=date(2024, 2, 9), sort="holiday", name="除夕", now=NOW)
    again = propose_year(actor=keeper, year=2024, now=NOW)
    assert (again.pk, again.days.filter(day=date(2024, 2, 9)).exists()) == (calendar.pk, False)
    confirm_year(actor=keeper, calendar=again, document_no="国办发明电〔2023〕7号", now=NOW)
    assert refusal(propose_year, actor=keeper, year=2024, now=NOW) == Reason.YEAR_EXISTS
    facts = {"actor": keeper, "calendar": again, "document_no": "x", "now": NOW}
    assert refusal(confirm_year, **facts) == Reason.YEAR_CONFIRMED


@pytest.mark.parametrize("who", ["officer", "approver", "leader", "security_admin", "audit_admin", "nobody"])
def test_calendars_are_kept_by_system_administrators_alone(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        propose_year(actor=getattr(world, who), year=2020, now=NOW)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"day": date(2021, 1, 4)}, Reason.OTHER_YEAR),
        ({"day": date(2020, 1, 25)}, Reason.AS_THE_WEEK),
        ({"sort": "worked"}, Reason.AS_THE_WEEK),
        ({"before": "holiday", "same_name": True}, Reason.UNCHANGED),
        ({"before": "holiday", "same_name": False}, None),
        ({"sort": "ordinary"}, Reason.UNCHANGED),
        ({"sort": "ordinary", "before": "holiday"}, None),
        ({"state": "confirmed"}, Reason.WHY_MISSING),
        ({"state": "confirmed", "words": "文号"}, None),
    ],
)
def test_rule_of_amending(facts: dict[str, Any], reason: Reason | None) -> None:
    usual: dict[str, Any] = {
        "state": "proposed",
        "year": 2020,
        "day": date(2020, 1, 24),
        "sort": "holiday",
        "before": "ordinary",
        "same_name": False,
        "words": " ",
    }
    assert why_not_amend(**(usual | facts)) == reason


def test_rules_of_proposing_and_confirming() -> None:
    found = [why_not_propose(year=year, state=None) for year in (2007, 2008, 2100, 2101)]
    assert found == [Reason.YEAR_UNKNOWN, None, None, Reason.YEAR_UNKNOWN]
    assert why_not_propose(year=2020, state="proposed") is None
    facts: dict[str, Any] = {"state": "proposed", "swapped": 6, "knows_none": False}
    assert why_not_confirm(document_no=" ", **facts) == Reason.DOCUMENT_MISSING


def test_calendar_of_a_region_goes_before_that_of_the_country() -> None:
    confirmed(2020)
    (region,) = confirmed(2020, region="54")
    CalendarDay.objects.create(calendar=region, day=date(2020, 2, 24), is_working=False, name="藏历新年")
    days = date(2020, 2, 24)
    assert [working_days(region=code).is_working(days) for code in ("", "320923", "540102")] == [
        True,
        True,
        False,
    ]


def test_unconfirmed_years_are_named() -> None:
    confirmed(2020, 2022)
    assert unconfirmed_years(first=date(2020, 5, 1), last=date(2023, 1, 1)) == [2021, 2023]


def test_database_knows_one_calendar_to_a_year_and_none_confirmed_without_a_notice() -> None:
    confirmed(2020)
    for facts in ({"year": 2020}, {"year": 2021, "state": "confirmed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarYear.objects.create(proposed_at=NOW, **facts)


def test_wall_calendar_holds_every_day_under_its_weekday() -> None:
    (calendar,) = confirmed(2020)
    months = months_of(calendar)
    cells = [cell for _, weeks in months for week in weeks for cell in week if cell]
    assert (len(months), len(cells)) == (12, 366)
    assert all(
        week[n][0].weekday() == n
        for _, weeks in months
        for week in weeks
        for n in range(len(week))
        if week[n]
    )
    assert sum(special is not None for _, special in cells) == calendar.days.count()


# --- pages


def test_page_announces_years_that_are_not_confirmed(client: Client, world: World) -> None:
    client.force_login(world.officer)
    page = client.get("/programmes/calendars/").content.decode()
    assert "2020年的工作日历尚未确认" in page
    confirmed(2020)
    page = client.get("/programmes/calendars/").content.decode()
    assert ("涉及2020年" in page, "2021年的工作日历尚未确认" in page) == (False, True)
    confirmed(2021)
    assert "尚未确认，" not in client.get("/programmes/calendars/").content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("day=2020-09-25&n=5", "2020年10月9日"),
        ("day=2020-12-30&n=5", "2021年的工作日历尚未确认，不能推算。"),
        ("day=2020-13-30&n=5", "text-danger"),
    ],
)
def test_page_counts_or_says_why_not(client: Client, world: World, query: str, words: str) -> None:
    confirmed(2020)
    client.force_login(world.leader)
    answer = client.get(f"/programmes/calendars/?{query}")
    assert (answer.status_code, words in answer.content.decode()) == (200, True)


def test_keeper_lays_out_compares_and_confirms_on_the_pages(keeper: Client) -> None:
    assert (
        keeper.post("/programmes/calendars/propose/", {"year": "2020"})["Location"]
        == "/programmes/calendars/2020/"
    )
    page = keeper.get("/programmes/calendars/2020/").content.decode()
    assert ("待确认" in page, "程序库还不知道" in page, page.count("pg-worked")) == (True, False, 7)
    answer = keeper.post("/programmes/calendars/2020/confirm/", {"document_no": ""})
    assert (answer.status_code, [*answer.context["confirm_form"].errors]) == (422, ["document_no"])
    keeper.post("/programmes/calendars/2020/confirm/", {"document_no": NOTICE})
    page = keeper.get("/programmes/calendars/2020/").content.decode()
    assert (NOTICE in page, "确认本年度日历" in page) == (True, False)


def test_bare_year_warns_and_asks_for_a_word(keeper: Client) -> None:
    keeper.post("/programmes/calendars/propose/", {"year": "2030"})
    assert "程序库还不知道" in keeper.get("/programmes/calendars/2030/").content.decode()
    answer = keeper.post("/programmes/calendars/2030/confirm/", {"document_no": NOTICE})
    assert [*answer.context["confirm_form"].errors] == ["knows_none"]
    answer = keeper.post("/programmes/calendars/2030/confirm/", {"document_no": NOTICE, "knows_none": "on"})
    assert answer.status_code == 302


def test_refused_forms_keep_what_was_typed(keeper: Client) -> None:
    confirmed(2020)
    facts = {"day": "2020-02-03", "sort": DaySort.HOLIDAY, "name": "春节延长", "words": ""}
    answer = keeper.post("/programmes/calendars/2020/amend/", facts)
    assert (answer.status_code, [*answer.context["day_form"].errors]) == (422, ["words"])
    assert "春节延长" in answer.content.decode()
    assert keeper.post("/programmes/calendars/2020/amend/", facts | {"words": "文号"}).status_code == 302
    answer = keeper.post("/programmes/calendars/propose/", {"year": "2020"})
    assert [*answer.context["year_form"].errors] == ["year"]
    assert keeper.get("/programmes/calendars/2040/").status_code == 404


@pytest.mark.parametrize("who", ["officer", "host_account", "audit_admin", "nobody"])
def test_everybody_reads_and_nobody_else_writes(client: Client, world: World, who: str) -> None:
    confirmed(2020)
    client.force_login(getattr(world, who))
    assert client.get("/programmes/calendars/2020/").status_code == 200
    assert client.post("/programmes/calendars/propose/", {"year": "2021"}).status_code == 403
    assert client.post("/programmes/calendars/2020/amend/", {}).status_code == 403


def test_list_narrows_sorts_and_exports(keeper: Client) -> None:
    confirmed(2019, 2020, 2021)
    CalendarYear.objects.create(year=2022, proposed_at=NOW)

    def years(query: str) -> list[int]:
        return [
            row.record.year for row in keeper.get(f"/programmes/calendars/?{query}").context["table"].rows
        ]

    assert years("") == [2022, 2021, 2020, 2019]
    assert years("state=confirmed&sort=year") == [2019, 2020, 2021]
    assert (years("q=2020"), years("q=1999")) == ([2020], [])
    book = load_workbook(
        BytesIO(keeper.get("/programmes/calendars/export.xlsx?state=proposed").content)
    ).active
    assert book is not None
    assert [row[:2] for row in book.iter_rows(min_row=2, values_only=True)] == [("2022", "待确认")]


def test_list_asks_as_many_queries_for_three_rows_as_for_one(keeper: Client) -> None:
    counts = []
    for year in (2018, 2019, 2020):
        confirmed(year)
        with CaptureQueriesContext(connection) as queries:
            keeper.get("/programmes/calendars/")
        counts.append(len(queries))
    assert counts == counts[:1] * 3
