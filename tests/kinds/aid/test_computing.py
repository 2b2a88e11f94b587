from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kinds.aid.shelf import HERE, Shelf

from lianshou.kinds.aid.rules.computing import Change, Outcome, compute, papers_needed
from lianshou.kinds.aid.rules.facts import Category, Exclusion, Expense, Facts, Income

DEEP, RELATIVE, ACCIDENT, NONE = Category.DEEP, Category.RELATIVE, Category.ACCIDENT, Category.NONE
YUAN = 100
C13 = Facts(
    persons=3,
    incomes={Income.WAGES: 62_400 * YUAN},
    expenses={Expense.ILLNESS: 18_000 * YUAN, Expense.SCHOOLING: 8_000 * YUAN},
)


def found(facts: Facts, **values: Any) -> Outcome:
    return compute(facts, HERE, Shelf(**values))


def earning(monthly_fen: int, *, persons: int = 3) -> Facts:
    """A household whose monthly net income a person is just this."""
    return Facts(persons=persons, incomes={Income.WAGES: monthly_fen * persons * 12})


def said(outcome: Outcome) -> dict[str, str]:
    return {f"{one.part}.{one.key}": one.words.zh for one in outcome.lines}


def test_the_worked_case_of_the_domain_is_relative_and_checked_line_by_line() -> None:
    outcome = found(C13, subsistence_line=80_000)
    assert (outcome.category, outcome.monthly_fen) == (RELATIVE, 101_111)
    assert outcome.monthly == Fraction(3_640_000, 36)
    assert said(outcome) == {
        "income.wages": "62,400.00元",
        "income.income": "62,400.00元",
        "expense.illness": "18,000.00元",
        "expense.schooling": "8,000.00元",
        "expense.expense": "18,000.00 + 8,000.00 = 26,000.00元",
        "net.net": "62,400.00元 − 26,000.00元 = 36,400.00元",
        "net.monthly": "36,400.00元 ÷ 3人 ÷ 12个月 ≈ 1,011.11元（四舍五入到分；比较时用未舍入的数）",
        "test.deep": "要求 36,400.00元 < 低保标准800.00元 × 3人 × 12个月 = 28,800.00元：不符合",
        "test.relative": "要求 36,400.00元 < 低保标准800.00元 × 2 × 3人 × 12个月 = 57,600.00元：符合",
        "test.accident": "没有自己负担的致困费用：不符合",
    }
    assert [(one.key, one.by, one.category) for one in outcome.would_change] == [
        ("expenses_more", 760_001, DEEP),
        ("line", 21_112, DEEP),
        ("persons", 1, DEEP),
        ("line", -29_445, NONE),
        ("income_more", 2_120_000, NONE),
    ]
    assert (
        outcome.would_change[0].words.zh == "若一年的刚性支出多7,600.01元或收入少7,600.01元，则为“深度困难”"
    )
    assert (outcome.unset, found(C13).unset) == ((), ("aid.subsistence_line",))


def test_a_line_is_held_exactly_with_each_operator() -> None:
    line, cases = 80_000, []
    for boundary in ("<", "<="):
        for monthly in (79_999, 80_000, 80_001, 159_999, 160_000, 160_001):
            given = {"subsistence_line": line, "deep_boundary": boundary, "relative_boundary": boundary}
            cases.append(found(earning(monthly), **given).category)
    assert cases == [
        *(DEEP, RELATIVE, RELATIVE, RELATIVE, NONE, NONE),
        *(DEEP, DEEP, RELATIVE, RELATIVE, RELATIVE, NONE),
    ]


def test_what_rounds_to_the_line_is_still_compared_unrounded() -> None:
    facts = Facts(persons=3, incomes={Income.WAGES: 80_000 * 36 - 1})
    outcome = found(facts, subsistence_line=80_000)
    assert (outcome.monthly_fen, outcome.category) == (80_000, DEEP)
    assert found(facts, subsistence_line=79_999).category is RELATIVE


def test_a_negative_income_counts_as_zero_and_says_so() -> None:
    facts = replace(C13, incomes={Income.WAGES: 600_000, Income.BUSINESS: -100_000})
    outcome = found(facts)
    assert (outcome.category, outcome.monthly, outcome.monthly_fen) == (DEEP, 0, 0)
    assert said(outcome)["income.income"] == "6,000.00 − 1,000.00 = 5,000.00元"
    assert said(outcome)["net.net"] == "5,000.00元 − 26,000.00元 = -21,000.00元，低于零，按0元计算"


