from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pytest

from lianshou.core.wording import Wording
from lianshou.engines.matching.changes import (
    AddGuest,
    AddGuestPlace,
    AddHost,
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
from lianshou.engines.matching.explanation import Alternative, Reason
from lianshou.engines.matching.light import LightMatching
from lianshou.engines.matching.problem import (
    ABSENT,
    LEFT_OUT,
    Flaw,
    Measured,
    Problem,
    ProblemError,
    Room,
    Term,
)
from lianshou.engines.matching.solver import solve

SHUT = Room(low=0, high=0, most=0, under=0, over=0)


@dataclass
class Book:
    """What was asked, kept by hand in lists, and posed anew without those who dropped out."""

    names: list[str]
    hosts: list[str]
    costs: dict[str, list[list[int]]]
    rooms: list[Room]
    out: list[int]
    wall: list[list[bool]]
    banned: set[tuple[int, int]] = field(default_factory=set)
    locked: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    factors: dict[str, Fraction] = field(default_factory=dict)

    @staticmethod
    def of(problem):
        return Book(
            names=list(problem.guests),
            hosts=list(problem.hosts),
            costs={term.name: term.costs.tolist() for term in problem.terms},
            rooms=list(problem.rooms),
            out=problem.left_out.tolist(),
            wall=problem.allowed.tolist(),
            locked={problem.guests.index(g): problem.hosts.index(h) for g, h in problem.locked.items()},
        )

    def posed(self):
        here, m = [i for i in range(len(self.names)) if i not in self.gone], len(self.hosts)
        shape = (len(here), m)
        terms = [
            Term(
                name,
                np.array([[c * self.factors.get(name, 1) // 1 for c in rows[i]] for i in here])
                .astype(np.int64)
                .reshape(shape),
            )
            for name, rows in self.costs.items()
        ]
        allowed = [[self.wall[i][j] and (i, j) not in self.banned for j in range(m)] for i in here]
        return Problem(
            guests=tuple(self.names[i] for i in here),
            hosts=tuple(self.hosts),
            terms=tuple(terms),
            rooms=tuple(self.rooms),
            left_out=np.array([self.out[i] for i in here], dtype=np.int64),
            allowed=np.array(allowed, dtype=np.bool_).reshape(shape),
            locked={self.names[i]: self.hosts[j] for i, j in self.locked.items() if i not in self.gone},
        )

    def note(self, change):
        if isinstance(change, AddGuest | AddHost):
            self._add_guest(change) if isinstance(change, AddGuest) else self._add_host(change)
        elif isinstance(change, Reweigh):
            self.factors = dict(change.factors)
        elif hasattr(change, "guest"):
            self._note_guest(change)
        else:
            self.rooms[change.host] = getattr(change, "room", SHUT)

    def _note_guest(self, change):
        match change:
            case Force(guest, host):
                self.locked[guest] = host
            case Free(guest):
                self.locked.pop(guest, None)
            case Forbid(guest, host):
                self.banned.add((guest, host))
            case Allow(guest, host):
                self.banned.discard((guest, host))
            case DropGuest(guest):
                self.gone.add(guest)
            case ReturnGuest(guest):
                self.gone.discard(guest)

    def _add_guest(self, change):
        self.names.append(change.name)
        self.out.append(change.left_out)
        self.wall.append(change.allowed.tolist())
        for name, rows in self.costs.items():
            rows.append(change.costs[name].tolist())

    def _add_host(self, change):
        self.hosts.append(change.name)
        self.rooms.append(change.room)
        for i, wall in enumerate(self.wall):
            wall.append(bool(change.allowed[i]))
        for name, rows in self.costs.items():
            for i, row in enumerate(rows):
                row.append(int(change.costs[name][i]))


def a_room(draw):
    low, high, most = np.sort(draw.integers(0, 5, 3)).tolist()
    return Room(low, high, most, int(draw.integers(0, 20)), int(draw.integers(0, 20)))


def a_change(draw, matching):
    """Any change whatever; many of them cannot be."""
    n, m = matching.problem.allowed.shape
    guest, host = int(draw.integers(0, max(n, 1))), int(draw.integers(0, max(m, 1)))
    names = [term.name for term in matching.problem.terms]
    row, column = ({name: draw.integers(-9, 13, count) for name in names} for count in (m, n))
    at_hand = [
        AddGuest(f"new{n}", row, int(draw.integers(0, 40)), draw.random(m) < 0.7),
        AddHost(f"new{m}", column, a_room(draw), draw.random(n) < 0.7),
        Reweigh({name: Fraction(int(draw.integers(0, 9)), int(draw.integers(1, 6))) for name in names[:1]}),
    ]
    if n:
        at_hand += [Free(guest), DropGuest(guest), ReturnGuest(guest)]
    if m:
        at_hand += [SetRoom(host, a_room(draw)), DropHost(host)]
    if n and m:
        at_hand += [Force(guest, host), Forbid(guest, host), Allow(guest, host)]
    return at_hand[draw.integers(0, len(at_hand))]


def refused(matching, change):
    try:
        matching.preview(change)
    except ProblemError:
        return True
    return False


def stand(matching):
    proof = matching.proof()
    return (
        proof.cost,
        proof.bound,
        proof.host_of.tolist(),
        proof.host_prices.tolist(),
        proof.guest_values.tolist(),
    )


def moved(shifts, host_of):
    """The arrangement after the shifts, row by row; each must start from where the guest is."""
    after = dict(enumerate(host_of))
    for shift in shifts:
        assert after.get(shift.guest, ABSENT) == shift.before != shift.after
        after[shift.guest] = shift.after
    return after


@pytest.mark.parametrize("seed", range(90))
def test_changes_repair_to_what_a_cold_solution_costs_and_are_undone_without_a_trace(draw_problem, seed):
    problem = draw_problem(
        seed, guests=8, hosts=4, spread=[2, 12, 400][seed % 3], dear=[9, 40, 900][seed % 3]
    )
    draw, matching, book = np.random.default_rng(seed), LightMatching(problem), Book.of(problem)
    stands = [stand(matching)]
    for _ in range(15):
        change = a_change(draw, matching)
        if refused(matching, change):
            assert stand(matching) == stands[-1]
            continue
        book.note(change)
        foreseen = matching.preview(change)
        assert stand(matching) == stands[-1]
        assert matching.apply(change) == foreseen
        assert (foreseen.before, foreseen.after) == (stands[-1][0], solve(book.posed()).cost)
        assert moved(foreseen.shifts, stands[-1][2]) == dict(enumerate(matching.host_of.tolist()))
        assert (matching.cost, matching.violations()) == (foreseen.after, [])
        assert {i for i, j in enumerate(matching.host_of) if j == ABSENT} == book.gone
        stands.append(stand(matching))
    for before, after in zip(stands[::-1], stands[-2::-1], strict=False):
        back = matching.undo()
        assert (back.before, back.after, stand(matching)) == (before[0], after[0], after)
    with pytest.raises(IndexError):
        matching.undo()


@pytest.mark.parametrize("seed", range(6))
def test_changes_hold_in_a_town(draw_town, seed):
    draw, matching, book = (
        np.random.default_rng(seed),
        LightMatching(draw_town(seed)),
        Book.of(draw_town(seed)),
    )
    for _ in range(25):
        change = a_change(draw, matching)
        if not refused(matching, change):
            book.note(change)
            matching.apply(change)
            assert (matching.cost, matching.violations()) == (solve(book.posed()).cost, [])


@pytest.fixture
def three(pair_up):
    """g0 and g1 have the near places, g2 has none."""
    return LightMatching(pair_up([[0, 2], [1, 0], [3, 9]], left_out=np.array([40, 30, 20])))


def test_difference_tells_who_moves_and_what_it_costs_everybody(three):
    found = three.apply(Force(2, 0))
    assert (found.extra, found.shifts) == (
        3 + 2 + 30 - 20,
        (Shift(0, 0, 1), Shift(1, 1, LEFT_OUT), Shift(2, LEFT_OUT, 0)),
    )


def test_difference_counts_rows_to_come_as_absent(three):
    found = three.apply(AddGuest("g3", {"distance": np.array([9, 9])}, 5, np.array([True, True])))
    assert (found.shifts, three.undo().shifts) == (
        (Shift(3, ABSENT, LEFT_OUT),),
        (Shift(3, LEFT_OUT, ABSENT),),
    )


def test_who_drops_out_keeps_its_row_and_makes_room(three):
    assert three.apply(DropGuest(0)).shifts == (Shift(0, 0, ABSENT), Shift(2, LEFT_OUT, 0))
    assert (three.host_of.tolist(), three.loads.tolist(), three.cost) == ([ABSENT, 1, 0], [1, 1], 3)
    assert three.apply(ReturnGuest(0)).shifts == (Shift(0, ABSENT, 0), Shift(2, 0, LEFT_OUT))


def test_who_dropped_out_has_nothing_to_explain(three):
    three.apply(DropGuest(0))
    found = three.explain(0)
    assert (found.host, found.terms, found.rank, found.options, found.next_best, found.left_out) == (
        ABSENT, {}, None, 0, (), None,
    )  # fmt: skip
    assert [other.guest for other in three.explain_all()] == [1, 2]
    assert three.price_of_forcing(0, 0) is None


def test_bans_that_were_posed_can_be_lifted_and_walls_cannot(pair_up):
    matching = LightMatching(
        pair_up(
            [[1, 2, 3]], allowed=np.array([[False, False, True]]), forbidden=np.array([[True, False, False]])
        )
    )
    matching.apply(Forbid(0, 1))
    assert [matching.apply(Allow(0, host)).shifts for host in (1, 0)] == [(), (Shift(0, 2, 0),)]


def test_a_lock_that_was_posed_can_be_freed(pair_up):
    matching = LightMatching(pair_up([[5, 1]], locked={"g0": "h0"}))
    assert matching.apply(Free(0)).shifts == (Shift(0, 0, 1),)


def test_factors_count_against_the_weights_posed_and_round_down(pair_up):
    matching = LightMatching(pair_up([[7, 5]], allowed=np.array([[True, False]])))
    costs = [matching.apply(Reweigh({"distance": Fraction(*by)})).after for by in ((1, 2), (1, 2), (3, 1))]
    assert (costs, matching.apply(Reweigh({})).after) == ([3, 3, 21], 7)


def test_factors_of_a_measured_term_round_only_once():
    amounts = np.array([[3]])
    made_of = Measured(
        amounts, Fraction(1, 2), Wording("步", "step"), lambda steps: Wording(f"{steps}步", f"{steps} steps")
    )
    room = Room(low=0, high=1, most=1, under=0, over=0)
    term = Term("distance", np.array([[1]]), made_of)
    matching = LightMatching(
        Problem(("g",), ("h",), (term,), (room,), np.array([99]), np.array([[True]]), {})
    )
    assert matching.apply(Reweigh({"distance": Fraction(2)})).after == 3
    assert matching.apply(AddGuest("new", {"distance": np.array([5])}, 2, np.array([True]))).after == 3 + 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Force(0, 1), Flaw.GUEST_LOCKED),
        (Force(1, 0), Flaw.LOCKS_EXCEED_ROOM),
        (Force(2, 1), Flaw.LOCK_NOT_ALLOWED),
        (Forbid(0, 0), Flaw.GUEST_LOCKED),
        (DropGuest(0), Flaw.GUEST_LOCKED),
        (DropHost(0), Flaw.LOCKS_EXCEED_ROOM),
        (SetRoom(0, SHUT), Flaw.LOCKS_EXCEED_ROOM),
        (Reweigh({"smell": Fraction(1)}), Flaw.UNKNOWN_TERM),
        (Reweigh({"distance": Fraction(-1)}), Flaw.NEGATIVE_RATE),
        (Reweigh({"distance": Fraction(2**60)}), Flaw.TOO_LARGE),
        (AddGuest("g0", {"distance": np.array([1, 1])}, 5, np.array([True, True])), Flaw.DUPLICATE_GUEST),
        (AddGuest("g3", {}, 5, np.array([True, True])), Flaw.UNKNOWN_TERM),
        (AddGuest("g3", {"distance": np.array([1])}, 5, np.array([True, True])), Flaw.SHAPE),
        (AddGuest("g3", {"distance": np.array([1.5, 1])}, 5, np.array([True, True])), Flaw.DTYPE),
        (AddGuest("g3", {"distance": np.array([1, 1])}, 5.5, np.array([True, True])), Flaw.DTYPE),
        (AddHost("h1", {"distance": np.array([1, 1, 1])}, SHUT, np.array([True] * 3)), Flaw.DUPLICATE_HOST),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(pair_up, change, reason):
    allowed = np.array([[True, True], [True, True], [True, False]])
    matching = LightMatching(pair_up([[0, 2], [1, 0], [3, 9]], locked={"g0": "h0"}, allowed=allowed))
    before = stand(matching)
    with pytest.raises(ProblemError) as caught:
        matching.apply(change)
    assert (caught.value.reason, stand(matching)) == (reason, before)


def test_a_change_on_the_map_is_not_for_a_table(three):
    with pytest.raises(TypeError):
        three.apply(AddGuestPlace(None, 5))


@pytest.mark.parametrize("change", [Force(-1, 0), Force(0, 2), Free(3), DropHost(-1), Forbid(0, -1)])
def test_a_row_that_would_mean_another_is_refused(three, change):
    with pytest.raises(IndexError):
        three.apply(change)


@pytest.mark.parametrize("seed", range(40))
def test_explanations_are_exact(draw_problem, seed):
    problem = draw_problem(seed, guests=7, hosts=4, spread=[2, 12][seed % 2])
    matching = LightMatching(problem)
    for found in matching.explain_all(99):
        assert found == matching.explain(found.guest, 99)
        costs = [int(problem.costs[found.guest, j]) for j in np.flatnonzero(problem.allowed[found.guest])]
        assert found.options == len(costs)
        if found.host != LEFT_OUT:
            own = int(problem.costs[found.guest, found.host])
            assert (found.rank, sum(found.terms.values())) == (1 + sum(cost < own for cost in costs), own)
        for other in found.next_best:
            assert matching.preview(Force(found.guest, other.host)).extra == other.extra_cost
            assert matching.price_of_forcing(found.guest, other.host) == other.extra_cost


def test_who_is_left_out_is_told_why_and_what_it_would_take(three):
    found = three.explain(2)
    assert (found.rank, found.options, found.terms) == (None, 2, {})
    assert (found.left_out.reason, found.left_out.cheapest) == (Reason.ALL_FULL, Alternative(0, 15, -17))
    assert found.left_out.others == (Shift(0, 0, 1), Shift(1, 1, LEFT_OUT))


def test_host_price_range_is_what_a_place_more_or_fewer_is_worth(three):
    low, high = three.host_price_range()
    more = three.preview(SetRoom(0, Room(0, 2, 2, 0, 0))).extra
    assert (int(low[0]), int(high[0]), more) == (17, 32, -17)
