"""Checks a derived regatta against every rule, from the entries and outcomes alone; shares no line with what derives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from lianshou.core.wording import Wording
from lianshou.engines.heats.places import Placed
from lianshou.engines.heats.plan import Take
from lianshou.engines.heats.ranking import final_places
from lianshou.engines.heats.standing import Derived, Standing


class Code(Enum):
    """Rules; the value is the sentence of a breach."""

    LOST = Wording("{round}：{crew}应当参加却不在其中", "{round}: {crew} should race and does not")
    TWICE = Wording("{round}：{crew}编入两次", "{round}: {crew} is drawn twice")
    STRANGER = Wording("{round}：{crew}不应当参加", "{round}: {crew} should not race")
    LANE = Wording("{round}第{race}组：道次{crew}不存在", "{round}, race {race}: there is no lane {crew}")
    UNEVEN = Wording("{round}：各组队数相差超过1", "{round}: heats differ by more than one crew")
    STATUS = Wording("{round}：{crew}没有完赛却晋级", "{round}: {crew} did not finish but goes on")
    QUOTA = Wording("{round}：晋级{crew}支，超过规定", "{round}: {crew} crews go on, more than allowed")
    PLACE = Wording(
        "{round}第{race}组：{crew}的名次不对", "{round}, race {race}: the place of {crew} is wrong"
    )
    FASTER = Wording("{round}：{crew}更快却没有晋级", "{round}: {crew} was faster and does not go on")
    FINAL = Wording("总名次：{crew}的位置不对", "final places: {crew} stands in the wrong place")
    KEPT = Wording("{round}：{crew}不在赛时的组次和道次上", "{round}: {crew} is not where it rowed")
    UNTOLD = Wording(
        "{round}：{crew}不该参加，却没有报告", "{round}: {crew} should not be in it, and nobody is told"
    )
    TWO_WAYS = Wording("{round}：{crew}同时进入两个轮次", "{round}: {crew} goes to two rounds")


RULES = tuple(Code)
"""Every rule that ``verify`` checks."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach and its sentence."""

    code: Code
    wording: Wording


def verify(standing: Standing) -> list[Violation]:
    """Every breach of ``RULES`` in ``standing``; empty means none. Raises nothing for what ``derive`` gives."""
    found: list[Violation] = []

    def say(code: Code, derived: Derived, crew: object, race: int = 0) -> None:
        found.append(Violation(code, code.value.fill(round=derived.round.wording, crew=crew, race=race)))

    for derived in standing.rounds:
        _check_draw(standing, derived, say)
        _check_places(standing, derived, say)
        if derived.round.takes and derived.races:
            _check_going(standing, derived, say)
    _check_ways(standing, say)
    return [*found, *_of_finals(standing)]


def _of_finals(standing: Standing) -> list[Violation]:
    """Everybody once, places as in sport, and nobody of a lower final before a finisher of a higher one."""
    finals = final_places(standing)
    wrong = {one for one, times in Counter(final.crew for final in finals).items() if times > 1}
    places = [one.place for one in finals if one.place]
    for one in finals:
        if one.place and sum(place < one.place for place in places) != one.place - 1:
            wrong.add(one.crew)
    if standing.regatta.plan.rank_by == "finals":
        order = {key: rank for rank, key in enumerate(standing.regatta.plan.finals)}
        ranked = [one for one in finals if one.place]
        wrong |= {
            b.crew
            for a, b in pairwise(ranked)
            if order.get(a.round, len(order)) > order.get(b.round, len(order))
        }
    return [Violation(Code.FINAL, Code.FINAL.value.fill(crew=crew)) for crew in sorted(wrong)]


Say = Callable[..., None]


def _check_draw(standing: Standing, derived: Derived, say: Say) -> None:
    counts = Counter(derived.crews)
    for crew, times in counts.items():
        if times > 1:
            say(Code.TWICE, derived, crew)
    sizes = [len(race.lanes) for race in derived.races]
    if sizes and max(sizes) - min(sizes) > 1 and not derived.kept:
        say(Code.UNEVEN, derived, "")
    for race in derived.races:
        for lane in race.lanes:
            if not 1 <= lane <= standing.regatta.plan.lanes:
                say(Code.LANE, derived, lane, race.number)
    if not derived.round.takes:
        _check_entries(standing, derived, say)
    _check_kept(standing, derived, say)


