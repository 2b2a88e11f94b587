"""Final places, medals and points of unions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lianshou.engines.heats.places import STATUS_ORDER, Placed, by_time
from lianshou.engines.heats.plan import Decision, RankBy, Share, Status
from lianshou.engines.heats.standing import Derived, Standing
from lianshou.engines.heats.times import Time


@dataclass(frozen=True, slots=True)
class Final:
    """A crew's final place (None: none), where it came from, its points where places are made of points."""

    crew: str
    place: int | None
    round: str
    status: Status
    time: Time | None
    points: tuple[int, ...] = ()


def final_places(standing: Standing) -> tuple[Final, ...]:
    """The places of a regatta that is done, best first; empty as long as it is not. Equals share a place (1, 2, 2, 4).

    DNS and DSQ have no place; DNF keeps the last of its race, or has none, as the plan says.
    """
    if not standing.is_done:
        return ()
    plan = standing.regatta.plan
    if plan.rank_by is RankBy.POINTS:
        groups = _by_points(standing)
    elif plan.rank_by is RankBy.OVERALL:
        groups = _by_time(standing)
    else:
        groups = _by_finals(standing)
    return _numbered(groups, _last_of(standing))


def _numbered(groups: Iterable[Sequence[Final]], last: Mapping[str, Final]) -> tuple[Final, ...]:
    found: list[Final] = []
    for group in groups:
        place = len(found) + 1
        found += [Final(one.crew, place, one.round, one.status, one.time, one.points) for one in group]
    ranked = {one.crew for one in found}
    others = [one for crew, one in last.items() if crew not in ranked]
    how_far = {key: n for n, key in enumerate(dict.fromkeys(one.round for one in others))}
    rest = sorted(others, key=lambda one: (how_far[one.round], _UNRANKED.index(one.status)))
    return (*found, *rest)


_UNRANKED = (Status.OK, *STATUS_ORDER)


def _last_of(standing: Standing) -> dict[str, Final]:
    """Where every crew was seen last, those who came furthest first."""
    found: dict[str, Final] = {}
    for derived in reversed(standing.rounds):
        for race in derived.races:
            for one in race.places:
                found.setdefault(one.crew, Final(one.crew, None, derived.round.key, one.status, one.time))
    return found


def _by_finals(standing: Standing) -> list[list[Final]]:
    plan = standing.regatta.plan
    last = _last_of(standing)
    rest = [one.round.key for one in reversed(standing.rounds) if one.round.key not in plan.finals]
    groups: list[list[Final]] = []
    for key in (*plan.finals, *rest):
        derived = standing.round(key)
        here = [race.places for race in derived.races]
        decisions = [one for one in standing.regatta.decisions if one.round == key]
        groups += _of_round(key, here, last, decisions, with_unfinished=plan.rank_unfinished)
    return groups


def _of_round(
    key: str,
    races: Sequence[Sequence[Placed]],
    last: Mapping[str, Final],
    decisions: Sequence[Decision],
    *,
    with_unfinished: bool,
) -> list[list[Final]]:
    """Those who went no further than this round: by place; of one place in several heats by time."""
    by_place: dict[int, list[Placed]] = defaultdict(list)
    for places in races:
        behind = sum(one.status is Status.OK for one in places) + 1
        for one in places:
            if last[one.crew].round == key and (one.place or (with_unfinished and one.status is Status.DNF)):
                by_place[one.place or behind].append(one)
    groups: list[list[Final]] = []
    for place in sorted(by_place):
        ok = {one.crew: one.time for one in by_place[place] if one.status is Status.OK and one.time}
        alone = [list(ok)] if ok else []
        timed = alone if len(races) == 1 else by_time(ok, decisions)
        groups += [[last[crew] for crew in group] for group in timed]
        others = [last[one.crew] for one in by_place[place] if one.crew not in ok]
        groups += [others] if others else []
    return groups


def _by_time(standing: Standing) -> list[list[Final]]:
    """By the time in the last round each crew raced in, the last round first."""
    last = _last_of(standing)
    groups: list[list[Final]] = []
    for derived in reversed(standing.rounds):
        here = [one for one in last.values() if one.round == derived.round.key]
        times = {one.crew: one.time for one in here if one.status is Status.OK and one.time}
        decisions = [one for one in standing.regatta.decisions if one.round == derived.round.key]
        groups += [[last[crew] for crew in group] for group in by_time(times, decisions)]
        if standing.regatta.plan.rank_unfinished:
            behind = [one for one in here if one.status is Status.DNF]
            groups += [behind] if behind else []
    return groups


