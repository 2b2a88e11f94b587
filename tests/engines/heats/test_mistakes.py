"""Mistakes of organisers: causes are told once, at their cells, with the way out; what can be read one way only is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.engines.heats.edited import Edit, put, read, told

from lianshou.engines.heats.books.crews import cells_of, crew_sheets
from lianshou.engines.heats.books.naming import crews_named


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("纺织一队 卫生队", ("纺织一队", "卫生队")),
        ("纺织一队　卫生队", ("纺织一队", "卫生队")),
        ("卫生队,纺织一队", ("卫生队", "纺织一队")),
        ("卫生队，纺织一队；电力队", ("卫生队", "纺织一队", "电力队")),
        ("卫生队/纺织一队", ("卫生队", "纺织一队")),
        ("卫生 队、纺织一队", ("卫生队", "纺织一队")),
    ],
)
def test_crews_of_a_decision_may_be_parted_by_spaces(
    tmp_path: Path, written: str, order: tuple[str, ...]
) -> None:
    reading = read(tmp_path, _ruled(written))
    assert told(reading) == []
    assert reading.regatta is not None
    assert reading.regatta.decisions[-1].order == order


def test_what_a_decision_names_is_told_with_the_way_to_write_it(tmp_path: Path) -> None:
    (found,) = read(tmp_path, _ruled("纺织一队 无名队")).problems
    assert (found.problem.address, found.problem.message.zh) == ("C3", "“队伍”表里没有“纺织一队 无名队”")
    assert found.problem.way_out.zh.endswith("；几支队之间用顿号“、”隔开")


@pytest.mark.parametrize(
    ("written", "order", "wrong"),
    [
        ("Red Dragon Blue Dragon", ["Red Dragon", "Blue Dragon"], []),
        ("Red Dragon", ["Red Dragon"], []),
        ("Red Dragon Green", [], ["“队伍”表里没有“Red Dragon Green”"]),
        ("River Side", [], ["“River Side”分不清是哪几支队"]),
        ("甲 乙", [], ["“甲 乙”分不清是哪几支队"]),
    ],
)
def test_names_with_spaces_are_read_where_only_one_way_is_open(
    written: str, order: list[str], wrong: list[str]
) -> None:
    known = ["Red Dragon", "Blue Dragon", "River", "Side", "River Side", "甲", "乙", "甲乙"]
    found, faults = crews_named([written], known)
    assert (found, [message.zh for message, _ in faults]) == (order, wrong)


def _ruled(order: str) -> Edit:
    def edit(book: Any) -> None:
        book["裁定"]["B3"], book["裁定"]["C3"] = "预赛", order

    return edit


def test_a_crew_given_twice_is_one_finding_that_names_the_one_it_took_the_place_of(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["队伍"]["B3"] = book["队伍"]["B2"].value

    reading = read(tmp_path, edit)
    assert told(reading) == [("队伍", "B3", "twice")]
    assert reading.problems[0].problem.way_out.zh == (
        "请只保留一次，或把其中一次改为机械队（“队员”表里有，“队伍”表里没有）"
    )


def test_a_crew_that_is_not_listed_is_told_once_with_its_athletes(tmp_path: Path) -> None:
    reading = read(tmp_path, put("队伍", "B3", "纺织贰队"))
    assert [
        (one.problem.address, one.problem.message.zh)
        for one in reading.problems
        if one.problem.sheet == "队员"
    ] == [("B16", "“队伍”表里没有“机械队”，“队员”表里有14人")]


def test_without_crews_nobody_is_told_that_each_of_them_is_missing(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        _ruled("纺织一队 卫生队")(book)
        del book["队伍"]

    assert {(sheet, code) for sheet, _, code in told(read(tmp_path, edit))} == {("规程", "sheet_missing")}


def test_an_unknown_crew_of_the_results_is_told_once(tmp_path: Path) -> None:
    assert told(read(tmp_path, put("成绩", "E2", "无名队"))) == [("成绩", "E2", "unknown")]


def test_gates_that_do_not_hold_are_led_back_to_their_cells(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        page = book["队员"]
        page["E2"] = page["H3"] = page["H4"] = None
        page.delete_rows(20)

    reading = read(tmp_path, edit)
    assert reading.regatta is not None
    sheets, failed = crew_sheets(
        reading.regatta, reading.rule, reading.athletes, reading.seats, cells_of(reading)
    )
    by_crew = [(crew, words.zh) for crew, words in failed if not crew.startswith("卫生")]
    names = [reading.athletes[seat.athlete].name for seat in reading.seats["纺织一队"][:3]]
    assert by_crew == [
        ("纺织一队", f"没有填性别：{names[0]}（“队员”E2）"),
        ("纺织一队", f"没有会游泳承诺：{names[1]}、{names[2]}（“队员”H3、H4）"),
        ("机械队", "划手9人，应为10人（“队员”第16–28行）"),
    ]
    assert str(sheets[1].notes[0].zh).startswith("暂不能上船：没有填性别：")  # type: ignore[union-attr]
