"""The ports through which words reach somebody: a text to a telephone, a message to a group; whoever carries them."""

from __future__ import annotations

from typing import Protocol


class NotSent(Exception):
    """A message did not go out; says why without naming whom it was for or what it said."""


class Declined(NotSent):
    """The server was there and did not take the message: asking again changes little."""


class TextCourier(Protocol):
    """Carries one text to one telephone, or raises NotSent."""

    def send(self, *, phone: str, words: str) -> None: ...


class GroupCourier(Protocol):
    """Carries one message, written in Markdown, to the group behind a robot, or raises NotSent.

    ``key`` names the robot, ``secret`` signs for it where it wants that; ``at`` is the moment in seconds.
    """

    def send(self, *, key: str, secret: str, title: str, words: str, at: float) -> None: ...
