from __future__ import annotations

import json
import logging

import pytest
from django.core import mail
from django.test import RequestFactory, override_settings
from django.views.debug import get_exception_reporter_class

from lianshou.core.ambient import Origin, coming_from
from lianshou.web.logs import PlainReporter, Scrubbing, formatter

CANARY = "13987654321"


def line_of(message: str, *args: object, fails: bool = False) -> dict[str, object]:
    record = logging.LogRecord("lianshou.test", logging.WARNING, __file__, 1, message, args, None)
    if fails:
        try:
            raise ValueError(CANARY)
        except ValueError:
            import sys

            record.exc_info = sys.exc_info()
    assert Scrubbing().filter(record)
    made: dict[str, object] = json.loads(formatter().format(record))
    return made


def test_line_is_json_with_level_and_logger() -> None:
    line = line_of("run %s done", "A")
    assert {key: line[key] for key in ("event", "level", "logger")} == {
        "event": "run A done",
        "level": "warning",
        "logger": "lianshou.test",
    }


def test_line_says_whence_the_work_came() -> None:
    with coming_from(Origin(door="web", address="10.0.0.9")):
        line = line_of("asked")
    assert (line["door"], line["address"]) == ("web", "10.0.0.9")


def test_line_and_trace_hold_no_number_of_a_person() -> None:
    line = line_of("phone %s", CANARY, fails=True)
    assert CANARY not in json.dumps(line)
    assert line["event"] == "phone …"
    assert line["trace"][-1] == "builtins.ValueError: …"  # type: ignore[index]


@override_settings(
    ADMINS=[("", "ops@example.cn")],
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
)
def test_error_mail_tells_no_form_and_no_local_variable() -> None:
    from django.utils.log import AdminEmailHandler

    request = RequestFactory().post("/people/", {"phone": CANARY}, HTTP_COOKIE=f"x={CANARY}")
    local = CANARY
    try:
        raise RuntimeError(f"{local} 褚钢")
    except RuntimeError:
        import sys

        record = logging.LogRecord(
            "django.request",
            logging.ERROR,
            __file__,
            1,
            "Internal Server Error: %s",
            ("/people/",),
            sys.exc_info(),
        )
    record.request = request
    handler = AdminEmailHandler(reporter_class="lianshou.web.logs.PlainReporter", include_html=True)
    handler.addFilter(Scrubbing())
    handler.handle(record)
    (sent,) = mail.outbox
    said = "".join([sent.subject, str(sent.body), *(str(part) for part, _ in sent.alternatives)])  # type: ignore[attr-defined]
    assert CANARY not in said
    assert "褚钢" not in said
    assert "POST /people/" in said
    assert "builtins.RuntimeError: … …" in said


def test_pages_of_errors_use_the_plain_reporter() -> None:
    assert get_exception_reporter_class(None) is PlainReporter


@pytest.mark.parametrize("code", [404, 500])
def test_error_pages_are_plain(code: int) -> None:
    from django.test import Client

    with override_settings(DEBUG=False):
        assert Client(raise_request_exception=False).get("/nowhere/").status_code in (302, 404, code)
