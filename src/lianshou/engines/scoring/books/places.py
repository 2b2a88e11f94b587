"""Where something of the data stands in a workbook, and a problem with the file it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lianshou.formats.sheets.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of the data stands: the file, the sheet and row, and the letters of its fields."""

    file: Path
    sheet: str
    row: int | None = None
    letters: Mapping[str, str] = field(default_factory=dict)
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One problem and the file it is in."""

    file: Path
    problem: Problem
