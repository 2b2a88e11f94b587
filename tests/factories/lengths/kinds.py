"""Lists of the kinds: hosts, guests and pairs of a pairing, events and who has a place, stations of aid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.factories.aid import HOURS, laid_station
from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock
from tests.factories.people import PersonFactory
from tests.factories.programmes import ProgrammeFactory

from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.models import Station
from lianshou.kinds.events.models import Event
from lianshou.kinds.pairing.models import GuestDetail, HostDetail


def _openings(stock: Stock, numbers: range) -> list[Opening]:
    made = Opening.objects.bulk_create(
        Opening(programme=stock.programme, union=union, low=1, high=2, most=4)
        for union in stock.unions(numbers)
    )
    HostDetail.objects.bulk_create(HostDetail(opening=one, level="city") for one in made)
    return made


def hosts(stock: Stock, numbers: range) -> None:
    _openings(stock, numbers)


def guests(stock: Stock, numbers: range) -> list[Application]:
    facts = {"programme": stock.programme, "state": "accepted", "submitted_at": NOW}
    beside = [n + 1000 for n in numbers]  # no host is its own guest
    made = Application.objects.bulk_create(
        Application(union=union, **facts) for union in stock.unions(beside)
    )
    GuestDetail.objects.bulk_create(GuestDetail(application=one) for one in made)
    return made


def pairs(stock: Stock, numbers: range) -> list[Placement]:
    said = {"sentence": {"zh": "相距0.4公里。", "en": "0.4 km apart."}, "metres": 400}
    facts = {"programme": stock.programme, "state": "approved", "reasons": said}
    return Placement.objects.bulk_create(
        Placement(opening=opening, application=one, starts_on=TODAY, **facts)
        for opening, one in zip(_openings(stock, numbers), guests(stock, numbers), strict=True)
    )


def _of_programme(stock: Stock) -> dict[str, Any]:
    return {"pk": stock.programme.pk}


def _events(stock: Stock) -> Programme:
    found: Programme = stock.once(
        "events", lambda: ProgrammeFactory(kind="events", union=stock.world.county, pillar="cohesion")
    )
    return found


def _event_rows(stock: Stock, programmes: list[Programme], numbers: range) -> list[Event]:
    openings = Opening.objects.bulk_create(
        Opening(programme=one, union=one.union, name=f"讲座{n}", low=0, high=400, most=400)
        for n, one in zip(numbers, programmes, strict=True)
    )
    starts = NOW + timedelta(days=3)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "closes_at": starts}
    return Event.objects.bulk_create(
        Event(opening=one, sort="lecture", place="礼堂", state="open", **times) for one in openings
    )


def events(stock: Stock, numbers: range) -> None:
    _event_rows(stock, [_events(stock) for _n in numbers], numbers)


def events_held(stock: Stock, numbers: range) -> None:
    held = _event_rows(stock, [_events(stock) for _n in numbers], numbers)
    Event.objects.filter(pk__in=[one.pk for one in held]).update(state="held")


def _event(stock: Stock) -> Event:
    found: Event = stock.once("event", lambda: _event_rows(stock, [_events(stock)], range(1))[0])
    return found


def seats(stock: Stock, numbers: range) -> None:
    event = _event(stock)
    asking = Application.objects.bulk_create(
        Application(
            programme=_events(stock), union=one.union, person=one, submitted_by=user, submitted_at=NOW
        )
        for one, user in zip(stock.people(numbers), stock.users(numbers), strict=True)
    )
    facts = {"programme": _events(stock), "opening": event.opening, "state": "placed", "asked_at": NOW}
    Placement.objects.bulk_create(
        Placement(application=one, ticket=n + 1, **facts) for n, one in zip(numbers, asking, strict=True)
    )


def open_events(stock: Stock, numbers: range) -> None:
    """Events of the reader's own union."""
    programme = stock.once(
        "own events", lambda: ProgrammeFactory(kind="events", union=stock.world.province, pillar="cohesion")
    )
    stock.once("reader", lambda: PersonFactory(union=stock.world.province, account=stock.seer))
    _event_rows(stock, [programme for _n in numbers], numbers)


def stations(stock: Stock, numbers: range) -> None:
    facts = {
        "tier": "enterprise",
        "sort": "point",
        "division_code": "320923",
        "address": "一号门",
        "phone": "12351",
    }
    Station.objects.bulk_create(
        Station(
            union=union, name=f"第{n}服务点", search=f"di{n}", hours_kept=HOURS.kept, opened_on=TODAY, **facts
        )
        for n, union in zip(numbers, stock.unions(numbers), strict=True)
    )


def gaps(stock: Stock, numbers: range) -> None:
    """Townships without a station, of which the county's centre is the nearest above."""
    stock.once("centre", lambda: laid_station(stock.world.county))
    for union in stock.unions(numbers):
        union.level = "township"
        union.save()


def _of_county(stock: Stock) -> dict[str, Any]:
    return {"pk": stock.world.county.pk}


def _of(make: Any) -> Any:
    return lambda stock: {"pk": make(stock).pk}


KINDS = (
    Listed("HostTable", "pairing:hosts", hosts, "pairing:hosts", where=_of_programme, book="export=1"),
    Listed("GuestTable", "pairing:guests", guests, "pairing:guests", where=_of_programme, book="export=1"),
    Listed("PairTable", "pairing:pairs", pairs, "pairing:pairs", where=_of_programme, book="export=1"),
    Listed("UnmatchedTable", "pairing:pairs", guests, where=_of_programme, asked="show=unmatched"),
    Listed("EventTable", "events:list", events, "events:export", where=_of(_events)),
    Listed("page", "events:mine", open_events),
    Listed("SeatTable", "events:seats", seats, "events:seats_export", where=_of(_event)),
    Listed("SeatTable", "events:seats", seats, "events:attendance", where=_of(_event), name="attendance"),
    Listed("StationTable", "aid:stations", stations, "aid:export_stations"),
    Listed("GapTable", "aid:gaps", gaps, "aid:export_gaps", where=_of_county),
    Listed("page", "public_aid:stations", stations),
)
