"""Plain hosts, guests, rows and instances of pairing; no database."""

from __future__ import annotations

from typing import Any

from lianshou.formats.sheets.columns import Cell, Layout
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.pairing.rules.columns import LAYOUTS
from lianshou.kinds.pairing.rules.facts import Guest, Host, Instance, Level
from lianshou.kinds.pairing.rules.settings import Settings

ZONE = "阜宁经济开发区"


def make_host(name: str = "江苏金海新能源公司", level: str = "province", **facts: Any) -> Host:
    facts = {"id": name, "zone": ZONE, **facts}
    return Host(name=name, level=Level(level), **facts)


def make_guest(name: str = "阜宁中成紧固公司", **facts: Any) -> Guest:
    return Guest(**{"id": name, "name": name, "zone": ZONE, **facts})


def make_instance(
    hosts: list[Host], guests: list[Guest], settings: Settings | None = None, **held: Any
) -> Instance:
    return Instance(hosts=tuple(hosts), guests=tuple(guests), settings=settings or Settings(), **held)


def make_row(list_slug: str, number: int = 4, **cells: Cell) -> Row:
    """A row as typing makes it: cells that cannot be parsed raise, as a test wants to know."""
    layout: Layout = LAYOUTS[list_slug]
    raw = {column.key: cells.get(column.key) for column in layout.columns}
    values = {
        column.key: None if (cell := raw[column.key]) is None else column.parse(cell)
        for column in layout.columns
    }
    return Row("名单", number, values, raw)
