"""What a list is, and a stock of parents that it takes its rows from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.factories.access import PostFactory, UserFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.intake.models import Application
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Honour, Union

NOW = datetime(2020, 6, 24, 5, 0, tzinfo=UTC)
TODAY = date(2020, 6, 24)


@dataclass
class Stock:
    """Parents by their number, made when they are first asked for; ``seers`` see everything from the top."""

    world: World
    seers: dict[str, User]
    kept: dict[str, Any] = field(default_factory=dict)
    _unions: dict[int, Union] = field(default_factory=dict)
    _people: dict[int, Person] = field(default_factory=dict)
    _users: dict[int, User] = field(default_factory=dict)
    _programmes: dict[int, Programme] = field(default_factory=dict)
    _applications: dict[int, Application] = field(default_factory=dict)

    @property
    def seer(self) -> User:
        """Holds every role that an administrator may not hold."""
        return self.seers["seer"]

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What all rows of a list share."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    def unions(self, numbers: Iterable[int]) -> list[Union]:
        """Unions below the county, each with an honour."""
        return _stocked(self._unions, numbers, self._planted)

    def _planted(self, numbers: list[int]) -> list[Union]:
        county = self.world.county
        planted = Union.objects.bulk_create(
            Union(
                path=Union._get_path(county.path, county.depth + 1, 100 + n),  # type: ignore[attr-defined]
                depth=county.depth + 1,
                name=f"第{n}公司工会",
                name_key=f"第{n}公司",
                search=f"di{n}",
                level="enterprise",
                division_code="320923",
                zone=self.world.zone,
                township="阜城街道",
                industry_code="3415",
                longitude="119.8",
                latitude="33.7",
            )
            for n in numbers
        )
        Union.objects.filter(pk=county.pk).update(numchild=100 + max(numbers))
        Honour.objects.bulk_create(
            Honour(union=one, level="city", granted_on=date(2018, 4, 28)) for one in planted
        )
        return planted

    def people(self, numbers: Iterable[int]) -> list[Person]:
        return _stocked(self._people, numbers, self._born)

    def _born(self, numbers: list[int]) -> list[Person]:
        return Person.objects.bulk_create(
            Person(name=f"张{n}", search=f"zhang{n}", union=union, phone="13912345678")
            for n, union in zip(numbers, self.unions(numbers), strict=True)
        )

    def users(self, numbers: Iterable[int]) -> list[User]:
        return _stocked(self._users, numbers, self._enrolled)

    def _enrolled(self, numbers: list[int]) -> list[User]:
        users = User.objects.bulk_create(
            User(username=f"stock{n}", name=f"经办{n}", password="!") for n in numbers
        )
        Post.objects.bulk_create(
            Post(user=user, union=union, role="chair", starts_on=date(2017, 1, 1))
            for user, union in zip(users, self.unions(numbers), strict=True)
        )
        return users

    def programmes(self, numbers: Iterable[int]) -> list[Programme]:
        return _stocked(self._programmes, numbers, self._set_up)

    def _set_up(self, numbers: list[int]) -> list[Programme]:
        facts = {"kind": "pairing", "pillar": "self_building", "year": 2020, "round": 1}
        days = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}
        return Programme.objects.bulk_create(
            Programme(title=f"第{n}公司联手", union=union, **facts, **days)
            for n, union in zip(numbers, self.unions(numbers), strict=True)
        )

    def applications(self, numbers: Iterable[int]) -> list[Application]:
        """Each of another person of another union, in one programme of the county."""
        return _stocked(self._applications, numbers, self._asked)

    @property
    def programme(self) -> Programme:
        return self.once("programme", lambda: ProgrammeFactory(union=self.world.county, title="长名单"))  # type: ignore[no-any-return]

    def _asked(self, numbers: list[int]) -> list[Application]:
        facts = {"programme": self.programme, "state": "submitted", "submitted_at": NOW}
        return Application.objects.bulk_create(
            Application(union=person.union, person=person, submitted_by=user, **facts)
            for person, user in zip(self.people(numbers), self.users(numbers), strict=True)
        )


_ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def stock_of(world: World) -> Stock:
    """A stock for a world: an account for each administrator, who may hold no other role, and one for all the rest."""
    names = ["seer", *map(str, _ADMINISTRATORS)]
    seers: dict[str, User] = {name: UserFactory(username=f"seer{n}") for n, name in enumerate(names)}
    for role in Role:
        who = seers[role if role in _ADMINISTRATORS else "seer"]
        PostFactory(user=who, union=world.province, role=role)
    return Stock(world, seers)


def _stocked(
    kept: dict[int, Any], numbers: Iterable[int], make: Callable[[list[int]], list[Any]]
) -> list[Any]:
    wanted = list(numbers)
    missing = [n for n in wanted if n not in kept]
    if missing:
        kept.update(zip(missing, make(missing), strict=True))
    return [kept[n] for n in wanted]


@dataclass(frozen=True)
class Listed:
    """A list page: ``table`` is shown there (or a thing of the page that is called so, where there is no table; empty for a page of which only the queries count), ``fill`` makes the rows of these numbers, ``page`` and ``export`` are names of addresses.

    ``who`` opens it. ``where`` gives the parameters of the address, ``asked`` and ``asked_of`` what stands behind
    its "?", ``book`` what stands there for the workbook too. ``most`` is how many rows the table
    itself counts at most, where it knows only those of its page. ``each`` is how many rows a number makes.
    """

    table: str
    page: str
    fill: Callable[[Stock, range], Any]
    export: str = ""
    where: Callable[[Stock], dict[str, Any]] = lambda stock: {}
    asked: str = ""
    asked_of: Callable[[Stock], dict[str, Any]] = lambda stock: {}
    who: str = "seer"
    book: str = ""
    most: int = 10**6
    each: int = 1
    name: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.page, self.name or self.asked) if part)
