"""From records to the plain values that the rules match."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import accepted_applications
from lianshou.kernel.placement.enums import State, Verdict
from lianshou.kernel.placement.models import Hold, Opening, Placement
from lianshou.kernel.placement.queries import live_placements, open_openings
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import middles_of_places, places_within, zones_within
from lianshou.kinds.pairing.rules.facts import Guest, Honour, Host, Instance, Level, Pair
from lianshou.kinds.pairing.rules.rules_of_region import ROOMS
from lianshou.kinds.pairing.rules.settings import Settings


def settings_of(*, programme: Programme) -> Settings:
    """The numbers of a programme: its own over those of its region (``pairing.rooms``) over the defaults of the house."""
    region = programme.union.division_code
    rooms = parameter(key=ROOMS, region=region, on=programme.starts_on)
    base = {
        "rooms": rooms,
        "division": region[:6] if len(region) >= 6 else "",
        "places": {name: list(point) for name, point in middles_of_places(region=region).items()},
    }
    return Settings.of(merged(base, programme.settings))


def places_known(*, programme: Programme) -> set[str]:
    """The names of the townships, streets and zones of a programme's region; none where no table of places was brought in."""
    region = programme.union.division_code
    places = set(places_within(areas=[region]).values_list("name", flat=True))
    if not places:
        return set()
    zones = set(zones_within(areas=[region]).values_list("name", flat=True))
    return places | zones | set(settings_of(programme=programme).places)


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``base`` with ``over`` laid on it, groups inside groups."""
    both = {
        key: merged(base[key], value)
        if isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        else value
        for key, value in over.items()
    }
    return {**base, **both}


def instance_of(*, programme: Programme, keep: bool = False) -> Instance:
    """Everything that one matching of a programme knows, as plain values; ids are those of opening and application.

    ``keep``: as few as can be of the pairs as they stand are to be broken.
    """
    openings = (
        open_openings(programme=programme)
        .select_related("union__zone", "pairing")
        .prefetch_related("union__chains", "union__honours")
    )
    applications = (
        accepted_applications(programme=programme)
        .select_related("union__zone", "pairing")
        .prefetch_related("union__chains")
    )
    hosts, guests = list(openings), list(applications)
    holds = _holds(programme, hosts, guests)
    return Instance(
        hosts=tuple(_host(opening) for opening in hosts),
        guests=tuple(_guest(application) for application in guests),
        locks=holds[Verdict.LOCK],
        forbidden=holds[Verdict.FORBID],
        existing=_existing(programme, hosts, guests),
        keep=tuple(sorted(kept_pairs(programme=programme))) if keep else (),
        settings=settings_of(programme=programme),
    )


def standing_pairs(*, programme: Programme) -> dict[str, Any]:
    """Who is with whom now, in the form in which a move is priced."""
    pairs = live_placements(programme=programme).values_list("application", "opening")
    return {"pairs": [{"guest": str(guest), "host": str(host)} for guest, host in pairs]}


def kept_pairs(*, programme: Programme) -> list[Pair]:
    """Who is with whom now, as pairs of ids."""
    return [(pair["guest"], pair["host"]) for pair in standing_pairs(programme=programme)["pairs"]]


def _holds(
    programme: Programme, hosts: list[Opening], guests: list[Application]
) -> dict[str, tuple[Pair, ...]]:
    rows = Hold.objects.admitted().filter(programme=programme, opening__in=hosts, application__in=guests)
    found: dict[str, list[Pair]] = {Verdict.LOCK: [], Verdict.FORBID: []}
    for hold in rows:
        found[hold.verdict].append((str(hold.application_id), str(hold.opening_id)))
    return {verdict: tuple(pairs) for verdict, pairs in found.items()}


def _existing(programme: Programme, hosts: list[Opening], guests: list[Application]) -> tuple[Pair, ...]:
    """Pairs of earlier rounds whose two unions meet again."""
    by_host = {opening.union_id: str(opening.pk) for opening in hosts}
    by_guest = {application.union_id: str(application.pk) for application in guests}
    earlier = (
        Placement.objects.admitted()
        .filter(
            programme__kind=programme.kind,
            programme__union=programme.union,
            programme__starts_on__lt=programme.starts_on,
            opening__union__in=list(by_host),
            application__union__in=list(by_guest),
        )
        .exclude(state=State.PROPOSED)
        .values_list("application__union", "opening__union")
    )
    return tuple(sorted({(by_guest[guest], by_host[host]) for guest, host in earlier}))


def _host(opening: Opening) -> Host:
    level = Level(opening.pairing.level)
    honours = [
        honour
        for honour in opening.union.honours.all()
        if honour.level == level and honour.withdrawn_on is None
    ]
    honour = honours[0] if honours else None
    return Host(
        id=str(opening.pk),
        **_unit(opening.union),
        level=level,
        honour=Honour(level=level, document_no=honour.document_no, granted_on=honour.granted_on)
        if honour
        else None,
        low=opening.low,
        high=opening.high,
        most=opening.most,
    )


def _guest(application: Application) -> Guest:
    return Guest(id=str(application.pk), **_unit(application.union))


def _unit(union: Union) -> dict[str, Any]:
    """The facts of a union that matching needs; nobody's name or telephone is among them."""
    return {
        "name": union.name,
        "division_code": union.division_code,
        "township": union.township,
        "zone": union.zone.name if union.zone else "",
        "address": union.address,
        "longitude": None if union.longitude is None else float(union.longitude),
        "latitude": None if union.latitude is None else float(union.latitude),
        "industry_code": union.industry_code,
        "industry_words": union.industry_words,
        "chains": tuple(sorted(chain.name for chain in union.chains.all())),
        "group": union.group_name,
        "founded_on": union.founded_on,
    }
