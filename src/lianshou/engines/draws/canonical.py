"""One way to write a document, so that its hash means something."""

from __future__ import annotations

import re
from fractions import Fraction
from hashlib import sha256
from json import dumps, loads
from typing import Any

_WHOLE = re.compile(r"0|-?[1-9][0-9]*")
_FRACTION = re.compile(r"(0|-?[1-9][0-9]*)(/[1-9][0-9]*)?")


class NotCanonicalError(ValueError):
    """The bytes are no JSON, or not in the one order and spacing in which such documents are written."""


def canonical(document: Any) -> bytes:
    """UTF-8, keys in order, no spaces, no floats. Raises ValueError for what JSON cannot hold exactly."""
    _exact(document)
    return dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def hash_of(document: Any) -> str:
    """SHA-256 of the canonical form, in hex."""
    return sha256(canonical(document)).hexdigest()


def read(content: bytes) -> Any:
    """The document of these bytes. Raises NotCanonicalError for any other bytes than ``canonical`` would write."""
    try:
        document = loads(content.decode())
        if canonical(document) != content:
            raise NotCanonicalError("written in another order or spacing")
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error
    return document


def fraction(text: Any) -> Fraction:
    """A fraction as documents write it: "3", "-1/2". Raises ValueError for anything else, such as exponents without end."""
    if not isinstance(text, str) or not _FRACTION.fullmatch(text):
        raise ValueError(f"no fraction: {str(text)[:40]!r}")
    return Fraction(text)


def whole(value: Any) -> int:
    """A number that JSON holds as one, or ("12") as a text. Raises ValueError."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    if type(value) is not int:
        raise ValueError(f"no whole number: {str(value)[:40]!r}")
    return value


def _exact(document: Any) -> None:
    if isinstance(document, float):
        raise ValueError(f"no fraction can stand here: {document!r}")
    for part in (
        document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    ):
        _exact(part)
