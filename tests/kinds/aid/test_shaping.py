from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.world import World
from tests.kinds.aid.answers import HEAD, SPOUSE
from tests.kinds.aid.sheets import CARD, book_of, household, sound
from tests.kinds.aid.test_importing import meant, opened, problems, told

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.actions import take_rows
from lianshou.kernel.privacy.actions import approve_export, ask_export, fetch_export
from lianshou.kinds.aid.actions.shaping import save_column_map
from lianshou.kinds.aid.enums import ShapeReason, Spread
from lianshou.kinds.aid.forms.shaping import MOST_LINES, as_posted, rearranged, rows_typed
from lianshou.kinds.aid.models import ColumnMap, Household, Member, Survey, Verification
from lianshou.kinds.aid.rules.form import Sort, fen_of, with_births
from lianshou.kinds.aid.rules.shaping import (
    SOURCES,
    Line,
    Record,
    Shape,
    built_in,
    codes_from,
    codes_said,
    faults_of,
    written,
)
from lianshou.kinds.aid.views.shaping import LAID_OUT

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def cells(content: bytes, sheet: int = 0) -> list[list[Any]]:
    book = load_workbook(BytesIO(content))
    return [[cell or "" for cell in row] for row in book.worksheets[sheet].iter_rows(values_only=True)]


def clear(_hide: Any, value: str) -> str:
    return value


@pytest.mark.parametrize(
    ("source", "value", "form", "codes", "text"),
    [
        ("a.cause", "illness", "", {"illness": "6"}, "6"),
        ("a.cause", "illness", "", {}, "重特大疾病"),
        ("a.secondary", ["schooling", "other"], "", {"schooling": "9"}, "9、其他"),
        ("a.single_parent", "1", "", {}, "是"),
        ("a.single_parent", "", "", {"1": "1", "": "0"}, "0"),
        ("a.income_wages", "1200.5", "yuan2", {}, "1200.50"),
        ("a.income_wages", "1200.5", "yuan0", {}, "1201"),
        ("a.income_wages", "62400", "wan2", {}, "6.24"),
        ("a.income_wages", "1200.5", "fen", {}, "120050"),
        ("a.income_wages", "", "yuan2", {}, ""),
        ("f.filed_on", "2019-03-01", "day_plain", {}, "20190301"),
        ("f.filed_on", "2019-03-01", "day_cn", {}, "2019年3月1日"),
        ("f.filed_on", "2019-03-01", "day_slash", {}, "2019/3/1"),
        ("f.filed_on", "2019-03-01", "month", {}, "2019-03"),
    ],
)
def test_values_are_written_as_the_system_wants_them(
    source: str, value: Any, form: str, codes: dict[str, str], text: str
) -> None:
    assert written(SOURCES[source], value, form=form, codes=codes) == text


@given(st.integers(min_value=0, max_value=10**11))
def test_amounts_lose_nothing_in_fen_and_with_two_decimals(fen: int) -> None:
    wages = SOURCES["a.income_wages"]
    kept = f"{fen // 100}.{fen % 100:02d}"
    assert written(wages, kept, form="fen") == str(fen)
    assert fen_of(written(wages, kept, form="yuan2")) == fen


@given(
    st.dictionaries(
        st.sampled_from([key for key, _words in SOURCES["a.cause"].choices]),
        st.text("0123456789", min_size=1),
    )
)
def test_codes_are_read_as_they_are_shown(codes: dict[str, str]) -> None:
    cause = SOURCES["a.cause"]
    assert codes_from(codes_said(codes, cause), cause) == (codes, [])


def test_fields_that_are_gone_and_headings_twice_are_found() -> None:
    shape = Shape("甲", 2021, "表", (Line("姓名", "a.name"), Line("旧栏", "a.gone"), Line("姓名")))
    assert faults_of(shape) == [(1, False, ShapeReason.FIELD_GONE), (2, False, ShapeReason.TWICE)]
    assert faults_of(Shape("空", 2021, "表", ())) == [(-1, False, ShapeReason.NO_LINES)]
    assert shape.rows(Record({}, {"name": "示例"}), clear) == [["示例", "", ""]]


