"""What a sheet should hold: its columns, the names each one goes by, and how a cell becomes a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lianshou.core.wording import Language, Wording

Cell = str | bool | int | float | datetime | date | time | timedelta | None
"""What a file can hold in one cell; ``None`` is an empty one. Numbers of workbooks arrive as float."""


class CellError(Exception):
    """A cell that cannot be taken as it stands: a stable ``code``, what is wrong, and the way out."""

    def __init__(self, code: str, message: Wording, way_out: Wording) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.way_out = way_out


@dataclass(frozen=True, slots=True)
class Choice:
    """One admitted answer: the value our code uses, what the drop-down shows, and other spellings accepted."""

    value: object
    title: Wording
    synonyms: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.title.zh, self.title.en, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` in our code, ``title`` on paper, ``synonyms`` accepted in files.

    ``parse`` receives a cell that is not empty and returns the value, or raises CellError.
    ``required`` means that the column must stand in the file and that each row must fill it;
    a cell left empty in any other column gives ``None`` without calling ``parse``.
    ``example`` is what the template shows; ``width`` is in characters.
    ``yielding`` are names that give way when a stronger one stands in the same header: every name that does not yield
    is stronger than all that do, and of these an earlier one is stronger than a later one.
    """

    key: str
    title: Wording
    synonyms: tuple[str, ...] = ()
    parse: Callable[[Cell], object] = lambda cell: cell
    required: bool = False
    choices: tuple[Choice, ...] = ()
    note: Wording | None = None
    example: Cell | Wording = None
    width: int = 16
    yielding: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name this column may go by, the official one first."""
        return tuple(dict.fromkeys((self.title.zh, self.title.en, *self.synonyms)))

    def said(self, language: Language) -> str:
        return self.title.say(language)


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of sheet: a stable ``name``, its ``title`` for people, its columns in the order of the template.

    Raises ValueError when two columns share a key or go by the same name, or one yields a name it does not go by.
    """

    name: str
    title: Wording
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        from lianshou.formats.sheets.headings import heading_key

        keys: set[str] = set()
        owner: dict[str, str] = {}
        for column in self.columns:
            if column.key in keys:
                raise ValueError(f"layout {self.name}: the key {column.key} is given twice")
            keys.add(column.key)
            if strange := set(column.yielding) - set(column.names):
                raise ValueError(f"layout {self.name}: {column.key} does not go by {sorted(strange)}")
            for name in column.names:
                if owner.setdefault(heading_key(name), column.key) != column.key:
                    raise ValueError(f"layout {self.name}: two columns go by the name {name}")

    def column(self, key: str) -> Column:
        """The column called ``key``; raises KeyError."""
        return {column.key: column for column in self.columns}[key]
