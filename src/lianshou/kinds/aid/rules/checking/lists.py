"""The lines of the check-lists as a federation has set them on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums.checking import CheckSort
from lianshou.kinds.aid.rules.settings.checking import COVERAGES, MEASURES, SAFETY
from lianshou.kinds.aid.rules.usual import usual

SETTING_OF = {CheckSort.SAFETY: SAFETY, CheckSort.COVERAGE: COVERAGES, CheckSort.MEASURE: MEASURES}


@dataclass(frozen=True)
class Line:
    """A line of a check-list: of which list, its key there, its words (name：what it means)."""

    sort: CheckSort
    key: str
    words: str

    @property
    def place(self) -> str:
        """The line among those of every list: ``safety.medical``."""
        return f"{self.sort.value}.{self.key}"

    @property
    def name(self) -> str:
        """The words before the colon."""
        return self.words.partition("：")[0]

    @property
    def called(self) -> Wording:
        """The name in the two languages, where it is a usual one."""
        return usual(self.name)

    @property
    def meaning(self) -> str:
        """The words behind the colon, if any."""
        return self.words.partition("：")[2]


@dataclass(frozen=True)
class CheckSettings:
    """The lines that hold in a region on a day, by list, and after how many days an open one is late."""

    lines: Mapping[CheckSort, tuple[Line, ...]]
    days: int

    def __iter__(self) -> Iterator[Line]:
        return (line for sort in CheckSort for line in self.lines[sort])

    @property
    def by_place(self) -> dict[str, Line]:
        return {one.place: one for one in self}

    @property
    def unset(self) -> tuple[CheckSort, ...]:
        """The lists whose official text nobody has entered."""
        return tuple(sort for sort in CheckSort if not self.lines[sort])


def lines_of(sort: CheckSort, form: Any, read: Mapping[str, Mapping[str, Any]]) -> tuple[Line, ...]:
    """The lines of a list in the order of its setting, without those that were left out."""
    return tuple(Line(sort, key, str(read[key]["words"])) for key, _title in form.rows if key in read)