def test_members_stand_on_rows_of_their_own() -> None:
    lines, beside = (
        (Line("户主", "a.name"), Line("年度", "fixed", "2026")),
        (Line("成员", "m.name"), Line("户", "a.name")),
    )
    shape = Shape("甲", 2021, "表", lines, beside, spread=Spread.ROWS.value)
    record = Record({}, {"name": "甲", "members": [{"name": "乙"}, {"name": "丙"}]})
    assert shape.headings == ["户主", "年度", "成员", "户"]
    assert shape.rows(record, clear) == [
        ["甲", "2026", "", ""], ["甲", "2026", "乙", "甲"], ["甲", "2026", "丙", "甲"],
    ]  # fmt: skip
    assert shape.member_rows(record, clear) == []


def test_built_in_layouts_ask_for_every_field_of_their_form() -> None:
    for year in (2016, 2021):
        shape = built_in(year)
        assert faults_of(shape) == []
        asked = {line.source for line in shape.lines}
        assert {f"a.{one}" for one in ("name", "id_number", "cause", "bank_card")} <= asked
    assert all(
        line.form == "yuan2" for line in built_in(2021).lines if SOURCES[line.source].sort is Sort.YUAN
    )


@pytest.mark.django_db
def test_export_is_masked_and_told_to_the_book(client: Client, world: World) -> None:
    take_rows(actor=world.officer, batch=opened(world, book_of([sound()])), now=NOW)
    client.force_login(world.officer)
    url = reverse("aid:write_shape", args=["national-2021"])
    page = client.get(reverse("aid:shapes")).content.decode()
    assert ("0户在档困难职工家庭" in page, "?state=on_file" in page) == (True, True)
    assert "1户（不限状态）" in client.get(reverse("aid:shapes"), {"state": ""}).content.decode()
    Household.objects.update(state="on_file")
    head, row = cells(client.get(url).content)[:2]
    said = dict(zip(head, row, strict=True))
    assert (said["姓名"], said["身份证号"], said["工资性收入（元）"]) == (
        "陆小满",
        "320923********0111"[:3] + said["身份证号"][3:],
        "62400.00",
    )
    beside = cells(client.get(url).content, 1)
    everything = str(cells(client.get(url).content)) + str(beside)
    for secret in (HEAD, SPOUSE, CARD, "13812345678", "周小雨", "示例慢性病"):
        assert secret not in everything
    text = client.get(url, {"as": "gb18030"})
    assert text.content.decode("gb18030").splitlines()[0].startswith("全国系统档案编号,档案级别,")
    assert client.get(url, {"as": "csv"}).content.startswith(b"\xef\xbb\xbf")
    assert client.get(url, {"state": "ended"}).status_code == 200
    assert len(cells(client.get(url, {"state": "ended"}).content)) == 1
    line = Entry.objects.filter(verb="households.written").first()
    assert line is not None
    assert line.details == {"rows": 1, "layout": "national-2021"}


