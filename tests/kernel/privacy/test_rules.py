from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lianshou.kernel.privacy.enums import Reason, State
from lianshou.kernel.privacy.rules import (
    why_not_ask,
    why_not_decide,
    why_not_fetch,
    why_not_refuse,
    why_not_reveal,
    why_not_serve,
    why_not_withdraw,
)

NOW = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"filled": False}, Reason.NOTHING_HERE),
        ({"within_the_hour": 60}, Reason.TOO_MANY),
        ({"purpose": "other"}, Reason.WORDS_MISSING),
        ({"purpose": "other", "words": "核对"}, None),
        ({"words": "联系13912345678"}, Reason.WORDS_PERSONAL),
        ({"words": "139 1234 5678"}, Reason.WORDS_PERSONAL),
        ({"words": "139-1234-5678"}, Reason.WORDS_PERSONAL),
        ({"words": "１３９１２３４５６７８"}, Reason.WORDS_PERSONAL),
        ({"words": "2026-11-28，盐工发〔2026〕123456号，200000元"}, None),
    ],
)
def test_reveal(changed: dict[str, object], reason: Reason | None) -> None:
    asked = {"purpose": "reach", "words": " ", "filled": True, "within_the_hour": 59, "most_per_hour": 60}
    assert why_not_reveal(**{**asked, **changed}) == reason  # type: ignore[arg-type]


def test_values_are_served_to_whoever_asked_until_the_time_is_over() -> None:
    assert why_not_serve(is_own=True, until=LATER, now=NOW) is None
    assert why_not_serve(is_own=True, until=NOW, now=NOW) == Reason.TIME_OVER
    assert why_not_serve(is_own=False, until=LATER, now=NOW) == Reason.NOT_YOURS


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"fields": 0}, Reason.NO_FIELDS),
        ({"rows": 0}, Reason.NO_ROWS),
        ({"recipient": " "}, Reason.RECIPIENT_MISSING),
        ({"purpose": "other"}, Reason.WORDS_MISSING),
        ({"words": "0515-87212345"}, Reason.WORDS_PERSONAL),
    ],
)
def test_asking(changed: dict[str, object], reason: Reason | None) -> None:
    asked = {"fields": 1, "rows": 1, "purpose": "reach", "words": "", "recipient": "办公室"}
    assert why_not_ask(**{**asked, **changed}) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("is_asker", [True, False])
def test_another_person_decides_once(state: State, is_asker: bool) -> None:
    expected = Reason.SAME_PERSON if is_asker else None if state is State.ASKED else Reason.DECIDED
    assert why_not_decide(state=state, is_asker=is_asker) == expected
    assert why_not_refuse(state=state, is_asker=is_asker, words="不必要") == expected
    assert why_not_refuse(state=state, is_asker=is_asker, words=" ") == (expected or Reason.WORDS_MISSING)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("is_asker", [True, False])
def test_only_the_asker_withdraws_an_open_request(state: State, is_asker: bool) -> None:
    expected = Reason.NOT_YOURS if not is_asker else None if state is State.ASKED else Reason.DECIDED
    assert why_not_withdraw(state=state, is_asker=is_asker) == expected


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"is_asker": False}, Reason.NOT_YOURS),
        ({"state": State.ASKED, "expires_at": None}, Reason.NOT_APPROVED),
        ({"state": State.REFUSED}, Reason.NOT_APPROVED),
        ({"expires_at": NOW}, Reason.EXPIRED),
        ({"fetched": 3}, Reason.FETCHED_OUT),
    ],
)
def test_fetching(changed: dict[str, object], reason: Reason | None) -> None:
    asked = {
        "state": State.APPROVED,
        "is_asker": True,
        "expires_at": LATER,
        "fetched": 2,
        "most": 3,
        "now": NOW,
    }
    assert why_not_fetch(**{**asked, **changed}) == reason  # type: ignore[arg-type]
