"""The port through which a text reaches somebody's telephone, whoever carries it."""

from __future__ import annotations

from typing import Protocol


class NotSent(Exception):
    """A message did not go out; says why without naming whom it was for or what it said."""


class TextCourier(Protocol):
    """Carries one text to one telephone, or raises NotSent."""

    def send(self, *, phone: str, words: str) -> None: ...
