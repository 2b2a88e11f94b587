"""Rules of check-lists: what is suggested, what may be saved, since when and by when a line counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kinds.aid.answers import new_answers

from lianshou.core.parameters import BadValue
from lianshou.kinds.aid.enums import CheckReason, CheckSort, Standing, State
from lianshou.kinds.aid.rules.checking.deciding import due_of, since_of, why_not_check
from lianshou.kinds.aid.rules.checking.lists import Line, lines_of
from lianshou.kinds.aid.rules.checking.suggesting import Known, suggestions
from lianshou.kinds.aid.rules.settings.checking import CHECKING, MOST_MEASURES

DAY = date(2026, 6, 1)
SETTINGS = {one.key: one for one in CHECKING}
_KNOWN: dict[str, Any] = {
    "state": State.ON_FILE,
    "on": DAY,
    "last_on": None,
    "today": DAY,
    "told": {"safety.living": "met"},
    "known": ["safety.living"],
    "overtaken": False,
}


def known(category: str = "relative", causes: tuple[str, ...] = ("illness",), **more: Any) -> Known:
    answers = new_answers(**more)
    return Known(answers, answers["members"], category, causes)


@pytest.mark.parametrize(
    ("otherwise", "reason"),
    [
        ({}, None),
        ({"state": State.CHECKING}, CheckReason.NOT_ON_FILE),
        ({"state": State.ENDED}, CheckReason.NOT_ON_FILE),
        ({"told": {}}, CheckReason.NOTHING_SAID),
        ({"told": {"safety.moon": "met"}}, CheckReason.UNKNOWN_LINE),
        ({"told": {"safety.living": "perhaps"}}, CheckReason.UNKNOWN_LINE),
        ({"on": DAY + timedelta(days=1)}, CheckReason.IN_FUTURE),
        ({"last_on": DAY + timedelta(days=1), "today": DAY + timedelta(days=1)}, CheckReason.BEFORE_LAST),
        ({"last_on": DAY}, None),
        ({"overtaken": True}, CheckReason.OVERTAKEN),
    ],
)
def test_a_check_is_refused_for_one_reason(otherwise: dict[str, Any], reason: CheckReason | None) -> None:
    assert why_not_check(**_KNOWN | otherwise) == reason


@pytest.mark.parametrize(
    ("told", "line", "state"),
    [
        ({"category": "deep"}, "living", Standing.OPEN),
        ({"category": "none"}, "living", Standing.NOT_NEEDED),
        ({"category": "relative"}, "living", None),
        ({"medical": "none"}, "medical", Standing.OPEN),
        ({"medical": "employee"}, "medical", None),  # of the members nothing is known
        ({"medical": "employee", "members": []}, "medical", Standing.MET),
        ({}, "schooling", Standing.OPEN),
        ({"expense_schooling": ""}, "schooling", Standing.MET),
        ({"members": []}, "schooling", Standing.NOT_NEEDED),
        ({"housing": "none"}, "housing", Standing.OPEN),
        ({"housing": "low_rent"}, "housing", Standing.MET),
        ({"housing": "other"}, "housing", None),
        ({}, "work", Standing.OPEN),
        ({"status": "at_work"}, "work", Standing.MET),
        ({"status": "retired", "members": []}, "work", Standing.NOT_NEEDED),
        ({"causes": ("uninsured",), "pension": "employee"}, "insurance", Standing.OPEN),
        ({"pension": "none"}, "insurance", Standing.OPEN),
        ({"pension": "resident"}, "insurance", Standing.MET),
        ({}, "insurance", None),
    ],
)
def test_the_survey_suggests(told: dict[str, Any], line: str, state: Standing | None) -> None:
    found = suggestions(known(**told)).get(line)
    assert (found.state if found else None) == state


def test_reasons_tell_neither_names_nor_illness_nor_amounts() -> None:
    told = new_answers(medical="none", pension="none")
    said = "".join(one.reason.zh for one in suggestions(known("deep", medical="none")).values())
    for secret in (told["name"], told["illness"], told["expense_schooling"], told["address"], told["phone"]):
        assert secret not in said


@given(
    st.lists(st.tuples(st.sampled_from(Standing.values), st.integers(0, 40)), min_size=1, max_size=12),
    st.integers(1, 366),
)
def test_a_line_is_since_the_first_day_of_its_state(steps: list[tuple[str, int]], days: int) -> None:
    on, was, since = DAY, "", None
    runs: list[tuple[str, date]] = []
    for state, later in steps:
        on += timedelta(days=later)
        since = since_of(state=state, on=on, was=was, was_since=since)
        if state != was:
            runs.append((state, on))
        was = state
        assert (state, since) == runs[-1]
        due = due_of(state=state, since=since, days=days)
        assert due == (since + timedelta(days=days) if state == Standing.OPEN else None)


def test_lines_of_nobody_are_none_and_those_that_are_set_keep_their_place() -> None:
    form = SETTINGS["aid.aid_measures"].form
    assert lines_of(CheckSort.MEASURE, form, form.read(form.keep({}))) == ()
    kept = form.keep({"7": {"words": "助学：每学年一次"}, "2": {"words": "走访"}})
    lines = lines_of(CheckSort.MEASURE, form, form.read(kept))
    assert lines == (Line(CheckSort.MEASURE, "2", "走访"), Line(CheckSort.MEASURE, "7", "助学：每学年一次"))
    assert [(one.place, one.name, one.meaning) for one in lines] == [
        ("measure.2", "走访", ""),
        ("measure.7", "助学", "每学年一次"),
    ]
    assert form.say({}).zh == "正式内容尚未填写"
    with pytest.raises(BadValue):
        form.keep({str(MOST_MEASURES + 1): {"words": "多"}})
    with pytest.raises(BadValue):
        form.keep({"1": {"words": ""}})
