"""Lists of one-to-one helping: helpers, households, visits, each of another union and person."""

from __future__ import annotations

from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock
from tests.factories.people import PersonFactory

from lianshou.kinds.aid.models import (
    CheckedLine,
    Checking,
    Concern,
    Helper,
    Helping,
    HelpMatch,
    Household,
    Visit,
)


def helpers(stock: Stock, numbers: range) -> list[Helper]:
    return Helper.objects.bulk_create(
        Helper(person=one, union=one.union, union_path=one.union.path, fields=["law"], since=TODAY)
        for one in stock.people(numbers)
    )


def _households(stock: Stock, numbers: range) -> list[Household]:
    facts: dict[str, Any] = {"state": "on_file", "category": "deep", "opened_on": TODAY, "opened_year": 2020}
    return Household.objects.bulk_create(
        Household(number=f"长{n}", union=one.union, union_path=one.union.path, head=one, **facts)
        for n, one in zip(numbers, stock.people(numbers), strict=True)
    )


def helping(stock: Stock, numbers: range) -> list[Helping]:
    facts = {"begun": "matched", "starts_on": TODAY, "due_on": TODAY}
    beside = range(numbers.start + 1000, numbers.stop + 1000)  # nobody helps themselves
    return Helping.objects.bulk_create(
        Helping(household=household, helper=helper, **facts)
        for household, helper in zip(_households(stock, numbers), helpers(stock, beside), strict=True)
    )


def visits(stock: Stock, numbers: range) -> None:
    facts = {
        "visited_on": TODAY,
        "visited_year": TODAY.year,
        "where": "home",
        "duties": ["宣传员"],
        "recorded_at": NOW,
    }
    Visit.objects.bulk_create(
        Visit(helping=one, person=one.household.head, found="好", recorded_by=user, **facts)
        for one, user in zip(helping(stock, numbers), stock.users(numbers), strict=True)
    )


def checked_lines(stock: Stock, numbers: range) -> None:
    facts: dict[str, Any] = {
        "sort": "safety",
        "key": "living",
        "words": "基本生活",
        "state": "met",
        "since": TODAY,
    }
    for household, user in zip(_households(stock, numbers), stock.users(numbers), strict=True):
        check = Checking.objects.create(
            household=household, checked_on=TODAY, checked_year=TODAY.year, checked_by=user, recorded_at=NOW
        )
        CheckedLine.objects.create(checking=check, person=household.head, **facts)


def concerns(stock: Stock, numbers: range) -> None:
    for household, user in zip(_households(stock, numbers), stock.users(numbers), strict=True):
        facts: dict[str, Any] = {
            "said_by": household.head.account or stock.seer,
            "said_at": NOW,
            "words": "助学",
        }
        Concern.objects.create(
            household=household,
            person=household.head,
            kind="wish",
            answered_by=user,
            answered_at=NOW,
            **facts,
        )


def _own(stock: Stock) -> Helper:
    """The reader as a helper."""

    def made() -> Helper:
        union = stock.world.province
        person = stock.once("reader", lambda: PersonFactory(union=union, account=stock.seer))
        return Helper.objects.create(person=person, union=union, since=TODAY)

    found: Helper = stock.once("own helper", made)
    return found


def own_households(stock: Stock, numbers: range) -> list[Helping]:
    facts = {"helper": _own(stock), "begun": "matched", "starts_on": TODAY, "due_on": TODAY}
    return Helping.objects.bulk_create(Helping(household=one, **facts) for one in _households(stock, numbers))


def own_visits(stock: Stock, numbers: range) -> None:
    """One visit to each of the reader's own households."""
    facts = {
        "visited_on": TODAY,
        "visited_year": TODAY.year,
        "where": "home",
        "duties": [],
        "recorded_at": NOW,
    }
    Visit.objects.bulk_create(
        Visit(helping=one, person=one.household.head, found="好", recorded_by=user, **facts)
        for one, user in zip(own_households(stock, numbers), stock.users(numbers), strict=True)
    )


def _helped(stock: Stock) -> Helping:
    found: Helping = stock.once("helped", lambda: own_households(stock, range(9200, 9201))[0])
    return found


def visits_of_a_household(stock: Stock, numbers: range) -> None:
    facts = {
        "visited_on": TODAY,
        "visited_year": TODAY.year,
        "where": "home",
        "duties": [],
        "recorded_at": NOW,
    }
    one = _helped(stock)
    Visit.objects.bulk_create(
        Visit(helping=one, person=one.household.head, found="好", recorded_by=user, **facts)
        for user in stock.users(numbers)
    )


def _match(stock: Stock) -> HelpMatch:
    facts = {"asked_by": stock.seer, "asked_at": NOW, "input": {"households": []}}
    nothing: dict[str, Any] = {"placements": [], "unmatched": [], "loads": []}
    county = stock.world.county
    found: HelpMatch = stock.once(
        "help match",
        lambda: HelpMatch.objects.create(union=county, union_path=county.path, result=nothing, **facts),
    )
    return found


def proposals(stock: Stock, numbers: range) -> None:
    match, words = _match(stock), {"zh": "近", "en": "near"}
    for one in helping(stock, numbers):
        told = {"household": one.household_id, "helper": one.helper_id, "sentence": words}
        match.result["placements"].append(told | {"next_best": [{"helper": one.helper_id, "extra": 1}]})
        match.input["households"].append({"id": one.household_id, "now": one.helper_id})
    match.save()


HELPING = (
    Listed("HelperTable", "aid:helpers", helpers, "aid:export_helpers"),
    Listed("HelpingTable", "aid:helping", helping, "aid:export_helping"),
    Listed("VisitTable", "aid:visits", visits, "aid:export_visits"),
    Listed("ConcernTable", "aid:concerns", concerns, "aid:export_concerns"),
    Listed("LineTable", "aid:checked_lines", checked_lines, "aid:export_checked_lines"),
    Listed(
        "ProposalTable",
        "aid:help_match",
        proposals,
        "aid:export_match",
        where=lambda stock: {"pk": _match(stock).pk},
        asked="all=1",
    ),
    Listed("rows", "aid:mine", own_visits),
    Listed("helped", "aid:helper", own_households, where=lambda stock: {"pk": _own(stock).pk}, name="helped"),
    Listed(
        "visits",
        "aid:household",
        visits_of_a_household,
        where=lambda stock: {"pk": _helped(stock).household_id},
        most=20,
        name="visits",
    ),
)
