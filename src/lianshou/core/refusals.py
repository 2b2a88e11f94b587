"""How an action says no: with a reason that the same rule also uses to grey out the button."""

from __future__ import annotations

import enum


class Refused(Exception):
    """An action was refused for ``reason``, a member of the app's ``enums.Reason`` with a human label.

    ``about`` names which of several it is about, where the reader could not know.
    """

    def __init__(self, reason: enum.Enum, *, about: str = "") -> None:
        super().__init__(f"{type(reason).__name__}.{reason.name}")
        self.reason, self.about = reason, about

    @property
    def sentence(self) -> str:
        """The reason in the reader's language."""
        said = str(getattr(self.reason, "label", self.reason.value))
        return f"{self.about}：{said}" if self.about else said
