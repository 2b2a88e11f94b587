"""One way to write a document, so that its hash means something."""

from __future__ import annotations

from hashlib import sha256
from json import dumps, loads
from typing import Any


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


def _exact(document: Any) -> None:
    if isinstance(document, float):
        raise ValueError(f"no fraction can stand here: {document!r}")
    for part in (
        document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    ):
        _exact(part)
