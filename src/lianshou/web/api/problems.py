"""Errors as RFC 9457 has them: one shape for all, a code for programs, a sentence for people, nothing personal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict

MEDIA = "application/problem+json"
_PREFIX = "urn:lianshou:problem:"
TITLES: dict[int, str | Promise] = {
    400: _("The request cannot be read."),
    401: _("A valid token is needed."),
    403: _("This token may not do that."),
    404: _("There is no such thing, or it is not yours to see."),
    405: _("There is no such method here."),
    409: _("Not possible as things stand."),
    413: _("The request is too large."),
    415: _("Bodies are JSON, files come as multipart/form-data."),
    422: _("Something that was sent does not fit."),
    429: _("Too many requests. Wait a while."),
    500: _("Something broke here. It has been noted."),
    503: _("Others are writing just now. Try again in a few seconds."),
}
CODES = {
    400: "unreadable",
    401: "token_missing",
    403: "not_allowed",
    404: "not_found",
    405: "no_such_method",
    409: "refused",
    413: "too_large",
    415: "wrong_media_type",
    422: "does_not_fit",
    429: "too_many",
    500: "broken",
    503: "busy",
}
# what pydantic says, by its type, in words of the house; what is not here is only "not as described"
_SAID: dict[str, str | Promise] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("This is not known here."),
    "int_parsing": _("A whole number is needed."),
    "int_type": _("A whole number is needed."),
    "int_from_float": _("A whole number is needed."),
    "string_type": _("A text is needed."),
    "string_too_long": _("This is too long."),
    "string_too_short": _("This is too short."),
    "bool_parsing": _("true or false is needed."),
    "bool_type": _("true or false is needed."),
    "literal_error": _("This is none of the choices."),
    "enum": _("This is none of the choices."),
    "date_parsing": _("A day such as 2026-11-30 is needed."),
    "date_from_datetime_parsing": _("A day such as 2026-11-30 is needed."),
    "datetime_parsing": _("A moment such as 2026-11-30T08:00:00+08:00 is needed."),
    "datetime_from_date_parsing": _("A moment such as 2026-11-30T08:00:00+08:00 is needed."),
    "greater_than_equal": _("This is too small."),
    "less_than_equal": _("This is too large."),
    "list_type": _("A list is needed."),
    "dict_type": _("An object is needed."),
    "model_attributes_type": _("An object is needed."),
}
_ANYTHING = _("This is not as described.")


class Fault(BaseModel):
    """What is wrong at one place: ``place`` is the way to it, such as ``body.title``."""

    model_config = ConfigDict(extra="forbid")

    place: str
    code: str
    words: str


class Problem(BaseModel):
    """Why there is no better answer."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Fault]


class Rejected(Exception):
    """A request that cannot be answered, for the one place where problems are made."""

    def __init__(
        self, status: int, *, code: str = "", detail: str = "", faults: Sequence[Fault] = ()
    ) -> None:
        super().__init__(code or CODES[status])
        self.status, self.code, self.detail, self.faults = status, code, detail, faults


def problem(
    status: int,
    *,
    code: str = "",
    detail: str = "",
    faults: Iterable[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """An error answer, in the reader's language."""
    code = code or CODES.get(status, "error")
    said = Problem(
        type=_PREFIX + code,
        title=str(TITLES.get(status, HTTPStatus(status).phrase)),
        status=status,
        code=code,
        detail=detail,
        errors=list(faults),
    )
    answer = JsonResponse(said.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = MEDIA
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """What pydantic found, place by place, never with what was sent."""
    return [
        Fault(
            place=".".join(_parts(one["loc"])),
            code=str(one["type"]),
            words=str(_SAID.get(one["type"], _ANYTHING)),
        )
        for one in errors
    ]


def _parts(way: Sequence[Any]) -> list[str]:
    """The way to a place; what ninja names twice stands once."""
    parts = [str(part) for part in way]
    return parts[1:] if parts[:1] == parts[1:2] else parts


def faults_of_form(form: Any, *, place: str) -> list[Fault]:
    """What a form of the pages found; a fault of the whole stands at ``place`` itself. Links to records stay on pages."""
    return [
        Fault(
            place=place if name == "__all__" else f"{place}.{name}",
            code=str(error.code or "invalid"),
            words=" ".join(str(words).partition("<")[0].strip() for words in error.messages),
        )
        for name, errors in form.errors.as_data().items()
        for error in errors
    ]
