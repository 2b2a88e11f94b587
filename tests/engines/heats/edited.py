"""Workbooks of the invented regatta, edited as organisers do, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lianshou.demo.regatta import dragon_boats
from lianshou.engines.heats.books.filling import write_regatta_book
from lianshou.engines.heats.books.reading import Reading, read_regatta

Edit = Callable[[Any], object]


def read(folder: Path, edit: Edit | None = None) -> Reading:
    regatta, rule, athletes, seats = dragon_boats()
    path = folder / "regatta.xlsx"
    write_regatta_book(regatta, path, rule=rule, athletes=athletes, seats=seats)
    if edit is not None:
        book = load_workbook(path)
        edit(book)
        book.save(path)
    return read_regatta(path)


def told(reading: Reading) -> list[tuple[str, str | None, str]]:
    return [(found.problem.sheet, found.problem.address, found.problem.code) for found in reading.problems]


def put(sheet: str, cell: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit
