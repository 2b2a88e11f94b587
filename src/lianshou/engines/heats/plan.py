"""A regatta as data: crews, rounds, who goes from where to where, how places are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lianshou.core.wording import Wording
from lianshou.engines.heats.times import Time
from lianshou.engines.heats.titles import titled


class How(StrEnum):
    """How a round takes crews of an earlier one."""

    PLACE = "place"
    TIME = "time"
    OVERALL = "overall"
    REST = "rest"
    ALL = "all"


class Edge(StrEnum):
    """What becomes of crews tied across the last place that goes on, as long as nobody has decided."""

    WAIT = "wait"
    ALL_IN = "all_in"


class Seeding(StrEnum):
    """What the order of the entries means: a lot (all equal), or strength, the strongest first."""

    DRAW = "draw"
    RANKING = "ranking"
    TIMES = "times"


class RankBy(StrEnum):
    """What the final places are made of."""

    FINALS = "finals"
    OVERALL = "overall"
    POINTS = "points"


class Share(StrEnum):
    """What each union of a joint crew has of its points."""

    FULL = "full"
    DIVIDED = "divided"


class Status(StrEnum):
    """How a crew came through a race."""

    OK = "ok"
    DNF = "dnf"
    DNS = "dns"
    DSQ = "dsq"

    @property
    def wording(self) -> Wording:
        return _STATUSES[self]


_STATUSES = {
    Status.OK: Wording("完赛", "finished"),
    Status.DNF: Wording("未完成（DNF）", "DNF"),
    Status.DNS: Wording("未出发（DNS）", "DNS"),
    Status.DSQ: Wording("取消资格（DSQ）", "DSQ"),
}


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew of one union, or a joint one of several; ``best`` is its time for seeding by times."""

    key: str
    name: str
    unions: tuple[str, ...] = ()
    best: Time | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """Crews of the round ``source`` that go on.

    PLACE: places ``first`` to ``last`` of each heat. TIME: the ``count`` fastest of those that no place took, of the place
    ``among`` only where it is given. OVERALL: ``first`` to ``last`` by time over all heats. REST: who finished and nobody else
    took. ALL: every crew of the round, whatever became of it (rounds for points).
    """

    source: str
    how: How
    first: int = 1
    last: int = 1
    count: int = 0
    among: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One round. Without ``takes`` all entries race in it. ``heats``: how many; None: as few as the lanes allow."""

    key: str
    title: str
    takes: tuple[Take, ...] = ()
    heats: int | None = None

    @property
    def wording(self) -> Wording:
        """The title in both languages."""
        return titled(self.title)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a regatta runs. ``finals``: rounds whose places are the final ones, best first; the others follow by how far they came.

    ``points`` for the places of a heat and ``best`` rounds that break ties belong to places by points. ``rank_unfinished``: a
    crew that did not finish keeps the last place of its race. ``skip_single``: a race of one crew is not rowed, the crew goes on.
    ``union_points``: what the final places give the unions (empty: the last place 1, each before it 1 more), ``share`` of joint crews.
    """

    title: str
    lanes: int
    rounds: tuple[Round, ...]
    seeding: Seeding = Seeding.DRAW
    edge: Edge = Edge.WAIT
    rank_by: RankBy = RankBy.FINALS
    finals: tuple[str, ...] = ()
    points: tuple[int, ...] = (5, 3, 2, 1)
    best: int = 2
    rank_unfinished: bool = True
    skip_single: bool = True
    union_points: tuple[int, ...] = ()
    share: Share = Share.FULL

    def round(self, key: str) -> Round:
        """The round called ``key``; raises KeyError."""
        return {one.key: one for one in self.rounds}[key]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a crew in a round; a time only where it finished, or where one was taken nevertheless."""

    round: str
    crew: str
    status: Status = Status.OK
    time: Time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Officials (photo, lot, rule) put tied crews of a round in this order."""

    round: str
    order: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A crew in the start list of a round as it was given out; once the round has results this is where it rowed."""

    round: str
    crew: str
    race: int
    lane: int


@dataclass(frozen=True, slots=True)
class Regatta:
    """Everything that was written down; the rest is derived from it."""

    plan: Plan
    entries: tuple[Crew, ...]
    outcomes: tuple[Outcome, ...] = ()
    decisions: tuple[Decision, ...] = ()
    starts: tuple[Start, ...] = ()


class Flaw(StrEnum):
    """Why a regatta cannot be derived."""

    TOO_MANY = "too_many"
    TWICE = "twice"
    UNKNOWN = "unknown"
    NO_TIME = "no_time"
    TIME_OF_NONE = "time_of_none"
    NO_SEED_TIME = "no_seed_time"
    ORDER = "order"
    NUMBER = "number"
    TWO_CREWS = "two_crews"

    @property
    def wording(self) -> Wording:
        return _FLAWS[self]


_FLAWS = {
    Flaw.TOO_MANY: Wording(
        "{round}有{given}支队，{heats}×{lanes}道只容得下{room}支；请增加组数或减少晋级名额",
        "{round}: {given} crews, but only {room} can race in {heats} of {lanes} lanes; add heats or let fewer go on",
    ),
    Flaw.TWICE: Wording("“{given}”出现了两次；请只保留一次", "“{given}” is given twice; keep one"),
    Flaw.UNKNOWN: Wording(
        "{what}“{given}”找不到；请核对名称", "{what} “{given}” is not known; check the name"
    ),
    Flaw.NO_TIME: Wording(
        "{round}“{given}”完赛却没有时间；请补填时间，或改为DNS、DNF、DSQ",
        "{round}: {given} finished but has no time; give it, or a status",
    ),
    Flaw.TIME_OF_NONE: Wording(
        "{round}“{given}”未出发却有时间；请核对", "{round}: {given} did not start but has a time; check it"
    ),
    Flaw.NO_SEED_TIME: Wording(
        "按成绩排种子，“{given}”却没有报名成绩；请补填", "seeding by times, but {given} has none; give it"
    ),
    Flaw.ORDER: Wording(
        "{round}只能从它之前的轮次取队（“{given}”）；请调整次序",
        "{round} can only take from rounds before it ({given})",
    ),
    Flaw.TWO_CREWS: Wording(
        "{given}同时在{crews}；同一项目里一人只能在一个队",
        "{given} is in {crews}; nobody rows in two crews of one event",
    ),
    Flaw.NUMBER: Wording("{what}填的{given}不合理；请核对", "{what}: {given} makes no sense; check it"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One flaw, where it is (``("outcomes", 3)``) and its sentence with the way out."""

    flaw: Flaw
    path: tuple[str | int, ...]
    wording: Wording


class HeatsError(ValueError):
    """The regatta cannot be derived; ``faults`` names everything that is wrong."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.wording.en for fault in faults))


def fault(flaw: Flaw, *path: str | int, **values: object) -> Fault:
    """A fault with its sentence filled."""
    return Fault(flaw, path, flaw.wording.fill(**values))
