"""Pure decisions about the stations of the network: opening hours, and who may keep what where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from lianshou.china.divisions import is_code
from lianshou.china.telephones import normalise, why_not_phone
from lianshou.core.wording import Wording, join
from lianshou.kinds.aid.enums import StationReason, Tier

Span = tuple[time, time]
"""From when until when."""

_WEEK = "1234567"
_ZH = dict(zip(_WEEK, "一二三四五六日", strict=True))
_EN = dict(zip(_WEEK, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
_REACH = {
    "nation": 0,
    "province": 0,
    "city": 0,
    "county": 1,
    "township": 2,
    "joint": 3,
    "sector": 3,
    "enterprise": 4,
}
"""For each level of a union the highest of the five levels at which it may keep a station, 0 being the city's."""


@dataclass(frozen=True, slots=True)
class Line:
    """Days of the week with the same hours: ``days`` as digits, Monday being 1."""

    days: str
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    """When a station is open: at most two lines (weekdays, the weekend), a lunch break for days that span it."""

    lines: tuple[Line, ...]
    lunch: Span | None = None
    closed_on_holidays: bool = True

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Hours:
        """The hours as a record keeps them (``kept``)."""
        lines = tuple(
            Line(days, _time(opens), _time(closes)) for days, opens, closes in kept.get("lines", ())
        )
        lunch = kept.get("lunch")
        span = (_time(lunch[0]), _time(lunch[1])) if lunch else None
        return cls(lines, span, bool(kept.get("closed_on_holidays", True)))

    @property
    def kept(self) -> dict[str, Any]:
        """The hours as JSON, the same for the same hours."""
        return {
            "lines": [[line.days, _said(line.opens), _said(line.closes)] for line in self.lines],
            "lunch": [_said(moment) for moment in self.lunch] if self.lunch else None,
            "closed_on_holidays": self.closed_on_holidays,
        }

    @property
    def words(self) -> Wording:
        """The hours as the door says them, in both languages."""
        parts = [self._line_words(line) for line in self.lines]
        if self.closed_on_holidays:
            parts.append(Wording("法定节假日休息", "closed on public holidays"))
        return join(parts)

    def spans_of(self, weekday: int) -> tuple[Span, ...]:
        """From when until when it is open on a day of the week (Monday 1), the lunch break taken out."""
        found = [line for line in self.lines if str(weekday) in line.days]
        return tuple(span for line in found for span in self._parted(line))

    def spans_on(self, day: date, *, is_working: bool | None) -> tuple[Span, ...]:
        """From when until when it is open on ``day``. ``is_working`` is what the calendar of working days says; None where
        that year is not confirmed: then the rule of the week counts.

        On a holiday that falls on a weekday a station that rests on holidays is shut; on a Saturday or Sunday that is
        worked (调休) and has no hours of its own it keeps those of Monday.
        """
        weekday = day.isoweekday()
        if not self.closed_on_holidays or is_working is None:
            return self.spans_of(weekday)
        if is_working:
            return self.spans_of(weekday) or (self.spans_of(1) if weekday > 5 else ())
        return self.spans_of(weekday) if weekday > 5 else ()

    def is_open(self, day: date, at: time, *, is_working: bool | None) -> bool:
        """Whether somebody is there at a moment; at the minute of closing nobody is."""
        return any(opens <= at < closes for opens, closes in self.spans_on(day, is_working=is_working))

    def _parted(self, line: Line) -> tuple[Span, ...]:
        lunch = self.lunch
        if lunch and line.opens < lunch[0] and lunch[1] < line.closes:
            return (line.opens, lunch[0]), (lunch[1], line.closes)
        return ((line.opens, line.closes),)

    def _line_words(self, line: Line) -> Wording:
        spans = [f"{_said(opens)}–{_said(closes)}" for opens, closes in self._parted(line)]
        days = days_said(line.days)
        return Wording(f"{days.zh} {'、'.join(spans)}", f"{days.en} {', '.join(spans)}")


