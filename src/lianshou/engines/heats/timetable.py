"""When each race starts: one course, everybody rested, nobody in two boats at once, enough boats, rounds in their order.

A race of a later round may be rowed by anybody who may still get there, so it counts with all of these. Races are put one after
another into the first slot that breaks no rule, the one with most behind it first; if that is not yet as short as the bound, other
orders are tried. ``shortest`` looks further where that leaves races over or the last start above the bound;
``timetable_verifier`` checks every rule again.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lianshou.core.wording import Wording
from lianshou.engines.heats.foreseeing import sizes_ahead
from lianshou.engines.heats.plan import Edge, Fault, Flaw, HeatsError, Plan, Round, fault
from lianshou.engines.heats.standing import Standing
from lianshou.engines.heats.titles import counted, listed, titled

_TRIES = 60


@dataclass(frozen=True, slots=True)
class Job:
    """A race to be timed: ``athletes`` who may row in it, boats it needs, races that must be over before it.

    Of two races of one ``event`` that do not follow one another a crew rows in one only (two semifinals, final and small final),
    so they need no rest between them. ``final``: 1 for the final, 2 for the small one and so on, 0 for any other race.
    """

    key: str
    title: str | Wording
    athletes: frozenset[str]
    boats: int
    after: tuple[str, ...] = ()
    event: str = ""
    final: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """The course and its rules, in minutes; times of day are minutes after midnight.

    A race starts every ``slot`` minutes from ``opens``, none in a break, the last so that it is over at ``closes``. ``rest``: from
    the end of an athlete's race to the start of the next; ``gap``: from the end of a round to the next one of the same regatta.
    ``boats`` in all; a boat is ready again ``turn`` minutes after the race.
    """

    opens: int = 9 * 60
    closes: int = 17 * 60
    slot: int = 8
    takes: int = 5
    rest: int = 25
    gap: int = 20
    boats: int = 12
    turn: int = 10
    breaks: tuple[tuple[int, int], ...] = ((12 * 60, 13 * 60),)


@dataclass(frozen=True, slots=True)
class Timetable:
    """``starts`` by job; jobs that no slot of the day could take; the last start, and the earliest that any timetable could have.

    ``impossible``: it is proven that no timetable of the day holds all races.
    """

    jobs: tuple[Job, ...]
    course: Course
    starts: Mapping[str, int]
    unplaced: tuple[str, ...]
    bound: int
    impossible: bool = False

    @property
    def last(self) -> int:
        return max(self.starts.values(), default=self.course.opens)

    @property
    def is_shortest(self) -> bool:
        """Whether no other timetable could end sooner."""
        return not self.unplaced and self.last == self.bound


def clock(minute: int) -> str:
    """09:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def jobs_of(standing: Standing, rowers: Mapping[str, Iterable[str]], *, event: str = "") -> list[Job]:
    """The races of a regatta: those drawn with their own athletes, those to come with everybody who may still get there.

    ``rowers``: athletes by crew, reserves too. Rounds not drawn yet have as many races as the plan says, else as its crews
    will need; a race needs a boat for each crew that the plan sends there, and for ties that all go on one in every lane.
    Raises HeatsError for athletes who are in two crews of the regatta: they could be wanted in two boats at once.
    """
    if shared := in_two_crews(rowers):
        raise HeatsError([_two_crews(athlete, crews) for athlete, crews in shared.items()])
    event = event or standing.regatta.plan.title
    found: list[Job] = []
    may: dict[str, set[str]] = {}
    of_round: dict[str, list[str]] = {}
    plan, sizes = standing.regatta.plan, sizes_ahead(standing)
    for derived in standing.rounds:
        one = derived.round
        sources = [take.source for take in one.takes]
        crews = (
            set(derived.crews) or set().union(*(may[source] for source in sources))
            if sources
            else set(derived.crews)
        )
        may[one.key] = crews
        before = tuple([key for source in dict.fromkeys(sources) for key in of_round[source]])
        races = [(sorted(race.lanes.values()), len(race.lanes)) for race in derived.races if not race.skipped]
        if not derived.races:
            races = [(sorted(crews), boats) for boats in _boats(plan, one, sizes[one.key], len(crews))]
        of_round[one.key] = []
        final = plan.finals.index(one.key) + 1 if one.key in plan.finals else 0
        for number, (own, boats) in enumerate(races, start=1):
            title = (_ONE_OF if len(races) > 1 else _ONLY).fill(
                event=titled(event), round=one.wording, number=number
            )
            athletes = frozenset(athlete for crew in own for athlete in rowers.get(crew, ()))
            found.append(Job(f"{event}/{one.key}/{number}", title, athletes, boats, before, event, final))
            of_round[one.key].append(found[-1].key)
    return found


