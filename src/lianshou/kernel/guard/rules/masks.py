"""How a protected value is shown to those who need not know it."""

from __future__ import annotations

import enum
from collections.abc import Callable


def _phone(text: str) -> str:
    return f"{text[:3]}****{text[-4:]}" if len(text) >= 8 else "****"


def _identity(text: str) -> str:
    return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}" if len(text) > 8 else "****"


def _card(text: str) -> str:
    return f"**** {text[-4:]}" if len(text) >= 8 else "****"


def _email(text: str) -> str:
    name, at, host = text.partition("@")
    return f"{name[:1]}***{at}{host}" if at else "****"


def _name(text: str) -> str:
    return (
        text[:1] + "*" * (len(text) - 1) if len(text) < 3 else f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"
    )


def _head(text: str) -> str:
    return f"{text[:3]}****" if len(text) > 6 else "****"


def _year(text: str) -> str:
    return f"{text[:4]}-**-**"


def _all(text: str) -> str:
    return "****"


class Mask(enum.Enum):
    """The masks by name; an empty value stays empty under each."""

    PHONE = "phone"
    IDENTITY = "identity"
    CARD = "card"
    EMAIL = "email"
    NAME = "name"
    HEAD = "head"
    YEAR = "year"
    ALL = "all"

    def over(self, value: object) -> str:
        """``value`` under this mask."""
        text = "" if value is None else str(value)
        return _MASKS[self](text) if text else ""


_MASKS: dict[Mask, Callable[[str], str]] = {
    Mask.PHONE: _phone,
    Mask.IDENTITY: _identity,
    Mask.CARD: _card,
    Mask.EMAIL: _email,
    Mask.NAME: _name,
    Mask.HEAD: _head,
    Mask.YEAR: _year,
    Mask.ALL: _all,
}