def days_said(days: str) -> Wording:
    """Days of the week in words: 周一至周五, Mon–Fri; every day as 每天."""
    if set(_WEEK) <= set(days):
        return Wording("每天", "daily")
    runs = _runs("".join(sorted(days)))
    zh = [
        f"周{_ZH[a]}" if a == b else f"周{_ZH[a]}{'、' if int(b) - int(a) == 1 else '至'}周{_ZH[b]}"
        for a, b in runs
    ]
    en = [_EN[a] if a == b else f"{_EN[a]}–{_EN[b]}" for a, b in runs]
    return Wording("、".join(zh), ", ".join(en))


def why_not_hours(hours: Hours) -> StationReason | None:
    """The first thing wrong with opening hours, or None."""
    if not hours.lines or not all(line.days for line in hours.lines):
        return StationReason.NO_DAYS
    days = "".join(line.days for line in hours.lines)
    if len(set(days)) < len(days):
        return StationReason.DAY_TWICE
    if any(line.opens >= line.closes for line in hours.lines):
        return StationReason.HOURS_ORDER
    return StationReason.LUNCH if hours.lunch and not _lunch_fits(hours.lines, hours.lunch) else None


def why_not_telephone(phone: str) -> StationReason | None:
    """Whether a number is that of an office: a landline, or a short number such as 12351; never somebody's mobile."""
    number = normalise(phone)
    if not number:
        return StationReason.PHONE_MISSING
    if number.isascii() and number.isdigit() and 5 <= len(number) <= 8 and not number.startswith("0"):
        return None
    if why_not_phone(number):
        return StationReason.PHONE_BAD
    return None if number.startswith("0") else StationReason.PHONE_PERSONAL


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants a station to be."""

    union_level: str
    union_dissolved: bool
    tier: str
    name: str
    address: str
    phone: str
    division_code: str
    hours: Hours
    opened_on: date
    has_bad_point: bool = False
    has_twin: bool = False


def why_not_keep(wanted: Wanted, *, today: date) -> StationReason | None:
    """The first reason why a station cannot be like that, or None."""
    checks = (
        (wanted.union_dissolved, StationReason.DISSOLVED),
        (not wanted.name.strip(), StationReason.NAME_MISSING),
        (not tier_fits(tier=wanted.tier, level=wanted.union_level), StationReason.TIER_ABOVE),
        (not is_code(wanted.division_code), StationReason.BAD_DIVISION),
        (not wanted.address.strip(), StationReason.ADDRESS_MISSING),
        (wanted.has_bad_point, StationReason.BAD_POINT),
        (wanted.opened_on > today, StationReason.IN_FUTURE),
        (wanted.has_twin, StationReason.TWIN),
    )
    first = next((reason for wrong, reason in checks if wrong), None)
    return first or why_not_telephone(wanted.phone) or why_not_hours(wanted.hours)


def why_not_close(
    *, closed_on: date | None, opened_on: date, on: date, today: date, words: str
) -> StationReason | None:
    """The first reason not to close a station on a day, or None."""
    if closed_on is not None:
        return StationReason.CLOSED
    if not words.strip():
        return StationReason.WHY_MISSING
    if on < opened_on:
        return StationReason.BEFORE_OPENING
    return StationReason.IN_FUTURE if on > today else None


def tier_fits(*, tier: str, level: str) -> bool:
    """Whether a union of a level may keep a station of one of the five levels: its own, or one below."""
    return Tier.values.index(tier) >= _REACH.get(level, len(Tier.values))


STREET_WORDS = ("街道", "社区")
"""By these words in its name a township's federation is known as a street's: the tree has one level for both."""


def _lunch_fits(lines: Sequence[Line], lunch: Span) -> bool:
    inside = any(line.opens < lunch[0] and lunch[1] < line.closes for line in lines)
    return lunch[0] < lunch[1] and inside


def _runs(days: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for day in days:
        if found and int(day) == int(found[-1][1]) + 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _said(moment: time) -> str:
    return moment.strftime("%H:%M")
