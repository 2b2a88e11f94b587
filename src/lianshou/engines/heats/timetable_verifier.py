"""Checks a timetable athlete by athlete and boat by boat; shares no line with what makes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from lianshou.core.wording import Wording
from lianshou.engines.heats.timetable import Job, Timetable, clock


@dataclass(frozen=True, slots=True)
class Proof:
    """Every breach (none: all rules hold), and what was looked at: athletes, pairs of races that one athlete may both row in, the shortest rest."""

    breaches: tuple[Wording, ...]
    athletes: int
    pairs: int
    shortest_rest: int | None
    most_boats: int

    @property
    def wording(self) -> Wording:
        """What was proven, in a sentence."""
        words = Wording(
            "核对了{athletes}名运动员可能先后参加的{pairs}对比赛，最短休息{rest}分钟；同时使用的龙舟最多{boats}条；违反规则{n}处。",
            "{pairs} pairs of races that one of {athletes} athletes may both row in checked, shortest rest {rest} min; at most {boats} boats in use; {n} breaches.",
        )
        rest = "—" if self.shortest_rest is None else self.shortest_rest
        return words.fill(
            athletes=self.athletes, pairs=self.pairs, rest=rest, boats=self.most_boats, n=len(self.breaches)
        )


def prove(found: Timetable) -> Proof:
    """Look at every rule of the course anew."""
    rests = _rests(found)
    short = [(one, other) for one, other, rest, _ in rests if rest < found.course.rest]
    breaches = [*_of_slots(found), *_of_hours(found), *_of_order(found)]
    for one, other in short:
        breaches.append(
            _said("{a}与{b}之间休息不足", "too little rest between {a} and {b}", one.title, other.title)
        )
    most = _most_boats(found)
    if most > found.course.boats:
        breaches.append(
            _said(
                "同时要用{a}条龙舟，只有{b}条",
                "{a} boats are needed at once, there are {b}",
                most,
                found.course.boats,
            )
        )
    athletes = {athlete for job in found.jobs if job.key in found.starts for athlete in job.athletes}
    shortest = min((rest for _, _, rest, _ in rests), default=None)
    return Proof(tuple(breaches), len(athletes), sum(shared for *_, shared in rests), shortest, most)


def _rests(found: Timetable) -> list[tuple[Job, Job, int, int]]:
    """Every two races that an athlete may both row in: the minutes between them, and how many such athletes there are."""
    jobs = {job.key: job for job in found.jobs}
    placed = sorted(
        (job for job in found.jobs if job.key in found.starts), key=lambda job: found.starts[job.key]
    )
    rests = []
    for place, later in enumerate(placed):
        for earlier in placed[:place]:
            shared = len(earlier.athletes & later.athletes)
            if shared and not _is_either(earlier, later, jobs):
                between = found.starts[later.key] - found.starts[earlier.key] - found.course.takes
                rests.append((earlier, later, between, shared))
    return rests


def _is_either(one: Job, other: Job, jobs: Mapping[str, Job]) -> bool:
    """Whether a crew rows in one of the two only: races of one event that do not follow one another."""
    return (
        bool(one.event)
        and one.event == other.event
        and not _leads(one, other, jobs)
        and not _leads(other, one, jobs)
    )


def _leads(one: Job, other: Job, jobs: Mapping[str, Job]) -> bool:
    return one.key in other.after or any(_leads(one, jobs[key], jobs) for key in other.after)


def _of_slots(found: Timetable) -> list[Wording]:
    titles = {job.key: job.title for job in found.jobs}
    ordered = sorted(found.starts, key=lambda key: found.starts[key])
    return [
        _said("{a}与{b}间隔不足", "{a} and {b} start too close together", titles[one], titles[other])
        for one, other in pairwise(ordered)
        if found.starts[other] - found.starts[one] < found.course.slot
    ]


def _of_hours(found: Timetable) -> list[Wording]:
    course = found.course
    breaches = []
    for job in found.jobs:
        at = found.starts.get(job.key, course.opens)
        outside = at < course.opens or at + course.takes > course.closes
        held = job.key in found.starts and any(
            at < end and begin < at + course.takes for begin, end in course.breaks
        )
        if outside or held:
            breaches.append(_said("{a}不能在{b}开始", "{a} cannot start at {b}", job.title, clock(at)))
    return breaches


def _of_order(found: Timetable) -> list[Wording]:
    course, starts = found.course, found.starts
    titles = {job.key: job.title for job in found.jobs}
    return [
        _said("{a}应当在{b}结束后再隔规定时间", "{a} is too early after {b}", job.title, titles[earlier])
        for job in found.jobs
        if job.key in starts
        for earlier in job.after
        if earlier not in starts or starts[earlier] + course.takes + course.gap > starts[job.key]
    ]


def _said(zh: str, en: str, a: object, b: object) -> Wording:
    return Wording(zh, en).fill(a=a, b=b)


def _most_boats(found: Timetable) -> int:
    """The most boats in use at any minute."""
    use: dict[int, int] = defaultdict(int)
    for job in found.jobs:
        if job.key in found.starts:
            at = found.starts[job.key]
            for minute in range(at, at + found.course.takes + found.course.turn):
                use[minute] += job.boats
    return max(use.values(), default=0)
