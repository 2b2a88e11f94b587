"""Check-lists of households: kept and carried over, who may, what is counted, what waits; the pages and the plan on paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World
from tests.kinds.aid.helped import household_at

from lianshou.core.figures import Ratio
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.figures.queries import Narrowing, all_figures, number_of
from lianshou.kinds.aid.actions.checking import Said, take_checklist
from lianshou.kinds.aid.enums import CheckReason, CheckSort
from lianshou.kinds.aid.models import CheckedLine, Checking, Household
from lianshou.kinds.aid.queries import waiting_for
from lianshou.kinds.aid.queries.checking import check_settings, lines_of_check, overview

pytestmark = pytest.mark.django_db
SECRET = "材料交到街道了"


@pytest.fixture
def household(world: World) -> Household:
    return household_at(world.host, 1)


def said(**states: str) -> dict[str, Said]:
    return {f"safety.{key}": Said(state=state) for key, state in states.items()}


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_check_keeps_the_words_of_its_day_and_leaves_its_trace(
    world: World, household: Household, now: datetime
) -> None:
    told = said(living="open", medical="met") | {"safety.work": Said(state="under_way", note=SECRET)}
    check = take_checklist(actor=world.officer, household=household, told=told, now=now)
    today = timezone.localdate(now)
    found = [(one.key, one.words, one.state, one.since, one.due_on) for one in lines_of_check(check)]
    assert found == [
        ("living", "基本生活", "open", today, today + timedelta(days=90)),
        ("medical", "基本医疗", "met", today, None),
        ("work", "就业创业", "under_way", today, None),
    ]
    line = Entry.objects.get(verb="checklist.taken")
    assert (line.subject_id, line.details) == (str(household.pk), {"lines": 3})
    assert SECRET not in str(line.details)


def test_the_next_check_carries_over_what_nobody_speaks_of(
    world: World, household: Household, now: datetime
) -> None:
    told: dict[str, Any] = {"actor": world.officer, "household": household}
    first = take_checklist(told=said(living="open", medical="open"), now=now, **told)
    later = now + timedelta(days=30)
    second = take_checklist(told=said(medical="met"), seen=first.pk, now=later, **told)
    today = timezone.localdate(now)
    assert [(one.key, one.state, one.since) for one in lines_of_check(second)] == [
        ("living", "open", today),
        ("medical", "met", today + timedelta(days=30)),
    ]
    assert [one.state for one in lines_of_check(first)] == ["open", "open"]


def test_who_comes_second_is_told(world: World, household: Household, now: datetime) -> None:
    told: dict[str, Any] = {"actor": world.officer, "household": household, "now": now}
    take_checklist(told=said(living="open"), **told)
    with pytest.raises(Refused) as refused:
        take_checklist(told=said(living="met"), **told)
    assert refused.value.reason is CheckReason.OVERTAKEN
    assert Checking.objects.count() == 1


def test_only_who_writes_in_the_file_may(world: World, household: Household, now: datetime) -> None:
    for other in (world.leader, world.foreign_officer):
        with pytest.raises(PermissionDenied):
            take_checklist(actor=other, household=household, told=said(living="met"), now=now)
    assert not Checking.objects.exists()


def test_lines_are_those_of_the_region_and_the_day(world: World) -> None:
    region = world.county.division_code
    ParameterFactory(
        key="aid.full_coverages", region=region, value={"1": {"words": "医疗互助：全员参加"}},
        starts_on=date(2026, 1, 1),
    )  # fmt: skip
    before = check_settings(union=world.host, on=date(2025, 12, 31))
    after = check_settings(union=world.host, on=date(2026, 1, 1))
    assert before.unset == (CheckSort.COVERAGE, CheckSort.MEASURE)
    assert (after.unset, [one.name for one in after.lines[CheckSort.COVERAGE]]) == (
        (CheckSort.MEASURE,),
        ["医疗互助"],
    )


def test_the_overview_counts_the_check_that_holds(world: World, household: Household, now: datetime) -> None:
    told: dict[str, Any] = {"actor": world.officer, "now": now}
    first = take_checklist(household=household, told=said(living="open", work="not_needed"), **told)
    take_checklist(household=household, told=said(living="met"), seen=first.pk, **told)
    take_checklist(household=household_at(world.host, 2), told=said(living="open"), **told)
    household_at(world.host, 3)
    household_at(world.host, 4, state="checking")
    lines, (row,) = overview(actor=world.officer, sort=CheckSort.SAFETY, today=timezone.localdate(now))
    assert [one.key for one in lines] == ["living", "medical", "schooling", "housing", "work", "insurance"]
    assert (row.union, row.on_file, row.unchecked) == (world.host, 3, 1)
    living, work = row.cells["safety.living"], row.cells["safety.work"]
    assert (living.met, living.open, living.needed) == (1, 1, 2)
    assert (work.not_needed, work.needed) == (1, 0)


def test_figures_leave_out_what_is_not_needed(world: World, household: Household, now: datetime) -> None:
    told: dict[str, Any] = {"actor": world.officer, "now": now}
    take_checklist(household=household, told=said(living="met", medical="open", work="not_needed"), **told)
    household_at(world.host, 2)
    today = timezone.localdate(now)

    def number(slug: str) -> int:
        figure: Any = all_figures()[slug]
        return int(number_of(figure=figure, actor=world.leader, today=today, to=Narrowing()))

    slugs = ("aid-checked", "aid-lines-needed", "aid-lines-met", "aid-coverage-needed", "aid-coverage-met")
    assert [number(one) for one in slugs] == [1, 2, 1, 0, 0]
    rate: Any = all_figures()["aid-lines-rate"]
    assert isinstance(rate, Ratio)
    assert (rate.numerator, rate.denominator) == ("aid-lines-met", "aid-lines-needed")


def test_what_waits_are_lists_of_this_year_and_lines_past_their_day(
    world: World, household: Household, now: datetime
) -> None:
    today = timezone.localdate(now)

    def waits(day: date) -> dict[str, str]:
        rows = waiting_for(actor=world.officer, today=day)
        return {one.key.split(":")[1]: one.url for one in rows}

    assert f"?checked=0&union={world.host.pk}" in waits(today)["unchecked"]
    take_checklist(actor=world.officer, household=household, told=said(living="open"), now=now)
    assert not {"unchecked", "lines"} & waits(today).keys()
    late = waits(today + timedelta(days=91))
    assert "late=1" in late["lines"]


def test_the_page_begins_with_what_is_known_and_saves_by_taps(world: World, household: Household) -> None:
    client, address = as_(world.officer), reverse("aid:checklist", args=[household.pk])
    page = client.get(address).content.decode()
    assert "正式内容" in page
    assert page.count('type="radio"') == 6 * 4
    sent = {"state-safety.living": "met", "state-safety.work": "open", "note-safety.work": SECRET}
    assert client.post(address, sent).status_code == 302
    again = client.get(address).content.decode()
    assert SECRET not in again
    refused = client.post(address, sent | {"checked_on": "2099-01-01", "seen": Checking.objects.get().pk})
    assert refused.status_code == 422
    kept = refused.content.decode()
    assert "2099-01-01" in kept
    assert SECRET in kept
    assert CheckedLine.objects.count() == 2


def test_who_reads_only_sees_the_lines_and_no_form(world: World, household: Household, now: datetime) -> None:
    take_checklist(actor=world.officer, household=household, told=said(living="open"), now=now)
    address = reverse("aid:checklist", args=[household.pk])
    page = as_(world.leader).get(address)
    assert page.status_code == 200
    assert 'type="radio"' not in page.content.decode()
    assert "基本生活" in page.content.decode()
    assert as_(world.leader).post(address, {"state-safety.living": "met"}).status_code == 403
    assert as_(world.foreign_officer).get(address).status_code == 404


def test_numbers_of_the_overview_open_to_their_lines(
    world: World, household: Household, now: datetime
) -> None:
    take_checklist(actor=world.officer, household=household, told=said(living="open", work="met"), now=now)
    client = as_(world.officer)
    page = client.get(reverse("aid:checklists")).content.decode()
    query = f"?line=safety.living&amp;state=open&amp;union={world.host.pk}"
    assert query in page
    rows = client.get(reverse("aid:checked_lines") + query.replace("&amp;", "&")).context["table"].rows
    assert [row.record.key for row in rows] == ["living"]
    unset = client.get(reverse("aid:checklists") + "?list=measure").content.decode()
    assert "正式内容" in unset
    book = client.get(reverse("aid:export_checked_lines"))
    assert book.status_code == 200
    assert book["Content-Disposition"].startswith("attachment")


def test_the_plan_is_one_sheet_without_the_note(world: World, household: Household, now: datetime) -> None:
    told = said(living="open") | {"safety.work": Said(state="met", note=SECRET)}
    take_checklist(actor=world.officer, household=household, told=told, now=now)
    content = as_(world.officer).get(reverse("aid:plan_sheet", args=[household.pk])).content
    words = "\n".join(
        cell.text for table in Document(BytesIO(content)).tables for row in table.rows for cell in row.cells
    )
    assert "基本生活" in words
    assert "未落实" in words
    assert "√ 落实" in words
    assert SECRET not in words


def test_the_register_is_narrowed_by_the_check_of_this_year(world: World, household: Household) -> None:
    other, client = household_at(world.host, 2), as_(world.officer)
    take_checklist(actor=world.officer, household=household, told=said(living="met"), now=timezone.now())

    def found(checked: str) -> list[int]:
        rows = client.get(reverse("aid:households"), {"checked": checked}).context["table"].rows
        return [row.record.pk for row in rows]

    assert (found("0"), found("1")) == ([other.pk], [household.pk])
    lines = client.get(reverse("aid:checked_lines"), {"q": household.number}).context["table"].rows
    assert [row.record.key for row in lines] == ["living"]
