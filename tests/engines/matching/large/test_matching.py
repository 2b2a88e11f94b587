"""The large engine kept solved: a table in step with the light engine, a map against cold solves of what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from fractions import Fraction

import numpy as np
import pytest

from lianshou.engines.matching.changes import (
    AddGuest,
    AddGuestPlace,
    AddHost,
    AddHostPlace,
    Allow,
    DropGuest,
    DropHost,
    Forbid,
    Force,
    Free,
    ReturnGuest,
    Reweigh,
    SetRoom,
    Shift,
)
from lianshou.engines.matching.explanation import Reason
from lianshou.engines.matching.large import LargeMatching, LargeProblem, Places, Rooms, Tariff, solve
from lianshou.engines.matching.light import LightMatching
from lianshou.engines.matching.matching import Matching
from lianshou.engines.matching.problem import ABSENT, LEFT_OUT, Flaw, ProblemError, Room

SHUT = Room(low=0, high=0, most=0, under=0, over=0)
LOCK_FLAWS = {Flaw.LOCK_NOT_ALLOWED, Flaw.LOCKS_EXCEED_ROOM}
WEIGHTS = [Fraction(0), Fraction(1, 3), Fraction(1), Fraction(5, 2)]


def a_room(draw, spread):
    low, high, most = np.sort(draw.integers(0, 5, 3)).tolist()
    return Room(low, high, most, *draw.integers(0, spread, 2).tolist())


def a_live_change(draw, matching, spread):
    """Any change of the rows there are; many of them cannot be."""
    guest, host = int(draw.integers(len(matching.host_of))), int(draw.integers(len(matching.loads)))
    used = int(matching.host_of[guest])
    host = used if used >= 0 and draw.random() < 0.4 else host
    kinds = [Force, Forbid, Forbid, Allow, Free, DropGuest, ReturnGuest, DropHost, SetRoom]
    kind = kinds[int(draw.integers(len(kinds)))]
    if kind is SetRoom:
        return SetRoom(host, a_room(draw, spread))
    names = [column.name for column in fields(kind)]
    return kind(**{name: {"guest": guest, "host": host}[name] for name in names})


def stand(matching):
    proof = matching.proof()
    return (
        matching.cost, proof.bound, matching.host_of.tolist(), matching.loads.tolist(),
        proof.host_prices.tolist(), proof.guest_values.tolist(),
    )  # fmt: skip


def moved(shifts, before):
    """Where everybody is after the shifts."""
    places = dict(enumerate(before))
    for shift in shifts:
        assert places.get(shift.guest, ABSENT) == shift.before
        places[shift.guest] = shift.after
    return places


def outcome(call, change):
    """What a change makes, or why it cannot be."""
    try:
        return call(change)
    except ProblemError as refusal:
        return refusal.reason


def undo_all(matching, stands):
    for before, after in zip(stands[::-1], stands[-2::-1], strict=False):
        back = matching.undo()
        assert (back.before, back.after, stand(matching)) == (before[0], after[0], after)
        assert {i: j for i, j in moved(back.shifts, before[2]).items() if i < len(after[2])} == dict(
            enumerate(after[2])
        )
    with pytest.raises(IndexError):
        matching.undo()


# --- a table


def a_table_change(draw, matching, spread, step):
    n, m = len(matching.host_of), len(matching.loads)
    kind = draw.random()
    if kind < 0.08:
        return Reweigh({name: WEIGHTS[draw.integers(4)] for name in ("distance", "renewal")})
    if kind < 0.14:
        costs = {name: draw.integers(-spread, spread + 1, m) for name in ("distance", "renewal")}
        return AddGuest(f"new{step}", costs, int(draw.integers(0, 3 * spread)), draw.random(m) < 0.8)
    if kind < 0.2:
        costs = {name: draw.integers(-spread, spread + 1, n) for name in ("distance", "renewal")}
        return AddHost(f"new{step}", costs, a_room(draw, spread), draw.random(n) < 0.8)
    return a_live_change(draw, matching, spread)


@pytest.mark.parametrize("seed", range(60))
def test_over_a_table_every_change_makes_what_the_light_engine_says(draw_problem, seed):
    spread = [2, 12, 400][seed % 3]
    problem = draw_problem(seed, guests=8, hosts=4, spread=spread, dear=3 * spread)
    if not (problem.guests and problem.hosts):
        return
    draw, large, light = np.random.default_rng(seed), LargeMatching(problem), LightMatching(problem)
    stands = [stand(large)]
    for step in range(15):
        change = a_table_change(draw, large, spread, step)
        wanted, made = outcome(light.apply, change), outcome(large.preview, change)
        assert stand(large) == stands[-1]
        assert outcome(large.apply, change) == made
        if isinstance(wanted, Flaw):
            assert made is wanted or {made, wanted} == LOCK_FLAWS  # both hold; either may be named
            continue
        assert (made.before, made.after) == (wanted.before, wanted.after)
        assert moved(made.shifts, stands[-1][2]) == dict(enumerate(large.host_of.tolist()))
        assert ((large.host_of == ABSENT) == (light.host_of == ABSENT)).all()
        assert (large.cost, large.proof().bound, large.violations()) == (light.cost, light.cost, [])
        stands.append(stand(large))
    undo_all(large, stands)


@pytest.mark.parametrize("seed", range(40))
def test_over_a_table_everything_is_explained_as_by_the_light_engine(draw_problem, seed):
    problem = draw_problem(seed, guests=8, hosts=5, spread=[2, 400][seed % 2], dear=900)
    large, light = LargeMatching(problem), LightMatching(problem)
    n, m = len(problem.guests), len(problem.hosts)
    if n and seed % 3 == 0 and problem.guests[0] not in problem.locked:
        large.apply(DropGuest(0)), light.apply(DropGuest(0))
    for guest in range(n):
        prices = [large.price_of_forcing(guest, host) for host in range(m)]
        assert prices == [light.price_of_forcing(guest, host) for host in range(m)]
    ranges = zip(large.host_price_range(), light.host_price_range(), strict=True)
    assert [one.tolist() for one, _ in ranges] == [one.tolist() for one in light.host_price_range()]
    mine = {found.guest: found for found in large.explain_all()}
    for wanted in light.explain_all():
        found = mine.pop(wanted.guest)
        assert large.explain(wanted.guest) == found
        if found.host == wanted.host and found.left_out is None:
            assert found == wanted
    assert mine == {}


# --- a map


@dataclass
class Book:
    """What was asked, kept by hand row by row, and posed anew without those who dropped out."""

    problem: LargeProblem
    tariff: Tariff
    gone: set[int] = field(default_factory=set)

    def posed(self):
        rows = np.array([i for i in range(len(self.problem.guests)) if i not in self.gone], dtype=np.int64)
        at = {row: i for i, row in enumerate(rows.tolist())}
        pairs = [[at[i], j] for i, j in self.problem.forbidden.tolist() if i in at]
        given = self.problem
        places = Places(*(getattr(given.guests, column.name)[rows] for column in fields(Places)))
        return LargeProblem(
            places, given.hosts, given.tariff, given.rooms, given.left_out[rows], given.locked[rows],
            given.existing[rows], np.array(pairs, dtype=np.int64).reshape(-1, 2),
        )  # fmt: skip

    def note(self, change):
        match change:
            case DropGuest(guest):
                self.gone.add(guest)
            case ReturnGuest(guest):
                self.gone.discard(guest)
            case Force() | Free():
                self._put("locked", change.guest, getattr(change, "host", LEFT_OUT))
            case Forbid() | Allow():
                self._ban(change.guest, change.host, isinstance(change, Forbid))
            case SetRoom() | DropHost():
                self._fit(change.host, getattr(change, "room", SHUT))
            case _:
                self._grow(change)

    def _put(self, name, row, value):
        column = getattr(self.problem, name).copy()
        column[row] = value
        self.problem = replace(self.problem, **{name: column})

    def _ban(self, guest, host, ban):
        pairs = [pair for pair in self.problem.forbidden.tolist() if pair != [guest, host]]
        pairs += [[guest, host]] if ban else []
        self.problem = replace(self.problem, forbidden=np.array(pairs, dtype=np.int64).reshape(-1, 2))

    def _fit(self, host, room):
        columns = {column.name: getattr(self.problem.rooms, column.name).copy() for column in fields(Rooms)}
        for name, column in columns.items():
            column[host] = getattr(room, name)
        self.problem = replace(self.problem, rooms=Rooms(**columns))

    def _grow(self, change):
        given = self.problem
        if isinstance(change, Reweigh):
            by, tariff = (
                {"distance": 1, "industry": 1, "group": 1, "renewal": 1} | dict(change.factors),
                self.tariff,
            )
            self.problem = replace(given, tariff=Tariff(
                int(tariff.per_km * by["distance"]), tuple(int(step * by["industry"]) for step in tariff.industry),
                int(tariff.chain * by["industry"]), int(tariff.group * by["group"]),
                int(tariff.renewal * by["renewal"]), tariff.farthest,
            ))  # fmt: skip
        elif isinstance(change, AddGuestPlace):
            self.problem = LargeProblem(
                longer(given.guests, change.places), given.hosts, given.tariff, given.rooms,
                np.append(given.left_out, change.left_out), np.append(given.locked, -1),
                np.append(given.existing, -1), given.forbidden,
            )  # fmt: skip
        else:
            rooms = [
                np.append(getattr(given.rooms, one.name), getattr(change.room, one.name))
                for one in fields(Rooms)
            ]
            self.problem = replace(given, hosts=longer(given.hosts, change.places), rooms=Rooms(*rooms))


def longer(places, one):
    return Places(
        *(np.append(getattr(places, column.name), getattr(one, column.name)) for column in fields(Places))
    )


def a_map_change(draw, matching, draw_places):
    kind = draw.random()
    if kind < 0.08:
        return Reweigh(
            {name: WEIGHTS[draw.integers(4)] for name in ("distance", "industry", "group", "renewal")}
        )
    if kind < 0.14:
        return AddGuestPlace(draw_places(draw, count=1, cells=6), int(draw.integers(0, 60_000)))
    if kind < 0.2:
        return AddHostPlace(draw_places(draw, count=1, cells=6), a_room(draw, 9000))
    return a_live_change(draw, matching, 9000)


@pytest.mark.parametrize("seed", range(60))
def test_on_a_map_every_change_makes_what_a_cold_solve_of_what_is_asked_costs(draw_map, draw_places, seed):
    problem = draw_map(seed, guests=20, hosts=8, cells=[2, 6, 60][seed % 3])
    if not len(problem.guests):
        return
    draw, matching, book = (
        np.random.default_rng(seed), LargeMatching(problem), Book(problem, problem.tariff),
    )  # fmt: skip
    stands = [stand(matching)]
    for _ in range(15):
        change = a_map_change(draw, matching, draw_places)
        foreseen = outcome(matching.preview, change)
        assert stand(matching) == stands[-1]
        assert outcome(matching.apply, change) == foreseen
        if isinstance(foreseen, Flaw):
            assert stand(matching) == stands[-1]
            continue
        book.note(change)
        assert (foreseen.before, foreseen.after) == (stands[-1][0], solve(book.posed()).cost)
        assert moved(foreseen.shifts, stands[-1][2]) == dict(enumerate(matching.host_of.tolist()))
        assert (matching.cost, matching.proof().bound) == (foreseen.after, foreseen.after)
        assert matching.violations() == []
        assert set(np.flatnonzero(matching.host_of == ABSENT).tolist()) == book.gone
        stands.append(stand(matching))
    undo_all(matching, stands)


@pytest.mark.parametrize("seed", range(30))
def test_on_a_map_one_guest_is_explained_as_all_are_and_by_exact_prices(draw_map, seed):
    problem = draw_map(seed, guests=20, hosts=8, cells=[2, 6, 60][seed % 3])
    matching, cost = LargeMatching(problem), solve(problem).cost
    before = stand(matching)
    for found in matching.explain_all():
        assert matching.explain(found.guest) == found
        assert len({other.host for other in found.next_best} | {found.host}) == len(found.next_best) + 1
        for other in found.next_best:
            locked = problem.locked.copy()
            locked[found.guest] = other.host
            assert other.extra_cost == solve(replace(problem, locked=locked)).cost - cost
        assert (found.left_out is None) == (found.host != LEFT_OUT)
        if found.host != LEFT_OUT:
            assert found.rank >= 1
            assert list(found.terms) == ["distance", "industry", "group", "renewal"]
    assert stand(matching) == before


# --- both


@pytest.fixture
def three(pair_up):
    """g0 and g1 have the near places, g2 has none."""
    return LargeMatching(pair_up([[0, 2], [1, 0], [3, 9]], left_out=np.array([40, 30, 20])))


def test_it_is_a_matching(three):
    matching: Matching = three
    assert (matching.cost, matching.host_of.tolist(), matching.loads.tolist()) == (20, [0, 1, -1], [1, 1])


def test_who_is_left_out_is_told_why_and_who_would_give_way(three):
    found = three.explain(2).left_out
    assert (found.reason, found.cheapest.host, found.cheapest.extra_cost) == (
        Reason.ALL_FULL,
        0,
        3 + 2 + 30 - 20,
    )
    assert found.others == (Shift(0, 0, 1), Shift(1, 1, LEFT_OUT))


def test_bans_that_were_posed_can_be_lifted_and_walls_cannot(pair_up):
    allowed, forbidden = np.array([[False, False, True]]), np.array([[True, False, False]])
    matching = LargeMatching(pair_up([[1, 2, 3]], allowed=allowed, forbidden=forbidden))
    matching.apply(Forbid(0, 1))
    assert [matching.apply(Allow(0, host)).shifts for host in (1, 0)] == [(), (Shift(0, 2, 0),)]


@pytest.mark.parametrize("change", [Force(9, 0), Force(0, 9), Force(-1, 0), DropHost(-1), Free(3)])
def test_apply_refuses_a_row_that_is_not_there(three, change):
    with pytest.raises(IndexError):
        three.apply(change)


def test_apply_refuses_what_is_for_the_other_kind(three, draw_map, draw_places):
    place = draw_places(np.random.default_rng(0), count=1, cells=2)
    with pytest.raises(TypeError):
        three.apply(AddGuestPlace(place, 5))
    with pytest.raises(TypeError):
        LargeMatching(draw_map(3)).apply(AddGuest("new", {}, 5, np.array([True])))
