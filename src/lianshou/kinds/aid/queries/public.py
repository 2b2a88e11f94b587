"""What everybody may be told without logging in: where there are federations, and the rules there."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from lianshou.kernel.programmes.queries import rule_book
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.rules.computing import Outcome, compute
from lianshou.kinds.aid.rules.facts import Facts, Where
from lianshou.kinds.aid.rules.settings import KEYS


def federations_to_choose() -> QuerySet[Union]:
    """The federations of counties and cities that stand, whose names and addresses are public."""
    found = Union.objects.admitted().filter(level__in=(Level.COUNTY, Level.CITY), dissolved_on=None)
    return found.exclude(division_code="").order_by("division_code", "path")


def probable_outcome(*, facts: Facts, region: str, today: date) -> Outcome:
    """What a household that nobody has registered would be by today's rules of a region; nothing of it is kept."""
    return compute(facts, Where(region, today), rule_book(*KEYS))
