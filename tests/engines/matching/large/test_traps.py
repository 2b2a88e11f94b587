"""The traps that were met on the way: each wrong line is put into a copy of the engine, and must be found out.

The copies run as plain Python in a process of their own (``NUMBA_DISABLE_JIT``), on the same random maps.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lianshou.engines.matching.large as package

SOURCE = Path(package.__file__).parent
HERE = Path(__file__).parent
TRIAL = """
import sys
sys.path[:0] = [{copies!r}]
import importlib.util, lianshou.engines.matching as home
home.__path__.insert(0, {copies!r})
from lianshou.engines import matching as small
from lianshou.engines.matching.large import check, small_problem
from lianshou.engines.matching.large.solving import Engine
assert sys.modules["lianshou.engines.matching.large"].__file__.startswith({copies!r})
spec = importlib.util.spec_from_file_location("maps", {maps!r})
maps = importlib.util.module_from_spec(spec)
spec.loader.exec_module(maps)
wrong = 0
for seed in range(120):
    problem = maps._draw_map(seed, guests=40, hosts=30, cells=12, locks=0.0)
    result = Engine(problem, first_arcs=1).result()
    wrong += bool(check(result)) or result.cost != small.solve(small_problem(problem)).cost
print(wrong)
"""


def wrong_maps(folder, changes):
    """On how many maps the engine with these changes is found wrong."""
    shutil.copytree(SOURCE, folder / "large", ignore=shutil.ignore_patterns("__pycache__"))
    for name, right, wrong in changes:
        path = folder / "large" / name
        text = path.read_text()
        assert text.count(right) == 1, right
        path.write_text(text.replace(right, wrong))
    trial = TRIAL.format(copies=str(folder), maps=str(HERE / "conftest.py"))
    env = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", trial], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return int(done.stdout)


STEPS = (("solving.py", "_PER_GUEST, _PER_HOST = 3, 8", "_PER_GUEST, _PER_HOST = 1, 1"),)
"""Small steps: one answer to a search; small maps then go through all that great ones do."""


def test_the_engine_as_it_is_is_found_right(tmp_path):
    assert wrong_maps(tmp_path, [*STEPS]) == 0


@pytest.mark.parametrize(
    "trap",
    [
        # V kept from before the arcs were added: too high, so later rises are not priced again
        ("pricing.py", "            value = totals[0]\n", "            pass\n"),
        # V stated as if the new arcs were paid, and the guest who stays after all not priced again
        ("pricing.py", "    note_guest(b, guest)  # its V", "    # its V"),
        # only guests whose value rose are priced again, hosts whose price fell are not
        ("pricing.py", "if price < b.host[host, col.PROVEN_PRICE]:", "if False:"),
        # the tree works with distances rounded otherwise than the verifier's
        ("cost.py", "return int(GIRTH * (half + half * (p / q)))", "return int(GIRTH * (half + half * (p / q)) + 0.5)"),
        # a bound that is not rounded to the safe side of the industry term
        ("tree.py", "        level = 4\n", "        return FAR\n"),
        # renewal forgotten when the first arcs are chosen
        ("pricing.py", "    link_known(b, guest)\n", "    pass\n"),
        # a guest who needs no search in the first pass is not entered into the guest tree either
        ("pricing.py", "if value != -b.guest_price[guest]:", "if value != b.guest[guest, col.PROVEN_VALUE]:"),
        # no pair is searched in the first pass, though only a few were offered
        ("pricing.py", "budget if count < len(items) else totals[count - 1]", "budget"),
        # bounds that hold while prices rise, kept when they fall
        ("pricing.py", "    tally[col.RISING] = 0\n", ""),
    ],
)  # fmt: skip
def test_the_trap_is_found_out(tmp_path, trap):
    assert wrong_maps(tmp_path, [*STEPS, trap]) > 0
