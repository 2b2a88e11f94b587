"""Aid of the year as columns of a layout: times, yuan and sorts of a household, on the page, in the files, in clear."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.world import World
from tests.kinds.aid.aided import CARD, NOW, family, make_aided

from lianshou.kernel.privacy.actions import approve_export, ask_export, fetch_export
from lianshou.kinds.aid.actions.shaping import save_column_map
from lianshou.kinds.aid.models import ColumnMap, Household
from lianshou.kinds.aid.queries.shaping import records_of, shape_of
from lianshou.kinds.aid.rules.shaping import SOURCES, Line, Shape, faults_of, written
from lianshou.kinds.aid.views.shaping import LAID_OUT

pytestmark = pytest.mark.django_db
LINES = (
    Line("姓名", "a.name"),
    Line("年度", "g.year"),
    Line("次数", "g.times"),
    Line("金额（万元）", "g.yuan", form="wan2"),
    Line("项目", "g.sorts", codes={"living": "01", "": "无"}),
)
WANTED = [["户主1", "2026", "2", "0.12", "01、法律援助"], ["户主2", "2026", "0", "0.00", "无"]]


@pytest.fixture
def laid(world: World) -> ColumnMap:
    """One household with money paid and a service done this year, money planned and money of last year; one with nothing."""
    aided = make_aided(world)
    helped, _other = family(world.guest, 1), family(world.guest, 2)
    living, law = aided.project(), aided.project("law")
    (paid,) = aided.plan(living, helped, yuan=1200)
    aided.pay(paid)
    (done,) = aided.plan(law, helped)
    type(done).objects.filter(pk=done.pk).update(state="given", given_on="2026-05-04")
    aided.plan(aided.project("medical"), helped, yuan=700)
    (old,) = aided.plan(aided.project("temporary"), helped, yuan=300)
    type(old).objects.filter(pk=old.pk).update(state="given", given_on="2025-12-31")
    shape = Shape("年度帮扶", 2021, "表", LINES)
    return save_column_map(actor=world.officer, union=world.county, shape=shape, now=NOW)


def cells(content: bytes) -> list[list[Any]]:
    return [list(row) for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


def test_fields_of_aid_are_known_and_a_layout_of_them_is_kept_whole(laid: ColumnMap) -> None:
    assert [key for key in SOURCES if key.startswith("g.")] == ["g.year", "g.times", "g.yuan", "g.sorts"]
    kept = shape_of(laid)
    assert (kept.lines, faults_of(kept)) == (LINES, [])


def test_aid_of_the_year_is_counted_and_that_of_another_year_is_not(laid: ColumnMap) -> None:
    rows = Household.objects.order_by("number")

    def told(year: int) -> list[list[str]]:
        found = records_of(rows, year=year)
        return [
            [
                written(SOURCES[line.source], one.value(line.source), form=line.form, codes=line.codes)
                for line in LINES
            ]
            for one in found
        ]

    assert told(2026) == WANTED
    assert [row[2:] for row in told(2025)] == [["1", "0.03", "临时救助"], ["0", "0.00", "无"]]


@time_machine.travel(NOW)
def test_files_hold_the_aid_and_nothing_hidden(client: Client, world: World, laid: ColumnMap) -> None:
    client.force_login(world.officer)
    book = client.get(reverse("aid:write_shape", args=[laid.pk])).content
    assert cells(book)[-2:] == WANTED
    text = client.get(reverse("aid:write_shape", args=[laid.pk]), {"as": "gb18030"}).content.decode("gb18030")
    assert (text.splitlines()[1:], CARD in text) == ([",".join(row) for row in WANTED], False)
    assert "01、法律援助" in client.get(reverse("aid:shape", args=[laid.pk])).content.decode()


@time_machine.travel(NOW)
def test_the_list_in_clear_holds_the_same_aid(world: World, laid: ColumnMap) -> None:
    export = ask_export(
        actor=world.officer, listing=LAID_OUT, union=world.county, query=f"map={laid.pk}",
        fields=list(LAID_OUT.fields()), purpose="other", recipient="省总工会", words="报送", now=NOW,
    )  # fmt: skip
    approve_export(actor=person_with("approver", world.county, name="梁批准"), export=export, now=NOW)
    assert cells(fetch_export(actor=world.officer, export=export, now=NOW))[1:] == WANTED
