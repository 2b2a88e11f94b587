"""Rules of aid: sorts of a region, suggestions by cause, ceilings, sums printed in units of ten thousand; against plain reckoning."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.parameters import BadValue
from lianshou.kinds.aid.enums import AidReason
from lianshou.kinds.aid.rules.aiding.deciding import Room, is_dropped, why_not_aid
from lianshou.kinds.aid.rules.aiding.money import crossed, is_implausible, wan, wan_text
from lianshou.kinds.aid.rules.aiding.sorts import earmarked_for, is_for, sorts_of
from lianshou.kinds.aid.rules.aiding.suggesting import BY_CAUSE, suggested
from lianshou.kinds.aid.rules.form import CAUSES
from lianshou.kinds.aid.rules.settings.aiding import AIDING, SORT_WORDS

FEN = st.integers(0, 10**13)
SETTING = AIDING[0]
USUAL = sorts_of(SETTING.form.read(SETTING.usual))


def by_decimal(fen: int) -> Decimal:
    return (Decimal(fen) / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(FEN)
def test_ten_thousands_are_rounded_half_up(fen: int) -> None:
    assert wan_text(wan(fen)).replace(",", "") == str(by_decimal(fen))


@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), FEN))
def test_crossed_sums_add_up_whichever_way(sums: dict[tuple[str, str], int]) -> None:
    table = crossed(sums, rows=["b"], columns=["z", "y"])
    assert table.total == sum(sums.values()) == table.by_column.total == table.by_row.total
    for place in range(len(table.rows)):
        row = table.row(place)
        printed = sum((by_decimal(cell) for cell in row.cells), Decimal(0))
        assert Decimal(row.gap) / 100 == by_decimal(row.total) - printed
    for place, gap in enumerate(table.column_gaps):
        cells = [row[place] for row in table.cells] if place < len(table.columns) else table.by_row.cells
        printed = sum((by_decimal(cell) for cell in cells), Decimal(0))
        assert Decimal(gap) / 100 == by_decimal(sum(cells)) - printed
    columns = [sum(row[place] for row in table.cells) for place in range(len(table.columns))]
    assert list(table.by_column.cells) == columns


def test_rounding_difference_of_three_thirds() -> None:
    table = crossed(
        {("a", "x"): 3_334_000, ("a", "y"): 3_334_000, ("a", "z"): 3_334_000}, rows=[], columns=[]
    )
    assert [wan_text(wan(cell)) for cell in table.row(0).cells] == ["3.33", "3.33", "3.33"]
    assert (wan_text(wan(table.total)), wan_text(table.row(0).gap)) == ("10.00", "0.01")


def test_rounding_difference_of_a_column_is_seen_where_the_rows_have_none() -> None:
    table = crossed({("a", "x"): 1_204_000, ("b", "x"): 1_234_000}, rows=[], columns=[])
    assert [table.row(place).gap for place in (0, 1)] == [0, 0]
    assert (table.by_column.gap, table.column_gaps, table.has_gaps) == (0, (1, 1), True)


def test_usual_sorts_are_the_six_and_temporary_aid() -> None:
    assert [one.words for one in USUAL.values()] == [
        "生活救助", "医疗救助", "子女助学（金秋助学）", "法律援助", "职业培训", "职业介绍", "临时救助",
    ]  # fmt: skip
    assert [key for key, one in USUAL.items() if one.is_long_term] == ["living", "medical", "temporary"]


def test_region_names_sorts_of_its_own_in_yuan() -> None:
    row = {"words": "送温暖", "nature": "money", "ceiling": "1500.50", "often": "no", "long": "no"}
    kept = SETTING.form.keep({"other1": row})
    assert kept["other1"]["ceiling"] == 150_050
    (ours,) = sorts_of(SETTING.form.read(kept)).values()
    assert (ours.key, ours.words, ours.ceiling_fen, ours.is_often) == ("other1", "送温暖", 150_050, False)
    with pytest.raises(BadValue):
        SETTING.form.keep({"other1": row | {"nature": "gold"}})
    with pytest.raises(BadValue):
        SETTING.form.keep({"other1": row | {"words": " "}})


@pytest.mark.parametrize(
    ("cause", "first"),
    [
        ("illness", "medical"), ("schooling", "schooling"), ("unemployed", "training"), ("laid_off", "job"),
        ("benefits_unpaid", "law"), ("accident", "temporary"), ("no_capacity", "living"),
    ],
)  # fmt: skip
def test_nearest_sort_comes_first_and_says_why(cause: str, first: str) -> None:
    found = suggested(cause=cause, secondary=[], category="relative", is_long_term=False, sorts=USUAL, has=())
    assert found[0].sort.key == first
    assert dict(CAUSES)[cause].zh in found[0].why.zh


def test_suggestions_leave_out_what_is_there_and_what_the_region_lacks() -> None:
    told = {"cause": "illness", "secondary": ["schooling", "schooling"], "category": "deep"}
    found = suggested(**told, is_long_term=True, sorts=USUAL, has={"medical"})  # type: ignore[arg-type]
    assert [one.sort.key for one in found] == ["living", "schooling", "temporary"]
    few = {"schooling": USUAL["schooling"]}
    assert [one.sort.key for one in suggested(**told, is_long_term=True, sorts=few, has=())] == ["schooling"]  # type: ignore[arg-type]


def test_every_cause_has_a_sort() -> None:
    assert set(BY_CAUSE) == set(dict(CAUSES))
    assert {one for several in BY_CAUSE.values() for one in several} <= set(SORT_WORDS)


@given(st.integers(0, 10**7), st.lists(st.integers(1, 10**6), max_size=8))
def test_room_never_lets_more_be_taken_than_the_ceiling(ceiling: int, asked: list[int]) -> None:
    taken = 0
    for amount in asked:
        room = Room(ceiling, taken)
        fits = {"nature": "money", "has_person": True, "has_it": False, "is_often": True}
        reason = why_not_aid(amount=amount, room=room, **fits)  # type: ignore[arg-type]
        assert reason in (None, AidReason.OVER_CEILING)
        if reason is None:
            taken += amount
    assert not ceiling or taken <= ceiling
    assert ceiling or taken == sum(asked)


def test_what_was_approved_is_paid_to_those_who_left_hardship_only() -> None:
    stays = {ground for ground in ("out", "guaranteed", "moved", "died", "mistaken", "not_fitting", "withdrawn")
             if not is_dropped(ground=ground, is_approved=True)}  # fmt: skip
    assert stays == {"out", "guaranteed", "moved"}
    assert is_dropped(ground="out", is_approved=False)


def test_ten_thousands_taken_for_yuan_are_doubted() -> None:
    assert is_implausible(total=363 * 20_000_000 * 100, persons=363, most=3_000_000)
    assert not is_implausible(total=363 * 2_000 * 100, persons=363, most=3_000_000)
    assert not is_implausible(total=10**12, persons=0, most=1)


NAMES = [(key, one.words) for key, one in USUAL.items()]


@pytest.mark.parametrize(
    ("item", "sorts"),
    [
        ("医疗救助（第二批）", {"medical"}),
        ("日常生活救助", {"living"}),
        ("金秋助学", {"schooling"}),
        ("子女助学", {"schooling"}),
        ("生活救助、临时救助", {"living", "temporary"}),
        ("困难职工帮扶", set()),
    ],
)
def test_budget_is_earmarked_for_the_sorts_that_its_item_names(item: str, sorts: set[str]) -> None:
    assert earmarked_for(item, NAMES) == sorts
    assert {key for key in USUAL if is_for(key, item, NAMES)} == (sorts or set(USUAL))