def round_points(standing: Standing) -> dict[str, tuple[int, ...]]:
    """Points of every crew, round by round: those of its place; 0 beyond the table and without a place."""
    table = standing.regatta.plan.points
    found: dict[str, list[int]] = {crew.key: [] for crew in standing.regatta.entries}
    for derived in standing.rounds:
        own = _points_of(derived, table)
        for crew, points in found.items():
            points.append(own.get(crew, 0))
    return {crew: tuple(points) for crew, points in found.items()}


def _points_of(derived: Derived, table: Sequence[int]) -> dict[str, int]:
    places = [one for race in derived.races for one in race.places]
    return {one.crew: table[one.place - 1] for one in places if one.place and one.place <= len(table)}


def _by_points(standing: Standing) -> list[list[Final]]:
    """By the sum; then by the sum of the best rounds, then by the last round's points, then by the best time.

    Who is equal even then shares the place until a decision on the last round names all of them.
    """
    plan, points, last = standing.regatta.plan, round_points(standing), _last_of(standing)
    best = _best_times(standing)
    raced = {
        one.crew for derived in standing.rounds for race in derived.races for one in race.places if one.place
    }
    decisions = [one for one in standing.regatta.decisions if one.round == plan.rounds[-1].key]

    def strength(crew: str) -> tuple[int, int, int]:
        own = points[crew]
        return sum(own), sum(sorted(own, reverse=True)[: plan.best]), own[-1]

    same: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for crew in points:
        if crew in raced:
            same[strength(crew)].append(crew)
    groups = []
    for value in sorted(same, reverse=True):
        timed = by_time({crew: best[crew] for crew in same[value] if crew in best}, decisions)
        alone = [crew for crew in same[value] if crew not in best]
        for group in [*timed, *([alone] if alone else [])]:
            groups.append([_with_points(last[crew], points[crew]) for crew in group])
    return groups


def _with_points(one: Final, points: tuple[int, ...]) -> Final:
    return Final(one.crew, one.place, one.round, one.status, one.time, points)


def _best_times(standing: Standing) -> dict[str, Time]:
    found: dict[str, Time] = {}
    for derived in standing.rounds:
        for race in derived.races:
            for one in race.places:
                if (
                    one.status is Status.OK
                    and one.time
                    and (one.crew not in found or one.time.ms < found[one.crew].ms)
                ):
                    found[one.crew] = one.time
    return found


def points_of(standing: Standing) -> dict[str, Fraction]:
    """Points of unions in one regatta by its plan, exactly; without a table the last that has a place has 1, each before it 1 more."""
    plan = standing.regatta.plan
    ranked = sum(one.place is not None for one in final_places(standing))
    table = plan.union_points or tuple(range(ranked, 0, -1))
    return {union: points for _, union, points in union_points([standing], table, share=plan.share)}


MEDALS = ("gold", "silver", "bronze")


def medals(finals: Sequence[Final]) -> dict[str, str]:
    """Medals by crew: equals share one, and the next one is not given (two gold, no silver)."""
    return {one.crew: MEDALS[one.place - 1] for one in finals if one.place and one.place <= len(MEDALS)}


def union_points(
    regattas: Iterable[Standing], table: Sequence[int], *, share: Share = Share.FULL
) -> list[tuple[int, str, Fraction]]:
    """Points of unions over several regattas by the ``table`` of places, with shared places (1, 2, 2, 4), exactly.

    Crews that share a place all have its points. A joint crew gives each of its unions all of them, or an equal part.
    """
    total: dict[str, Fraction] = defaultdict(Fraction)
    for standing in regattas:
        unions = {crew.key: crew.unions for crew in standing.regatta.entries}
        for one in final_places(standing):
            if one.place and one.place <= len(table) and unions[one.crew]:
                each = Fraction(table[one.place - 1]) / (
                    len(unions[one.crew]) if share is Share.DIVIDED else 1
                )
                for union in unions[one.crew]:
                    total[union] += each
    order = sorted(total, key=lambda union: (-total[union], union))
    return [
        (sum(other > total[union] for other in total.values()) + 1, union, total[union]) for union in order
    ]
