"""Lists of the aid to workers in hardship: a file for each of many unions and persons, its surveys, members, pictures."""

from __future__ import annotations

from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock
from tests.factories.programmes import ProgrammeFactory

from lianshou.kernel.intake.models import Application
from lianshou.kinds.aid.models import Household, Member, Picture, Survey


def _made(stock: Stock, numbers: range, **facts: Any) -> list[Household]:
    """Each of another person of another union."""
    made = []
    for n, person in zip(numbers, stock.people(numbers), strict=True):
        row = Household(
            number=f"320923-2020-{n:05d}",
            union=person.union,
            head=person,
            state="on_file",
            category="deep",
            cause="illness",
            surveyed_year=2019,
            opened_on=TODAY,
            opened_year=2020,
            **{key: value[n] for key, value in facts.items()},
        )
        row.save()
        made.append(row)
    return made


def households(stock: Stock, numbers: range) -> None:
    _made(stock, numbers)


def _programme(stock: Stock) -> Any:
    return stock.once("aid", lambda: ProgrammeFactory(kind="aid", union=stock.world.county, year=2020))


def asked(stock: Stock, numbers: range) -> None:
    """Each asked for in a programme."""
    told = {"programme": _programme(stock), "state": "accepted", "submitted_at": NOW}
    rows = Application.objects.bulk_create(
        Application(union=person.union, person=person, **told) for person in stock.people(numbers)
    )
    _made(stock, numbers, application=dict(zip(numbers, rows, strict=True)))


def _household(stock: Stock) -> Household:
    found: Household = stock.once("household", lambda: _made(stock, range(9000, 9001))[0])
    return found


def members(stock: Stock, numbers: range) -> None:
    for n in numbers:
        Member.objects.create(
            household=_household(stock), person=_household(stock).head, name=f"成员{n}", relation="child"
        )


def _survey(stock: Stock, household: Household, user: Any) -> Survey:
    told = {"vintage": 2016, "year": 2020, "stage": "handed_in", "category": "deep", "taken_on": TODAY}
    times = {"begun_at": NOW, "saved_at": NOW, "handed_in_at": NOW}
    survey = Survey.objects.create(
        household=household, person=household.head, begun_by=user, handed_in_by=user, **told, **times
    )
    survey.takers.add(user)
    return survey


def surveys(stock: Stock, numbers: range) -> None:
    for user in stock.users(numbers):
        _survey(stock, _household(stock), user)


def _with_pictures(stock: Stock) -> Survey:
    def made() -> Survey:
        (household,) = _made(stock, range(9100, 9101))
        return _survey(stock, household, stock.seer)

    found: Survey = stock.once("pictured", made)
    return found


def pictures(stock: Stock, numbers: range) -> None:
    told = {"sort": "door", "content": "x", "width": 1, "height": 1, "added_at": NOW}
    for _n in numbers:
        Picture.objects.create(survey=_with_pictures(stock), person=_with_pictures(stock).person, **told)


def _of(make: Any) -> Any:
    return lambda stock: {"pk": make(stock).pk}


AID = (
    Listed("HouseholdTable", "aid:households", households, "aid:export_households"),
    Listed("HouseholdTable", "aid:desk", asked, where=_of(_programme), name="desk"),
    Listed("members", "aid:household", members, where=_of(_household), name="members"),
    Listed("surveys", "aid:household", surveys, where=_of(_household), name="surveys"),
    Listed("pictures", "aid:survey", pictures, where=_of(_with_pictures), name="pictures"),
)
