"""The values a template may see: plain records, lists, texts and numbers, cleaned of what Word cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias, Union

from lianshou.core.wording import Language
from lianshou.formats.papers.errors import Fault, PaperError

Plain: TypeAlias = Union[str, int, float, "Record", "Items", None]

DEEPEST = 6
"""Levels of nesting in a context; deeper means a cycle or an object tree that was never meant for a paper."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNFIT = re.compile(  # what XML 1.0 forbids, and the marks that turn reading direction and so disguise a text
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Record(dict[str, Plain]):
    """A record of named values that knows its own path, such as ``host``, so that errors can name a field."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class Items(list[Plain]):
    """A list of values that knows its own path, such as ``host.honours``."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


def clean_text(text: str) -> str:
    """``text`` with one kind of line break and without characters that a Word file cannot hold."""
    return _UNFIT.sub("", _BREAKS.sub("\n", text))


def date_text(day: date, language: Language) -> str:
    """The date as papers write it: 2026年3月5日 (no leading zeros, by GB/T 9704—2012), 5 March 2026."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def plain_record(context: Mapping[str, object], *, language: Language) -> Record:
    """``context`` as plain data: mappings and dataclasses become records, sequences lists, dates texts.

    Raises PaperError NOT_PLAIN for anything else: an object with methods never reaches a template.
    """
    return _record(dict(context), path="", language=language)


def paths_in(value: Plain) -> Iterator[str]:
    """Every path under ``value``: ``host``, ``host.name``, ``host.honours``, ``host.honours[].level``."""
    children: Sequence[Plain] = []
    if isinstance(value, Record):
        yield from (_under(value.path, key) for key in value)
        children = list(value.values())
    elif isinstance(value, Items):
        children = value[:1]
    for child in children:
        yield from paths_in(child)


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _record(source: Mapping[Any, object], *, path: str, language: Language) -> Record:
    record = Record(path)
    for key, value in source.items():
        if not isinstance(key, str):
            raise PaperError(Fault.NOT_PLAIN, what=_under(path, repr(key)))
        record[key] = _plain(value, path=_under(path, key), language=language)
    return record


def _plain(value: object, *, path: str, language: Language) -> Plain:
    if value is None or type(value) in (int, bool, float):
        return value  # type: ignore[return-value]
    if isinstance(value, str):
        return clean_text(str.__str__(value))  # a subclass such as Markup becomes an ordinary text
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date) and not isinstance(value, datetime):
        return date_text(value, language)
    return _gathered(value, path=path, language=language)


def _gathered(value: object, *, path: str, language: Language) -> Plain:
    if path.count(".") + path.count("[") >= DEEPEST:
        raise PaperError(Fault.NOT_PLAIN, what=path)
    if is_dataclass(value) and not isinstance(value, type):
        shallow = {field.name: getattr(value, field.name) for field in fields(value)}
        return _record(shallow, path=path, language=language)
    if isinstance(value, Mapping):
        return _record(value, path=path, language=language)
    if isinstance(value, (list, tuple)):
        items = Items(path)
        items.extend(_plain(item, path=f"{path}[]", language=language) for item in value)
        return items
    raise PaperError(Fault.NOT_PLAIN, what=f"{path} ({type(value).__name__})")
