"""A round from its lists to its signed agreements, each step through the action that the desk would call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lianshou.demo.plan import Round, Unit
from lianshou.demo.settings import make_public
from lianshou.demo.world import World, moment, register
from lianshou.kernel.access.models import User
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import approve_placements, execute_run, hold, start_run
from lianshou.kernel.placement.enums import Verdict
from lianshou.kernel.placement.models import Opening
from lianshou.kernel.pledges.actions import agree_pledge, issue_pledges, record_paper_signatures, sign_pledge
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.programmes.actions import create_programme, pass_programme
from lianshou.kernel.programmes.enums import State
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.pairing.actions import take_guest, take_host

# the first agreements have run out, and all but a few were closed; the later ones are in force
TERM_YEARS = {2017: 5, 2018: 10, 2019: 10, 2020: 10}
# the county wants every home to take part: an empty place costs as much as sixty kilometres
SETTINGS = {"under": 60.0, "over": 20.0}


def run_round(world: World, line: Round, *, union: Union, officer: User, approver: User) -> Programme:
    """Lists in March, matching and approval in May, agreements signed until the twentieth of June."""
    programme = open_programme(union=union, officer=officer, line=line)
    _enter_lists(world, programme, line, officer)
    make_public(programme, officer)
    _match(programme, line, officer)
    approve_placements(actor=approver, programme=programme, now=moment(date(line.year, 5, 25)))
    issue_pledges(
        actor=officer, programme=programme, prefix=f"{union.name[0]}联手", now=moment(date(line.year, 6, 1))
    )
    return programme


def open_programme(*, union: Union, officer: User, line: Round) -> Programme:
    return create_programme(
        actor=officer,
        kind="pairing",
        union=union,
        title=line.title,
        year=line.year,
        round=line.number,
        starts_on=date(line.year, 1, 1),
        ends_on=date(line.year + TERM_YEARS.get(line.year, 3), 6, 30),
        now=moment(date(line.year, 3, 2)),
        settings=SETTINGS if line.hosts else {},  # the round to try out keeps the numbers of the house
    )


def close_ended(world: World, *, today: date) -> None:
    """Close the rounds whose last day has gone by."""
    for programme in Programme.objects.filter(state=State.RUNNING, ends_on__lt=today).order_by("pk"):
        pass_programme(
            actor=world.officer, programme=programme, to=State.CLOSED, now=moment(programme.ends_on)
        )


def sign_round(world: World, programme: Programme, *, officer: User, signed_on: date) -> None:
    """Sign every agreement of a round: on the desk where both chairs have accounts, else on paper."""
    pledges = Pledge.objects.filter(programme=programme).order_by("pk")
    for pledge in pledges.prefetch_related("parties__union"):
        chairs = [world.chairs.get(party.union_id) for party in pledge.parties.all()]
        if all(chairs):
            _sign_on_desk(pledge, chairs, moment(signed_on, 2))
        else:
            _sign_on_paper(world, pledge, officer, signed_on)


def _sign_on_desk(pledge: Pledge, chairs: list[Any], now: datetime) -> None:
    for chair in chairs:
        agree_pledge(actor=chair, pledge=pledge, now=now)
    for chair in chairs:
        sign_pledge(actor=chair, pledge=pledge, now=now)


def _sign_on_paper(world: World, pledge: Pledge, officer: User, signed_on: date) -> None:
    names = {party.side: world.chair_names[party.union_id] for party in pledge.parties.all()}
    record_paper_signatures(
        actor=officer, pledge=pledge, signed_on=signed_on, signatories=names, now=moment(signed_on, 3)
    )


def _enter_lists(world: World, programme: Programme, line: Round, officer: User) -> None:
    now = moment(date(line.year, 3, 20))
    for unit in (*line.hosts, *line.guests):
        if unit.name not in world.unions:
            register(world, unit, under=world.townships[unit.township], actor=officer, now=now)
    for unit in line.hosts:
        values = values_of(unit, rooms=line.rooms)
        take_host(actor=officer, programme=programme, values=values, now=now)
    for unit in line.guests:
        take_guest(actor=officer, programme=programme, values=values_of(unit), now=now)


def _match(programme: Programme, line: Round, officer: User) -> None:
    now = moment(date(line.year, 5, 18))
    asking = {
        row.union.name: row for row in Application.objects.filter(programme=programme).select_related("union")
    }
    offering = {
        row.union.name: row for row in Opening.objects.filter(programme=programme).select_related("union")
    }
    for guest, host in line.together:
        hold(
            actor=officer,
            application=asking[f"{guest}工会"],
            opening=offering[f"{host}工会"],
            verdict=Verdict.LOCK,
            reason="双方已协商一致",
            now=now,
        )
    run = start_run(actor=officer, programme=programme, now=now, enqueue=lambda run_id: None)
    execute_run(run_id=run.pk, clock=lambda: now)


def values_of(unit: Unit, *, rooms: Mapping[str, tuple[int, int, int]] | None = None) -> dict[str, Any]:
    """A unit as a sound row of the lists brings it; what the register knows already is not typed again."""
    values: dict[str, Any] = {
        "name": unit.name,
        "credit_code": unit.credit_code,
        "founded_on": unit.founded_on,
    }
    if unit.honour is not None:
        level, document, day = unit.honour
        values |= {"level": level, "document_no": document, "granted_on": day}
    if rooms and unit.name in rooms:
        values |= dict(zip(("low", "high", "most"), rooms[unit.name], strict=True))
    return values


def fresh_year(today: date) -> int:
    """The year of the visitor's programme: this one, before July the last one, so that its days are all past."""
    return max(2021, today.year if today.month >= 7 else today.year - 1)


def open_fresh_programme(world: World, *, year: int) -> Programme:
    """This year's programme, still without lists: for the visitor to try."""
    line = Round(year=year, number=2, hosts=(), guests=())
    return open_programme(union=world.county, officer=world.officer, line=line)


def leave_unsigned(world: World, programme: Programme) -> None:
    """Leave the agreements of a programme at three stages: nothing said, the host agreed, both agreed."""
    now = moment(date(programme.year, 6, 3))
    pledges = list(Pledge.objects.filter(programme=programme).prefetch_related("parties").order_by("pk"))
    for pledge, sides in zip(pledges, (0, 1, 2), strict=True):
        for party in list(pledge.parties.all())[:sides]:
            agree_pledge(actor=world.chairs[party.union_id], pledge=pledge, now=now)
