from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.queries.surveys import division_of
from lianshou.kinds.aid.rules.settings.helping import DUTIES, KEYS, MONTHS, MOST, WEIGHTS, duties_of, weights_of


@dataclass(frozen=True)
class HelpSettings:
    """What holds of helping in a region on a day."""

    months: int
    most: int
    duties: dict[str, str]
    weights: dict[str, int]


def help_settings(*, union: Union, on: date) -> HelpSettings:
    """What the federation of a union's region has set of helping."""
    book, where = rule_book(*KEYS), {"region": division_of(union), "on": on}
    return HelpSettings(
        months=book.value(MONTHS, **where),
        most=book.value(MOST, **where),
        duties=duties_of(book.value(DUTIES, **where)),
        weights=weights_of(book.kept(WEIGHTS, **where)),
    )
