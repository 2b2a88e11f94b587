"""Who may take which step with a bulletin, and when."""

from __future__ import annotations

from collections.abc import Collection

from lianshou.kernel.bulletins.enums import Reason, State

_FROM = {
    "submit": {State.DRAFT},
    "check": {State.CHECKING},
    "sign": {State.SIGNING},
    "issue": {State.SIGNED},
    "return": {State.CHECKING, State.SIGNING, State.SIGNED},
}


def why_not_move(
    *,
    step: str,
    state: str,
    own: bool = False,
    words: str = "-",
    unclear: Collection[str] = (),
    open_asked: int = 0,
) -> Reason | None:
    """The first reason not to take a step: its state, one's own text, who has not countersigned yet, words that are missing,
    placeholders that name nothing.
    """
    if State(state) not in _FROM[step]:
        return Reason.WRONG_STATE
    if step in ("check", "sign") and own:
        return Reason.OWN
    if step == "sign" and open_asked:
        return Reason.STILL_OPEN
    if step == "submit" and unclear:
        return Reason.UNCLEAR
    return Reason.WORDS_MISSING if step == "return" and not words.strip() else None


def why_not_save(*, state: str, title: str, text: str, seen: int, version: int) -> Reason | None:
    """The first reason not to keep a text."""
    if state != State.DRAFT:
        return Reason.NOT_A_DRAFT
    if seen != version:
        return Reason.CHANGED
    if not title.strip():
        return Reason.TITLE_MISSING
    return None if text.strip() else Reason.TEXT_MISSING


def characters_of(text: str) -> int:
    """How long a text is: its characters without spaces and line ends."""
    return len("".join(text.split()))
