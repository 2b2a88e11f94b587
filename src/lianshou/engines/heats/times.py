"""Times as whole milliseconds that know how finely they were taken: 50.4 by hand is not 50.400 by photo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_CLOCK = re.compile(r"(?:(?:(\d{1,2})[:：])?(\d{1,2})[:：′分'])?(\d{1,4})(?:[.．″秒](\d{1,3}))?[″秒\"]?")


@dataclass(frozen=True, slots=True)
class Time:
    """``ms`` milliseconds, taken to ``digits`` decimals of a second. Raises ValueError for more than was taken."""

    ms: int
    digits: int

    def __post_init__(self) -> None:
        if self.ms <= 0 or not 0 <= self.digits <= 3 or self.ms % 10 ** (3 - self.digits):
            raise ValueError(f"no time of {self.digits} decimals: {self.ms} ms")

    def at(self, digits: int) -> int:
        """The time in units of ``digits`` decimals, the rest cut off, as clocks do."""
        return self.ms // (1000, 100, 10, 1)[digits]

    def __str__(self) -> str:
        whole, rest = divmod(self.ms, 1000)
        minutes, seconds = divmod(whole, 60)
        hours, minutes = divmod(minutes, 60)
        tail = f".{rest:03d}"[: self.digits + 1] if self.digits else ""
        if hours:
            return f"{hours}:{minutes:02d}:{seconds:02d}{tail}"
        return f"{minutes}:{seconds:02d}{tail}" if minutes else f"{seconds}{tail}"


def parse_time(text: str) -> Time:
    """A time as it is written: 50.4, 1:50.40, 2分03秒5. Raises ValueError for anything else."""
    found = _CLOCK.fullmatch(text.replace(" ", ""))
    if not found:
        raise ValueError(text)
    hours, minutes, seconds, tail = (part or "" for part in found.groups())
    if minutes and int(seconds) >= 60:
        raise ValueError(text)
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return Time(whole * 1000 + int(tail.ljust(3, "0")), len(tail))


def coarsest(times: Iterable[Time]) -> int:
    """The decimals at which all of ``times`` can be compared: those of the one taken least finely; 3 where there is none."""
    return min((time.digits for time in times), default=3)
