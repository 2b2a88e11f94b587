"""Column numbers as spreadsheets letter them."""

from __future__ import annotations


def letter_of(column: int) -> str:
    """1 is A, 27 is AA. Raises ValueError below 1."""
    if column < 1:
        raise ValueError(f"no column {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
