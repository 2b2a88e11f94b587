from datetime import UTC, datetime, timedelta

import pytest

from lianshou.kernel.access.enums import Ended, FactorReason, Hold, Role
from lianshou.kernel.access.rules import Standing, device_of, why_ended, why_held, why_not_remove_factor

DEMANDED = frozenset({Role.APPROVER, Role.FINANCE})
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("has_factor", "held"), [(False, Hold.SET_UP), (True, Hold.CONFIRM)])
def test_session_is_held_when_a_role_demands_a_factor(role: Role, has_factor: bool, held: Hold) -> None:
    standing = Standing(roles={role}, has_factor=has_factor, is_confirmed=False)
    assert why_held(standing, demanded=DEMANDED) == (held if role in DEMANDED else None)


def test_session_that_has_shown_a_factor_is_not_held() -> None:
    standing = Standing(roles={Role.APPROVER}, has_factor=True, is_confirmed=True)
    assert why_held(standing, demanded=DEMANDED) is None


def test_one_demanding_post_among_others_is_enough() -> None:
    standing = Standing(roles={Role.OFFICER, Role.FINANCE}, has_factor=False, is_confirmed=False)
    assert why_held(standing, demanded=DEMANDED) is Hold.SET_UP


@pytest.mark.parametrize(
    ("is_demanded", "others", "reason"),
    [(True, 0, FactorReason.LAST_FACTOR), (True, 1, None), (False, 0, None)],
)
def test_last_factor_stays_while_it_is_demanded(
    is_demanded: bool, others: int, reason: FactorReason | None
) -> None:
    assert why_not_remove_factor(is_demanded=is_demanded, others=others) is reason


@pytest.mark.parametrize(
    ("began", "seen", "why"),
    [
        (0, 0, None),
        (60, 29, None),
        (60, 30, Ended.IDLE),
        (479, 1, None),
        (480, 0, Ended.DAY),
        (480, 45, Ended.DAY),
        (None, 1, Ended.UNKNOWN),
        (1, None, Ended.UNKNOWN),
    ],
)
def test_session_ends_when_idle_and_after_a_day(
    began: int | None, seen: int | None, why: Ended | None
) -> None:
    moments = [None if ago is None else NOW - timedelta(minutes=ago) for ago in (began, seen)]
    assert why_ended(began=moments[0], seen=moments[1], now=NOW, idle=IDLE, longest=LONGEST) is why


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
            "Windows上的Edge",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0",
            "安卓上的微信",
            "WeChat on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile Safari/604.1",
            "iPhone上的Safari",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile wxwork/4.1 MicroMessenger/7.0",
            "安卓上的企业微信",
            "WeCom on Android",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Linux上的火狐",
            "Firefox on Linux",
        ),
        ("curl/8.5", "未知系统上的未知浏览器", "Unknown browser on unknown system"),
    ],
)
def test_device_is_said_in_words(line: str, zh: str, en: str) -> None:
    name = device_of(line).name
    assert (name.zh, name.en) == (zh, en)
