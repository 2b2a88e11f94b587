"""Who helps whom: the frozen question posed to the matching engine, its verified answer with reasons as plain JSON.

Kilometres are turned into metre-equivalents, the unit of the engine. A helper's places rise in price above what is
wished, so the load is soft, and nobody who stands with a household has to make room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lianshou.china.coordinates import distances_m
from lianshou.core.wording import Wording
from lianshou.engines.matching import LEFT_OUT, Problem, Room, Term, price_of_leaving_out, verify
from lianshou.engines.matching.problem import Bools, Ints
from lianshou.engines.matching.solver import solve
from lianshou.kinds.aid.rules.helping.facing import Apart, HelperFacts, HouseholdFacts, Question
from lianshou.kinds.aid.rules.helping.sentences import sentence_of

RESULT_SCHEMA = "lianshou.aid.helping.result/1"
_KM = 1000
_STEP = 4
"""Letters of a path for each level of the tree of unions."""
_TIMES, _BESIDE = 3, 20
"""So many times the even share, and so many more, a helper may have at the very most."""
_NEVER = np.iinfo(np.int64).max // 4
"""The price of what cannot be."""
_OTHERS = 2
"""How many other helpers are told beside the one who is proposed."""


class ViolationError(AssertionError):
    """The verifier does not agree with the answer: a fault of the program, never of the input."""


def match(question: Question) -> dict[str, Any]:
    """The answer to a question, with the reasons of every pair and of every household without one.

    Pairs that stand stay, unless a rule parts them or the helper has left; as many others as can be have a helper, at the
    least cost. Raises ProblemError as the engine does, ViolationError when its verifier finds fault.
    """
    if not question.helpers or not question.households:
        return _told_nothing(question)
    board = Board(question)
    result = solve(board.problem)
    if violations := verify(board.problem, result.host_of, cost=result.cost):
        raise ViolationError("; ".join(violation.wording.en for violation in violations))
    host_of = [int(host) for host in result.host_of]
    board.weigh(host_of)
    return {
        "schema": RESULT_SCHEMA,
        "cost": int(result.cost),
        "optimal": bool(result.optimal),
        "placements": [board.told(i, host) for i, host in enumerate(host_of) if host != LEFT_OUT],
        "unmatched": [
            {"household": question.households[i].id, "reason": board.why_left_out(i)}
            for i, host in enumerate(host_of)
            if host == LEFT_OUT
        ],
        "loads": board.loads(host_of),
    }


def _told_nothing(question: Question) -> dict[str, Any]:
    reason = Wording("名册上没有可安排的帮扶责任人", "there is no helper on the list").both
    unmatched = [{"household": one.id, "reason": reason} for one in question.households]
    nothing: dict[str, Any] = {"placements": [], "loads": [], "unmatched": unmatched}
    return {"schema": RESULT_SCHEMA, "cost": 0, "optimal": True, **nothing}


class Board:
    """The arrays of a question, and what they say of each pair."""

    def __init__(self, question: Question) -> None:
        self.question = question
        helpers, households = question.helpers, question.households
        weight = {key: km * _KM for key, km in question.weights.items()}
        self.steps = _steps(households, helpers)
        self.metres, self.known = _metres(households, helpers)
        self.fits = _shared([one.fields for one in households], [one.fields for one in helpers])
        tongues = _shared([one.languages for one in households], [one.languages for one in helpers])
        told = np.array([bool(one.languages) for one in households])[:, None]
        self.speaks = tongues | ~told
        self.kept = self._kept()
        self.forbidden = self._forbidden()
        distance = np.where(self.known, self.metres, weight["unknown"]).astype(np.int64)
        terms = [
            Term("level", self.steps * weight["level"]),
            Term("distance", distance),
            Term("need", np.where(self.fits, 0, weight["need"]).astype(np.int64)),
            Term("language", np.where(self.speaks, 0, weight["language"]).astype(np.int64)),
        ]
        rooms = self._rooms(weight["load"])
        allowed = ~self.forbidden
        out = price_of_leaving_out(terms, rooms, allowed=allowed)
        self.problem = Problem(
            guests=tuple(map(_name, households)),
            hosts=tuple(map(_name, helpers)),
            terms=tuple(terms),
            rooms=rooms,
            left_out=np.full(len(households), out, dtype=np.int64),
            allowed=allowed,
            locked=self._locked(),
            forbidden=self.forbidden,
        )
        self.worth = self.problem.costs

    def _rooms(self, over: int) -> tuple[Room, ...]:
        """Places up to an even share are free, unless a helper wishes fewer; each further one is dearer than the one before.

        The wall is so high that nobody is left out for want of room; it only keeps the sums of the engine small.
        """
        helpers, count = self.question.helpers, len(self.question.households)
        share = max(1, -(-count // len(helpers)))
        standing = self.kept.sum(axis=0).tolist()
        rooms = []
        for one, stand in zip(helpers, standing, strict=True):
            high = min(max(0, one.most - one.elsewhere), share)
            most = min(count, max(_TIMES * share + _BESIDE, stand))
            rooms.append(Room(low=0, high=high, most=max(high, most), under=0, over=over))
        return tuple(rooms)

    def _kept(self) -> Bools:
        at = {one.id: j for j, one in enumerate(self.question.helpers)}
        kept = np.zeros((len(self.question.households), len(self.question.helpers)), dtype=np.bool_)
        for i, one in enumerate(self.question.households):
            if one.now in at:
                kept[i, at[one.now]] = True
        return kept

    def _locked(self) -> dict[str, str]:
        """Pairs that stand and that no rule parts, by the names of the problem."""
        stay = np.argwhere(self.kept & ~self.forbidden).tolist()
        return {_name(self.question.households[i]): _name(self.question.helpers[j]) for i, j in stay}

    def _forbidden(self) -> Bools:
        rows = {one.id: i for i, one in enumerate(self.question.households)}
        columns = {one.id: j for j, one in enumerate(self.question.helpers)}
        found = np.zeros((len(rows), len(columns)), dtype=np.bool_)
        for household, helper in self.question.apart:
            if household in rows and helper in columns:
                found[rows[household], columns[helper]] = True
        return found

    def weigh(self, host_of: Sequence[int]) -> None:
        """Note what one more household costs each helper beyond the answer, and what their last one costs; before ``told``."""
        loads = np.bincount(
            [one for one in host_of if one >= 0], minlength=len(self.question.helpers)
        ).tolist()
        pairs = list(zip(self.problem.rooms, loads, strict=True))
        self.one_more = np.array(
            [r.marginal(n + 1) if n < r.most else _NEVER for r, n in pairs], dtype=np.int64
        )
        self.last = np.array([r.marginal(n) if n else 0 for r, n in pairs], dtype=np.int64)

    def told(self, i: int, j: int) -> dict[str, Any]:
        """A pair with its reasons and the next best helpers."""
        household, helper = self.question.households[i], self.question.helpers[j]
        parts = {term.name: int(term.costs[i, j]) for term in self.problem.terms}
        reasons: dict[str, Any] = {
            "steps": int(self.steps[i, j]),
            "metres": int(self.metres[i, j]) if self.known[i, j] else None,
            "fields": sorted(set(household.fields) & set(helper.fields)),
            "languages": sorted(set(household.languages) & set(helper.languages)),
            "speaks": bool(self.speaks[i, j]),
            "kept": bool(self.kept[i, j]),
        }
        return {
            "household": household.id,
            "helper": helper.id,
            "cost": int(self.worth[i, j]),
            "terms": parts,
            **reasons,
            "sentence": sentence_of(reasons).both,
            "next_best": self._next_best(i, j),
        }

    def _next_best(self, i: int, j: int) -> list[dict[str, int]]:
        """Other helpers for a household, the best first, and what the whole is worse by with them: fit and even loads together."""
        row = np.where(self.forbidden[i] | (self.one_more >= _NEVER), _NEVER, self.worth[i] + self.one_more)
        row[j] = _NEVER
        count = min(_OTHERS, len(row))
        best = np.argpartition(row, count - 1)[:count]
        ordered = sorted((int(row[k]), self.question.helpers[k].id) for k in best.tolist())
        now = int(self.worth[i, j] + self.last[j])
        return [{"helper": helper, "extra": cost - now} for cost, helper in ordered if cost < _NEVER]

    def why_left_out(self, i: int) -> dict[str, str]:
        """Why a household has nobody: every helper is kept apart from it."""
        household = self.question.households[i].id
        found = {self.question.apart.get((household, one.id)) for one in self.question.helpers}
        said = [why.value for why in Apart if why.name in found]
        zh, en = "；".join(one.zh for one in said), "; ".join(one.en for one in said)
        return Wording(f"所有责任人都须回避：{zh}", f"every helper is kept apart: {en}").both

    def loads(self, host_of: Sequence[int]) -> list[dict[str, int]]:
        """Helpers who would have more households than is wished."""
        loads = np.bincount([one for one in host_of if one >= 0], minlength=len(self.question.helpers))
        found = []
        for one, here in zip(self.question.helpers, loads.tolist(), strict=True):
            if here and here + one.elsewhere > one.most:
                found.append({"helper": one.id, "load": here + one.elsewhere, "most": one.most})
        return found


def _name(one: HouseholdFacts | HelperFacts) -> str:
    return f"{one.id:09d}"


def _steps(households: Sequence[HouseholdFacts], helpers: Sequence[HelperFacts]) -> Ints:
    """How many steps along the tree of unions each two are apart, int64 (households, helpers)."""
    ours, theirs = [one.path for one in households], [one.path for one in helpers]
    deepest = max(len(path) for path in (*ours, *theirs)) // _STEP
    common = np.zeros((len(ours), len(theirs)), dtype=np.int64)
    for level in range(1, deepest + 1):
        cut = level * _STEP
        names: Mapping[str, int] = {
            path: n for n, path in enumerate(sorted({p[:cut] for p in (*ours, *theirs) if len(p) >= cut}))
        }
        left = np.array([names[path[:cut]] if len(path) >= cut else -1 for path in ours])
        right = np.array([names[path[:cut]] if len(path) >= cut else -2 for path in theirs])
        common += left[:, None] == right[None, :]
    depth_left = np.array([len(path) // _STEP for path in ours], dtype=np.int64)
    depth_right = np.array([len(path) // _STEP for path in theirs], dtype=np.int64)
    return np.asarray(depth_left[:, None] + depth_right[None, :] - 2 * common, dtype=np.int64)


def _metres(households: Sequence[HouseholdFacts], helpers: Sequence[HelperFacts]) -> tuple[Ints, Bools]:
    """How many metres each two are apart, and whether that is known."""
    here, there = _points(households), _points(helpers)
    known = ~np.isnan(here[:, 0])[:, None] & ~np.isnan(there[:, 0])[None, :]
    left, right = np.nan_to_num(here), np.nan_to_num(there)
    metres = distances_m(left[:, 0], left[:, 1], right[:, 0], right[:, 1])
    return np.asarray(np.where(known, metres, 0), dtype=np.int64), np.asarray(known, dtype=np.bool_)


def _points(side: Sequence[HouseholdFacts] | Sequence[HelperFacts]) -> Any:
    return np.array(
        [
            (np.nan, np.nan)
            if one.longitude is None or one.latitude is None
            else (one.longitude, one.latitude)
            for one in side
        ],
        dtype=np.float64,
    )


def _shared(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Bools:
    """Which two have a word in common."""
    bits = {word: 1 << n for n, word in enumerate(sorted({word for row in (*left, *right) for word in row}))}
    ours = np.array([sum(bits[word] for word in set(row)) for row in left], dtype=np.int64)
    theirs = np.array([sum(bits[word] for word in set(row)) for row in right], dtype=np.int64)
    return np.asarray((ours[:, None] & theirs[None, :]) != 0, dtype=np.bool_)
