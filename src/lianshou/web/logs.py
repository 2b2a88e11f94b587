"""Log lines as JSON and error mails, both without anything personal: no local variables, no form, messages scrubbed."""

from __future__ import annotations

import logging
from typing import Any

import structlog
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter

from lianshou.core.ambient import origin
from lianshou.core.scrubbing import scrub, trace_of


class PlainReporter(ExceptionReporter):
    """What Django tells of an error, in its mails and pages: where and of what type."""

    request: HttpRequest | None

    def get_traceback_data(self) -> dict[str, Any]:
        return {"trace": self.get_traceback_text()}

    def get_traceback_text(self) -> SafeString:
        return mark_safe(self._text())  # noqa: S308  # nosec B308 B703  a plain text, no page

    def get_traceback_html(self) -> SafeString:
        return format_html("<!doctype html><pre>{}</pre>", self._text())

    def _text(self) -> str:
        where = f"{self.request.method} {scrub(self.request.path)}\n" if self.request else ""
        return where + trace_of(self.exc_type, self.exc_value, self.tb)


class Scrubbing(logging.Filter):
    """Scrubs a record once and for all: its words, its arguments, its exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not getattr(record, "scrubbed", False):
            record.msg, record.args = scrub(record.getMessage()), ()
            if record.exc_info:
                record.exc_text = record.trace = trace_of(*record.exc_info)
            record.stack_info = None
            record.scrubbed = True
        return True


def _origin(logger: Any, name: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    where = origin()
    event.update({key: word for key, word in (("door", where.door), ("address", where.address)) if word})
    return event


def _trace(logger: Any, name: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    record = event.get("_record")
    event.pop("exc_info", None)
    if trace := getattr(record, "trace", ""):
        event["trace"] = trace.split("\n")
    return event


def formatter() -> logging.Formatter:
    """One JSON object a line: time, level, logger, event, whence, trace."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _origin,
        ],
        processors=[
            _trace,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        use_get_message=True,
    )