def test_a_wage_is_imputed_for_months_without_work_where_the_region_does_so() -> None:
    facts = replace(C13, idle_months=12)
    usual = {"subsistence_line": 80_000, "minimum_wage": 190_000}
    imputed, left_out = found(facts, **usual), found(facts, **usual, imputes_wage=False)
    assert (imputed.category, left_out.category) == (NONE, RELATIVE)
    assert said(imputed)["income.imputed"] == "有劳动能力未就业12个月 × 最低工资1,900.00元 = 22,800.00元"
    assert said(left_out)["income.imputed"].endswith("不按最低工资计入")
    idle = next(one for one in imputed.would_change if one.key == "idle")
    assert (idle.by, idle.category, idle.words.zh) == (
        1,
        RELATIVE,
        "若按最低工资计入的月份少1个月，则为“相对困难”",
    )
    assert found(facts).unset == ("aid.subsistence_line", "aid.minimum_wage")


def test_incomes_count_as_the_region_says() -> None:
    odd = {Income.UNION_RELIEF: 100, Income.HOLIDAY_GIFTS: 20, Income.BASIC_PENSION: 3}
    facts = Facts(persons=1, incomes=odd)
    names = ("union_relief", "holiday_gifts", "basic_pension")
    sums = [found(facts).monthly * 12]
    sums += [found(facts, **{f"counts_{one}": one != "union_relief"}).monthly * 12 for one in names]
    assert sums == [100, 0, 120, 103]
    assert said(found(facts))["income.holiday_gifts"] == "0.20元，按本地规定不计入"


@pytest.mark.parametrize(
    ("own", "values", "category"),
    [
        (8_000_000, {}, NONE),  # exactly 80% of 100,000 yuan
        (8_000_001, {}, ACCIDENT),
        (8_000_000, {"accident_share_boundary": ">="}, ACCIDENT),
        (7_999_999, {"accident_share_boundary": ">="}, NONE),
        (5_000_001, {"accident_share": 50}, ACCIDENT),
        (8_000_001, {"accident_ceiling": "2.50"}, NONE),
        (8_000_001, {"accident_ceiling": "2.777"}, None),
        (8_000_001, {"subsistence_line": 100_000, "accident_ceiling": "2.50"}, NONE),
        (8_000_001, {"subsistence_line": 100_000, "accident_ceiling": "0"}, ACCIDENT),
    ],
)
def test_an_accident_is_held_at_its_share_and_ceiling(
    own: int, values: dict[str, Any], category: Category | None
) -> None:
    facts = Facts(
        persons=3,
        incomes={Income.WAGES: 10_000_000},
        cause_fen=own + 500_000,
        covered_fen=500_000,
    )
    given = {"subsistence_line": 95_000} | values
    if category is None:  # more decimals than the setting takes
        with pytest.raises(ValueError, match="decimals"):
            found(facts, **given)
        return
    assert found(facts, **given).category is category


def test_an_accident_that_cost_nothing_is_none_even_without_any_income() -> None:
    facts = Facts(persons=1, incomes={Income.WAGES: 10_000_000}, cause_fen=500, covered_fen=500)
    assert found(facts, accident_share_boundary=">=", accident_ceiling="0").category is NONE
    outcome = found(facts, accident_ceiling="0")
    assert [one.by for one in outcome.would_change if one.key == "cost"] == [8_000_001]


def test_the_older_categories_have_their_own_lines() -> None:
    monthly = (79_999, 80_000, 120_000, 120_001)
    old = {"subsistence_line": 80_000, "category_set": "old"}
    assert [found(earning(one), **old).category for one in monthly] == [
        Category.MINIMUM, Category.MARGIN, Category.MARGIN, NONE,
    ]  # fmt: skip


def test_exclusions_keep_out_only_where_they_are_switched_on() -> None:
    facts = replace(C13, exclusions=frozenset({Exclusion.VEHICLE, Exclusion.CONCEALS}))
    outcome = found(facts)
    assert (outcome.category, outcome.by_income) == (NONE, RELATIVE)
    assert outcome.exclusions == (Exclusion.VEHICLE, Exclusion.CONCEALS)
    assert [(one.key, one.category) for one in outcome.would_change] == [("exclusions", RELATIVE)]
    off = {"excludes_vehicle": False, "excludes_conceals": False}
    assert found(facts, **off) == found(C13, **off)
    far = found(replace(facts, incomes={Income.WAGES: 9_000_000}))
    nearest = far.would_change[0]
    assert nearest.key == "exclusions+line"
    assert nearest.words.zh == (
        "若没有“有机动车（残疾人代步车除外）”“隐瞒或造假”的情形，且低保标准是888.89元而不是800.00元，则为“相对困难”"
    )


