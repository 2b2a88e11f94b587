from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.kernel.access.enums import Reason, Role
from lianshou.kernel.access.rules import (
    ADMINISTRATORS,
    Tenure,
    days_left,
    overlaps,
    password_of,
    proposed_username,
    why_not_appoint,
    why_not_close,
    why_not_delegate,
    why_not_end,
    why_not_end_delegation,
    why_not_hand_over,
    why_not_renew_password,
    why_not_reopen,
    why_not_unlock,
)

TODAY = date(2020, 6, 24)
NOW = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)


def tenure(
    role: str = "officer", union: int = 1, start: int = 0, end: int | None = None, *, lent: bool = False
) -> Tenure:
    """A tenure by days from today."""
    last = None if end is None else TODAY + timedelta(days=end)
    return Tenure(role=role, union=union, starts_on=TODAY + timedelta(days=start), ends_on=last, lent=lent)


@pytest.mark.parametrize(
    ("wanted", "held", "reason"),
    [
        (tenure(), [], None),
        (tenure(), [tenure("leader")], None),
        (tenure(), [tenure(union=2)], None),
        (tenure(), [tenure()], Reason.ALREADY_HELD),
        (tenure(start=10), [tenure(end=9)], None),
        (tenure(start=10), [tenure(end=10)], Reason.ALREADY_HELD),
        (tenure(end=9), [tenure(start=10)], None),
        (tenure(), [tenure(lent=True)], None),
        (tenure("system_admin"), [tenure("security_admin")], Reason.SEPARATE_OFFICES),
        (tenure("audit_admin"), [tenure("security_admin", start=400)], Reason.SEPARATE_OFFICES),
        (tenure("audit_admin", end=399), [tenure("security_admin", start=400)], None),
        (tenure("system_admin"), [tenure("system_admin", union=2)], None),
        (tenure("system_admin"), [tenure("officer")], Reason.NO_CASE_DATA),
        (tenure("system_admin"), [tenure("officer", lent=True)], Reason.NO_CASE_DATA),
        (tenure("worker"), [tenure("audit_admin")], Reason.NO_CASE_DATA),
        (tenure("officer", start=5, end=4), [], Reason.ENDS_BEFORE_START),
    ],
)
def test_what_can_be_held_beside_what(wanted: Tenure, held: list[Tenure], reason: Reason | None) -> None:
    assert why_not_appoint(wanted=wanted, held=held, is_self=False) == reason


def test_nobody_appoints_themselves_and_no_closed_account_is_appointed() -> None:
    assert why_not_appoint(wanted=tenure(), held=[], is_self=True) == Reason.NOT_YOUR_OWN
    assert why_not_appoint(wanted=tenure(), held=[], is_self=False, is_open=False) == Reason.ACCOUNT_CLOSED


TENURES = st.builds(
    lambda role, union, start, length, endless: tenure(
        role, union, start, None if endless else start + length
    ),
    st.sampled_from([role.value for role in Role]),
    st.integers(1, 3),
    st.integers(-40, 40),
    st.integers(0, 30),
    st.booleans(),
)


@given(st.lists(TENURES, max_size=12))
def test_whoever_is_appointed_by_the_rule_never_holds_two_offices_on_one_day(wishes: list[Tenure]) -> None:
    held: list[Tenure] = []
    for wish in wishes:
        if why_not_appoint(wanted=wish, held=held, is_self=False) is None:
            held.append(wish)
    for day in range(-40, 120):
        today = tenure(start=day, end=day)
        roles = {one.role for one in held if overlaps(one, today)}
        assert len(roles) <= 1 or not roles & ADMINISTRATORS


@given(TENURES, st.lists(TENURES, max_size=6))
def test_days_left_can_be_given(wanted: Tenure, held: list[Tenure]) -> None:
    own = [one for one in held if (one.role, one.union) == (wanted.role, wanted.union)]
    rest = days_left(wanted=wanted, held=own)
    if rest is not None:
        assert why_not_appoint(wanted=rest, held=own, is_self=False) is None
        assert rest.starts_on >= wanted.starts_on


def delegating(**changes: object) -> Reason | None:
    given_ = {
        "post": tenure(start=-100),
        "wanted": tenure(start=0, end=6, lent=True),
        "held": [],
        "today": TODAY,
        "is_holder": False,
    }
    return why_not_delegate(**{**given_, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"wanted": tenure(start=0, end=89, lent=True)}, None),
        ({"wanted": tenure(start=0, end=90, lent=True)}, Reason.DELEGATION_TOO_LONG),
        ({"wanted": tenure(start=3, end=2, lent=True)}, Reason.ENDS_BEFORE_START),
        ({"wanted": tenure(start=0, lent=True)}, Reason.ENDS_BEFORE_START),
        ({"wanted": tenure(start=-1, end=2, lent=True)}, Reason.IN_THE_PAST),
        ({"post": tenure(start=-100, end=5)}, Reason.OUTSIDE_POST),
        ({"post": tenure(start=1)}, Reason.OUTSIDE_POST),
        ({"is_holder": True}, Reason.SAME_PERSON),
        ({"is_self": True}, Reason.NOT_YOUR_OWN),
        ({"is_open": False}, Reason.ACCOUNT_CLOSED),
        ({"stands_in": True}, Reason.NOT_PASSED_ON),
        ({"held": [tenure("leader")]}, None),
        ({"held": [tenure()]}, Reason.ALREADY_HELD),
        ({"held": [tenure(start=6, end=9, lent=True)]}, Reason.ALREADY_HELD),
        ({"held": [tenure(start=7, end=9, lent=True)]}, None),
        ({"held": [tenure("audit_admin")]}, Reason.NO_CASE_DATA),
        *(({"post": tenure(role)}, Reason.NOT_DELEGABLE) for role in sorted(ADMINISTRATORS | {Role.WORKER})),
    ],
)
def test_when_a_post_can_be_delegated(changes: dict[str, object], reason: Reason | None) -> None:
    assert delegating(**changes) == reason


