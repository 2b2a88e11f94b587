import numpy as np
import pytest

from lianshou.engines.matching.problem import LEFT_OUT, Flaw, ProblemError, Room
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.quota_solving import solve_quotas
from lianshou.engines.matching.shapes.quotas import Quota, QuotaProblem

EVERY = np.ones((2, 2), dtype=np.bool_)


@pytest.fixture
def problem(pair_up):
    return pair_up([[1, 5], [2, 9]], locked={"g1": "h0"})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"pairs": np.ones((2, 2))}, ShapeFlaw.DTYPE),
        ({"pairs": [[True]]}, ShapeFlaw.DTYPE),
        ({"pairs": np.ones(2, dtype=np.bool_)}, ShapeFlaw.SHAPE),
        ({"least": -1}, ShapeFlaw.QUOTA_ORDER),
        ({"least": 3, "most": 2}, ShapeFlaw.QUOTA_ORDER),
    ],
)
def test_quota_refuses_what_cannot_be(fields, reason):
    with pytest.raises(ShapeError) as caught:
        Quota(**({"name": "q", "pairs": EVERY} | fields))
    assert (caught.value.reason, caught.value.subject) == (reason, ("q",))


def test_quota_keeps_a_copy_of_its_pairs():
    pairs = EVERY.copy()
    quota = Quota("q", pairs)
    pairs[0, 0] = False
    assert quota.pairs.tolist() == EVERY.tolist()
    assert not quota.pairs.flags.writeable


def test_quota_without_a_most_is_bounded_by_its_pairs():
    assert (Quota("q", EVERY).ceiling, Quota("q", EVERY, 7).ceiling, Quota("q", EVERY, 1, 2).ceiling) == (
        4,
        7,
        2,
    )


def test_quota_between_counts_the_pairs_of_these_guests_with_these_hosts(problem):
    quota = Quota.between(problem, "q", guests=["g1"], hosts=["h0"], least=1, most=2)
    assert quota.pairs.tolist() == [[False, False], [True, False]]
    assert (quota.least, quota.most) == (1, 2)
    assert Quota.between(problem, "q", hosts={"h1"}).pairs.tolist() == [[False, True]] * 2


def test_quota_between_refuses_somebody_unknown(problem):
    with pytest.raises(ShapeError) as caught:
        Quota.between(problem, "q", guests=["g1", "g7", "g5"])
    assert (caught.value.reason, caught.value.subject) == (ShapeFlaw.QUOTA_UNKNOWN, ("g5", "g7"))


@pytest.mark.parametrize(
    ("fields", "reason", "subject"),
    [
        ({"quotas": (Quota("q", EVERY), Quota("q", EVERY))}, ShapeFlaw.QUOTA_TWICE, ("q",)),
        ({"quotas": (Quota("q", EVERY[:1]),)}, ShapeFlaw.SHAPE, ("q",)),
        ({"wants": np.ones(2)}, ShapeFlaw.DTYPE, ("wants",)),
        ({"wants": np.ones(3, dtype=np.int64)}, ShapeFlaw.SHAPE, ("wants",)),
        ({"wants": np.array([-1, 1])}, ShapeFlaw.WANTS_NEGATIVE, ("g0",)),
        ({"wants": np.array([1, 0])}, ShapeFlaw.LOCK_NOT_WANTED, ("g1",)),
    ],
)
def test_quota_problem_refuses_what_cannot_be(problem, fields, reason, subject):
    with pytest.raises(ShapeError) as caught:
        QuotaProblem(problem, **fields)
    assert (caught.value.reason, caught.value.subject) == (reason, subject)


def test_quota_problem_refuses_wants_whose_costs_could_overflow(problem):
    with pytest.raises(ProblemError) as caught:
        QuotaProblem(problem, wants=np.array([2**50, 1]))
    assert (caught.value.reason, caught.value.subject) == (Flaw.TOO_LARGE, ("wants",))


def test_quota_problem_wants_one_host_each_unless_told(problem):
    assert QuotaProblem(problem).wanted.tolist() == [1, 1]
    assert QuotaProblem(problem, wants=np.array([0, 2])).wanted.tolist() == [0, 2]


def test_cost_of_adds_pairs_places_and_what_is_lacking(pair_up):
    rooms = (Room(low=1, high=1, most=2, under=10, over=4),) * 2
    problem = pair_up([[1, 5], [2, 9]], rooms=rooms, left_out=np.array([100, 1000]))
    question = QuotaProblem(problem, wants=np.array([3, 1]))
    chosen = np.array([[True, True], [True, False]])
    assert question.cost_of(chosen) == (1 + 5 + 2) + (-10 + 4) + -10 + 100


@pytest.mark.parametrize(
    ("chosen", "admitted"),
    [
        ([[0, 1], [1, 0]], True),
        ([[0, 0], [1, 0]], False),  # the quota is short
        ([[0, 1], [0, 0]], False),  # the lock
        ([[1, 0], [1, 0]], False),  # the room
        ([[1, 1], [1, 0]], False),  # the wish
    ],
)
def test_admits_asks_for_walls_locks_rooms_wishes_and_quotas(problem, chosen, admitted):
    quota = Quota.between(problem, "q", guests=["g0"], least=1, most=1)
    assert QuotaProblem(problem, (quota,)).admits(np.array(chosen, dtype=np.bool_)) is admitted


def test_with_quota_replaces_one_row(problem):
    question = QuotaProblem(problem, (Quota("a", EVERY), Quota("b", EVERY), Quota("c", EVERY)))
    changed = question.with_quota(1, Quota("d", EVERY))
    assert [quota.name for quota in changed.quotas] == ["a", "d", "c"]


def test_result_names_the_hosts_of_every_guest(pair_up):
    problem = pair_up([[1, 5], [2, 9]], left_out=np.array([100, 1]))
    result = solve_quotas(QuotaProblem(problem, wants=np.array([2, 1])))
    assert (result.pairs, result.loads.tolist()) == ({"g0": ("h0", "h1"), "g1": ()}, [1, 1])
    with pytest.raises(ValueError, match="more than one host"):
        _ = result.host_of
    assert solve_quotas(QuotaProblem(problem)).host_of.tolist() == [0, LEFT_OUT]
