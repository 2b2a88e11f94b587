"""Start lists that were given out: a round that has results keeps the races and lanes it was rowed in, and says what is different now.

Without them a correction of the heats would put crews of a rowed semifinal into other races than those in which their times were
taken. Who rowed and should not have is for officials: they strike the crew in that round, let its result stand (a decision that
names it alone), or have the round rowed again (its results are taken out); until then nothing is made of the round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lianshou.core.wording import Wording, join
from lianshou.engines.heats.plan import Decision, Outcome, Regatta, Start, Status
from lianshou.engines.heats.standing import Derived, Race, Standing, State
from lianshou.engines.heats.titles import listed

Seat = tuple[int, int]
"""Race and lane."""


def is_kept(starts: Sequence[Start], outcomes: Mapping[str, Outcome]) -> bool:
    """Whether a round keeps its start list: it was given out, and somebody on it has a result."""
    return any(one.crew in outcomes for one in starts)


def lets_stand(ruling: Decision) -> bool:
    """A decision that names one crew alone lets stand what it rowed."""
    return len(ruling.order) == 1


def seats_of(derived: Derived) -> dict[str, Seat]:
    """Race and lane by crew."""
    return {crew: (race.number, lane) for race in derived.races for lane, crew in race.lanes.items()}


def as_given_out(
    drawn: Derived,
    starts: Sequence[Start],
    outcomes: Mapping[str, Outcome],
    decisions: Sequence[Decision],
    names: Mapping[str, str],
) -> Derived:
    """``drawn`` (by the results as they are now) as it was given out where it has results; else with what is different now."""
    if not starts:
        return drawn
    was, now = {one.crew: (one.race, one.lane) for one in starts}, seats_of(drawn)
    is_open = drawn.state is State.WAITING
    gone = () if is_open else tuple([crew for crew in was if crew not in now])
    come = () if is_open else tuple([crew for crew in now if crew not in was])
    moved = tuple([crew for crew in was if crew in now and was[crew] != now[crew]])
    if not is_kept(starts, outcomes):
        return replace(drawn, gone=gone, come=come, moved=moved)
    key = drawn.round.key
    stand = {ruling.order[0] for ruling in decisions if ruling.round == key and lets_stand(ruling)}
    unsettled = [crew for crew in gone if not _is_struck(outcomes.get(crew)) and crew not in stand]
    waiting = (*drawn.waiting, _UNDECIDED) if is_open else ()
    if unsettled:
        waiting = (_DECIDE.fill(crews=_listed(unsettled, names)),)
    same = None if gone or come or moved else drawn.split
    return Derived(
        drawn.round, drawn.state, _races(starts), waiting, same, kept=True, gone=gone, come=come, moved=moved
    )


def _is_struck(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.status in (Status.DSQ, Status.DNS)


def _races(starts: Sequence[Start]) -> tuple[Race, ...]:
    lanes: dict[int, dict[int, str]] = {}
    for one in starts:
        lanes.setdefault(one.race, {})[one.lane] = one.crew
    return tuple([Race(number, lanes[number]) for number in sorted(lanes)])


def _listed(crews: Sequence[str], names: Mapping[str, str]) -> Wording:
    return listed([names.get(crew, crew) for crew in crews])


def given_out(standing: Standing) -> Regatta:
    """The regatta with the start list of every round that is drawn, as this standing shows them."""
    shown = {one.round.key for one in standing.rounds if one.races}
    own = [
        Start(one.round.key, crew, *seat) for one in standing.rounds for crew, seat in seats_of(one).items()
    ]
    kept = [one for one in standing.regatta.starts if one.round not in shown]
    return replace(standing.regatta, starts=(*own, *kept))


def keeping(regatta: Regatta, before: Standing) -> Regatta:
    """``regatta`` with the start lists of ``before`` for rounds that have results and no list of their own."""
    own = {one.round for one in regatta.starts}
    rowed = {one.round for one in before.regatta.outcomes} - own
    more = [one for one in given_out(before).starts if one.round in rowed]
    return replace(regatta, starts=(*regatta.starts, *more)) if more else regatta


def differences(standing: Standing) -> list[Wording]:
    """What is different in rounds whose start lists were given out, for whoever has to decide or to print anew."""
    names = {crew.key: crew.name for crew in standing.regatta.entries}
    found: list[Wording] = []
    for one in standing.rounds:
        if not (one.gone or one.come or one.moved):
            continue
        parts = []
        if one.gone:
            parts.append(_GONE.fill(crews=_listed(one.gone, names)))
        if one.come:
            parts.append(_COME.fill(crews=_listed(one.come, names)))
        if one.moved:
            parts.append(_MOVED.fill(crews=_listed(one.moved, names)))
        words = _KEPT if one.kept else _ANEW
        found.append(words.fill(round=one.round.wording, what=join(parts)))
    return found


_DECIDE = Wording(
    "这一轮已经赛过，按更正后的成绩{crews}不该参加。请裁判长决定：要重赛，清空这一轮的成绩；取消其成绩，把该队改为DSQ；"
    "成绩有效，在“裁定”里写上这一轮，次序只写该队，每队一行。",
    "This round has been rowed; by the corrected results {crews} should not have been in it. The chief umpire must decide: clear "
    "the results of the round to row it again; make that crew DSQ; or let its result stand by a decision on this round that "
    "names that crew alone, one line for each.",
)
_UNDECIDED = Wording(
    "这一轮已经赛过，道次仍按赛时的记录；更正以后谁该参加还没有定。请先补全前一轮的成绩或裁定。",
    "This round has been rowed; its lanes stand as they were. Who should have rowed is open: complete the results or decisions before it.",
)
_KEPT = Wording(
    "{round}已经有成绩，编组和道次仍按赛时的名单。按现在的成绩：{what}。详见 lianshou heat correct。",
    "{round} has results and keeps the start list it was rowed in. By the results as they are now: {what}. See lianshou heat correct.",
)
_ANEW = Wording(
    "{round}还没有成绩，已按现在的成绩重新编排，与上次发出的名单不同：{what}。请重新发出名单。",
    "{round} has no results yet and was drawn anew; it differs from the list given out: {what}. Give the new list out.",
)
_GONE = Wording("{crews}不该参加", "{crews} should not be in it")
_COME = Wording("{crews}应当参加", "{crews} should be in it")
_MOVED = Wording("{crews}的组次或道次不同", "another race or lane for {crews}")