def _boats(plan: Plan, one: Round, sizes: Sequence[int], most: int) -> list[int]:
    """Boats of each race of a round that is not drawn yet."""
    full = min(most, plan.lanes)
    races = one.heats or len(sizes) or 1
    if plan.edge is Edge.ALL_IN or not sizes:
        return [full] * races
    return [min(full, size) for size in (*sizes, *[1] * (races - len(sizes)))]


def in_two_crews(rowers: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Everybody who is in several crews of one event, with these crews."""
    own: dict[str, list[str]] = {}
    for crew, athletes in rowers.items():
        for athlete in dict.fromkeys(athletes):
            own.setdefault(athlete, []).append(crew)
    return {athlete: crews for athlete, crews in own.items() if len(crews) > 1}


def _two_crews(athlete: str, crews: Sequence[str]) -> Fault:
    return fault(Flaw.TWO_CREWS, "athletes", given=athlete, crews=listed(list(crews)))


_ONLY = Wording("{event}　{round}", "{event} · {round}")
_ONE_OF = Wording("{event}　{round}第{number}组", "{event} · {round}, race {number}")


def timetable(jobs: Sequence[Job], course: Course) -> Timetable:
    """A timetable of ``jobs``: the same for the same jobs. What does not fit into the day is ``unplaced``, with all that follows it."""
    slots = slots_of(course)
    work = Work(jobs, course)
    least = work.bound(slots)
    bound = course.closes if least is None else least
    best = work.placed(slots, work.tails)
    dice = random.Random(1)  # noqa: S311  (the same on every machine, no secret)
    for _ in range(_TRIES):
        if len(best) == len(jobs) and max(best.values(), default=course.opens) <= bound:
            break
        weights = [tail + dice.random() * course.slot * 4 for tail in work.tails]
        other = work.placed(slots, weights)
        if (-len(other), max(other.values(), default=0)) < (-len(best), max(best.values(), default=0)):
            best = other
    return made(jobs, course, best, bound, impossible=least is None)


def made(
    jobs: Sequence[Job], course: Course, starts: Mapping[int, int], bound: int, *, impossible: bool = False
) -> Timetable:
    """The timetable with ``starts`` by the number of the job."""
    found = {jobs[place].key: minute for place, minute in starts.items()}
    left = tuple([job.key for job in jobs if job.key not in found])
    return Timetable(tuple(jobs), course, found, left, bound, impossible)


def why_unplaced(found: Timetable) -> tuple[Wording, ...]:
    """What an organiser may do about races that did not fit; nothing where all did."""
    if not found.unplaced:
        return ()
    races = counted(len(found.unplaced), "场", "race", "races")
    return ((_IMPOSSIBLE if found.impossible else _LEFT_OVER).fill(races=races),)


def end_told(found: Timetable) -> Wording:
    """When the last race starts, and how near that is to the shortest day there could be."""
    told = {"last": clock(found.last), "bound": clock(found.bound), "n": found.last - found.bound}
    return (_SHORTEST if found.is_shortest else _NOT_PROVEN).fill(**told)


_SHORTEST = Wording(
    "最后一场{last}出发。已证明没有更早结束的排法。", "Last start {last}. Proven: no timetable ends sooner."
)
_NOT_PROVEN = Wording(
    "最后一场{last}出发；任何排法都不会早于{bound}，最多还能提前{n}分钟。",
    "Last start {last}; no timetable could start it before {bound}, so it is {n} min above that at most.",
)


_LEFT_OVER = Wording(
    "一天排不下，还有{races}没有排上。可以延长时间、缩短发船间隔、增加龙舟，或减少一人多项。",
    "The day is too short for {races}. Make it longer, the interval shorter, add boats, or let fewer row in several events.",
)
_IMPOSSIBLE = Wording(
    "一天排不下，还有{races}没有排上；已证明按这些规则怎样都排不下。可以延长时间、缩短发船间隔、增加龙舟，或减少一人多项。",
    "The day is too short for {races}; it is proven that no timetable holds all races by these rules. Make it longer, the interval "
    "shorter, add boats, or let fewer row in several events.",
)


def slots_of(course: Course) -> list[int]:
    starts = range(course.opens, course.closes - course.takes + 1, course.slot)
    free = [
        at for at in starts if all(at + course.takes <= begin or at >= end for begin, end in course.breaks)
    ]
    afterwards = [end for _, end in course.breaks if course.opens <= end <= course.closes - course.takes]
    kept = [at for at in free if not any(abs(at - end) < course.slot and at != end for end in afterwards)]
    return sorted({*kept, *afterwards})


def follow_of(before: Sequence[Sequence[int]]) -> list[set[int]]:
    """For each job everything that comes before it, near or far; jobs stand behind those they follow."""
    found: list[set[int]] = []
    for own in before:
        found.append({*own}.union(*(found[place] for place in own)))
    return found


class Work:
    """Jobs with what stands between them worked out once."""

    def __init__(self, jobs: Sequence[Job], course: Course) -> None:
        self.jobs, self.course = jobs, course
        place = {job.key: n for n, job in enumerate(jobs)}
        self.before = [[place[key] for key in job.after] for job in jobs]
        athletes = {
            one: 1 << n for n, one in enumerate(sorted({one for job in jobs for one in job.athletes}))
        }
        masks = [sum(athletes[one] for one in job.athletes) for job in jobs]
        follow = follow_of(self.before)
        self.meets = [
            [bool(one & other) and not self._is_either(n, m, follow) for m, other in enumerate(masks)]
            for n, one in enumerate(masks)
        ]
        self.tails = self._tails()

    def _is_either(self, one: int, other: int, follow: Sequence[set[int]]) -> bool:
        event = self.jobs[one].event
        return (
            bool(event)
            and event == self.jobs[other].event
            and one not in follow[other]
            and other not in follow[one]
        )

    def _tails(self) -> list[float]:
        """The least minutes from the start of each job to the start of the last that must follow it; crowded ones a little more."""
        step = self.course.takes + self.course.gap
        tails = [0.0] * len(self.jobs)
        for place in range(len(self.jobs) - 1, -1, -1):
            for earlier in self.before[place]:
                tails[earlier] = max(tails[earlier], tails[place] + step)
        return [tail + sum(self.meets[place]) / 1000 for place, tail in enumerate(tails)]

    def between(self, earlier: int, later: int) -> int:
        """Minutes from the start of a race to that of one that follows it."""
        course = self.course
        rest = max(course.gap, course.rest) if self.meets[earlier][later] else course.gap
        return course.takes + rest

    def earliest(self, slots: Sequence[int]) -> list[int] | None:
        """The first slot that each race can have behind those it follows; None where the day is too short for a chain."""
        found: list[int] = []
        for place, before in enumerate(self.before):
            ready = max((slots[found[one]] + self.between(one, place) for one in before), default=0)
            first = bisect_left(slots, ready)
            if first == len(slots):
                return None
            found.append(first)
        return found

    def bound(self, slots: Sequence[int]) -> int | None:
        """No timetable starts its last race sooner: there are so many races, rounds follow one another, athletes rest. None: none at all."""
        if not self.jobs:
            return self.course.opens
        chain = self.earliest(slots)
        crowd = 0
        for _ in range(self._crowd() - 1):
            if crowd == len(slots):
                break
            crowd = bisect_left(slots, slots[crowd] + self.course.takes + self.course.rest)
        least = max(len(self.jobs) - 1, crowd, *(chain or [len(slots)]))
        return slots[least] if least < len(slots) else None

    def _crowd(self) -> int:
        """How many races, found greedily, of which every two have an athlete in common: these rest between each and the next."""
        best = 1
        for first in range(len(self.jobs)):
            crowd = [first]
            for place in sorted(range(len(self.jobs)), key=lambda place: -sum(self.meets[place])):
                if place != first and all(self.meets[place][one] for one in crowd):
                    crowd.append(place)
            best = max(best, len(crowd))
        return best

    def placed(self, slots: Sequence[int], weights: Sequence[float]) -> dict[int, int]:
        """Slot by slot the heaviest job that breaks no rule."""
        starts: dict[int, int] = {}
        left = sorted(range(len(self.jobs)), key=lambda place: (-weights[place], place))
        for at in slots:
            chosen = next((place for place in left if self._may(place, at, starts)), None)
            if chosen is not None:
                starts[chosen] = at
                left.remove(chosen)
        return starts

    def _may(self, place: int, at: int, starts: Mapping[int, int]) -> bool:
        course = self.course
        if any(
            one not in starts or starts[one] + course.takes + course.gap > at for one in self.before[place]
        ):
            return False
        recent = {
            one: start
            for one, start in starts.items()
            if start + course.takes + max(course.rest, course.turn) > at
        }
        if any(
            self.meets[place][one] and start + course.takes + course.rest > at
            for one, start in recent.items()
        ):
            return False
        busy = sum(
            self.jobs[one].boats for one, start in recent.items() if start + course.takes + course.turn > at
        )
        return busy + self.jobs[place].boats <= course.boats
