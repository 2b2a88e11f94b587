"""What a map shows: points, links between them, and the table that says the same in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A union or a place. ``lon`` and ``lat`` in degrees, of one datum throughout; None when unknown.

    ``kind`` is ``host``, ``guest`` or ``place``; any other is drawn as a plain triangle. ``group`` names the township
    or zone it belongs to; ``label`` is a short name for the drawing; ``notes`` are lines shown when it is chosen.
    """

    id: str
    name: str
    lon: float | None = None
    lat: float | None = None
    kind: str = "guest"
    group: str = ""
    label: str = ""
    notes: tuple[str, ...] = ()

    @property
    def located(self) -> bool:
        """Whether the coordinates can be drawn; 0°, 0° is what spreadsheets leave behind for an empty cell."""
        if self.lon is None or self.lat is None or not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            return False
        return abs(self.lon) <= 180 and abs(self.lat) < 89 and (self.lon, self.lat) != (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLink:
    """A pairing of the points with ids ``a`` (host) and ``b`` (guest)."""

    a: str
    b: str
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A row of the table; with ``a`` and ``b`` it is shown and hidden along with these points."""

    cells: tuple[str, ...]
    a: str = ""
    b: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTable:
    """The pairs in words, for those who cannot see the map or run no scripts."""

    headings: tuple[str, ...]
    rows: tuple[MapRow, ...]


def table_of(points: Sequence[MapPoint], links: Sequence[MapLink], *, headings: tuple[str, ...]) -> MapTable:
    """The plain table of ``links``: the two names, the label and the note."""
    names = {point.id: point.name for point in points}
    rows = (
        MapRow(
            cells=(names.get(link.a, link.a), names.get(link.b, link.b), link.label, link.note),
            a=link.a,
            b=link.b,
        )
        for link in links
    )
    return MapTable(headings=headings, rows=tuple(rows))
