from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from django.db.utils import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory

from lianshou.web.busy import is_busy, patiently
from lianshou.web.middleware import RefusalMiddleware
from lianshou.web.views import broken, too_many


def locked() -> OperationalError:
    error = OperationalError("database is locked")
    error.__cause__ = sqlite3.OperationalError("database is locked")
    return error


class Deadlock(Exception):
    sqlstate = "40P01"


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


def failing(times: int, error: Exception) -> Callable[[], int]:
    """Fails so many times, then gives how often it was called."""
    calls = []

    def act() -> int:
        calls.append(1)
        if len(calls) <= times:
            raise error
        return len(calls)

    return act


def request() -> HttpRequest:
    return RequestFactory().post("/events/1/join/")


@pytest.mark.parametrize("error", [locked(), deadlock()])
def test_busy_database_is_tried_again_with_longer_and_longer_rests(error: Exception) -> None:
    rests: list[float] = []
    assert patiently(failing(3, error), rest=rests.append) == 4
    assert [0.1 * 2**turn <= rest <= 0.3 * 2**turn for turn, rest in enumerate(rests)] == [True] * 3


def test_patience_ends_after_the_fourth_try() -> None:
    rests: list[float] = []
    with pytest.raises(OperationalError):
        patiently(failing(4, locked()), rest=rests.append)
    assert len(rests) == 3


@pytest.mark.parametrize("error", [OperationalError("no such table: x"), ValueError("database is locked")])
def test_other_failures_are_not_tried_again(error: Exception) -> None:
    act = failing(1, error)
    with pytest.raises(type(error)):
        patiently(act, rest=lambda _: None)
    assert [is_busy(error), act()] == [False, 2]


def test_busy_answer_says_press_again() -> None:
    answer = RefusalMiddleware(too_many).process_exception(request(), locked())
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "请再按一次" in answer.content.decode()
    assert RefusalMiddleware(too_many).process_exception(request(), ValueError()) is None


@pytest.mark.parametrize(("error", "status"), [(locked(), 503), (ValueError("x"), 500)])
def test_page_of_a_failure_outside_of_the_view_tells_busy_from_broken(error: Any, status: int) -> None:
    try:
        raise error
    except type(error):
        assert broken(request()).status_code == status
