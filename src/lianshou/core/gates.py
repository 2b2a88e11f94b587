"""The gate before acceptance: an upper storey may want an application approved before it counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any


class Gate:
    """Where one app hangs its question and its beginning.

    ``asks(programme)`` says whether applications to a programme are approved first; ``begin(actor, application, now)``
    sends one on its way, inside the transaction that wrote it. Without a keeper every application is accepted at once.
    ``behind(actor, application, now)`` is what a storey above does, in the same transaction, once one was accepted or refused.
    """

    def __init__(self) -> None:
        self._asks: Callable[..., bool] | None = None
        self._begin: Callable[..., Any] | None = None
        self._behind: list[Callable[..., Any]] = []

    def keep(self, *, asks: Callable[..., bool], begin: Callable[..., Any]) -> None:
        if self._asks is not None:
            raise ValueError("the gate has its keeper already")
        self._asks, self._begin = asks, begin

    def add_behind(self, behind: Callable[..., Any]) -> None:
        self._behind.append(behind)

    def asks(self, *, programme: Any) -> bool:
        """Whether an application to ``programme`` has to be approved before it is accepted."""
        return self._asks is not None and self._asks(programme=programme)

    def begin(self, *, actor: Any, application: Any, now: datetime) -> None:
        """Send a submitted application on its way."""
        if self._begin is not None:
            self._begin(actor=actor, application=application, now=now)

    def passed(self, *, actor: Any, application: Any, now: datetime) -> None:
        """Tell those behind the gate that an application was accepted or refused."""
        for behind in self._behind:
            behind(actor=actor, application=application, now=now)


approval_gate = Gate()
