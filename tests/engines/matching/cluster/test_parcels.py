from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from lianshou.engines.matching import solve
from lianshou.engines.matching.cluster.parcels import pack, pack_answer, unpack, unpack_answer


def same(one, other):
    """Equal field by field, arrays with their types and whether they may be written."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other) and (one.dtype, one.flags.writeable) == (
            other.dtype,
            other.flags.writeable,
        )
    if hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


@pytest.mark.parametrize("by_file", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_unpack_gives_the_table_that_was_packed(draw_problem, tmp_path, seed, by_file):
    problem = draw_problem(seed)
    assert same(problem, unpack(pack(problem, tmp_path / "0.npy" if by_file else None)))


@pytest.mark.parametrize("by_file", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_unpack_gives_the_map_that_was_packed(draw_map, tmp_path, seed, by_file):
    problem = draw_map(seed)
    assert same(problem, unpack(pack(problem, tmp_path / "0.npy" if by_file else None)))


def test_unpack_maps_the_arrays_from_the_file(pair_up, tmp_path):
    problem = unpack(pack(pair_up([[1, 2], [3, 4]]), tmp_path / "0.npy"))
    with (tmp_path / "0.npy").open("r+b") as file:
        file.seek(-256, 2)
        file.write(b"\7" * 256)
    assert problem.left_out.tolist() == [0x0707070707070707] * 2


def test_pack_leaves_out_what_was_worked_out(pair_up):
    problem = pair_up([[1] * 50] * 50)
    before = pack(problem)
    assert problem.open_costs.size == 2550
    assert pack(problem) == before


def test_unpack_answer_names_the_askers_problem(pair_up):
    problem = pair_up([[1, 2], [3, 4]])
    there = unpack(pack(problem))
    packed = pack_answer([solve(there), "and more"], there)
    result, words = unpack_answer(packed, problem)
    assert (result.problem is problem, same(result, solve(problem)), words) == (True, True, "and more")
    assert len(packed) < 1000
