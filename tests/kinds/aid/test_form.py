"""The archive form: two vintages, its checks, its facts, its differences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kinds.aid.answers import CHILD, HEAD, SPOUSE, new_answers, number, old_answers, posted

from lianshou.china.bank_cards import check_of
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kinds.aid.rules.facts import Expense, Income
from lianshou.kinds.aid.rules.form import (
    FORMS,
    NEW,
    OLD,
    Hide,
    answers_from,
    carried,
    differences,
    facts_of,
    faults_in,
    fen_of,
    form_of,
    kept,
    numbered,
    with_births,
)
from lianshou.kinds.aid.rules.form.reading import yuan_of

TODAY = date(2026, 6, 3)
CARD = "622202000000000000" + check_of("622202000000000000")


def masked(hide: Hide, value: str) -> str:
    return Mask(hide.value).over(value)


def read(answers: dict[str, Any], year: int) -> dict[str, Any]:
    sent = posted(answers)
    several = lambda name: sent.get(name, []) if isinstance(sent.get(name), list) else []  # noqa: E731
    return answers_from(form_of(year), get=lambda name: str(sent.get(name, "")), several=several)


def faults(answers: dict[str, Any], year: int = NEW) -> list[str]:
    return [one.place for one in faults_in(form_of(year), answers, today=TODAY)]


def test_a_year_has_the_newest_form_that_is_not_newer() -> None:
    assert [form_of(year).year for year in (2010, 2016, 2020, 2021, 2030)] == [OLD, OLD, OLD, NEW, NEW]


def test_forms_differ_and_no_place_has_two_fields() -> None:
    old, new = ({one.key for one in form.single} for form in FORMS)
    assert {"own_monthly", "floor_band", "sex"} <= old - new
    assert {"income_wages", "idle_months", "homes"} <= new - old
    for form in FORMS:
        keys = [one.key for one in form.single] + [section.key for section in form.repeated]
        assert len(keys) == len(set(keys))


def test_sound_answers_of_both_forms_pass() -> None:
    assert faults(read(new_answers(bank_card=CARD), NEW)) == []
    assert faults(read(old_answers(bank_card=CARD), OLD), OLD) == []


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ({"name": ""}, ["name"]),
        ({"id_number": HEAD[:-1] + "Y"}, ["id_number"]),
        ({"birth_on": "1976-03-02"}, ["birth_on"]),
        ({"birth_on": "1976-03-01"}, []),
        ({"persons": "4"}, ["persons"]),
        ({"persons": "三"}, ["persons"]),
        ({"phone": "12345"}, ["phone"]),
        ({"bank_card": "6222020000000000004"}, ["bank_card"]),
        ({"income_wages": "六万"}, ["income_wages"]),
        ({"income_wages": "-1"}, ["income_wages"]),
        ({"income_wages": "0.005"}, ["income_wages"]),
        ({"cause": ""}, ["cause"]),
        ({"cause": "none"}, ["cause"]),
        ({"secondary": ["illness"]}, ["secondary"]),
        ({"secondary": ["other", "accident", "disaster", "schooling"]}, ["secondary"]),
        ({"secondary": ["other", "accident", "disaster"]}, []),
        ({"covered_yuan": "30000.01"}, ["covered_yuan"]),
        ({"idle_months": "37"}, ["idle_months"]),
        ({"idle_months": "36"}, []),
        ({"worked_since": "2026-06-04"}, ["worked_since"]),
    ],
)
def test_fault_names_its_place(more: dict[str, Any], places: list[str]) -> None:
    told = {"bank_card": CARD} | more
    assert faults(read(new_answers(**told), NEW)) == places


def test_nobody_stands_twice_and_the_old_sum_adds_up() -> None:
    twice = new_answers(bank_card=CARD)
    twice["members"][1]["id_number"] = HEAD
    assert faults(twice) == ["members-1-id_number"]
    assert faults(old_answers(bank_card=CARD, total_yearly="62401.00"), OLD) == ["total_yearly"]
    assert faults(old_answers(bank_card=CARD, total_yearly="62400.99"), OLD) == []


def test_facts_of_both_forms_hold_sums_and_nobody() -> None:
    new, old = facts_of(new_answers(), form_of(NEW)), facts_of(old_answers(), form_of(OLD))
    assert (new.persons, new.incomes, old.incomes) == (3, {Income.WAGES: 6240000}, {Income.WAGES: 6240000})
    assert new.expenses == {Expense.ILLNESS: 1800000, Expense.SCHOOLING: 800000}
    assert (new.homes, new.floor_m2, old.homes, old.floor_m2) == (1, 62, 1, 70)
    assert (new.cause_fen, new.covered_fen) == (3000000, 1200000)
    assert "陆小满" not in repr(new)


def test_later_form_begins_with_what_both_ask_and_the_sums_by_type() -> None:
    begun = carried(old_answers(), of=form_of(OLD), into=form_of(NEW))
    assert (begun["income_wages"], begun["cause"], begun["homes"]) == ("62400", "illness", "")
    assert [row["name"] for row in begun["members"]] == ["周小雨", "陆青苗"]
    assert "monthly" not in begun["members"][0]


def test_hidden_answers_are_kept_when_nothing_is_typed_and_erased_by_a_word() -> None:
    before, form = new_answers(), form_of(NEW)
    sent = new_answers(id_number="", phone="无", address="新址示例路2号", income_wages="")
    before["members"] = numbered(before["members"])
    sent["members"] = [dict(row, name="", id_number="") for row in before["members"]]
    after = kept(form, sent, before)
    assert [after[key] for key in ("id_number", "phone", "address", "income_wages")] == [
        HEAD,
        "",
        "新址示例路2号",
        "",
    ]
    assert [(row["name"], row["id_number"]) for row in after["members"]] == [
        ("周小雨", SPOUSE),
        ("陆青苗", CHILD),
    ]


def test_differences_are_told_in_words_and_hidden_ones_under_their_mask() -> None:
    before, after = new_answers(), new_answers(cause="accident", phone="13812345679", told="新说明")
    after["members"] = [
        dict(after["members"][0], status="laid_off"),
        {"name": "陆小禾", "relation": "child", "health": "good", "status": "small"},
    ]
    told = [
        (one.title.zh, one.before.zh, one.after.zh)
        for one in differences(form_of(NEW), before, after, masked)
    ]
    assert told == [
        ("联系电话", "138****5678", "138****5679"),
        ("身份", "在岗", "下岗"),
        ("姓名", "–", "陆*禾"),
        ("姓名", "陆*苗", "–"),
        ("主要致困原因", "重特大疾病", "意外事故"),
        ("困难情况说明", "–", "****"),
    ]
    assert differences(form_of(NEW), before, before, masked) == []


@given(st.integers(min_value=0, max_value=10**11))
def test_amounts_come_back_as_they_were_kept(fen: int) -> None:
    assert fen_of(yuan_of(fen)) == fen


@given(st.dictionaries(st.sampled_from([one.key for one in form_of(NEW).single]), st.text(max_size=30)))
def test_whatever_is_typed_is_read_and_judged(typed: dict[str, str]) -> None:
    form = form_of(NEW)
    found = answers_from(
        form, get=lambda name: typed.get(name, ""), several=lambda name: [typed.get(name, "")]
    )
    assert set(found) == {one.key for one in form.single} | {"members"}
    assert all(fault.problem.zh and fault.way_out.zh for fault in faults_in(form, found, today=TODAY))


def test_number_is_sound() -> None:
    assert number("19760301", 11) == HEAD


def test_row_that_was_struck_out_falls_away_and_the_others_keep_their_numbers() -> None:
    before, form = new_answers(), form_of(NEW)
    before["members"] = numbered(before["members"])
    page = posted(new_answers()) | {
        "members-0-gone": "1",
        "members-1-row": "2",
        "members-1-name": "",
        "members-5-name": "陆小禾",
    }
    read_rows = answers_from(form, get=lambda name: str(page.get(name, "")), several=lambda _name: [])
    rows = kept(form, read_rows, before)["members"]
    assert [(row["name"], row["row"]) for row in rows] == [("陆青苗", "2"), ("陆小禾", "1")]


def test_days_of_birth_are_those_of_the_identity_numbers_where_none_was_given() -> None:
    told = new_answers(birth_on="")
    told["members"][1] |= {"id_number": "", "birth_on": ""}
    found = with_births(told)
    assert found["birth_on"] == "1976-03-01"
    assert [row.get("birth_on", "") for row in found["members"]] == ["1978-09-12", ""]
    assert with_births(new_answers(birth_on="1976-03-02"))["birth_on"] == "1976-03-02"
    assert with_births({"name": "陆小满"}) == {"name": "陆小满"}