def test_housing_excludes_by_homes_and_floor_together() -> None:
    cases = [(2, 109), (2, 110), (1, 400), (3, 200)]  # 36.52 × 3 = 109.56
    outcomes = [found(replace(C13, homes=homes, floor_m2=floor)) for homes, floor in cases]
    assert [bool(one.exclusions) for one in outcomes] == [False, True, False, True]
    assert said(outcomes[1])["exclusion.homes"].endswith("110平方米 > 36.52平方米 × 3人 = 109.56平方米")
    assert ("persons", 1, DEEP) in [(one.key, one.by, one.category) for one in outcomes[1].would_change]
    assert found(replace(C13, homes=2, floor_m2=110), floor_per_person="37").category is RELATIVE


def test_an_outcome_goes_into_json_and_comes_back() -> None:
    facts = replace(
        C13,
        idle_months=3,
        cause_fen=9_000_000,
        covered_fen=1,
        exclusions=frozenset({Exclusion.COSTLY_SCHOOL}),
    )
    outcome = found(facts, relative_multiple="1.55", subsistence_line=33_333)
    frozen = json.loads(json.dumps(outcome.as_json()))
    assert Outcome.from_json(frozen) == outcome
    assert frozen["settings"]["aid.relative_multiple"] == "1.55"
    assert ("相对困难：低保标准的倍数", "1.55倍") in [(a.zh, b.zh) for a, b in outcome.settings_said]
    assert "18,599.814元" in said(outcome)["test.relative"]


def test_papers_are_those_that_prove_what_was_stated() -> None:
    always = {"identity", "authorisation", "membership"}
    assert {one.key for one in papers_needed(Facts(persons=1))} == always
    facts = replace(C13, idle_months=1, cause_fen=5, homes=1, exclusions=frozenset({Exclusion.VEHICLE}))
    assert {one.key for one in papers_needed(facts)} - always == {
        "wages", "illness", "schooling", "idle", "cause", "homes", "vehicle",
    }  # fmt: skip


# --- the same once more, written down straight

AMOUNT = st.one_of(st.integers(0, 300), st.integers(0, 20_000_000))
SHELVES = st.fixed_dictionaries(
    {
        "subsistence_line": st.one_of(st.integers(1, 200), st.integers(1, 300_000)),
        "category_set": st.sampled_from(["current", "old"]),
        "deep_boundary": st.sampled_from(["<", "<="]),
        "minimum_boundary": st.sampled_from(["<", "<="]),
        "relative_boundary": st.sampled_from(["<", "<="]),
        "margin_boundary": st.sampled_from(["<", "<="]),
        "relative_multiple": st.sampled_from(["1.00", "1.55", "2.00"]),
        "margin_multiple": st.sampled_from(["1.50", "1.33"]),
        "accident_share": st.integers(1, 200),
        "accident_share_boundary": st.sampled_from([">", ">="]),
        "accident_ceiling": st.sampled_from(["0.00", "0.50", "3.00"]),
        "accident_ceiling_boundary": st.sampled_from(["<", "<="]),
        "imputes_wage": st.booleans(),
        "minimum_wage": st.integers(0, 250_000),
        "counts_union_relief": st.booleans(),
        "counts_holiday_gifts": st.booleans(),
        "counts_basic_pension": st.booleans(),
        "excludes_vehicle": st.booleans(),
        "excludes_homes": st.booleans(),
    }
)
HOUSEHOLDS = st.builds(
    Facts,
    persons=st.integers(1, 6),
    incomes=st.dictionaries(st.sampled_from(Income), AMOUNT),
    expenses=st.dictionaries(st.sampled_from(Expense), AMOUNT),
    idle_months=st.integers(0, 24),
    cause_fen=AMOUNT,
    covered_fen=AMOUNT,
    homes=st.integers(0, 3),
    floor_m2=st.integers(0, 300),
    exclusions=st.one_of(
        st.just(frozenset()), st.frozensets(st.sampled_from([Exclusion.VEHICLE, Exclusion.HOMES]))
    ),
)


def below(value: Fraction, sign: str, limit: Fraction) -> bool:
    return value < limit or (sign[-1] == "=" and value == limit)


