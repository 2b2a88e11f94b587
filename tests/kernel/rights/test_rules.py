from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lianshou.kernel.rights.enums import Reason
from lianshou.kernel.rights.rules import asking, comparing, consenting, keeping
from lianshou.kernel.rights.rules.consenting import Given, Text
from lianshou.kernel.rights.rules.keeping import Period

DAY = date(2020, 6, 24)


def test_sensitive_classes_are_agreed_to_one_by_one() -> None:
    assert consenting.parts_of(["contact", "relations", "health", "child"]) == ["", "health", "child"]
    assert consenting.parts_of(["health"]) == ["health"]
    assert consenting.parts_of([]) == []


@pytest.mark.parametrize(
    ("about_relative", "child", "parts"),
    [(False, False, ["", "hardship"]), (True, True, ["", "child"]), (True, False, [""])],
)
def test_a_family_is_asked_member_by_member(about_relative: bool, child: bool, parts: list[str]) -> None:
    classes = ["contact", "relations", "child", "hardship"]
    assert consenting.parts_for(classes, about_relative=about_relative, child=child) == parts
    assert consenting.parts_for(["health"], about_relative=True, child=True) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"published": True}, Reason.PUBLISHED),
        ({"classes": []}, Reason.CLASSES_MISSING),
        ({"basis": "duty"}, Reason.LAW_MISSING),
        ({"basis": "duty", "law": "工会法"}, None),
        ({"necessity": " "}, Reason.NECESSITY_MISSING),
        ({"assessed": ["contact"]}, Reason.ASSESSMENT_MISSING),
        ({"before": ["contact"], "asks_again": False}, Reason.MUST_ASK_AGAIN),
        ({"before": ["contact", "health"], "asks_again": False}, None),
        ({"before": None, "asks_again": False}, None),
    ],
)
def test_why_not_publish_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {
        "published": False,
        "basis": "consent",
        "law": "",
        "classes": ["contact", "health"],
        "necessity": "必需",
        "assessed": ["health"],
        "before": ["contact"],
        "asks_again": True,
    }
    assert consenting.why_not_publish(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"published": False}, Reason.NOT_PUBLISHED),
        ({"own_region": False}, Reason.FOREIGN_TEXT),
        ({"current": False}, Reason.SUPERSEDED),
        ({"basis": "duty"}, Reason.NO_CONSENT_NEEDED),
        ({"parts": []}, Reason.NOTHING_CHOSEN),
        ({"parts": ["finance"]}, Reason.NOT_FOR_THEM),
        ({"given": ["health"]}, Reason.ALREADY_GIVEN),
    ],
)
def test_why_not_give_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {
        "published": True,
        "current": True,
        "basis": "consent",
        "own_region": True,
        "parts": ["health"],
        "offered": ["", "health"],
        "given": [],
    }
    assert consenting.why_not_give(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("how", "is_relative", "child", "may_be_child", "reason"),
    [
        ("self", False, False, False, None),
        ("paper", False, False, False, None),
        ("self", True, False, False, Reason.ONLY_ON_PAPER),
        ("paper", True, False, False, None),
        ("guardian", True, True, False, None),
        ("self", True, True, False, Reason.GUARDIAN_NEEDED),
        ("paper", True, True, False, Reason.GUARDIAN_NEEDED),
        ("guardian", True, False, False, Reason.NO_CHILD),
        ("paper", True, False, True, Reason.AGE_UNKNOWN),
    ],
)
def test_only_the_right_person_speaks(
    how: str, is_relative: bool, child: bool, may_be_child: bool, reason: Reason | None
) -> None:
    found = consenting.why_not_speak(how=how, is_relative=is_relative, child=child, may_be_child=may_be_child)
    assert found == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"paper_place": " "}, Reason.PAPER_MISSING),
        ({"how": "guardian"}, Reason.GUARDIAN_MISSING),
        ({"how": "guardian", "guardian": "卢明远", "relation": "父亲"}, None),
        ({"given_on": date(2020, 6, 25)}, Reason.DAY_IN_FUTURE),
        ({"given_on": date(2019, 12, 31)}, Reason.BEFORE_TEXT),
    ],
)
def test_why_not_record_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {
        "how": "paper",
        "paper_place": "档案柜3号",
        "guardian": "",
        "relation": "",
        "given_on": DAY,
        "published_on": date(2020, 1, 1),
        "today": DAY,
    }
    assert consenting.why_not_record(**values | changes) == reason  # type: ignore[arg-type]


