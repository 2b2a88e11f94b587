"""Random forests of unions with records hanging on them, written in bulk, and where every record belongs, kept in Python."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from tests.factories.groves import plant_spine

from lianshou.kernel.access.models import Delegation, Invitation, Post, User
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.followups.models import FollowUp, Photo
from lianshou.kernel.intake.models import Application, Import, ImportRow
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.placement.models import Hold, MatchRun, Opening, Placement
from lianshou.kernel.pledges.models import Party, Pledge, Series
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import GradeChange, Honour, Union
from lianshou.kinds.pairing.models import GuestDetail, HostDetail

_HELPING = ("helper", "expert", "mentor", "worker")
DAY, MOMENT = date(2020, 6, 24), datetime(2020, 6, 24, 1, 0, tzinfo=UTC)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Forest:
    """The paths of the unions, and by model and row the paths by which the row may be read."""

    paths: list[str]
    users: list[User]
    belongs: dict[type[Any], dict[int, tuple[str, ...]]] = field(default_factory=dict)


def paths_of(parents: list[int], steps: list[int]) -> list[str]:
    """The path of each node; a negative parent makes a root, others hang below an earlier node; steps leave gaps."""
    paths: list[str] = []
    last: Counter[str] = Counter()
    for number, (parent, step) in enumerate(zip(parents, steps, strict=True)):
        above = "" if parent < 0 or number == 0 else paths[parent % number]
        if len(above) > 24:
            above = above[:4]
        last[above] += step
        paths.append(above + _step(last[above]))
    return paths


def _step(number: int) -> str:
    text = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text


def plant(paths: list[str], random: Random, users: int = 3) -> Forest:
    """Write unions at ``paths`` and a few records of every guarded model at unions taken by chance."""
    accounts = User.objects.bulk_create(User(username=f"forest{n}", name=f"林{n}") for n in range(users))
    forest = Forest(paths, accounts)
    children = Counter(path[:-4] for path in paths)
    forest.belongs[Union] = _write(
        forest,
        Union,
        [
            ({"name": path, "path": path, "depth": len(path) // 4, "numchild": children[path]}, path)
            for path in paths
        ],
    )
    keeper = User.objects.create(
        username="forest-keeper", name="守林"
    )  # so that no post meets those of a test
    Writer(forest, random, keeper).everything()
    return forest


def _write(
    forest: Forest, model: type[Any], rows: list[tuple[dict[str, Any], Any]]
) -> dict[int, tuple[str, ...]]:
    """Write rows; gives by their keys where they belong."""
    made = model.objects.bulk_create([model(**facts) for facts, _ in rows])
    belongs = {
        row.pk: (paths,) if isinstance(paths, str) else tuple(paths)
        for row, (_, paths) in zip(made, rows, strict=True)
    }
    forest.belongs[model] = belongs
    return belongs


class Writer:
    """Writes the records, lower apps first; each knows the paths of its unions."""

    def __init__(self, forest: Forest, random: Random, user: User) -> None:
        self.forest, self.random, self.user = forest, random, user
        self.unions = {path: pk for pk, (path,) in forest.belongs[Union].items()}

    def anywhere(self) -> str:
        return self.random.choice(self.forest.paths)

    def at(self, model: type[Any], count: int, **facts: Any) -> dict[int, tuple[str, ...]]:
        """Rows with a union of their own."""
        rows = [
            (({"union_id": self.unions[path]} | self._told(facts, n)), path) for n, path in self._some(count)
        ]
        return _write(self.forest, model, rows)

    def write(self, model: type[Any], rows: list[tuple[dict[str, Any], Any]]) -> dict[int, tuple[str, ...]]:
        """Rows of which each tells where it belongs."""
        return _write(self.forest, model, rows)

    def _some(self, count: int) -> list[tuple[int, str]]:
        return [(n, self.anywhere()) for n in range(count)]

    @staticmethod
    def _told(facts: dict[str, Any], n: int) -> dict[str, Any]:
        return {key: value(n) if callable(value) else value for key, value in facts.items()}

    def under(self, model: type[Any], above: dict[int, tuple[str, ...]], name: str, **facts: Any) -> Any:
        """Rows that belong where the row above them belongs, one for each."""
        rows = [({name: pk} | self._told(facts, n), paths) for n, (pk, paths) in enumerate(above.items())]
        return _write(self.forest, model, rows)

    def everything(self) -> None:
        user = self.user.pk
        posts = self.at(Post, 4, user_id=user, role=lambda n: _HELPING[n], starts_on=DAY)
        self.under(Delegation, posts, "post_id", to_id=user, starts_on=DAY, ends_on=DAY)
        self.at(
            Invitation,
            3,
            digest=lambda n: f"d{n}",
            role="chair",
            invited_by_id=user,
            invited_at=MOMENT,
            expires_at=MOMENT,
        )
        self.at(Honour, 5, level="county", granted_on=lambda n: DAY.replace(year=2000 + n))
        self.at(GradeChange, 4, before=0, after=1, changed_on=DAY)
        self.at(Series, 3, prefix=lambda n: f"p{n}", year=2020)
        people = self.at(Person, 8, name=lambda n: f"人{n}")
        some = list(people)
        self.at(Office, 6, person_id=lambda n: some[n], position="chair")
        lines = [
            (
                {
                    "id": n + 1,
                    "key_number": 1,
                    "at": MOMENT,
                    "verb": "union.edited",
                    "digest": f"e{n}",
                    "union_path": path,
                },
                path,
            )
            for n, path in self._some(6)
        ]
        _write(self.forest, Entry, lines)
        programmes = self.at(
            Programme,
            4,
            kind="pairing",
            round=lambda n: n + 1,
            year=2020,
            pillar="x",
            starts_on=DAY,
            ends_on=DAY,
        )
        self._of_programmes(programmes)

    def _of_programmes(self, programmes: dict[int, tuple[str, ...]]) -> None:
        user = self.user.pk
        owners = [paths[0] for paths in programmes.values()]
        batches = self.under(
            Import,
            programmes,
            "programme_id",
            union_id=lambda n: self.unions[owners[n]],
            list_slug="hosts",
            uploaded_at=MOMENT,
            uploaded_by_id=user,
        )
        self.under(ImportRow, batches, "batch_id", number=1, cells={}, state="good")
        runs = {"number": 1, "state": "done", "asked_by_id": user, "asked_at": MOMENT, "input": {}}
        self.under(MatchRun, programmes, "programme_id", **runs)
        hosts, guests = ([self.anywhere() for _ in programmes] for _ in range(2))
        openings = self.under(
            Opening,
            programmes,
            "programme_id",
            union_id=lambda n: self.unions[hosts[n]],
            low=1,
            high=2,
            most=3,
            state="closed",
        )
        applications = self.under(
            Application,
            programmes,
            "programme_id",
            union_id=lambda n: self.unions[guests[n]],
            state="withdrawn",
            submitted_at=MOMENT,
        )
        self.under(HostDetail, openings, "opening_id", level="county")
        self.under(GuestDetail, applications, "application_id")
        self._pairs(list(programmes.items()), list(openings), list(applications), hosts, guests)
        plant_spine(
            self,
            programmes=programmes,
            openings=openings,
            applications={pk: guests[n] for n, pk in enumerate(applications)},
        )

    def _pairs(
        self,
        programmes: list[Any],
        openings: list[int],
        applications: list[int],
        hosts: list[str],
        guests: list[str],
    ) -> None:
        user, count = self.user.pk, range(len(programmes))
        both = [
            {"programme_id": programmes[n][0], "opening_id": openings[n], "application_id": applications[n]}
            for n in count
        ]
        run = [paths for _, paths in programmes]
        sides = [(*run[n], hosts[n], guests[n]) for n in count]
        held = {"verdict": "lock", "held_by_id": user, "held_at": MOMENT}
        _write(self.forest, Hold, [(both[n] | held, run[n]) for n in count])
        placements = list(_write(self.forest, Placement, [(both[n], run[n]) for n in count]))
        paper = {"starts_on": DAY, "ends_on": DAY, "issued_at": MOMENT, "context": {}}
        pledges = _write(
            self.forest,
            Pledge,
            [
                (
                    paper
                    | {"programme_id": programmes[n][0], "placement_id": placements[n], "number": f"n{n}"},
                    sides[n],
                )
                for n in count
            ],
        )
        parties = [
            ({"pledge_id": pledge, "union_id": self.unions[path], "side": side}, sides[n])
            for n, pledge in enumerate(pledges)
            for path, side in {guests[n]: "guest", hosts[n]: "host"}.items()
        ]
        for n, pledge in enumerate(
            pledges
        ):  # what is written is what belongs: a pledge of one union with itself has one
            self.forest.belongs[Pledge][pledge] = sides[n]
        _write(self.forest, Party, parties)
        done = {
            "sort": "visit",
            "title": "x",
            "happened_on": DAY,
            "recorded_by_id": user,
            "recorded_at": MOMENT,
        }
        followups = _write(
            self.forest,
            FollowUp,
            [
                (done | {"programme_id": programmes[n][0], "placement_id": placements[n]}, sides[n])
                for n in count
            ],
        )
        self.under(Photo, followups, "followup_id", image="x.jpg", width=1, height=1, credit="x")
