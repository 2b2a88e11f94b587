"""Checks a result from the contest alone; shares no line with the solver.

Every number is computed again with fractions from the marks up; places are checked row against row, awards by who stands
within the places of each award and all before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum
from fractions import Fraction

from lianshou.core.wording import Wording
from lianshou.engines.scoring.contest import Contestant
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.result import PanelMark, Result, Score, TeamScore
from lianshou.engines.scoring.scheme import Aspect, Award, Key

Row = Score | TeamScore


class Code(Enum):
    """What may be wrong with a result; the value is its sentence."""

    MISSING = Wording("{who}没有出现在结果里", "{who} is missing from the result")
    DROPPED = Wording(
        "{who}的{what}所去掉的不是最高分和最低分",
        "{who}, {what}: not the highest and lowest marks are dropped",
    )
    STRANGER = Wording("{who}不应当有名次", "{who} should not be ranked")
    PANEL = Wording("{who}的{what}应为{right}，所报{claimed}", "{who}, {what}: {right}, not {claimed}")
    PART = Wording(
        "{who}的“{what}”部分应为{right}，所报{claimed}", "{who}, part {what}: {right}, not {claimed}"
    )
    TOTAL = Wording("{who}的总分应为{right}，所报{claimed}", "{who}: the total is {right}, not {claimed}")
    ORDER = Wording("{who}不应当排在{what}前面", "{who} should not stand before {what}")
    RANK = Wording("{who}的名次应为{right}，所报{claimed}", "{who}: place {right}, not {claimed}")
    TIES = Wording("{who}与别人同分的情况应为：{right}", "{who}: tied with {right}")
    AWARD = Wording("{who}的奖项应为{right}，所报{claimed}", "{who}: award {right}, not {claimed}")
    TEAM = Wording("{who}的队员应为{right}，所报{claimed}", "{who}: the members are {right}, not {claimed}")


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong, who it concerns, and its sentence."""

    code: Code
    who: str
    wording: Wording


def verify(result: Result) -> list[Violation]:
    """Everything wrong with ``result``; empty means right. Who is missing or does not belong ends the check early. Raises nothing for a contest that can be scored."""
    return _Check(result).run()


def _half_up(value: Fraction, digits: int | None) -> Fraction:
    """By the decimal module, on a quotient long enough that no half is missed."""
    if digits is None:
        return value
    scaled = value * 10**digits
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    tail = (
        Decimal("0.5")
        if 2 * rest == scaled.denominator
        else Decimal("0.6")
        if 2 * rest > scaled.denominator
        else Decimal("0.4")
    )
    with localcontext() as context:
        context.prec = 80
        near = int((Decimal(whole) + tail).to_integral_value(ROUND_HALF_UP))
    return Fraction(near if value >= 0 else -near, 10**digits)


