from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.queries.surveys import division_of
from lianshou.kinds.aid.rules.settings.helping import (
    DUTIES,
    KEYS,
    MONTHS,
    MOST,
    WEIGHTS,
    duties_of,
    weights_of,
)


@dataclass(frozen=True)
class HelpSettings:
    """What holds of helping in a region on a day."""

    months: int
    most: int
    duties: dict[str, str]
    weights: dict[str, int]


def help_settings(*, union: Union, on: date) -> HelpSettings:
    """What the federation of a union's region has set of helping."""
    book, region = rule_book(*KEYS), division_of(union)
    return HelpSettings(
        months=book.value(MONTHS, region=region, on=on),
        most=book.value(MOST, region=region, on=on),
        duties=duties_of(book.value(DUTIES, region=region, on=on)),
        weights=weights_of(book.kept(WEIGHTS, region=region, on=on)),
    )
