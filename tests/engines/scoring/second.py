"""A second way from marks to awards: plain fractions, brute force, written from docs/scoring.md and not from the engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from lianshou.engines.scoring import Award, Contest, Contestant, Key


@dataclass
class Standing:
    who: str
    total: Fraction
    rank: int = 0
    award: str = ""


def half_up(value: Fraction, digits: int | None) -> Fraction:
    if digits is None:
        return value
    scale = 10**digits
    near = floor(abs(value) * scale + Fraction(1, 2))
    return Fraction(near if value >= 0 else -near, scale)


class Second:
    def __init__(self, contest: Contest) -> None:
        self.contest, self.scheme = contest, contest.scheme
        self.present = [one for one in contest.contestants if one.status.value == "present"]
        self.aspect: dict[tuple[str, str], Fraction] = {}
        self.part: dict[tuple[str, str], Fraction] = {}
        self.total = {one.key: self._total(one) for one in self.present}

    def _mark(self, who: Contestant, key: str) -> Fraction:
        aspect = self.scheme.aspect(key)
        marks = sorted(
            Fraction(mark.value)
            for mark in self.contest.marks
            if (mark.contestant, mark.aspect) == (who.key, key)
        )
        way, trim = aspect.panel.way.value, aspect.panel.trim
        if way == "trimmed":
            marks = marks[trim : len(marks) - trim]
        if way == "median":
            middle = len(marks) // 2
            marks = [marks[middle]] if len(marks) % 2 else marks[middle - 1 : middle + 1]
        panel = half_up(sum(marks, Fraction(0)) / len(marks), aspect.panel.digits)
        factor = Fraction(who.factors.get(key, aspect.factor))
        return half_up(panel * factor * Fraction(aspect.weight), aspect.digits)

    def _changed(self, value: Fraction, who: str, part: str, digits: int | None) -> Fraction:
        for one in self.contest.adjustments:
            if (one.contestant, one.part) == (who, part):
                value += Fraction(one.points)
        if self.scheme.floor is not None:
            value = max(value, Fraction(self.scheme.floor))
        return half_up(value, digits)

    def _total(self, who: Contestant) -> Fraction:
        total = Fraction(0)
        for part in self.scheme.parts:
            value = Fraction(0)
            for aspect in self.scheme.aspects:
                if aspect.part == part.key:
                    self.aspect[who.key, aspect.key] = self._mark(who, aspect.key)
                    value += self.aspect[who.key, aspect.key]
            self.part[who.key, part.key] = self._changed(value, who.key, part.key, part.digits)
            total += half_up(self.part[who.key, part.key] * Fraction(part.share), part.counted_digits)
        return self._changed(total, who.key, "", self.scheme.digits)

    def _key(self, key: Key, who: list[str], totals: list[Fraction]) -> Fraction:
        if key.of.value == "member":
            return totals[int(key.key) - 1] if int(key.key) <= len(totals) else Fraction(-(10**20))
        if key.of.value == "part":
            return sum((self.part[one, key.key] for one in who), Fraction(0))
        if key.of.value == "aspect":
            return sum((self.aspect[one, key.key] for one in who), Fraction(0))
        known = {one.key: one.measures.get(key.key, Decimal(0)) for one in self.present}
        sign = -1 if self.scheme.measure(key.key).better.value == "low" else 1
        return sum((sign * Fraction(known[one]) for one in who), Fraction(0))

    def individuals(self) -> list[Standing]:
        rows = {one.key: [one.key] for one in self.present}
        totals = {who: [total] for who, total in self.total.items()}
        return self._placed(rows, totals, self.total, self.scheme.keys, for_teams=False)

    def teams(self) -> list[Standing]:
        rule = self.scheme.team
        if rule is None:
            return []
        order = [one.who for one in self.individuals()]
        team_of = {one.key: one.team for one in self.present}
        rows: dict[str, list[str]] = {}
        for team in dict.fromkeys(one.team for one in self.contest.contestants if one.team):
            members = [who for who in order if team_of[who] == team]
            if len(members) >= (1 if rule.short.value == "count" else rule.best):
                rows[team] = members
        members = {team: [self.total[who] for who in own] for team, own in rows.items()}
        counted = {team: own[: rule.best] for team, own in rows.items()}
        totals = {team: sum(own[: rule.best], Fraction(0)) for team, own in members.items()}
        return self._placed(counted, members, totals, rule.keys, for_teams=True)

    def _placed(
        self, rows: dict[str, list[str]], members: dict[str, list[Fraction]], totals: dict[str, Fraction],
        keys: tuple[Key, ...], *, for_teams: bool,
    ) -> list[Standing]:  # fmt: skip
        strength = {
            who: (totals[who], *(self._key(key, own, members[who]) for key in keys))
            for who, own in rows.items()
        }
        order = sorted(rows, key=lambda who: strength[who], reverse=True)
        placed = []
        for place, who in enumerate(order, start=1):
            better = [other for other in order if strength[other] > strength[who]]
            ways = {
                "competition": len(better) + 1,
                "dense": len({strength[other] for other in better}) + 1,
                "row": place,
            }
            placed.append(Standing(who, totals[who], ways[self.scheme.ranks.value]))
        by_row = self.scheme.ranks.value == "row"
        level = {who: (place,) if by_row else strength[who] for place, who in enumerate(order)}
        level = {who: tuple(-x for x in key) if by_row else key for who, key in level.items()}
        awards = [award for award in self.scheme.awards if award.for_teams is for_teams]
        self._award(placed, level, rows, members, awards)
        return placed

    def _award(
        self, placed: list[Standing], level: dict[str, tuple[Fraction | int, ...]], rows: dict[str, list[str]],
        members: dict[str, list[Fraction]], awards: list[Award],
    ) -> None:  # fmt: skip
        """One by one: whoever is not yet served and stands, with all its equals, within the places so far."""
        left = [one.who for one in placed]
        served = edge = 0
        for award in awards:
            exact = Fraction(award.share or 0) * len(placed)
            cut = {"down": exact // 1, "up": -(-exact // 1), "half_up": (exact + Fraction(1, 2)) // 1}
            edge += award.count if award.count is not None else int(cut[award.cut.value])
            while left and served < edge:
                equals = [who for who in left if level[who] == level[left[0]]]
                if served + len(equals) > edge:
                    for who in equals:
                        further = tuple(self._key(key, rows[who], members[who]) for key in award.keys)
                        level[who] = (*level[who], *further)
                    equals.sort(key=lambda who: level[who], reverse=True)
                    left = equals + [who for who in left if who not in equals]
                    equals = [who for who in left if level[who] == level[left[0]]]
                    if served + len(equals) > edge and award.edge.value == "all_out":
                        break
                for who in equals:
                    left.remove(who)
                    served += 1
                    standing = next(one for one in placed if one.who == who)
                    if award.at_least is None or standing.total >= Fraction(award.at_least):
                        standing.award = award.key
