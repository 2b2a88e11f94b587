from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from lianshou.core.couriers import NotSent
from lianshou.web.couriers import (
    AppriseTexts,
    ConsoleTexts,
    NoTexts,
    beside,
    send_mail,
    send_text,
    text_courier,
)
from lianshou.web.waiting import span_said

PHONE, WORDS = "13700001111", "123456"


@pytest.mark.parametrize(
    ("setting", "kind"),
    [("", NoTexts), ("console:", ConsoleTexts), ("json://127.0.0.1/{phone}", AppriseTexts)],
)
def test_setting_says_who_carries_texts(settings: Any, setting: str, kind: type) -> None:
    settings.LIANSHOU_SMS = setting
    assert isinstance(text_courier(), kind)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("", "LIANSHOU_SMS is not set"),
        ("nonsense", "apprise does not understand LIANSHOU_SMS"),
        ("json://127.0.0.1:9/{phone}", "the gateway of LIANSHOU_SMS did not take the text"),
    ],
)
def test_failure_is_logged_without_number_and_words(
    settings: Any, caplog: pytest.LogCaptureFixture, setting: str, reason: str
) -> None:
    settings.LIANSHOU_SMS = setting
    send_text(phone=PHONE, words=WORDS)
    told = [record.getMessage() for record in caplog.records if record.name == "lianshou.web.couriers"]
    assert told == [f"A message did not go out: {reason}"]
    assert (PHONE in str(told), WORDS in str(told)) == (False, False)


def test_mail_server_that_is_away_is_told_by_the_kind_of_error(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    send_mail(to="you@example.cn", subject="s", words=WORDS)
    assert [record.getMessage() for record in caplog.records] == [
        "A message did not go out: ConnectionRefusedError"
    ]


def test_mail_goes_out(settings: Any) -> None:
    send_mail(to="you@example.cn", subject="题", words=WORDS)
    assert [(one.to, one.subject, one.body) for one in mail.outbox] == [(["you@example.cn"], "题", WORDS)]


def test_work_beside_the_request_is_done_in_another_thread(settings: Any) -> None:
    settings.LIANSHOU_SENDS_BESIDE = True
    done, names = threading.Event(), []

    def work() -> None:
        names.append(threading.current_thread().name)
        done.set()

    beside(work)
    assert (done.wait(5), names[0].startswith("courier")) == (True, True)


def test_without_a_gateway_nothing_is_pretended() -> None:
    with pytest.raises(NotSent):
        NoTexts().send(phone=PHONE, words=WORDS)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1分钟"), (60, "1分钟"), (61, "2分钟"), (300, "5分钟"), (7199, "2小时"), (86_400, "24小时")],
)
def test_span_is_rounded_up(seconds: float, said: str) -> None:
    assert span_said(timedelta(seconds=seconds)) == said