TEXT = Text(3, 2, "consent", frozenset({"contact", "health"}))
LAW = Text(3, 2, "duty", frozenset({"contact", "health"}))


def given(
    version: int = 3, part: str = "", how: str = "self", days: int = 10, ended: int | None = None
) -> Given:
    withdrawn = DAY - timedelta(days=ended) if ended is not None else None
    return Given(version, part, how, DAY - timedelta(days=days), withdrawn)


@pytest.mark.parametrize(
    ("text", "classes", "consents", "reason"),
    [
        (None, ["contact"], [], Reason.NO_TEXT),
        (TEXT, ["finance"], [given()], Reason.CLASS_NOT_COVERED),
        (TEXT, ["contact"], [], Reason.NO_CONSENT),
        (TEXT, ["contact"], [given()], None),
        (TEXT, ["contact"], [given(version=2)], None),
        (TEXT, ["contact"], [given(version=1)], Reason.NO_CONSENT),
        (TEXT, ["contact"], [given(days=-1)], Reason.NO_CONSENT),
        (TEXT, ["contact"], [given(ended=0)], Reason.WITHDRAWN),
        (TEXT, ["contact"], [given(ended=-1)], None),
        (TEXT, ["contact"], [given(ended=2), given(days=1)], None),
        (TEXT, ["contact", "health"], [given()], Reason.NO_SEPARATE_CONSENT),
        (TEXT, ["contact", "health"], [given(), given(part="health")], None),
        (TEXT, ["health"], [given(part="health", ended=1)], Reason.WITHDRAWN),
        (LAW, ["contact", "health"], [], None),
        (LAW, ["finance"], [], Reason.CLASS_NOT_COVERED),
    ],
)
def test_why_not_process_names_the_first_reason(
    text: Text | None, classes: list[str], consents: list[Given], reason: Reason | None
) -> None:
    found = consenting.why_not_process(
        text=text, classes=classes, given=consents, on=DAY, child=False, objected=False
    )
    assert found == reason


def test_a_child_needs_its_guardian_and_an_objection_ends_it() -> None:
    def ask(consents: list[Given], *, objected: bool = False) -> Reason | None:
        return consenting.why_not_process(
            text=TEXT, classes=["contact"], given=consents, on=DAY, child=True, objected=objected
        )

    assert ask([given(how="paper")]) == Reason.GUARDIAN_NEEDED
    assert ask([given(how="guardian")]) is None
    assert ask([given(how="guardian")], objected=True) == Reason.OBJECTED


def test_two_versions_are_compared_clause_by_clause() -> None:
    found = comparing.pieces("用您的电话通知活动，保存三年。", "用您的电话通知活动和慰问，保存三年。")
    assert [(piece.sort, piece.text) for piece in found] == [
        ("gone", "用您的电话通知活动，"),
        ("new", "用您的电话通知活动和慰问，"),
        ("same", "保存三年。"),
    ]
    assert comparing.pieces("", "") == []


def test_a_request_is_overdue_only_after_its_last_day_and_while_open() -> None:
    due = asking.due_on(asked_on=DAY, days=15)
    assert due == date(2020, 7, 9)
    assert not asking.is_overdue(state="open", due=due, today=due)
    assert asking.is_overdue(state="open", due=due, today=due + timedelta(days=1))
    assert not asking.is_overdue(state="accepted", due=due, today=due + timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"words": " "}, Reason.WORDS_MISSING),
        ({"same_open": True}, Reason.SAME_OPEN),
        ({"kind": "correct", "words": ""}, Reason.VALUE_MISSING),
        ({"kind": "correct", "field": "person.phone", "value": "1"}, Reason.NO_SUCH_FIELD),
        (
            {"kind": "correct", "field": "person.phone", "value": "1", "known_field": True},
            Reason.NOT_READABLE,
        ),
        (
            {"kind": "correct", "field": "person.phone", "value": "1", "known_field": True, "readable": True},
            None,
        ),
    ],
)
def test_why_not_ask_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {
        "kind": "question",
        "words": "?",
        "field": "",
        "value": "",
        "known_field": False,
        "readable": False,
        "same_open": False,
    }
    assert asking.why_not_ask(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": "refused"}, Reason.NOT_OPEN),
        ({"own": True}, Reason.OWN_REQUEST),
        ({"words": ""}, Reason.WORDS_MISSING),
        ({"refusing": True}, Reason.REASON_MISSING),
        ({"refusing": True, "why": "others", "words": " "}, Reason.REASON_MISSING),
        ({"refusing": True, "why": "others"}, None),
    ],
)
def test_why_not_answer_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {"state": "open", "own": False, "words": "已改", "refusing": False, "why": ""}
    assert asking.why_not_answer(**values | changes) == reason  # type: ignore[arg-type]


