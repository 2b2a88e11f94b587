"""Anchors as the check takes them, and as the small text that is kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lianshou.kernel.audit.models import Anchor
from lianshou.kernel.audit.queries.seals import Seal, seal_state
from lianshou.kernel.audit.rules.chain import ANCHOR_COLUMNS, digest_of, moment_text

_FORMAT = "lianshou.anchor.1"
_WHOLE = ("id", "number", "count", "key_number")


class AnchorTextError(ValueError):
    """A file is no anchor of a book; the message says why."""


@dataclass(frozen=True)
class Anchored:
    """An anchor from the table or from a file: ``values`` in the order of ANCHOR_COLUMNS."""

    values: tuple[Any, ...]
    previous: str
    link: str
    seal: str

    @property
    def day(self) -> str:
        return str(self.values[1])

    @property
    def number(self) -> int:
        return self.values[3] if isinstance(self.values[3], int) else 0

    @property
    def digest(self) -> str:
        return str(self.values[4])

    @property
    def holds(self) -> bool:
        """Whether its own link and seal fit what it says."""
        try:
            fits = digest_of(previous=self.previous, values=self.values) == self.link
        except TypeError:  # a column holds bytes
            return False
        return fits and seal_state(self.values[6], self.seal, self.link) is not Seal.WRONG


def values_of_anchor(anchor: Anchor) -> tuple[Any, ...]:
    said = (anchor.pk, anchor.day.isoformat(), moment_text(anchor.at))
    return (*said, anchor.number, anchor.digest, anchor.count, anchor.key_number)


def anchored(anchor: Anchor) -> Anchored:
    return Anchored(values_of_anchor(anchor), anchor.previous, anchor.link, anchor.seal)


def anchors() -> QuerySet[Anchor]:
    """Every anchor, newest first."""
    return Anchor.objects.order_by("-pk")


def anchor_text(anchor: Anchor) -> str:
    """An anchor as a small JSON text, to be kept where nobody of this installation can change it."""
    one = anchored(anchor)
    said = dict(zip(ANCHOR_COLUMNS, one.values, strict=True))
    tail = {"previous": one.previous, "link": one.link, "seal": one.seal}
    return json.dumps({"format": _FORMAT, **said, **tail}, indent=1, ensure_ascii=False) + "\n"


def read_anchors(texts: Iterable[tuple[str, str]]) -> list[Anchored]:
    """The anchors of (name, text) of files. Raises AnchorTextError, naming the file."""
    return [_read(name, text) for name, text in texts]


def _read(name: str, text: str) -> Anchored:
    try:
        said = json.loads(text)
        if said["format"] != _FORMAT:
            raise AnchorTextError(f"{name}: this is no anchor that this version knows ({_FORMAT})")
        values = tuple(said[key] for key in ANCHOR_COLUMNS)
        one = Anchored(values, str(said["previous"]), str(said["link"]), str(said["seal"]))
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, AnchorTextError):
            raise
        raise AnchorTextError(f"{name}: this is no anchor: {error}") from error
    if any(not isinstance(said[key], int) for key in _WHOLE):
        raise AnchorTextError(f"{name}: the numbers of an anchor are whole")
    return one
