"""The gate before acceptance: an upper storey may want an application approved before it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Returned:
    """An application given back to be completed, or refused: why, until when it can be sent again or appealed, and the page
    of its way up.
    """

    words: str
    until: date | None
    url: str
    is_refused: bool = False


class Gate:
    """Where one app hangs its question and its beginning.

    ``asks(programme)`` says whether applications to a programme are approved first; ``begin(actor, application, now)``
    sends one on its way, inside the transaction that wrote it. Without a keeper every application is accepted at once.
    ``again(actor, application, words, now)`` sends one that was returned up again once its form was corrected, and
    ``returned(application)`` tells why it was returned or refused (a ``Returned``, or None where it was neither);
    ``back(actor, application, words, is_refused, now, is_confirmed)`` returns one that goes through no approval to its
    applicant, or refuses it, so that it is sent in again, or appealed against, as any other;
    ``holds(application)`` says that somebody has taken it up, to mark it or to decide: it is not corrected meanwhile.
    ``behind(actor, application, now)`` is what a storey above does, in the same transaction, once one was accepted or refused.
    """

    def __init__(self) -> None:
        self._asks: Callable[..., bool] | None = None
        self._begin: Callable[..., Any] | None = None
        self._again: Callable[..., Any] | None = None
        self._back: Callable[..., Any] | None = None
        self._returned: Callable[..., Returned | None] | None = None
        self._holds: Callable[..., bool] | None = None
        self._behind: list[Callable[..., Any]] = []

    def keep(
        self,
        *,
        asks: Callable[..., bool],
        begin: Callable[..., Any],
        again: Callable[..., Any],
        back: Callable[..., Any],
        returned: Callable[..., Returned | None],
        holds: Callable[..., bool],
    ) -> None:
        if self._asks is not None:
            raise ValueError("the gate has its keeper already")
        self._asks, self._begin, self._again, self._back = asks, begin, again, back
        self._returned, self._holds = returned, holds

    def add_behind(self, behind: Callable[..., Any]) -> None:
        self._behind.append(behind)

    def asks(self, *, programme: Any) -> bool:
        """Whether an application to ``programme`` has to be approved before it is accepted."""
        return self._asks is not None and self._asks(programme=programme)

    def begin(self, *, actor: Any, application: Any, now: datetime) -> None:
        """Send a submitted application on its way."""
        if self._begin is not None:
            self._begin(actor=actor, application=application, now=now)

    def again(self, *, actor: Any, application: Any, words: str, now: datetime) -> None:
        """Send a returned application on its way again."""
        if self._again is not None:
            self._again(actor=actor, application=application, words=words, now=now)

    def back(
        self,
        *,
        actor: Any,
        application: Any,
        words: str,
        is_refused: bool,
        now: datetime,
        is_confirmed: bool = False,
    ) -> None:
        """Give a submitted application that goes through no approval back to its applicant, or refuse it, with ``words``."""
        if self._back is not None:
            self._back(
                actor=actor,
                application=application,
                words=words,
                is_refused=is_refused,
                now=now,
                is_confirmed=is_confirmed,
            )

    def returned(self, *, application: Any) -> Returned | None:
        """Why an application was returned or refused; None where it was neither."""
        return None if self._returned is None else self._returned(application=application)

    def holds(self, *, application: Any) -> bool:
        """Whether somebody is marking or deciding an application, or has."""
        return self._holds is not None and self._holds(application=application)

    def passed(self, *, actor: Any, application: Any, now: datetime) -> None:
        """Tell those behind the gate that an application was accepted or refused."""
        for behind in self._behind:
            behind(actor=actor, application=application, now=now)


approval_gate = Gate()