@pytest.mark.django_db
def test_unmasked_export_by_two_is_read_again_whole(world: World) -> None:
    given = [sound(outer_number="NN450001", filed_on="2019-03-01"), household(3)]
    take_rows(actor=world.officer, batch=opened(world, book_of(given)), now=NOW)
    fields = list(LAID_OUT.fields())
    export = ask_export(
        actor=world.officer, listing=LAID_OUT, union=world.county, query="map=national-2021", fields=fields,
        purpose="other", recipient="省总工会", words="报送", now=NOW,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        approve_export(actor=world.officer, export=export, now=NOW)
    approve_export(actor=person_with("approver", world.county, name="梁批准"), export=export, now=NOW)
    content = fetch_export(actor=world.officer, export=export, now=NOW)
    before = [told(one) for one in Survey.objects.order_by("household__number")]
    assert before == [
        meant({k: v for k, v in one.items() if k not in ("outer_number", "filed_on")}) for one in given
    ]
    files = list(
        Household.objects.order_by("number").values_list(
            "outer_number", "outer_filed_on", "level", "category"
        )
    )
    again = opened(world, content)
    assert [row.state for row in again.rows.all()] == ["bad", "bad"]  # both stand already
    for model in (Verification, Survey, Member):
        model.objects.all().delete()
    Household.objects.all().delete()
    again = opened(world, content)
    assert problems(again) == [[], []]
    take_rows(actor=world.officer, batch=again, now=NOW)
    whole = [told(one) for one in Survey.objects.order_by("household__number")]
    assert whole == [with_births(one) for one in before]  # days of birth are written, whoever left them out
    after = Household.objects.order_by("number").values_list(
        "outer_number", "outer_filed_on", "level", "category"
    )
    assert list(after) == files


def saved(world: World, **more: Any) -> ColumnMap:
    shape = Shape(
        "市总格式", 2021, "表", (Line("姓名", "a.name"), Line("主因", "a.cause", codes={"illness": "6"}))
    )
    return save_column_map(actor=world.officer, union=world.county, shape=shape, now=NOW, **more)


@pytest.mark.django_db
def test_layout_is_kept_copied_and_changed_on_its_page(client: Client, world: World) -> None:
    take_rows(actor=world.officer, batch=opened(world, book_of([sound()])), now=NOW)
    made = saved(world)
    client.force_login(world.officer)
    assert "市总格式" in client.get(reverse("aid:shapes")).content.decode()
    page = client.get(reverse("aid:shape", args=[made.pk]), {"state": ""})
    assert "陆小满" in page.content.decode()
    copy = client.get(reverse("aid:new_shape"), {"from": str(made.pk)})
    start = copy.context["line"].initial
    assert [one["heading"] for one in start] == ["姓名", "主因"]
    posted = {
        "union": world.county.pk, "name": "新格式", "vintage": "2021", "sheet_name": "表", "title": "", "spread": "none",
        "line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "0", "member-TOTAL_FORMS": "0", "member-INITIAL_FORMS": "0",
        "line-0-place": "20", "line-0-heading": "姓名", "line-0-source": "a.name",
        "line-1-place": "10", "line-1-heading": "主因", "line-1-source": "a.cause", "line-1-codes": "重特大疾病=06",
    }  # fmt: skip
    preview = client.post(reverse("aid:new_shape"), posted | {"preview": "1"})
    assert (preview.context["preview"].headings, preview.context["preview"].rows) == (
        ["主因", "姓名"],
        [["06", "陆小满"]],
    )
    assert ColumnMap.objects.count() == 1
    client.post(reverse("aid:new_shape"), posted)
    kept = ColumnMap.objects.get(name="新格式")
    assert kept.lines[0] == {
        "heading": "主因",
        "source": "a.cause",
        "fixed": "",
        "form": "",
        "codes": {"illness": "06"},
    }
    refused = client.post(reverse("aid:new_shape"), posted | {"line-1-codes": "胡写=1"})
    assert (refused.status_code, "胡写=1" in refused.content.decode()) == (422, True)
    assert client.post(reverse("aid:new_shape"), posted).status_code == 422  # the name is taken
    client.post(reverse("aid:remove_shape", args=[kept.pk]))
    assert not ColumnMap.objects.filter(name="新格式").exists()


@pytest.mark.django_db
def test_layout_is_used_below_and_not_beside(client: Client, world: World) -> None:
    made = saved(world)
    client.force_login(person_with("officer", world.township, name="乡镇干事"))
    assert client.get(reverse("aid:shape", args=[made.pk])).status_code == 200
    assert client.get(reverse("aid:edit_shape", args=[made.pk])).status_code == 404
    client.force_login(world.foreign_officer)
    assert client.get(reverse("aid:shape", args=[made.pk])).status_code == 404


def editor(*headings: str, **typed: str) -> dict[str, str]:
    """What the page sends of its columns, each asking for the name."""
    rows = [dict.fromkeys(("fixed", "way", "codes", "open"), "") for _heading in headings]
    for place, (row, heading) in enumerate(zip(rows, headings, strict=True), start=1):
        row |= {"place": str(place), "heading": heading, "source": "a.name", "was": ""}
    return as_posted(rows, "line") | typed


def headings(rows: Any) -> list[str]:
    return [row["heading"] for row in rows]


@pytest.mark.parametrize(
    ("verb", "was", "left"),
    [
        ("up", "2", "甲丙乙丁"),
        ("up", "0", "甲乙丙丁"),
        ("down", "0", "乙甲丙丁"),
        ("down", "3", "甲乙丙丁"),
        ("drop", "1", "甲丙丁"),
        ("edit", "1", "甲乙丙丁"),
        ("drop", "9", "甲乙丙丁"),
        ("drop", "x", "甲乙丙丁"),
    ],
)
def test_columns_are_rearranged(verb: str, was: str, left: str) -> None:
    rows = rearranged(rows_typed(editor(*"甲乙丙丁"), "line"), verb=verb, was=was)
    assert headings(rows) == list(left)
    assert [row["place"] for row in rows] == [str(n) for n in range(1, len(left) + 1)]
    assert [row["heading"] for row in rows if row["open"]] == (["乙"] if verb == "edit" else [])


@given(st.integers(0, 7), st.integers(1, 8))
def test_a_column_comes_to_stand_at_the_place_that_was_typed(was: int, place: int) -> None:
    rows = rows_typed(editor(*"甲乙丙丁戊己庚辛", **{f"line-{was}-place": str(place)}), "line")
    assert headings(rows).index("甲乙丙丁戊己庚辛"[was]) == place - 1
    assert [one for one in headings(rows) if one != "甲乙丙丁戊己庚辛"[was]] == [
        one for n, one in enumerate("甲乙丙丁戊己庚辛") if n != was
    ]


def test_fields_are_added_at_the_end_and_never_more_than_fit() -> None:
    rows = rearranged([], verb="add", chosen=["a.cause", "m.name", "blank"])
    assert [(row["heading"], row["source"], row["open"]) for row in rows] == [
        ("主要致困原因", "a.cause", ""), ("姓名", "m.name", ""), ("", "blank", "1"),
    ]  # fmt: skip
    assert len(rearranged(rows, verb="add", chosen=["a.name"] * 200)) == MOST_LINES
    assert rows_typed({"line-TOTAL_FORMS": "x"}, "line") == []


@pytest.mark.django_db
def test_layout_is_rearranged_on_its_page_and_kept_only_when_saved(client: Client, world: World) -> None:
    made = saved(world)
    client.force_login(world.officer)
    url = reverse("aid:edit_shape", args=[made.pk])
    page = client.get(url).content.decode()
    assert page.count("<select") == 5  # the layout's three, and what can be added; no column is open
    assert ("主因" in page, "1项代码" in page) == (True, True)
    head = {"union": world.county.pk, "name": "改名", "vintage": "2021", "sheet_name": "表", "spread": "none"}
    posted = head | {
        "member-TOTAL_FORMS": "0", "line-TOTAL_FORMS": "2",
        "line-0-place": "1", "line-0-heading": "姓名", "line-0-source": "a.name",
        "line-1-place": "2", "line-1-heading": "主因", "line-1-source": "a.cause", "line-1-codes": "胡写=1",
    }  # fmt: skip
    up = client.post(url, posted | {"act": "line:up:1"})
    assert [one["heading"] for one in up.context["line"].initial] == ["主因", "姓名"]
    assert up.context["line"].initial[0]["codes"] == "胡写=1"  # what was typed stays, sound or not
    assert 'value="改名"' in up.content.decode()
    opened_ = client.post(url, posted | {"act": "line:edit:1"}).content.decode()
    assert ('name="line-1-open"' in opened_, opened_.count("<textarea")) == (True, 1)
    more = client.post(url, posted | {"act": "line:add", "add-line-chosen": ["f.level", "a.phone"]})
    assert [one["heading"] for one in more.context["line"].initial][2:] == ["档案级别", "联系电话"]
    made.refresh_from_db()
    assert (made.name, len(made.lines)) == ("市总格式", 2)
    faulty = client.post(url, posted | {"save": "1"})
    assert (faulty.status_code, [one.is_open for one in faulty.context["line"]]) == (422, [False, True])
    client.post(url, posted | {"save": "1", "line-1-codes": "重特大疾病=6", "line-0-place": "2"})
    made.refresh_from_db()
    assert [line["heading"] for line in made.lines] == ["主因", "姓名"]


@pytest.mark.django_db
def test_layouts_are_searched_and_exported_beside_the_filters_of_households(
    client: Client, world: World
) -> None:
    made = saved(world)
    client.force_login(world.officer)
    url, book = reverse("aid:shapes"), reverse("aid:export_shapes")

    def found(query: str) -> list[Any]:
        rows = (
            client.get(url, query_params=dict(one.split("=") for one in query.split("&")))
            .context["table"]
            .rows
        )
        return [row.record for row in rows]

    for query, n in (
        ("map-q=市总", 1),
        ("map-q=省总", 0),
        ("map-vintage=2021", 1),
        ("map-vintage=2016", 0),
        ("q=无此人", 1),
    ):
        assert (query, found(query)) == (query, [made][:n])
    page = client.get(f"{url}?q=无此人&map-q=市总").content.decode()
    assert ('<input type="hidden" name="q" value="无此人">' in page, 'name="map-q"' in page) == (True, True)
    assert f"{reverse('aid:shape', args=[made.pk])}?q=" in page
    head, row = [line for line in cells(client.get(f"{book}?map-q=市总").content) if any(line)][-2:]
    assert dict(zip(head, row, strict=True))["格式名称"] == "市总格式"
    assert "市总格式" not in str(cells(client.get(f"{book}?map-q=省总").content))