class _Check:
    def __init__(self, result: Result) -> None:
        self.result, self.contest = result, result.contest
        self.scheme = result.contest.scheme
        self.found: list[Violation] = []
        self.marks: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
        for mark in self.contest.marks:
            self.marks[mark.contestant, mark.aspect].append(Fraction(mark.value))
        self.changes: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for one in self.contest.adjustments:
            self.changes[one.contestant, one.part] += Fraction(one.points)
        self.known = {one.key: one for one in self.contest.contestants}
        self.aspects: dict[str, dict[str, Fraction]] = {}
        self.parts: dict[str, dict[str, Fraction]] = {}

    def say(self, code: Code, who: str, **values: object) -> None:
        self.found.append(Violation(code, who, code.value.fill(who=who, **values)))

    def run(self) -> list[Violation]:
        ranked = [score.contestant for score in self.result.scores]
        present = [one.key for one in self.contest.contestants if one.status == "present"]
        rest = [one.key for one in self.contest.contestants if one.status != "present"]
        for key in {*set(present) - set(ranked), *set(rest) - set(self.result.unranked)}:
            self.say(Code.MISSING, key)
        for key in {one for one, times in Counter(ranked).items() if one not in present or times > 1}:
            self.say(Code.STRANGER, key)
        if self.found:
            return self.found  # the rest would be held against the wrong people
        for score in self.result.scores:
            self._numbers(score, self.known[score.contestant])
        self._places(self.result.scores, ranked, self.scheme.keys, for_teams=False)
        if self.scheme.team is not None:
            self._teams()
        return self.found

    def _numbers(self, score: Score, one: Contestant) -> None:
        own, parts = self.aspects.setdefault(one.key, {}), self.parts.setdefault(one.key, {})
        total = Fraction(0)
        for part in self.scheme.parts:
            amount = Fraction(0)
            for aspect in (aspect for aspect in self.scheme.aspects if aspect.part == part.key):
                exact, mean, own[aspect.key] = self._aspect(aspect, one)
                claimed = score.panels.get(aspect.key)
                said_of = (claimed.exact, claimed.value, claimed.score) if claimed else (None,) * 3
                for right, said_now in zip((exact, mean, own[aspect.key]), said_of, strict=True):
                    self._same(Code.PANEL, one.key, aspect.title, right, said_now)
                if claimed is not None:
                    self._dropped(aspect, one.key, claimed)
                amount += own[aspect.key]
            parts[part.key] = _half_up(self._floor(amount + self.changes[one.key, part.key]), part.digits)
            counted = _half_up(parts[part.key] * Fraction(part.share), part.counted_digits)
            said = score.parts.get(part.key)
            self._same(Code.PART, one.key, part.title, amount, said.sum if said else None)
            self._same(Code.PART, one.key, part.title, parts[part.key], said.value if said else None)
            self._same(Code.PART, one.key, part.title, counted, said.counted if said else None)
            total += counted
        total = _half_up(self._floor(total + self.changes[one.key, ""]), self.scheme.digits)
        if total != score.total:
            self.say(Code.TOTAL, one.key, right=shown(total), claimed=shown(score.total))

    def _same(self, code: Code, who: str, what: str, right: Fraction, claimed: Fraction | None) -> None:
        if right != claimed:
            told = "—" if claimed is None else shown(claimed)
            self.say(code, who, what=what, right=shown(right), claimed=told)

    def _dropped(self, aspect: Aspect, who: str, claimed: PanelMark) -> None:
        """The marks are those that were given, and those dropped the highest and lowest of them."""
        given = dict(claimed.given)
        marks = sorted(self.marks[who, aspect.key])
        trim = aspect.panel.trim if aspect.panel.way == "trimmed" else 0
        ends = sorted(marks[:trim] + marks[len(marks) - trim :])
        out = sorted(Fraction(given[judge]) for judge in claimed.dropped if judge in given)
        if sorted(map(Fraction, given.values())) != marks or out != ends or len(claimed.dropped) != 2 * trim:
            self.say(Code.DROPPED, who, what=aspect.title)

    def _floor(self, value: Fraction) -> Fraction:
        floor = self.scheme.floor
        return Fraction(floor) if floor is not None and value < floor else value

    def _aspect(self, aspect: Aspect, one: Contestant) -> tuple[Fraction, Fraction, Fraction]:
        """The mark of the panel, that rounded, and the score."""
        marks = list(self.marks[one.key, aspect.key])
        if aspect.panel.way == "median":
            while len(marks) > 2:
                marks.remove(max(marks))
                marks.remove(min(marks))
        elif aspect.panel.way == "trimmed":
            for _ in range(aspect.panel.trim):
                marks.remove(max(marks))
                marks.remove(min(marks))
        exact = sum(marks, Fraction(0)) / max(len(marks), 1)
        mean = _half_up(exact, aspect.panel.digits)
        factor = Fraction(one.factors.get(aspect.key, aspect.factor))
        return exact, mean, _half_up(mean * factor * Fraction(aspect.weight), aspect.digits)

    def _value(self, key: Key, row: Row) -> Fraction | None:
        """What a key compares, the larger the better."""
        if key.of == "member":
            totals = [total for _, total in row.members] if isinstance(row, TeamScore) else []
            return totals[int(key.key) - 1] if len(totals) >= int(key.key) else None
        keys = [row.contestant] if isinstance(row, Score) else [who for who, _ in row.members[: row.counted]]
        if key.of == "measure":
            sign = -1 if self.scheme.measure(key.key).better == "low" else 1
            values = [self.known[who].measures.get(key.key) for who in keys]
            return sum((sign * Fraction(value) for value in values if value is not None), Fraction(0))
        table = self.parts if key.of == "part" else self.aspects
        return sum((table.get(who, {}).get(key.key, Fraction(0)) for who in keys), Fraction(0))

    def _values(self, keys: Sequence[Key], row: Row) -> tuple[tuple[bool, Fraction], ...]:
        """What all keys compare; a member that a team does not have stands below every other."""
        values = [self._value(key, row) for key in keys]
        return tuple([(value is not None, value or Fraction(0)) for value in values])

    def _compare(self, one: Row, other: Row, keys: Sequence[Key]) -> int:
        """1 where ``one`` is better, -1 where ``other`` is, 0 where they are equal."""
        if one.total != other.total:
            return 1 if one.total > other.total else -1
        for key in keys:
            left, right = self._value(key, one), self._value(key, other)
            if left != right:
                return 1 if right is None or (left is not None and left > right) else -1
        return 0

    def _places(
        self, rows: Sequence[Row], names: Sequence[str], keys: Sequence[Key], *, for_teams: bool
    ) -> None:
        by_row, dense = self.scheme.ranks == "row", self.scheme.ranks == "dense"
        groups: list[list[int]] = []
        for place, row in enumerate(rows):
            against = self._compare(rows[place - 1], row, keys) if place else 1
            if against < 0:
                self.say(Code.ORDER, names[place - 1], what=names[place])
            if against or by_row or not groups:
                groups.append([])
            groups[-1].append(place)
            right = len(groups) if dense else groups[-1][0] + 1
            if row.rank != right:
                self.say(Code.RANK, names[place], right=right, claimed=row.rank)
            self._ties(rows, names, place, keys)
        awards = [award for award in self.scheme.awards if award.for_teams is for_teams]
        self._awards(rows, names, groups, awards)

    def _ties(self, rows: Sequence[Row], names: Sequence[str], place: int, keys: Sequence[Key]) -> None:
        """The neighbours with the same total are named, with the key that tells them apart."""
        row, right = rows[place], []
        for other in (place - 1, place + 1):
            if 0 <= other < len(rows) and rows[other].total == row.total:
                apart = [key for key in keys if self._value(key, row) != self._value(key, rows[other])]
                right.append((names[other], apart[0] if apart else None))
        if [(tie.other, tie.key) for tie in row.ties] != right:
            self.say(Code.TIES, names[place], right=", ".join(name for name, _ in right) or "—")

    def _awards(
        self, rows: Sequence[Row], names: Sequence[str], groups: list[list[int]], awards: list[Award]
    ) -> None:
        held: dict[int, str] = {}
        edge, inside = 0, 0
        for award in awards:
            edge += _places(award, len(rows))
            groups = self._told_apart(groups, rows, award, edge, inside)
            reached = inside
            start = 0
            for group in groups:
                whole, cut = start + len(group) <= edge, start < edge < start + len(group)
                if start >= inside and (whole or (cut and award.edge == "all_in")):
                    reached = max(reached, start + len(group))
                start += len(group)
            flat = [place for group in groups for place in group]
            for place in flat[inside:reached]:
                if award.at_least is None or rows[place].total >= award.at_least:
                    held[place] = award.key
            inside = reached
        for place, row in enumerate(rows):
            if row.award != held.get(place, ""):
                titles = {award.key: award.title for award in awards}
                right, claimed = titles.get(held.get(place, ""), "—"), titles.get(row.award, row.award or "—")
                self.say(Code.AWARD, names[place], right=right, claimed=claimed)

    def _told_apart(
        self, groups: list[list[int]], rows: Sequence[Row], award: Award, edge: int, inside: int
    ) -> list[list[int]]:
        """The groups, with the one across the edge told apart by the keys of the award as far as the edge needs it."""
        keys = list(award.keys)
        start, found = 0, list[list[int]]()
        for group in groups:
            if not (start >= inside and start < edge < start + len(group)) or not keys:
                found.append(group)
            else:
                values = {place: self._values(keys, rows[place]) for place in group}
                steps = sorted(set(values.values()), reverse=True)
                found += [[place for place in group if values[place] == value] for value in steps]
            start += len(group)
        return found

    def _teams(self) -> None:
        rule = self.scheme.team
        assert rule is not None  # noqa: S101  (asked before)
        members: dict[str, list[str]] = {one.team: [] for one in self.contest.contestants if one.team}
        totals = {score.contestant: score.total for score in self.result.scores}
        for score in self.result.scores:
            if team := self.known[score.contestant].team:
                members[team].append(score.contestant)
        wanted = 1 if rule.short == "count" else rule.best
        ranked = [one.team for one in self.result.teams]
        for team, own in members.items():
            short = len(own) < wanted
            if short is (ranked.count(team) == 1) or short is not (team in self.result.unranked_teams):
                self.say(Code.STRANGER if team in ranked else Code.MISSING, team)
        for one in self.result.teams:
            own = members.get(one.team, [])
            if [who for who, _ in one.members] != own or one.counted != min(len(own), rule.best):
                self.say(
                    Code.TEAM,
                    one.team,
                    right=", ".join(own),
                    claimed=", ".join(who for who, _ in one.members),
                )
            right = sum((totals[who] for who in own[: rule.best]), Fraction(0))
            if one.total != right:
                self.say(Code.TOTAL, one.team, right=shown(right), claimed=shown(one.total))
        self._places(self.result.teams, ranked, rule.keys, for_teams=True)


def _places(award: Award, ranked: int) -> int:
    if award.count is not None:
        return award.count
    exact = Fraction(award.share or 0) * ranked
    below = exact.numerator // exact.denominator
    rest = exact - below
    more = {"up": rest > 0, "down": False, "half_up": rest >= Fraction(1, 2)}[award.cut]
    return below + more
