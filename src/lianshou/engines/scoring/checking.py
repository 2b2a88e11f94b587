"""What is wrong with the marks of a contest whose scheme is sound; everything at once, each with its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lianshou.core.wording import named
from lianshou.engines.scoring.contest import Contest, Judge
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.flaws import Fault, Flaw
from lianshou.engines.scoring.scheme import Aspect, Status


def faults_of(contest: Contest) -> list[Fault]:
    """Everything that stands in the way of scoring. Raises nothing for data whose names all exist."""
    return [*faults_of_marks(contest), *_of_absent(contest), *_of_panels(contest)]


def expected_judges(contest: Contest, aspect: str) -> list[Judge]:
    """Who should mark an aspect: judges without any mark at all are left out, as they were not there."""
    marking = {mark.judge for mark in contest.marks}
    return [
        one for one in contest.judges if one.key in marking and (not one.aspects or aspect in one.aspects)
    ]


def gaps(contest: Contest) -> list[tuple[str, str, str]]:
    """Marks that should be there and are not: (contestant, aspect, judge) of those present; judges without any mark left out."""
    given = {mark[:3] for mark in contest.marks}
    expected = {aspect.key: expected_judges(contest, aspect.key) for aspect in contest.scheme.aspects}
    return [
        (one.key, aspect.key, judge.key)
        for one in contest.contestants
        if one.status is Status.PRESENT
        for aspect in contest.scheme.aspects
        for judge in expected[aspect.key]
        if (one.key, aspect.key, judge.key) not in given
    ]


def faults_of_marks(contest: Contest) -> Iterator[Fault]:
    """Marks given twice, out of range, not on a step, or of a judge who does not mark the aspect."""
    aspects = {one.key: one for one in contest.scheme.aspects}
    judges = {one.key: one for one in contest.judges}
    names = {one.key: one.name for one in contest.contestants}
    again = _again(contest)
    for place, (contestant, key, judge, value) in enumerate(contest.marks):
        aspect = aspects[key]
        own = judges[judge].aspects
        if (
            place in again
            or not aspect.low <= value <= aspect.high
            or aspect.step
            or (own and key not in own)
        ):
            yield from _of_mark(contest, place, aspect, judges[judge], names[contestant], place in again)


def _again(contest: Contest) -> set[int]:
    """The places of marks whose contestant, aspect and judge had one before."""
    seen: set[tuple[str, str, str]] = set()
    found = set()
    for place, mark in enumerate(contest.marks):
        if mark[:3] in seen:
            found.add(place)
        seen.add(mark[:3])
    return found


def doubled(contest: Contest) -> list[Fault]:
    """Every mark that stands in an entry a second time: which of the two counts, nobody could say."""
    people = {one.key: one.name for one in contest.contestants}
    judges = {one.key: one.name for one in contest.judges}
    titles = {one.key: one.title for one in contest.scheme.aspects}
    return [
        _twice(place, judges[judge], people[contestant], titles[aspect])
        for place in sorted(_again(contest))
        for contestant, aspect, judge, _ in [contest.marks[place]]
    ]


def _twice(place: int, judge: str, contestant: str, aspect: str) -> Fault:
    return Fault(Flaw.TWICE, ("marks", place), {"given": f"{judge} / {contestant} / {aspect}"})


def _of_mark(
    contest: Contest, place: int, aspect: Aspect, judge: Judge, name: str, again: bool
) -> Iterator[Fault]:
    value = contest.marks[place].value
    told: dict[str, object] = {
        "judge": judge.name, "contestant": name, "aspect": aspect.title, "given": shown(value),
        "low": shown(aspect.low), "high": shown(aspect.high),
    }  # fmt: skip
    if again:
        yield _twice(place, judge.name, name, aspect.title)
    if not aspect.low <= value <= aspect.high:
        yield Fault(Flaw.MARK_OUT_OF_RANGE, ("marks", place), told)
    elif aspect.step and (value - aspect.low) % aspect.step:
        yield Fault(Flaw.MARK_NOT_ON_STEP, ("marks", place), {**told, "step": shown(aspect.step)})
    if judge.aspects and aspect.key not in judge.aspects:
        yield Fault(Flaw.NOT_THEIR_ASPECT, ("marks", place), told)


def _of_absent(contest: Contest) -> Iterator[Fault]:
    absent = {one.key for one in contest.contestants if one.status is Status.ABSENT}
    given = Counter(mark.contestant for mark in contest.marks if mark.contestant in absent)
    for place, one in enumerate(contest.contestants):
        if given[one.key]:
            told = {"contestant": one.name, "status": one.status.wording, "given": given[one.key]}
            yield Fault(Flaw.MARKS_OF_ABSENT, ("contestants", place), told)


def _of_panels(contest: Contest) -> Iterator[Fault]:
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mark in contest.marks:
        given[mark.contestant, mark.aspect].add(mark.judge)
    expected = {
        aspect.key: [judge for judge in contest.judges if not judge.aspects or aspect.key in judge.aspects]
        for aspect in contest.scheme.aspects
    }
    for place, one in enumerate(contest.contestants):
        if one.status is not Status.PRESENT:
            continue
        for aspect in contest.scheme.aspects:
            found = given.get((one.key, aspect.key), set())
            if len(found) >= aspect.panel.least:
                continue
            absent = [judge.name for judge in expected[aspect.key] if judge.key not in found]
            yield Fault(
                Flaw.TOO_FEW_MARKS,
                ("contestants", place),
                {
                    "contestant": f"{one.key} {one.name}", "aspect": aspect.title, "given": len(found),
                    "wanted": aspect.panel.least, "absent": named(absent or ["—"]),
                },
            )  # fmt: skip
