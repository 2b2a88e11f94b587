"""What a household may say and do on its own page, and how it is answered: values in, a reason or None out."""

from __future__ import annotations

from lianshou.kinds.aid.enums.files import State
from lianshou.kinds.aid.enums.own import PHOTOS, ConcernKind, ConcernReason


def why_not_say(*, kind: str, words: str, state: str, waits: bool) -> ConcernReason | None:
    """Why a household cannot say this, or None; ``waits`` when the same is still to be answered."""
    if state == State.ENDED and kind != ConcernKind.OBJECTION:
        return ConcernReason.FILE_ENDED
    if kind in PHOTOS:
        return None
    if kind == ConcernKind.LEAVE and state != State.ON_FILE:
        return ConcernReason.NOT_ON_FILE
    if not words.strip():
        return ConcernReason.NO_WORDS
    return ConcernReason.WAITS if waits else None


def why_not_withdraw(*, state: str) -> ConcernReason | None:
    """Why a household cannot withdraw its application by itself, or None: only before the file is in force."""
    if state == State.ENDED:
        return ConcernReason.FILE_ENDED
    return ConcernReason.ON_FILE if state == State.ON_FILE else None


def why_not_answer(*, waits: bool, answer: str) -> ConcernReason | None:
    """Why something cannot be answered, or None."""
    if not waits:
        return ConcernReason.ANSWERED
    return None if answer.strip() else ConcernReason.NO_ANSWER
