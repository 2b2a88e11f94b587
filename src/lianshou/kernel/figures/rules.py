"""How the values of a breakdown are named in addresses."""

from __future__ import annotations

NOT_GIVEN = "-"


class FigureError(Exception):
    """A figure that cannot be registered: fails loudly when figures are first asked for."""


def token_of(value: object) -> str:
    """How a value stands in an address: its text, or "-" where nothing is given."""
    return NOT_GIVEN if value is None or value == "" else str(value)
