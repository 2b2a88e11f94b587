"""How an action says no: with a reason that the same rule also uses to grey out the button."""

from __future__ import annotations

import enum


class Refused(Exception):
    """An action was refused for ``reason``, a member of the app's ``enums.Reason`` with a human label."""

    def __init__(self, reason: enum.Enum) -> None:
        super().__init__(f"{type(reason).__name__}.{reason.name}")
        self.reason = reason

    @property
    def sentence(self) -> str:
        """The reason in the reader's language."""
        return str(getattr(self.reason, "label", self.reason.value))
