"""What comes of a contest: every number on the way, so that each can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lianshou.engines.scoring.contest import Adjustment, Contest
from lianshou.engines.scoring.scheme import Key


class PanelMark(NamedTuple):
    """The marks of one aspect (by judge, in the order of the judges), those dropped, and what became of them.

    ``exact`` is before rounding, ``value`` after; ``score`` is value × factor × weight, rounded.
    """

    given: tuple[tuple[str, Decimal], ...]
    dropped: tuple[str, ...]
    exact: Fraction
    value: Fraction
    factor: Decimal
    score: Fraction


@dataclass(frozen=True, slots=True)
class PartScore:
    """``sum`` of the aspects, what was added or taken off, ``value`` rounded, ``counted`` after its share."""

    sum: Fraction
    adjustments: tuple[Adjustment, ...]
    value: Fraction
    counted: Fraction


class Compared(NamedTuple):
    """What a key of ties gave for two with the same total, the larger the better (a measure of which less is better: negative)."""

    key: Key
    own: Fraction
    other: Fraction


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody with the same total, the key that told them apart (None: none did), and every key up to that one."""

    other: str
    key: Key | None
    compared: tuple[Compared, ...] = ()


class Crossing(NamedTuple):
    """Who were tied across the last place of ``award``, and how that was settled.

    ``values``: what the award's own keys gave for each of ``tied`` (as in ``Compared``); empty where they told nobody
    apart, so that the rule for the edge of the award let all of them in or none.
    """

    award: str
    tied: tuple[str, ...]
    values: tuple[tuple[Fraction, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One contestant's result; ``award`` is the key of the highest one, empty for none.

    ``withheld``: the award whose place stays empty because the total is below its least. ``crossings``: the edges of awards.
    """

    contestant: str
    panels: Mapping[str, PanelMark]
    parts: Mapping[str, PartScore]
    adjustments: tuple[Adjustment, ...]
    total: Fraction
    rank: int = 0
    ties: tuple[Tie, ...] = ()
    award: str = ""
    withheld: str = ""
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamScore:
    """One team's result: all members with a total from the best down, of whom the first ``counted`` count."""

    team: str
    members: tuple[tuple[str, Fraction], ...]
    counted: int
    total: Fraction
    rank: int = 0
    ties: tuple[Tie, ...] = ()
    award: str = ""
    withheld: str = ""
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """``scores`` and ``teams`` in the order of their places; the others are named without one."""

    contest: Contest
    scores: tuple[Score, ...]
    unranked: tuple[str, ...]
    teams: tuple[TeamScore, ...] = ()
    unranked_teams: tuple[str, ...] = ()

    def score_of(self, contestant: str) -> Score | None:
        """The score of one contestant; None for who is not ranked."""
        return next((score for score in self.scores if score.contestant == contestant), None)

    def team_of(self, team: str) -> TeamScore | None:
        """The score of one team; None for one that is not ranked."""
        return next((score for score in self.teams if score.team == team), None)
