"""What hangs on a payment learns what became of it: upper storeys connect here, money below tells them in its own transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any


class Payouts:
    """Where kinds say what they do once a payment was paid, or came to nothing.

    ``paid(actor, payment, paid_on, now)`` and ``ended(actor, payment, words, now)`` run inside the transaction that moved the payment, its
    row being held; what they raise undoes that move.
    """

    def __init__(self) -> None:
        self._paid: list[Callable[..., None]] = []
        self._ended: list[Callable[..., None]] = []

    def add(self, *, paid: Callable[..., None], ended: Callable[..., None]) -> None:
        self._paid.append(paid)
        self._ended.append(ended)

    def paid(self, *, actor: Any, payment: Any, paid_on: date, now: datetime) -> None:
        """Tell that the money was paid."""
        for one in self._paid:
            one(actor=actor, payment=payment, paid_on=paid_on, now=now)

    def ended(self, *, actor: Any, payment: Any, words: str, now: datetime) -> None:
        """Tell that a payment was refused or cancelled, and why."""
        for one in self._ended:
            one(actor=actor, payment=payment, words=words, now=now)


payouts = Payouts()