def _check_kept(standing: Standing, derived: Derived, say: Say) -> None:
    """A round with results and a start list has the races and lanes of that list, whoever should be in it."""
    key = derived.round.key
    listed = {one.crew: (one.race, one.lane) for one in standing.regatta.starts if one.round == key}
    rowed = any(one.round == key and one.crew in listed for one in standing.regatta.outcomes)
    shown = {crew: (race.number, lane) for race in derived.races for lane, crew in race.lanes.items()}
    if rowed is not derived.kept:
        say(Code.KEPT, derived, key)
    for crew in {*listed, *shown} if rowed else ():
        if listed.get(crew) != shown.get(crew):
            say(Code.KEPT, derived, crew)


def _is_settled(standing: Standing, derived: Derived, crew: str) -> bool:
    """Whether officials have ruled on a crew that rowed and should not have, or everything waits for them."""
    own = [one for one in standing.regatta.outcomes if (one.round, one.crew) == (derived.round.key, crew)]
    struck = any(one.status in ("dsq", "dns") for one in own)
    stands = any(
        one.round == derived.round.key and tuple(one.order) == (crew,) for one in standing.regatta.decisions
    )
    return derived.kept and crew in derived.gone and (struck or stands or derived.state == "waiting")


def _check_entries(standing: Standing, derived: Derived, say: Say) -> None:
    counts = set(derived.crews)
    entries = {crew.key for crew in standing.regatta.entries}
    for crew in entries - counts - (set(derived.come) if derived.kept else set()):
        say(Code.LOST, derived, crew)
    for crew in counts - entries:
        say(Code.STRANGER, derived, crew)


def _check_places(standing: Standing, derived: Derived, say: Say) -> None:
    """Every finisher stands behind exactly those who were certainly faster, or were put before it by a decision."""
    known = {(one.round, one.crew): one for one in standing.regatta.outcomes}
    for race in derived.races:
        if not race.is_done or race.skipped:
            continue
        crews = list(race.lanes.values())
        if sorted(crews) != sorted(one.crew for one in race.places):
            say(Code.LOST, derived, ", ".join(crews), race.number)
        for one in race.places:
            outcome = known.get((derived.round.key, one.crew))
            ok = outcome is not None and outcome.status == "ok"
            if ok is (one.place is None):
                say(Code.PLACE, derived, one.crew, race.number)
        ranked = [one for one in race.places if one.place is not None]
        for first, second in pairwise(ranked):
            ruled = _is_ruled(standing, derived.round.key, first.crew, second.crew)
            slower = first.place != second.place and _is_faster(second, first) and not ruled
            if slower or (first.place or 0) > (second.place or 0):
                say(Code.PLACE, derived, second.crew, race.number)


def _is_ruled(standing: Standing, key: str, one: str, other: str) -> bool:
    """Whether officials put these two in an order."""
    return any(
        ruling.round == key and {one, other} <= set(ruling.order) for ruling in standing.regatta.decisions
    )


def _check_going(standing: Standing, derived: Derived, say: Say) -> None:
    if derived.kept and derived.waiting:
        return  # officials have been asked; nothing is made of it until they decide
    allowed: set[str] = set()
    for take in derived.round.takes:
        source = standing.round(take.source)
        places = {one.crew: one for race in source.races for one in race.places}
        finished = {crew for crew, one in places.items() if one.status == "ok" and one.place}
        allowed |= set(places) if take.how == "all" else finished
        _check_take(standing, derived, take, places, say)
    for crew in set(derived.crews) - allowed:
        if derived.kept and not _is_settled(standing, derived, crew):
            say(Code.UNTOLD, derived, crew)
        elif not derived.kept:
            say(Code.STATUS, derived, crew)
    if not derived.kept and len(derived.round.takes) == 1 and standing.regatta.plan.edge == "wait":
        take = derived.round.takes[0]
        most = _most(take, [len(race.lanes) for race in standing.round(take.source).races])
        if most is not None and len(derived.crews) > most:
            say(Code.QUOTA, derived, len(derived.crews))


