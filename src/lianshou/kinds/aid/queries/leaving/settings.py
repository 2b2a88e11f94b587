from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lianshou.core.parameters import is_below
from lianshou.kernel.programmes.queries import parameter, rule_book
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.queries.surveys import division_of
from lianshou.kinds.aid.rules.leaving.months import Reckoning, first_of
from lianshou.kinds.aid.rules.leaving.words import GROUNDS_BY_KEY
from lianshou.kinds.aid.rules.settings import leaving as keys
from lianshou.kinds.aid.rules.settings.lines import LINE, MONTHS_ABOVE, RELATIVE_BOUNDARY, RELATIVE_MULTIPLE


@dataclass(frozen=True)
class LeaveSettings:
    """What holds of leaving in a region on a day."""

    steps: dict[str, dict[str, int]]
    months_above: int
    above_boundary: str
    guarantee_months: int
    guarantee_boundary: str
    recent: int
    study_present: int
    follow_months: int
    follow_visits: bool
    calls: list[int]
    tries: int
    weights: dict[str, int]
    alarm: int

    def needs(self, *, many: bool) -> tuple[int, str]:
        """How many months are asked for, and how they are compared; ``many`` for leaving by the household's own income."""
        return (
            (self.months_above, self.above_boundary)
            if many
            else (self.guarantee_months, self.guarantee_boundary)
        )


def leave_settings(*, union: Union, on: date) -> LeaveSettings:
    """What the federation of a union's region has set of leaving, calls and warnings."""
    book, region = rule_book(*keys.KEYS, MONTHS_ABOVE), division_of(union)

    def read(key: str) -> object:
        return book.value(key, region=region, on=on)

    kept = book.kept(keys.STEPS_ASKED, region=region, on=on)
    return LeaveSettings(
        steps={ground: keys.steps_asked(kept, ground) for ground in GROUNDS_BY_KEY},
        months_above=int(str(read(MONTHS_ABOVE))),
        above_boundary=str(read(keys.ABOVE_BOUNDARY)),
        guarantee_months=int(str(read(keys.GUARANTEE_MONTHS))),
        guarantee_boundary=str(read(keys.GUARANTEE_BOUNDARY)),
        recent=int(str(read(keys.RECENT))),
        study_present=int(str(read(keys.STUDY_PRESENT))),
        follow_months=int(str(read(keys.FOLLOW_MONTHS))),
        follow_visits=bool(read(keys.FOLLOW_VISITS)),
        calls=keys.call_months(book.kept(keys.CALLS, region=region, on=on)),
        tries=int(str(read(keys.TRIES))),
        weights=keys.weights_of(book.kept(keys.SIGNALS_ASKED, region=region, on=on)),
        alarm=int(str(read(keys.ALARM))),
    )


def lines_of_months(*, union: Union, months: list[str]) -> dict[str, int]:
    """The subsistence line (fen) of each month in the region of a union: the one in force on its first day."""
    book, region = rule_book(LINE), division_of(union)
    return {month: int(book.value(LINE, region=region, on=first_of(month))) for month in months}


def still_relative(*, union: Union, reckoning: Reckoning, on: date) -> int | None:
    """The lowest income a person (fen) of the stretch that would still be relative hardship by the standard for putting on file,
    or None: above the line is what leaving asks for, the standard for coming back is higher."""
    book, region = rule_book(RELATIVE_MULTIPLE, RELATIVE_BOUNDARY), division_of(union)
    times = Fraction(str(book.value(RELATIVE_MULTIPLE, region=region, on=on)))
    boundary = str(book.value(RELATIVE_BOUNDARY, region=region, on=on))
    stretch = reckoning.rows[-reckoning.needed :]
    low = [one for one in stretch if is_below(one.each, boundary, one.line_fen * times)]
    return min((one.each_fen for one in low), default=None)


def keep_years(*, union: Union, on: date) -> int:
    """How many years the personal data of an ended file are kept in the region of a union."""
    return int(parameter(key=keys.KEEP_YEARS, region=division_of(union), on=on))


def notice_within(*, union: Union, on: date) -> int:
    """Within how many working days a notice of leaving is posted in the region of a union."""
    return int(parameter(key=keys.NOTICE_WITHIN, region=division_of(union), on=on))
