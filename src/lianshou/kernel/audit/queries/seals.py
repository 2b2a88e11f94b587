"""Seals of entries and anchors: keyed marks over their digests, under the key that the row names."""

from __future__ import annotations

from enum import Enum

from lianshou.kernel.audit.rules.chain import SEAL_PLACE
from lianshou.kernel.guard.models import key_ring


class Seal(Enum):
    GOOD = 1
    WRONG = 2
    UNKNOWN_KEY = 3


def sealed(digest: str, *, key_number: int) -> str:
    """The seal of a digest."""
    return key_ring().mark(digest, place=SEAL_PLACE, number=key_number)


def seal_state(key_number: object, seal: object, digest: str) -> Seal:
    """Whether a seal is that of ``digest``; UNKNOWN_KEY when its key is no longer in the ring."""
    ring = key_ring()
    if not isinstance(key_number, int) or key_number not in ring.numbers:
        return Seal.UNKNOWN_KEY
    return Seal.GOOD if ring.mark(digest, place=SEAL_PLACE, number=key_number) == seal else Seal.WRONG
