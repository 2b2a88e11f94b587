"""Who may help whom and how well it fits, when a visit is due: values in, answers out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianshou.core.parameters import BadValue
from lianshou.kinds.aid.rules.form import CAUSES
from lianshou.kinds.aid.rules.helping.deciding import due_after, told_duties
from lianshou.kinds.aid.rules.helping.facing import Apart, HelperFacts, HouseholdFacts, Question, kept_apart
from lianshou.kinds.aid.rules.helping.matching import match
from lianshou.kinds.aid.rules.helping.words import FIELDS, LANGUAGES, field_of, said
from lianshou.kinds.aid.rules.settings.helping import DUTIES, HELPING, WEIGHTS, duties_of, weights_of

USUAL = {"level": 3, "need": 12, "language": 15, "load": 8, "unknown": 10}


def helper(n: int, path: str = "000100010001", **facts: object) -> HelperFacts:
    return HelperFacts(n, path, **facts)  # type: ignore[arg-type]


def household(n: int, path: str = "000100010001", **facts: object) -> HouseholdFacts:
    return HouseholdFacts(n, path, **facts)  # type: ignore[arg-type]


def pairs(question: Question) -> dict[int, int]:
    return {one["household"]: one["helper"] for one in match(question)["placements"]}


def test_every_cause_asks_for_a_known_field() -> None:
    assert {field_of(cause) for cause, _words in CAUSES} <= dict(FIELDS).keys()
    assert (field_of(""), said(["law", "x"], FIELDS).zh) == ("", "法律维权")


@pytest.mark.parametrize(
    ("ours", "theirs", "kin", "same", "apart"),
    [
        ([], [], False, True, Apart.SELF),
        ([], [], True, False, Apart.RELATIVE),
        ([(7, "chair")], [(7, "committee")], False, False, Apart.SUPERIOR),
        ([(7, "committee")], [(7, "chair")], False, False, Apart.SUPERIOR),
        ([(7, "committee")], [(7, "committee")], False, False, None),
        ([(7, "chair")], [(8, "committee")], False, False, None),
        ([], [], False, False, None),
    ],
)
def test_who_is_kept_apart(
    ours: list[tuple[int, str]], theirs: list[tuple[int, str]], kin: bool, same: bool, apart: Apart | None
) -> None:
    told = {"helper_offices": ours, "head_offices": theirs, "is_relative": kin}
    assert kept_apart(helper_person=1, head=1 if same else 2, **told) is apart  # type: ignore[arg-type]


def test_what_fits_better_wins() -> None:
    here, near, far = (119.81, 33.76), (119.82, 33.76), (120.40, 33.76)
    cases = [
        (household(1, longitude=here[0], latitude=here[1]), [helper(1, longitude=far[0], latitude=far[1]), helper(2, longitude=near[0], latitude=near[1])]),
        (household(1), [helper(1, "00010002"), helper(2)]),
        (household(1, fields=("law",)), [helper(1, fields=("illness",)), helper(2, fields=("law",))]),
        (household(1, languages=("zhuang",)), [helper(1, languages=("mandarin",)), helper(2, languages=("zhuang",))]),
        (household(1), [helper(1, most=1, elsewhere=3), helper(2)]),
    ]  # fmt: skip
    for one, helpers in cases:
        assert pairs(Question(tuple(helpers), (one,), USUAL)) == {1: 2}


def test_load_is_shared_and_soft() -> None:
    rows = tuple(household(n) for n in range(1, 9))
    answer = match(Question((helper(1, most=2), helper(2, most=2)), rows, USUAL))
    assert [one["load"] for one in answer["loads"]] == [4, 4]
    assert (answer["unmatched"], answer["optimal"]) == ([], True)


def test_answer_is_that_of_the_frozen_question() -> None:
    rows = (household(1, fields=("law",), now=2), household(2))
    asked = Question((helper(1), helper(2)), rows, USUAL, {(2, 1): "RELATIVE", (2, 2): "SELF"})
    frozen = asked.as_json()
    assert Question.from_json(frozen) == asked
    answer = match(Question.from_json(frozen))
    assert answer == match(asked)
    assert (answer["placements"][0]["helper"], answer["placements"][0]["kept"]) == (2, True)
    assert answer["unmatched"][0]["reason"]["zh"].startswith(
        "所有责任人都须回避：责任人就是该户职工本人；责任人与该户是亲属"
    )
    empty = match(replace(asked, helpers=()))
    assert [one["household"] for one in empty["unmatched"]] == [1, 2]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_rules_hold_whoever_comes(data: st.DataObject) -> None:
    """Nobody is with whom a rule parts them from; who stands stays; whoever may have a helper has one."""
    count, many = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 9))
    paths = st.sampled_from(["00010001", "000100010001", "000100010002", "00010002"])
    words = st.lists(st.sampled_from([key for key, _w in LANGUAGES[:3]]), unique=True).map(tuple)
    helpers = tuple(
        helper(n, data.draw(paths), languages=data.draw(words), most=data.draw(st.integers(1, 3)))
        for n in range(1, count + 1)
    )
    ids = st.one_of(st.none(), st.integers(1, count))
    rows = tuple(
        household(n, data.draw(paths), languages=data.draw(words), now=data.draw(ids))
        for n in range(1, many + 1)
    )
    barred = data.draw(st.sets(st.tuples(st.integers(1, many), st.integers(1, count)), max_size=12))
    apart = dict.fromkeys(barred, "RELATIVE")
    answer = match(Question(helpers, rows, USUAL, apart))
    found = {one["household"]: one["helper"] for one in answer["placements"]}
    assert not set(found.items()) & barred
    for one in rows:
        if one.now and (one.id, one.now) not in barred:
            assert found[one.id] == one.now
        free = any((one.id, each.id) not in barred for each in helpers)
        assert (one.id in found) is free
    assert answer["optimal"]
    for one in answer["placements"]:
        for other in one["next_best"]:
            moved = found | {one["household"]: other["helper"]}
            settled = tuple(replace(each, now=moved.get(each.id)) for each in rows)
            assert match(Question(helpers, settled, USUAL, apart))["cost"] - answer["cost"] == other["extra"]
            assert other["extra"] >= 0 or one["kept"]


@pytest.mark.parametrize(
    ("day", "months", "agreed", "due"),
    [
        (date(2026, 1, 15), 6, None, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, None, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, None, date(2027, 1, 31)),
        (date(2026, 1, 15), 6, date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 1, 15), 6, date(2027, 3, 1), date(2026, 7, 15)),
    ],
)
def test_next_visit_is_due(day: date, months: int, agreed: date | None, due: date) -> None:
    assert due_after(day, months, next_on=agreed) == due


def test_settings_of_helping_are_what_the_federation_writes() -> None:
    told = {one.key: one for one in HELPING}
    duties = told[DUTIES].form
    kept = duties.keep({"1": {"words": " 宣传员 "}, "6": {"words": "联络员"}})
    assert duties_of(duties.read(kept)) == {"1": "宣传员", "6": "联络员"}
    assert told_duties(["6", "7"], duties_of(kept)) == ["联络员"]
    with pytest.raises(BadValue):
        duties.keep({"1": {"words": "长" * 61}})
    assert weights_of({"need": {"km": 0}}) == USUAL | {"need": 0}
    assert weights_of(told[WEIGHTS].usual) == USUAL
