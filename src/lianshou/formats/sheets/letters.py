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


def number_of(letters: str) -> int:
    """The other way round: A is 1, AA is 27. Raises ValueError for anything but capital letters."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(f"no column {letters}")
        number = number * 26 + ord(letter) - 64
    return number
