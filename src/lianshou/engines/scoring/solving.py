"""From marks to places, exactly: sums of Decimals that cannot overflow their digits, then fractions, rounded where the scheme says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple, TypeVar

from lianshou.engines.scoring.checking import faults_of
from lianshou.engines.scoring.contest import Adjustment, Contest, Contestant
from lianshou.engines.scoring.exact import EXACT, rounded
from lianshou.engines.scoring.flaws import Path, ScoringError
from lianshou.engines.scoring.placing import Entry, Honour, awarded, placed
from lianshou.engines.scoring.result import PanelMark, PartScore, Result, Score, TeamScore
from lianshou.engines.scoring.scheme import (
    Aspect,
    Key,
    KeyOf,
    Panel,
    Part,
    Scheme,
    Short,
    Status,
    TeamRule,
    Way,
)

NOBODY = Fraction(-(10**18))
"""Below every total: a member that a team does not have."""
Given = list[tuple[str, Decimal]]


def score(contest: Contest) -> Result:
    """The result of ``contest``: the same for the same marks in any order.

    Contestants that are not present are named without a place. Raises ScoringError, which names everything wrong at once:
    marks that cannot be, aspects with fewer marks than their panel needs, values that a tie needs and nobody gave.
    """
    with localcontext(EXACT):
        if faults := faults_of(contest):
            raise ScoringError(faults)
        return _scored(contest)


def _scored(contest: Contest) -> Result:
    given = marks_by_cell(contest)
    adjustments: dict[tuple[str, str], list[Adjustment]] = defaultdict(list)
    for one in contest.adjustments:
        adjustments[one.contestant, one.part].append(one)
    present = [one for one in contest.contestants if one.status is Status.PRESENT]
    plans = _plans(contest.scheme)
    scores = {one.key: _score(contest.scheme, one, plans, given, adjustments) for one in present}
    ranked = _ranked(contest, scores)
    teams, short = _teams(contest, ranked)
    unranked = tuple(one.key for one in contest.contestants if one.status is not Status.PRESENT)
    return Result(contest, ranked, unranked, teams, short)


def marks_by_cell(contest: Contest) -> dict[tuple[str, str], Given]:
    """The marks of each contestant in each aspect, in the order of the judges."""
    order = {judge.key: place for place, judge in enumerate(contest.judges)}
    found: dict[tuple[str, str], Given] = defaultdict(list)
    for contestant, aspect, judge, value in contest.marks:
        found[contestant, aspect].append((judge, value))
    for cell in found.values():
        if len(cell) > 1:
            cell.sort(key=lambda pair: order[pair[0]])
    return found


def panel_mark(panel: Panel, given: Given) -> tuple[tuple[str, ...], Fraction]:
    """Who is dropped (of equal marks the earlier judge's as the lowest, the later one's as the highest), and the exact mark."""
    by_value = sorted(given, key=lambda pair: pair[1])  # stable: among equals in the order of the judges
    if panel.way is Way.MEDIAN:
        low, high = by_value[(len(by_value) - 1) // 2][1], by_value[len(by_value) // 2][1]
        return (), Fraction(low + high) / 2
    trim = panel.trim if panel.way is Way.TRIMMED else 0
    kept = by_value[trim : len(by_value) - trim]
    dropped = (*by_value[:trim], *by_value[len(by_value) - trim :]) if trim else ()
    return tuple([judge for judge, _ in dropped]), Fraction(sum([value for _, value in kept])) / len(kept)


class _Plan(NamedTuple):
    """A part and its aspects, with what each multiplies by for those who have no factor of their own."""

    part: Part
    share: Fraction
    aspects: tuple[tuple[Aspect, Fraction], ...]


def _plans(scheme: Scheme) -> list[_Plan]:
    return [
        _Plan(
            part,
            Fraction(part.share),
            tuple([(one, Fraction(one.factor) * Fraction(one.weight)) for one in scheme.aspects if one.part == part.key]),
        )
        for part in scheme.parts
    ]  # fmt: skip


def _score(
    scheme: Scheme,
    one: Contestant,
    plans: list[_Plan],
    given: Mapping[tuple[str, str], Given],
    adjustments: Mapping[tuple[str, str], list[Adjustment]],
) -> Score:
    panels: dict[str, PanelMark] = {}
    parts: dict[str, PartScore] = {}
    total = Fraction(0)
    for part, share, aspects in plans:
        amount = Fraction(0)
        for aspect, times in aspects:
            panels[aspect.key] = found = _panel(aspect, times, one, given[one.key, aspect.key])
            amount += found.score
        changed = tuple(adjustments.get((one.key, part.key), ()))
        value = rounded(_floored(scheme, amount + _points(changed)), part.digits)
        counted = rounded(value * share, part.counted_digits)
        parts[part.key] = PartScore(amount, changed, value, counted)
        total += counted
    changed = tuple(adjustments.get((one.key, ""), ()))
    total = rounded(_floored(scheme, total + _points(changed)), scheme.digits)
    return Score(one.key, panels, parts, changed, total)


def _panel(aspect: Aspect, times: Fraction, one: Contestant, given: Given) -> PanelMark:
    dropped, exact = panel_mark(aspect.panel, given)
    value = rounded(exact, aspect.panel.digits)
    factor = one.factors.get(aspect.key)
    if factor is not None:
        times = Fraction(factor) * Fraction(aspect.weight)
    amount = rounded(value * times if times != 1 else value, aspect.digits)
    return PanelMark(tuple(given), dropped, exact, value, aspect.factor if factor is None else factor, amount)


def _points(adjustments: tuple[Adjustment, ...]) -> Fraction:
    return Fraction(sum([one.points for one in adjustments]))


def _floored(scheme: Scheme, value: Fraction) -> Fraction:
    return value if scheme.floor is None else max(value, Fraction(scheme.floor))


def _ranked(contest: Contest, scores: Mapping[str, Score]) -> tuple[Score, ...]:
    scheme = contest.scheme
    known = {one.key: one for one in contest.contestants}
    better = {measure.key: measure.better for measure in scheme.measures}

    def value(key: Key, who: str) -> Fraction | None:
        if key.of is KeyOf.MEASURE:
            found = known[who].measures.get(key.key)
            return None if found is None else Fraction(found) * (-1 if better[key.key] == "low" else 1)
        if key.of is KeyOf.PART:
            return scores[who].parts[key.key].value
        return scores[who].panels[key.key].score

    places = {one.key: place for place, one in enumerate(contest.contestants)}
    entries = [Entry(one.contestant, known[one.contestant].name, one.total) for one in scores.values()]

    def path(who: str) -> Path:
        return "contestants", places[who]

    order = placed(entries, scheme.keys, value, scheme, path=path)
    own = [award for award in scheme.awards if not award.for_teams]
    honours = awarded(order, own, value, scheme, path=path)
    return tuple([_honoured(scores[one.key], one, honours[one.key]) for one in order.rows])


Scored = TypeVar("Scored", Score, TeamScore)


def _honoured(scored: Scored, one: Entry, honour: Honour) -> Scored:
    return replace(
        scored, rank=one.rank, ties=one.ties, award=honour.award, withheld=honour.withheld, crossings=honour.crossings
    )  # fmt: skip


def _teams(contest: Contest, ranked: tuple[Score, ...]) -> tuple[tuple[TeamScore, ...], tuple[str, ...]]:
    scheme, rule = contest.scheme, contest.scheme.team
    if rule is None:
        return (), ()
    team_of = {one.key: one.team for one in contest.contestants}
    members: dict[str, list[Score]] = {team: [] for team in team_of.values() if team}
    for one in ranked:
        if team_of[one.contestant]:
            members[team_of[one.contestant]].append(one)
    short = tuple(team for team, own in members.items() if not _is_enough(rule, own))
    teams = {team: _team(team, own, rule) for team, own in members.items() if team not in short}
    counting = {team: own[: rule.best] for team, own in members.items() if team in teams}
    value = _team_values(contest, counting, teams)
    entries = [Entry(team, team, one.total) for team, one in teams.items()]

    known = {one.key: place for place, one in enumerate(contest.contestants)}

    def path(team: str) -> Path:
        places = [known[one.contestant] for one in counting[team]]
        wanted = {measure.key for measure in scheme.measures}
        return "contestants", next(
            one for one in places if not wanted <= {*contest.contestants[one].measures}
        )

    order = placed(entries, rule.keys, value, scheme, path=path)
    own_awards = [award for award in scheme.awards if award.for_teams]
    honours = awarded(order, own_awards, value, scheme, path=path)
    return tuple([_honoured(teams[one.key], one, honours[one.key]) for one in order.rows]), short


def _is_enough(rule: TeamRule, members: list[Score]) -> bool:
    return len(members) >= (rule.best if rule.short is Short.UNRANKED else 1)


def _team(team: str, members: list[Score], rule: TeamRule) -> TeamScore:
    counted = members[: rule.best]
    total = sum([one.total for one in counted], start=Fraction(0))
    return TeamScore(team, tuple([(one.contestant, one.total) for one in members]), len(counted), total)


class _team_values:  # noqa: N801  (called like a function)
    """What a key of ties gives for a team: the sum over those who count, or the total of one member."""

    def __init__(
        self, contest: Contest, counting: Mapping[str, list[Score]], teams: Mapping[str, TeamScore]
    ) -> None:
        self._known = {one.key: one for one in contest.contestants}
        self._better = {measure.key: measure.better for measure in contest.scheme.measures}
        self._counting, self._teams = counting, teams

    def __call__(self, key: Key, team: str) -> Fraction | None:
        own = self._counting[team]
        if key.of is KeyOf.MEMBER:
            members = self._teams[team].members
            return members[int(key.key) - 1][1] if int(key.key) <= len(members) else NOBODY
        if key.of is KeyOf.MEASURE:
            values = [self._known[one.contestant].measures.get(key.key) for one in own]
            if None in values:
                return None
            total = Fraction(sum([value for value in values if value is not None]))
            return -total if self._better[key.key] == "low" else total
        if key.of is KeyOf.PART:
            return sum([one.parts[key.key].value for one in own], start=Fraction(0))
        return sum([one.panels[key.key].score for one in own], start=Fraction(0))
