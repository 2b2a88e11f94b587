"""What an entry's digest covers, to the byte.

The text of an entry is a JSON array of its stored columns in the order of COLUMNS, without spaces, non-ASCII letters as
they are. ``at`` is UTC as ``2026-11-28 01:00:00`` with six digits of a fraction where there is one: the very text that
SQLite stores. The digest is the SHA-256, in hexadecimal, of the digest of the entry before, a line feed and this text.
Anybody with a copy of the book can recompute the chain; the seal beside it (a keyed mark over the digest) needs the key
and shows that the entry was written by this installation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

ORIGIN = "0" * 64
SILENCE_OF_CHECK = timedelta(minutes=2)
"""A check that has said nothing for so long has died with its worker."""
SEAL_PLACE = b"audit.seal"
STATE_PLACE = b"audit.state"
COLUMNS = (
    "id",
    "at",
    "actor_id",
    "actor_name",
    "post",
    "verb",
    "subject_type",
    "subject_id",
    "union_path",
    "before",
    "after",
    "door",
    "address",
    "device",
    "outcome",
    "details",
    "key_number",
)
ANCHOR_COLUMNS = ("id", "day", "at", "number", "digest", "count", "key_number")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces; what JSON cannot say (days, decimals) as its text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def moment_text(at: datetime) -> str:
    """A moment as the digest covers it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def digest_of(*, previous: str, values: Sequence[object]) -> str:
    """The digest of an entry (or anchor) whose columns hold ``values``. TypeError when a column holds bytes."""
    text = f"{previous}\n{_encode(list(values))}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
