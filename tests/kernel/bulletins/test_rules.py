from __future__ import annotations

from datetime import date

import pytest

from lianshou.core.periods import Period, period_called
from lianshou.core.quantities import Qualifier, Unit
from lianshou.core.ranking import Way
from lianshou.kernel.bulletins.enums import Reason, State
from lianshou.kernel.bulletins.rules.inserting import CUT_MISSING, Insert, insert_of, inserts_of, pieces_of
from lianshou.kernel.bulletins.rules.laying import laid_out
from lianshou.kernel.bulletins.rules.like import moved_on
from lianshou.kernel.bulletins.rules.moving import characters_of, why_not_move, why_not_save
from lianshou.kernel.bulletins.rules.typed import Doubt, typed_numbers

FIGURES = {
    "hosts": ("帮带方（去重）", Unit.UNION, 62),
    "guests": ("被帮带方（去重）", Unit.UNION, 164),
    "attended": ("到场人次", Unit.PERSON_TIME, 3127),
    "paid": ("已付款", Unit.FEN, 300_000_00),
}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("被帮带方（去重）", Insert("被帮带方（去重）", "被帮带方（去重）")),
        ("guests|2019|多", Insert("guests|2019|多", "guests", qualifier=Qualifier.MORE, period=period_called("2019"))),
        ("到场人次 ｜ 近", Insert("到场人次 ｜ 近", "到场人次", qualifier=Qualifier.NEARLY)),
        ("表|工会组织|按层级", Insert("表|工会组织|按层级", "工会组织", "table", "层级")),
        ("排名|工会组织|单位|占位", Insert("排名|工会组织|单位|占位", "工会组织", "ranking", "单位", way=Way.COMPETITION)),
        ("ranking|unions|unions|2020-Q2", Insert("ranking|unions|unions|2020-Q2", "unions", "ranking", "unions", period=period_called("2020-Q2"))),
        ("表", Insert("表", "表")),
    ],
)  # fmt: skip
def test_placeholder_is_understood(raw: str, expected: Insert) -> None:
    assert insert_of(raw) == expected


def test_what_is_not_understood_is_named() -> None:
    problem = insert_of("guests|大约").problem
    assert problem is not None
    assert problem.zh == "看不懂“大约”。"
    assert insert_of("表|guests").problem == CUT_MISSING


def test_text_goes_on_around_its_placeholders() -> None:
    assert pieces_of("有{a}家，{b}") == ["有", Insert("a", "a"), "家，", Insert("b", "b")]
    assert pieces_of("没有{}和{\n}") == ["没有{}和{\n}"]
    assert [one.figure for one in inserts_of("{a}{b}\n{表|c|d}")] == ["a", "b", "c"]


def test_text_is_laid_out_in_paragraphs() -> None:
    text = "开头{a}。\n\n一、总体\n（一）分项{b}\n前{表|c|d}后\n{表|e|f}\n"
    found = laid_out(text, ["A", "B", "C", "E"])
    assert [(one.sort, one.pieces) for one in found] == [
        ("body", ("开头", "A", "。")),
        ("heading", ("一、总体",)),
        ("subheading", ("（一）分项", "B")),
        ("body", ("前", "后")),
        ("block", ("C",)),
        ("block", ("E",)),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("帮带两新组织工会164家。", [("164家", Doubt.EQUALS, "guests")]),
        ("新建食堂164家。", [("164家", Doubt.UNBACKED, "")]),  # alike by chance
        ("联手164家，见{被帮带方（去重）}。", [("164家", Doubt.EQUALS, "guests")]),
        ("被帮带方达到165家。", [("165家", Doubt.CONTRADICTS, "guests")]),
        ("新建食堂3家。", [("3家", Doubt.UNBACKED, "")]),
        (
            "付款30万元，到场3,127人次。",
            [("30万元", Doubt.EQUALS, "paid"), ("3,127人次", Doubt.EQUALS, "attended")],
        ),
        ("2020年6月23日，苏工发〔2018〕12号，第1期，{guests}家", []),
        ("提高了76.4%", []),
        ("已付款31万元", [("31万元", Doubt.CONTRADICTS, "paid")]),
    ],
)
def test_typed_numbers_are_held_against_the_figures(text: str, found: list[tuple[str, Doubt, str]]) -> None:
    typed = typed_numbers(text, figures=FIGURES)
    assert [(one.words, one.doubt, one.figure) for one in typed] == found


def test_longest_name_of_a_sentence_is_the_one_meant() -> None:
    """被帮带方 holds 帮带方 within."""
    assert typed_numbers("被帮带方100家", figures=FIGURES)[0].said == "被帮带方（去重） 164"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"step": "submit", "state": State.DRAFT}, None),
        ({"step": "submit", "state": State.DRAFT, "unclear": ["x"]}, Reason.UNCLEAR),
        ({"step": "submit", "state": State.CHECKING}, Reason.WRONG_STATE),
        ({"step": "check", "state": State.CHECKING}, None),
        ({"step": "check", "state": State.CHECKING, "own": True}, Reason.OWN),
        ({"step": "sign", "state": State.CHECKING}, Reason.WRONG_STATE),
        ({"step": "sign", "state": State.SIGNING, "own": True}, Reason.OWN),
        ({"step": "issue", "state": State.SIGNED}, None),
        ({"step": "return", "state": State.SIGNED, "words": " "}, Reason.WORDS_MISSING),
        ({"step": "return", "state": State.ISSUED, "words": "x"}, Reason.WRONG_STATE),
    ],
)
def test_steps_are_taken_in_their_order_by_different_people(
    asked: dict[str, object], reason: Reason | None
) -> None:
    assert why_not_move(**asked) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"state": State.CHECKING}, Reason.NOT_A_DRAFT),
        ({"seen": 2}, Reason.CHANGED),
        ({"title": " "}, Reason.TITLE_MISSING),
        ({"text": "\n"}, Reason.TEXT_MISSING),
    ],
)
def test_text_is_kept_only_as_a_draft_that_was_seen(
    changed: dict[str, object], reason: Reason | None
) -> None:
    usual = {"state": State.DRAFT, "title": "通报", "text": "正文", "seen": 3, "version": 3}
    assert why_not_save(**usual | changed) == reason  # type: ignore[arg-type]


def test_length_leaves_out_spaces() -> None:
    assert characters_of("一、总体\n 情况 ") == 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2019", "2020-01-01..2020-06-23"),
        ("2020-01-01..2020-05-10", "2020-01-01..2020-06-23"),
        ("2020-04", "2020-06-01..2020-06-23"),
        ("2019-03-04..2019-03-10", "2020-06-17..2020-06-23"),
        ("2020-Q1", "2020-01-01..2020-06-23"),
        ("2019-Q2", "2020-03-25..2020-06-23"),
    ],
)
def test_bulletin_like_an_earlier_one_is_about_the_days_until_now(old: str, new: str) -> None:
    assert moved_on(period_called(old), date(2020, 6, 23)) == period_called(new)
    assert moved_on(Period(date(1700, 1, 1), date(2020, 1, 1)), date(2020, 6, 23)).starts_on.year == 1900