@pytest.mark.parametrize(
    ("post", "last_day", "flags", "reason"),
    [
        (tenure(start=-9), 0, {}, None),
        (tenure(start=-9), -1, {}, None),
        (tenure(start=-9), -2, {}, Reason.IN_THE_PAST),
        (tenure(start=-9, end=-1), 0, {}, Reason.ENDED),
        (tenure(start=-9, end=5), 5, {}, Reason.ENDS_EARLIER),
        (tenure(start=-9, end=5), 4, {}, None),
        (tenure(start=-9), 0, {"is_self": True}, Reason.NOT_YOUR_OWN_END),
        (tenure(start=-9), 0, {"is_last_admin": True}, Reason.LAST_ADMIN),
    ],
)
def test_when_a_post_can_end(
    post: Tenure, last_day: int, flags: dict[str, bool], reason: Reason | None
) -> None:
    told = {"is_self": False, "is_last_admin": False, **flags}
    assert why_not_end(post=post, last_day=TODAY + timedelta(days=last_day), today=TODAY, **told) == reason


def test_a_delegation_ends_once() -> None:
    assert why_not_end_delegation(ends_on=TODAY, is_ended=False, today=TODAY) is None
    assert why_not_end_delegation(ends_on=TODAY, is_ended=True, today=TODAY) == Reason.ENDED
    before = TODAY - timedelta(days=1)
    assert why_not_end_delegation(ends_on=before, is_ended=False, today=TODAY) == Reason.ENDED


@pytest.mark.parametrize(
    ("closed", "own", "last", "reason"),
    [
        (False, False, False, None),
        (True, False, False, Reason.ACCOUNT_CLOSED),
        (False, True, False, Reason.OWN_ACCOUNT),
        (False, False, True, Reason.LAST_ADMIN),
    ],
)
def test_when_an_account_can_be_closed(closed: bool, own: bool, last: bool, reason: Reason | None) -> None:
    assert why_not_close(is_closed=closed, is_self=own, is_last_admin=last) == reason


def test_when_it_can_be_opened_again_unlocked_and_given_a_password() -> None:
    assert [why_not_reopen(is_closed=closed) for closed in (True, False)] == [None, Reason.ACCOUNT_OPEN]
    hour = timedelta(hours=1)
    assert [
        why_not_unlock(failures=failures, locked_until=until, now=NOW)
        for failures, until in ((0, None), (0, NOW - hour), (0, NOW + hour), (3, None))
    ] == [Reason.NOT_LOCKED, Reason.NOT_LOCKED, None, None]
    assert [
        why_not_renew_password(is_closed=closed, is_self=own)
        for closed, own in ((False, False), (True, False), (False, True))
    ] == [None, Reason.ACCOUNT_CLOSED, Reason.OWN_PASSWORD]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"is_same": True}, Reason.SAME_PERSON),
        ({"takes_it_oneself": True}, Reason.NOT_YOUR_OWN),
        ({"is_open": False}, Reason.ACCOUNT_CLOSED),
        ({"last_day": TODAY - timedelta(days=1)}, Reason.IN_THE_PAST),
        ({"last_day": TODAY + timedelta(days=30)}, None),
    ],
)
def test_when_duties_can_be_handed_over(changes: dict[str, object], reason: Reason | None) -> None:
    told = {"is_same": False, "takes_it_oneself": False, "is_open": True, "last_day": TODAY, "today": TODAY}
    assert why_not_hand_over(**{**told, **changes}) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sound", "taken", "name"),
    [
        ("wangqihang", set(), "wangqihang"),
        ("wangqihang", {"wangqihang", "wangqihang2"}, "wangqihang3"),
        ("", set(), "user"),
        ("Ägypten 1", set(), "gypten1"),
        ("a" * 60, set(), "a" * 30),
    ],
)
def test_user_name_is_proposed_from_the_sound(sound: str, taken: set[str], name: str) -> None:
    assert proposed_username(sound=sound, taken=taken.__contains__) == name


def test_first_passwords_are_ten_clear_letters_and_digits() -> None:
    made = [password_of(choose=random.Random(seed).choice) for seed in range(50)]
    assert ({len(word) for word in made}, len(set(made)), set("".join(made)) & set("0O1lIS5B82")) == (
        {10},
        50,
        set(),
    )
