"""Receipts: what somebody who objected comes back with. Twelve letters that cannot be mistaken, of which a digest is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
_UNFIT = re.compile(r"[^0-9A-Z]")


def receipt_of(choose: Callable[[Sequence[str]], str]) -> str:
    """A new receipt, as it is handed out: ABCD-EFGH-JKLM; ``choose`` picks a letter by chance (60 bits in all)."""
    letters = "".join(choose(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def digest_of(receipt: str) -> str:
    """What is kept of a receipt, however it is typed: small letters, blanks and dashes make no difference."""
    return sha256(f"notices.receipt:{_UNFIT.sub('', receipt.upper())}".encode()).hexdigest()
