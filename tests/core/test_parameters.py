from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lianshou.core.parameters import (
    BadValue,
    Boundary,
    Choice,
    Declared,
    Form,
    Number,
    Setting,
    Table,
    Undeclared,
    Whole,
    YesNo,
    Yuan,
    is_below,
)
from lianshou.core.wording import Wording

WORDS = Wording("甲", "a")
TABLE = Table(
    rows=(("city", Wording("市级", "city")), ("province", Wording("省级", "province"))),
    columns=(("low", Wording("下限", "from"), Whole(0, 9)), ("high", Wording("上限", "to"), Whole(0, 9))),
    check=lambda row: None if row["low"] <= row["high"] else Wording("次序不对", "out of order"),
)


@pytest.mark.parametrize(
    ("form", "given", "kept", "read"),
    [
        (Whole(1, 60), " 5 ", 5, 5),
        (Number(2), "0.3", "0.30", Decimal("0.30")),
        (Number(1, Decimal(-1)), "-0.5", "-0.5", Decimal("-0.5")),
        (Yuan(), "1,200.5", 120050, 120050),
        (Yuan(), 120050, 120050, 120050),
        (YesNo(), True, True, True),
        (Choice((("a", WORDS),)), "a", "a", "a"),
        (Boundary(), "<=", "<=", "<="),
        (
            TABLE,
            {"city": {"low": "1", "high": "2"}},
            {"city": {"low": 1, "high": 2}},
            {"city": {"low": 1, "high": 2}},
        ),
    ],
)
def test_form_keeps_plain_json_and_reads_it_again(form: Form, given: Any, kept: Any, read: Any) -> None:
    assert (form.keep(given), form.keep(form.keep(given)), form.read(kept)) == (kept, kept, read)


@pytest.mark.parametrize(
    ("form", "given", "words"),
    [
        (Whole(1, 60), "0", "请填1到60之间的数。"),
        (Whole(1), "0", "不能小于1。"),
        (Whole(), "5.5", "请填整数。"),
        (Whole(), True, "请填整数。"),
        (Number(2), "0.333", "请填数字，小数最多2位。"),
        (Number(2), "NaN", "请填数字，小数最多2位。"),
        (Number(2), "一", "请填数字，小数最多2位。"),
        (Yuan(0, 100), "2", "请填0.00到1.00之间的数。"),
        (YesNo(), "yes", "请从列出的选项中选择。"),
        (Boundary(), "==", "请从列出的选项中选择。"),
        (TABLE, {"town": {}}, "请从列出的选项中选择。"),
        (TABLE, {}, "请从列出的选项中选择。"),
        (TABLE, {"city": {"low": 1}}, "市级：请填整数。"),
        (TABLE, {"city": {"low": 3, "high": 2}}, "市级：次序不对"),
    ],
)
def test_form_says_why_a_value_cannot_be(form: Form, given: Any, words: str) -> None:
    with pytest.raises(BadValue) as bad:
        form.keep(given)
    assert bad.value.wording.zh == words


@pytest.mark.parametrize(
    ("value", "boundary", "below"),
    [(99, "<", True), (100, "<", False), (100, "<=", True), (101, "<=", False)],
)
def test_boundary_decides_at_the_limit_itself(value: int, boundary: str, below: bool) -> None:
    assert is_below(value, boundary, 100) is below


def setting(key: str = "aid.months", **facts: Any) -> Setting:
    given = {"title": WORDS, "form": Whole(1, 60), "usual": 12, "source": WORDS}
    return Setting(key=key, **(given | facts))


def test_value_is_said_with_its_unit() -> None:
    months = setting(unit=Wording("个月", "months"))
    assert (months.say(6).zh, months.say(6).en) == ("6个月", "6 months")
    table = setting(form=TABLE, usual={"city": {"low": 1, "high": 2}})
    assert table.say(table.usual).zh == "市级下限1、上限2"


@pytest.mark.parametrize("usual", [0, "12", 12.0])
def test_usual_value_must_be_as_it_is_kept(usual: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        setting(usual=usual)


def test_undeclared_key_is_refused_loudly() -> None:
    declared = Declared()
    declared.add(setting(), owner="aid", title=WORDS)
    assert ([one.key for one in declared], declared.owner("aid.months")) == (["aid.months"], ("aid", WORDS))
    with pytest.raises(Undeclared, match=r"aid\.month"):
        declared["aid.month"]


@pytest.mark.parametrize("key", ["aid.months", "pairing.months"])
def test_key_is_declared_once_and_by_its_owner(key: str) -> None:
    declared = Declared()
    declared.add(setting(), owner="aid", title=WORDS)
    with pytest.raises(ValueError, match=key):
        declared.add(setting(key), owner="aid", title=WORDS)