def _check_take(
    standing: Standing, derived: Derived, take: Take, places: Mapping[str, Placed], say: Say
) -> None:
    told = _told(standing, take.source)
    places = {crew: one for crew, one in places.items() if crew not in told}
    if take.how == "all":
        for crew in set(places) - set(derived.crews):
            say(Code.LOST, derived, crew)
    elif take.how == "place":
        _check_winners(derived, take, places, say)
    elif take.how in ("time", "overall"):
        _check_fastest(standing, derived, take, places, say)


def _told(standing: Standing, source: str) -> set[str]:
    """Crews of ``source`` that officials were told about, because a round that draws on it was rowed without or with them."""
    kept = [one for one in standing.rounds if one.kept and _draws_on(one, source)]
    return {crew for one in kept for crew in (*one.gone, *one.come)}


def _check_winners(derived: Derived, take: Take, places: Mapping[str, Placed], say: Say) -> None:
    for crew, one in places.items():
        goes = one.place and one.status == "ok" and take.first <= one.place <= take.last
        if goes and not one.is_tied and crew not in derived.crews:
            say(Code.LOST, derived, crew)


def _check_fastest(
    standing: Standing, derived: Derived, take: Take, places: Mapping[str, Placed], say: Say
) -> None:
    """Nobody who was left behind was certainly faster than somebody who was taken by time."""
    if any(one.state == "waiting" and _draws_on(one, take.source) for one in standing.rounds):
        return  # who is bound for a round that still waits stands nowhere yet
    by_place = [
        other
        for one in standing.rounds
        for other in one.round.takes
        if other.source == take.source and other.how == "place"
    ]
    free = {
        crew: one
        for crew, one in places.items()
        if one.status == "ok" and one.time and one.place
        and not (take.how == "time" and any(other.first <= one.place <= other.last for other in by_place))
        and (take.among is None or take.among == one.place)
    }  # fmt: skip
    taken = [one for crew, one in free.items() if crew in derived.crews]
    others = {
        crew
        for one in standing.rounds
        for crew in one.crews
        if _draws_on(one, take.source) and one is not derived
    }
    for crew, one in free.items():
        left = crew not in derived.crews and crew not in others and take.first == 1
        slower = [
            other
            for other in taken
            if _is_faster(one, other) and not _is_ruled(standing, take.source, one.crew, other.crew)
        ]
        if left and slower:
            say(Code.FASTER, derived, crew)


def _draws_on(derived: Derived, source: str) -> bool:
    return any(take.source == source for take in derived.round.takes)


def _is_faster(one: Placed, other: Placed) -> bool:
    """Certainly: both were taken equally finely."""
    return bool(
        one.time and other.time and one.time.digits == other.time.digits and one.time.ms < other.time.ms
    )


def _most(take: Take, heats: list[int]) -> int | None:
    """How many crews a take can give, from the sizes of the heats it takes from."""
    if take.how == "place":
        return sum(max(0, min(size, take.last) - take.first + 1) for size in heats)
    if take.how == "overall":
        return max(0, min(sum(heats), take.last) - take.first + 1)
    return take.count if take.how == "time" else None


def _check_ways(standing: Standing, say: Say) -> None:
    """From one round nobody goes to two others (rounds for points apart)."""
    for source in standing.rounds:
        ways: Counter[str] = Counter()
        for derived in standing.rounds:
            hows = {take.how for take in derived.round.takes if take.source == source.round.key}
            if hows and "all" not in hows:
                others = {crew for take in derived.round.takes if take.source != source.round.key
                          for crew in standing.round(take.source).crews}  # fmt: skip
                own = set(derived.crews) - (set(derived.gone) if derived.kept else set())
                ways.update(own & set(source.crews) - others)
        for crew, times in ways.items():
            if times > 1:
                say(Code.TWO_WAYS, source, crew)
