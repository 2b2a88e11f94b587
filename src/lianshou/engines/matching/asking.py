"""What a light matching is asked now: the table as it was posed, and what changes have made of it.

``after`` gives the next question; nothing is ever overwritten, so undoing is going back to the former one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

import numpy as np

from lianshou.engines.matching.changes import (
    AddGuest,
    AddHost,
    Allow,
    Change,
    DropGuest,
    DropHost,
    Forbid,
    Force,
    Free,
    ReturnGuest,
    Reweigh,
    SetRoom,
)
from lianshou.engines.matching.problem import (
    Bools,
    Flaw,
    Ints,
    Problem,
    ProblemError,
    Room,
    Term,
    weighed,
)

_CLOSED: Final = Room(low=0, high=0, most=0, under=0, over=0)


@dataclass(frozen=True, eq=False)
class Question:
    """A table that changes. Guests and hosts are rows.

    ``posed``: the problem with every row there ever was, with terms, rooms and left-out prices as given; its
    ``allowed`` is what the wall leaves open, bans aside. ``terms``: those of ``posed`` times ``factors``.
    ``banned`` bool (guests, hosts). ``gone``: guests who dropped out.
    """

    posed: Problem
    terms: tuple[Term, ...]
    factors: Mapping[str, Fraction]
    banned: Bools
    gone: frozenset[int] = frozenset()

    @staticmethod
    def of(problem: Problem) -> Question:
        """The question as it is first put."""
        banned = np.zeros_like(problem.allowed) if problem.forbidden is None else problem.forbidden
        posed = replace(problem, allowed=problem.allowed | banned, forbidden=None)
        return Question(posed, problem.terms, {}, banned)

    def problem(self) -> Problem:
        """The problem of now. Who is gone stays as a row that nobody may host and that costs nothing.

        Raises ProblemError when it cannot be posed.
        """
        here = np.ones(len(self.posed.guests), dtype=np.bool_)
        here[list(self.gone)] = False
        return replace(
            self.posed,
            terms=self.terms,
            left_out=np.where(here, self.posed.left_out, 0),
            allowed=self.posed.allowed & ~self.banned & here[:, None],
            forbidden=self.banned & self.posed.allowed,
        )

    def lock_of(self, guest: int) -> str | None:
        """The id of the host that the guest is locked or forced to."""
        return self.posed.locked.get(self.posed.guests[guest])

    def after(self, change: Change) -> Question:
        """The question once the change is made; it may turn out that it cannot be posed.

        Raises ProblemError, IndexError for an unknown row, TypeError for a change that asks for a map.
        """
        step = _STEPS.get(type(change))
        if step is None:
            raise TypeError(f"{type(change).__name__} asks for a map; this is a table")
        _check_rows(change, guests=len(self.posed.guests), hosts=len(self.posed.hosts))
        return step(self, change)


def _check_rows(change: Change, *, guests: int, hosts: int) -> None:
    """A negative row would quietly mean another."""
    for row, count in ((getattr(change, "guest", None), guests), (getattr(change, "host", None), hosts)):
        if row is not None and not 0 <= row < count:
            raise IndexError(f"{row} is not between 0 and {count - 1}")


def _relocked(asked: Question, locked: Mapping[str, str]) -> Question:
    return replace(asked, posed=replace(asked.posed, locked=locked))


def _force(asked: Question, change: Force) -> Question:
    guest, host = asked.posed.guests[change.guest], asked.posed.hosts[change.host]
    if asked.lock_of(change.guest) not in (None, host):
        raise ProblemError(Flaw.GUEST_LOCKED, (guest,))
    return _relocked(asked, {**asked.posed.locked, guest: host})


def _free(asked: Question, change: Free) -> Question:
    guest = asked.posed.guests[change.guest]
    return _relocked(asked, {name: host for name, host in asked.posed.locked.items() if name != guest})


def _forbid(asked: Question, change: Forbid) -> Question:
    if asked.lock_of(change.guest) == asked.posed.hosts[change.host]:
        raise ProblemError(Flaw.GUEST_LOCKED, (asked.posed.guests[change.guest],))
    return _ban(asked, change, True)


def _allow(asked: Question, change: Allow) -> Question:
    return _ban(asked, change, False)


def _ban(asked: Question, change: Forbid | Allow, ban: bool) -> Question:
    banned = asked.banned.copy()
    banned[change.guest, change.host] = ban
    return replace(asked, banned=banned)


def _set_room(asked: Question, change: SetRoom) -> Question:
    rooms = list(asked.posed.rooms)
    rooms[change.host] = change.room
    return replace(asked, posed=replace(asked.posed, rooms=tuple(rooms)))


def _drop_host(asked: Question, change: DropHost) -> Question:
    return _set_room(asked, SetRoom(change.host, _CLOSED))


def _drop_guest(asked: Question, change: DropGuest) -> Question:
    if asked.lock_of(change.guest) is not None:
        raise ProblemError(Flaw.GUEST_LOCKED, (asked.posed.guests[change.guest],))
    return replace(asked, gone=asked.gone | {change.guest})


def _return_guest(asked: Question, change: ReturnGuest) -> Question:
    return replace(asked, gone=asked.gone - {change.guest})


def _reweigh(asked: Question, change: Reweigh) -> Question:
    names = {term.name for term in asked.posed.terms}
    if unknown := tuple(name for name in change.factors if name not in names):
        raise ProblemError(Flaw.UNKNOWN_TERM, unknown)
    if below := tuple(name for name, factor in change.factors.items() if factor < 0):
        raise ProblemError(Flaw.NEGATIVE_RATE, below)
    return _retold(replace(asked, factors=dict(change.factors)))


def _retold(asked: Question) -> Question:
    """The terms of now from those posed."""
    factors = asked.factors
    terms = tuple(term.times(Fraction(factors.get(term.name, 1))) for term in asked.posed.terms)
    return replace(asked, terms=terms)


def _add_guest(asked: Question, change: AddGuest) -> Question:
    posed = asked.posed
    if type(change.left_out) is not int:
        raise ProblemError(Flaw.DTYPE, ("left_out",))
    terms = _grown(posed.terms, change.costs, axis=0)
    allowed = _appended("allowed", posed.allowed, change.allowed, axis=0)
    left_out = np.append(posed.left_out, np.int64(change.left_out))
    guests = (*posed.guests, change.name)
    grown = replace(posed, guests=guests, terms=terms, left_out=left_out, allowed=allowed)
    return _retold(replace(asked, posed=grown, banned=_unbanned(asked.banned, allowed)))


def _add_host(asked: Question, change: AddHost) -> Question:
    posed = asked.posed
    terms = _grown(posed.terms, change.costs, axis=1)
    allowed = _appended("allowed", posed.allowed, change.allowed, axis=1)
    hosts, rooms = (*posed.hosts, change.name), (*posed.rooms, change.room)
    grown = replace(posed, hosts=hosts, terms=terms, rooms=rooms, allowed=allowed)
    return _retold(replace(asked, posed=grown, banned=_unbanned(asked.banned, allowed)))


def _unbanned(banned: Bools, allowed: Bools) -> Bools:
    """The bans, and none for the row or column that came last."""
    longer = np.zeros_like(allowed)
    longer[: banned.shape[0], : banned.shape[1]] = banned
    return longer


def _grown(terms: tuple[Term, ...], rows: Mapping[str, Ints], *, axis: int) -> tuple[Term, ...]:
    names = {term.name for term in terms}
    if odd := tuple(sorted(names ^ rows.keys())):
        raise ProblemError(Flaw.UNKNOWN_TERM, odd)
    return tuple(_longer(term, rows[term.name], axis) for term in terms)


def _longer(term: Term, row: Ints, axis: int) -> Term:
    """The term with one more row or column, of amounts where it was measured."""
    if term.measured is None:
        return Term(term.name, _appended(term.name, term.costs, row, axis=axis))
    amounts = _appended(term.name, term.measured.amounts, row, axis=axis)
    measured = replace(term.measured, amounts=amounts)
    return Term(term.name, weighed(term.name, amounts, measured.weight), measured)


def _appended(name: str, table: Any, row: Any, *, axis: int) -> Any:
    if not isinstance(row, np.ndarray) or row.dtype != table.dtype:
        raise ProblemError(Flaw.DTYPE, (name,))
    if row.shape != (table.shape[1 - axis],):
        raise ProblemError(Flaw.SHAPE, (name,))
    return np.concatenate([table, np.expand_dims(row, axis)], axis=axis)


_STEPS: Final[Mapping[type, Callable[[Question, Any], Question]]] = {
    Force: _force,
    Free: _free,
    Forbid: _forbid,
    Allow: _allow,
    SetRoom: _set_room,
    DropGuest: _drop_guest,
    ReturnGuest: _return_guest,
    DropHost: _drop_host,
    AddGuest: _add_guest,
    AddHost: _add_host,
    Reweigh: _reweigh,
}
