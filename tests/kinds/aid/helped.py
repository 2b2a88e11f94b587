"""Households on file and helpers, laid by hand for tests of helping."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.people import PersonFactory

from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.models import Helper, Household

FILED = date(2026, 1, 5)


def household_at(union: Union, number: int, *, cause: str = "illness", **more: Any) -> Household:
    """A household on file."""
    facts: dict[str, Any] = {"state": "on_file", "category": "deep", "opened_on": FILED, "opened_year": 2026}
    head = more.pop("head", None) or PersonFactory(union=union, name=f"户主{number}")
    return Household.objects.create(
        number=f"320923-2026-{number:05d}",
        union=union,
        head=head,
        cause=cause,
        filed_on=FILED,
        **facts | more,
    )


def helper_at(union: Union, name: str, *, account: Any = None, **more: Any) -> Helper:
    """A helper who helps in everything and speaks what everybody does."""
    person = more.pop("person", None) or PersonFactory(union=union, name=name, account=account)
    facts: dict[str, Any] = {"fields": ["illness"], "languages": ["mandarin"], "most": 3, "since": FILED}
    return Helper.objects.create(person=person, union=union, **facts | more)
