from __future__ import annotations

import random

import pytest

from lianshou.kernel.access.rules import password_of
from lianshou.kernel.people.enums import Reason
from lianshou.kernel.people.rules import username_of, why_not_open


@pytest.mark.parametrize(
    ("has_chair", "has_account", "reason"),
    [(False, False, Reason.NO_CHAIR), (True, True, Reason.HAS_ACCOUNT), (True, False, None)],
)
def test_account_is_opened_once_for_a_sitting_chair(
    has_chair: bool, has_account: bool, reason: Reason | None
) -> None:
    assert why_not_open(has_chair=has_chair, has_account=has_account) == reason


@pytest.mark.parametrize(
    ("initials", "taken", "name"),
    [
        ("lmy", set(), "lmy12"),
        ("lmy", {"lmy12", "lmy12-2"}, "lmy12-3"),
        ("𠮷7", set(), "chair12"),
        ("J", set(), "j12"),
    ],
)
def test_user_name_is_initials_and_union(initials: str, taken: set[str], name: str) -> None:
    assert username_of(initials=initials, union=12, taken=taken.__contains__) == name


def test_password_has_ten_clear_characters() -> None:
    passwords = [password_of(choose=random.Random(seed).choice) for seed in range(200)]
    assert {len(one) for one in passwords} == {10}
    assert {one[:8].isalpha() and one[8:].isdigit() for one in passwords} == {True}
    assert set("".join(passwords)) & set("0O1lI5S2Z8B") == set()