def straight(facts: Facts, shelf: dict[str, Any]) -> tuple[Category, Fraction]:
    counted = sum(fen for income, fen in facts.incomes.items() if shelf.get(f"counts_{income.value}", True))
    income = Fraction(counted + (facts.idle_months * shelf["minimum_wage"] if shelf["imputes_wage"] else 0))
    monthly = max(income - sum(facts.expenses.values()), Fraction(0)) / facts.persons / 12
    line, own = Fraction(shelf["subsistence_line"]), max(facts.cause_fen - facts.covered_fen, 0)
    names = ("minimum", "margin") if shelf["category_set"] == "old" else ("deep", "relative")
    crowded = facts.homes >= 2 and Fraction(facts.floor_m2, facts.persons) > Fraction("36.52")
    homes = crowded or Exclusion.HOMES in facts.exclusions
    if (homes and shelf["excludes_homes"]) or (
        Exclusion.VEHICLE in facts.exclusions and shelf["excludes_vehicle"]
    ):
        return NONE, monthly
    if below(monthly, shelf[f"{names[0]}_boundary"], line):
        return Category(names[0]), monthly
    if below(monthly, shelf[f"{names[1]}_boundary"], line * Fraction(shelf[f"{names[1]}_multiple"])):
        return Category(names[1]), monthly
    ceiling = Fraction(shelf["accident_ceiling"])
    heavy = own > 0 and below(
        max(income, Fraction(0)) * shelf["accident_share"] / 100,
        "<" + shelf["accident_share_boundary"][1:],
        Fraction(own),
    )
    if heavy and (not ceiling or below(monthly, shelf["accident_ceiling_boundary"], line * ceiling)):
        return ACCIDENT, monthly
    return NONE, monthly


def otherwise(facts: Facts, shelf: dict[str, Any], change: Change, by: int) -> tuple[Facts, dict[str, Any]]:
    """The household, or the region, as ``change`` supposes it, by another measure."""
    first, _, then = change.key.rpartition("+")
    if first or then == "exclusions":
        facts = replace(facts, exclusions=frozenset(), homes=0)
    spent, earned = dict(facts.expenses), dict(facts.incomes)
    if then.startswith("expenses"):
        spent[Expense.OTHER] = spent.get(Expense.OTHER, 0) + (by if then == "expenses_more" else -by)
    if then.startswith("income"):
        earned[Income.WAGES] = earned.get(Income.WAGES, 0) + (by if then == "income_more" else -by)
    facts = replace(facts, expenses=spent, incomes=earned)
    if then == "cost":
        facts = replace(facts, cause_fen=max(facts.cause_fen - facts.covered_fen, 0) + by, covered_fen=0)
    if then == "idle":
        facts = replace(facts, idle_months=facts.idle_months - by)
    if then == "persons":
        facts = replace(facts, persons=facts.persons + by)
    moved = by if then == "line" else 0
    return facts, shelf | {"subsistence_line": shelf["subsistence_line"] + moved}


@settings(max_examples=400, deadline=None)
@given(facts=HOUSEHOLDS, shelf=SHELVES)
def test_every_outcome_and_every_change_is_what_a_second_reckoning_finds(
    facts: Facts, shelf: dict[str, Any]
) -> None:
    outcome = compute(facts, HERE, Shelf(**shelf))
    assert (outcome.category, outcome.monthly) == straight(facts, shelf)
    distances = [one.distance for one in outcome.would_change]
    assert distances == sorted(distances)
    for change in outcome.would_change:
        assert straight(*otherwise(facts, shelf, change, change.by))[0] is change.category
        assert change.category is not outcome.category
        if change.key != "exclusions":
            less = change.by - (1 if change.by > 0 else -1)
            assert straight(*otherwise(facts, shelf, change, less))[0] is not change.category
    assert Outcome.from_json(json.loads(json.dumps(outcome.as_json()))) == outcome
    if outcome.exclusions:
        return
    for key in ("expenses_more", "line", "cost"):  # nothing nearer was overlooked
        steps = [one.by for one in outcome.would_change if one.key == key and one.by > 0]
        before = min(steps, default=100_000_000) - 1
        probe = Change(key=key, words=outcome.title, category=NONE, by=before, distance=before)
        is_open = bool(steps) or key == "expenses_more"
        assert not is_open or straight(*otherwise(facts, shelf, probe, before))[0] is outcome.category
