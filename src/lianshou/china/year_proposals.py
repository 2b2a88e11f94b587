"""What the library ``holidays`` proposes for the calendar of a year, to be looked over before anybody confirms it.

Of a year whose arrangement it does not know yet the library gives the statutory holidays alone, silently: a proposal
without a swapped day (``is_bare``) is none that could be counted by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lianshou.china.working_days import SpecialDay, is_weekday

FIRST_YEAR = 2008
"""The first year of the present statutory holidays (清明、端午、中秋 are holidays since then)."""
_IN_LIEU = re.compile(r"（补假）|（由.*?调休）")
_RESTED = "休息日"
SWAPPED = "调休上班"
REST = "调休放假"


@dataclass(frozen=True, slots=True)
class YearProposal:
    """The special days proposed for ``year``, in order."""

    year: int
    days: tuple[SpecialDay, ...]

    @property
    def is_bare(self) -> bool:
        """Whether no working day is swapped: the library does not know the arrangement of this year yet."""
        return not any(one.is_working for one in self.days)


@lru_cache(maxsize=32)
def propose(year: int) -> YearProposal:
    """What the library knows of ``year``. ValueError before ``FIRST_YEAR`` or after 2100."""
    if not FIRST_YEAR <= year <= 2100:
        raise ValueError(year)
    names, swapped = _known(year)
    rests = {day: _named(day, names) for day in names if day.year == year and is_weekday(day)}
    found = [SpecialDay(day, is_working=False, name=name) for day, name in rests.items()]
    found += [SpecialDay(day, is_working=True, name=SWAPPED) for day in swapped]
    return YearProposal(year, tuple(sorted(found, key=lambda one: one.day)))


def _known(year: int) -> tuple[dict[date, str], list[date]]:
    """Holidays with their names, and the swapped weekends; a swap for New Year stands in the year after."""
    import holidays  # here: it is wanted once a year

    china = holidays.country_holidays("CN", years=(year, year + 1), language="zh_CN")
    names = {day: name for day, name in china.items() if day.year == year}
    swapped = [day for day in sorted(china.weekend_workdays) if day.year == year and day not in names]
    return names, [day for day in swapped if not is_weekday(day)]


def _named(day: date, names: dict[date, str]) -> str:
    """The name of a holiday; of a day of rest, that of the holiday which it makes longer."""
    plain = _IN_LIEU.sub("", names[day]).strip()
    if not plain.startswith(_RESTED):
        return plain.replace("; ", "、")
    for distance in range(1, 8):
        for near in (day - timedelta(days=distance), day + timedelta(days=distance)):
            name = _IN_LIEU.sub("", names.get(near, _RESTED))
            if not name.startswith(_RESTED):
                return name.replace("; ", "、")
    return REST