def test_only_the_person_takes_back_and_only_while_open() -> None:
    assert asking.why_not_take_back(state="open", own=True) is None
    assert asking.why_not_take_back(state="open", own=False) == Reason.NOT_YOURS
    assert asking.why_not_take_back(state="refused", own=True) == Reason.NOT_OPEN


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("000000", ""),
        ("320000", "32"),
        ("320900", "3209"),
        ("320923", "320923"),
        ("", ""),
        ("320923001", "320923"),
    ],
)
def test_a_division_code_names_a_region(code: str, region: str) -> None:
    assert keeping.region_of(code) == region


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 12, 15), 36, date(2022, 12, 15)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_months_are_counted_to_the_end_of_a_month(day: date, months: int, after: date) -> None:
    assert keeping.months_after(day, months) == after


def test_the_longest_region_and_then_the_latest_day_win() -> None:
    def period(region: str, starts_on: date) -> Period:
        return Period("health", region, starts_on, 36, "left")

    nation, later, county = (
        period("", date(2016, 1, 1)),
        period("", date(2020, 1, 1)),
        period("3209", date(2017, 1, 1)),
    )
    known = [nation, later, county, period("32", date(2021, 1, 1))]
    assert keeping.period_for(known, data_class="health", division="320923", on=DAY) == county
    assert keeping.period_for(known, data_class="health", division="110000", on=DAY) == later
    assert keeping.period_for(known, data_class="health", division="110000", on=date(2018, 1, 1)) == nation
    assert keeping.period_for(known, data_class="health", division="", on=DAY) == later
    assert keeping.period_for(known, data_class="contact", division="320923", on=DAY) is None


def test_data_are_due_when_their_months_are_over() -> None:
    assert keeping.due_since(counted_from=date(2017, 6, 24), months=36) == DAY
    assert keeping.due_since(counted_from=None, months=36) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"reaches": False}, Reason.OUTSIDE_REGION),
        ({"data_class": "log", "months": 5}, Reason.TOO_SHORT),
        ({"data_class": "log", "months": 6}, None),
        ({"starts_on": date(2020, 6, 23)}, Reason.IN_THE_PAST),
        ({"taken": True}, Reason.PERIOD_TAKEN),
    ],
)
def test_why_not_set_names_the_first_reason(changes: dict[str, object], reason: Reason | None) -> None:
    values: dict[str, object] = {
        "data_class": "health",
        "months": 24,
        "starts_on": DAY,
        "today": DAY,
        "reaches": True,
        "taken": False,
    }
    assert keeping.why_not_set(**values | changes) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "actor", "waiting", "reason"),
    [
        ("prepared", 2, 1, None),
        ("prepared", 1, 1, Reason.SAME_PERSON),
        ("queued", 2, 1, Reason.NOT_PREPARED),
        ("prepared", 2, 0, Reason.NOTHING_DUE),
    ],
)
def test_a_second_person_confirms(state: str, actor: int, waiting: int, reason: Reason | None) -> None:
    assert keeping.why_not_confirm(state=state, preparer=1, actor=actor, waiting=waiting) == reason


def test_a_disposal_is_taken_up_when_it_waits_or_has_fallen_silent() -> None:
    now = datetime(2020, 6, 24, tzinfo=UTC)
    late, fresh = now - timedelta(minutes=6), now - timedelta(minutes=1)
    assert keeping.may_claim(state="queued", heard_at=fresh, now=now)
    assert keeping.may_claim(state="running", heard_at=late, now=now)
    assert not keeping.may_claim(state="running", heard_at=fresh, now=now)
    assert not keeping.may_claim(state="done", heard_at=late, now=now)


def test_an_anonymous_name_keeps_rows_apart() -> None:
    assert keeping.anonymous_name(7) == "已匿名7"
