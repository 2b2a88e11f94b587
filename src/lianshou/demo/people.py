"""Invented persons: numbers that pass every check and belong to nobody, a few families, a request that waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from lianshou.china import bank_cards, identity_numbers
from lianshou.demo.names import Namer
from lianshou.demo.world import World, moment
from lianshou.kernel.people.actions import add_person, add_relative, edit_person
from lianshou.kernel.people.enums import Position, Relation
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.views import PERSONS
from lianshou.kernel.privacy.actions import ask_export
from lianshou.kernel.privacy.enums import Purpose
from lianshou.kernel.unions.models import Union

SEED = 20200624
_UNIONS, _MEMBERS = 60, 3
_REGION = "320999"  # no county bears this code
_BIN = "629999"  # no bank issues under this number
_BANKS = ("示例银行阜宁支行", "样本银行盐城分行", "演示农商银行")
_POSITIONS = (Position.VICE_CHAIR, Position.COMMITTEE, "")


class Register:
    """Gives each invented person numbers of their own, the same every time."""

    def __init__(self, random: Random, taken: set[str]) -> None:
        self._random, self._taken = random, taken
        self._namer = Namer(random)
        self._serial = 0

    def name(self) -> str:
        while (name := self._namer.person()) in self._taken:
            pass
        self._taken.add(name)
        return name

    def number(self, birth_on: date) -> str:
        self._serial += 1
        body = f"{_REGION}{birth_on:%Y%m%d}{self._serial % 1000:03d}"
        return f"{body}{identity_numbers.check_of(body)}"

    def born(self, *, oldest: int, youngest: int, today: date) -> date:
        return today - timedelta(days=self._random.randrange(365 * youngest + 10, 365 * oldest))

    def facts(self, *, today: date) -> dict[str, Any]:
        """What the register knows of a grown-up."""
        card = f"{_BIN}{self._random.randrange(10**12):012d}"
        return {
            "id_number": self.number(self.born(oldest=58, youngest=22, today=today)),
            "phone": self._namer.phone(),
            "bank_name": self._random.choice(_BANKS),
            "bank_card": f"{card}{bank_cards.check_of(card)}",
            "address": f"阜宁县示例路{self._random.randint(1, 300)}号",
        }


def enter_people(world: World, *, today: date) -> None:
    """Fill the register of persons: members of the first unions, facts of their chairs, a few families."""
    now, random = moment(today - timedelta(days=1), 0), Random(SEED)  # noqa: S311  invented records, no secret
    register = Register(random, {*Person.objects.values_list("name", flat=True)})
    unions = list(world.unions.values())
    _chairs(world, register, unions, now, today)
    neighbours = [union for union in unions if union.path.startswith(world.neighbour.path)]
    for place, union in enumerate([*unions[:_UNIONS], *neighbours]):
        for turn in range(_MEMBERS):
            person = _member(world, register, union, _POSITIONS[turn], now, today)
            if place % 5 == 0 and turn == 1:
                _family(world, register, person, now, today)
    _ask(world, now)


def _actor(world: World, union: Union) -> Any:
    return world.officer if union.path.startswith(world.county.path) else world.accounts["binhai"]


def _chairs(world: World, register: Register, unions: list[Union], now: datetime, today: date) -> None:
    for union in unions[:_UNIONS]:
        chair = union.people.get(name=world.chair_names[union.pk])
        facts = register.facts(today=today)
        del facts["phone"]
        edit_person(actor=_actor(world, union), person=chair, joined_on=union.founded_on, now=now, **facts)


def _member(
    world: World, register: Register, union: Union, position: str, now: datetime, today: date
) -> Person:
    return add_person(
        actor=_actor(world, union),
        union=union,
        name=register.name(),
        position=position,
        joined_on=union.founded_on,
        now=now,
        **register.facts(today=today),
    )


def _family(world: World, register: Register, person: Person, now: datetime, today: date) -> None:
    """A spouse and a child, who is mostly under 14."""
    actor = _actor(world, person.union)
    for relation, oldest, youngest in ((Relation.SPOUSE, 55, 24), (Relation.CHILD, 16, 1)):
        birth_on = register.born(oldest=oldest, youngest=youngest, today=today)
        add_relative(
            actor=actor,
            person=person,
            relation=relation,
            name=register.name(),
            id_number=register.number(birth_on),
            now=now,
        )


def _ask(world: World, now: datetime) -> None:
    """A request for an unmasked list that waits on the approver's desk."""
    ask_export(
        actor=world.officer,
        listing=PERSONS,
        union=world.county,
        query="position=chair",
        fields=["phone"],
        purpose=Purpose.REACH,
        recipient="盐城市总工会办公室",
        now=now,
    )
