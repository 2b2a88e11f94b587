"""Where something of the data stands in a workbook, a problem with the file it is in, and all that was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lianshou.core.wording import Wording
from lianshou.engines.scoring.contest import Contest
from lianshou.engines.scoring.flaws import Fault
from lianshou.engines.scoring.flaws import Path as DataPath
from lianshou.formats.sheets.problems import Problem

_FIELDS = {"contestant": "contestant", "key": "contestant", "aspects": "aspects"}
"""Fields of the data whose column goes by another key."""


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


@dataclass
class Reading:
    """What was read: the contest (None while anything is wrong), the problems, what the organiser should know.

    ``silent``: the judges of whom no mark was found at all.
    """

    contest: Contest | None = None
    problems: list[Found] = field(default_factory=list)
    notices: list[Wording] = field(default_factory=list)
    silent: tuple[str, ...] = ()
    places: dict[DataPath, Place] = field(default_factory=dict)

    def led_back(self, faults: tuple[Fault, ...]) -> list[Found]:
        """Faults as problems of the cells they come from."""
        return [self._problem(fault) for fault in faults]

    def _problem(self, fault: Fault) -> Found:
        return self.found(fault.path, fault.flaw.name.lower(), fault.message, fault.way_out)

    def found(self, path: DataPath, code: str, message: Wording, way_out: Wording) -> Found:
        """A problem at the cell that ``path`` of the data came from."""
        place = next(self.places[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.places)
        name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        letter = place.letters.get(name) or place.letters.get(_FIELDS.get(name, name)) or place.only
        row = place.row
        return Found(
            place.file,
            Problem(place.sheet, row, letter if row else None, name or None, code, message, way_out),
        )
