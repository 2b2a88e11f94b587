from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from tests.factories.pairing_facts import ZONE, make_guest, make_host, make_instance

from lianshou.engines.matching import Problem
from lianshou.engines.matching.problem import Ints
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import Settings

County = Callable[..., Instance]
TRADES = ("3415", "3482", "3825", "5431", "6210", "")


@pytest.fixture
def county() -> County:
    """Random instances: ``county(seed, hosts=4, guests=6, most=2, farthest_km=12.0)``."""

    def make(
        seed: int, *, hosts: int = 4, guests: int = 6, most: int | None = None, **settings: Any
    ) -> Instance:
        random = Random(seed)

        def facts() -> dict[str, Any]:
            return {
                "zone": random.choice(("", ZONE)),
                "township": random.choice(("羊寨镇", "沟墩镇")),
                "industry_code": random.choice(TRADES),
                "group": random.choice(("", "", "协鑫集团")),
                "longitude": random.choice((None, round(119.5 + random.random() / 2, 4))),
                "latitude": 33.7,
            }

        levels = ("city", "city", "province")
        room = {} if most is None else {"low": 0, "high": min(1, most), "most": most}
        return make_instance(
            [make_host(f"帮带{n}", random.choice(levels), **room, **facts()) for n in range(hosts)],
            [make_guest(f"新建{n}", **facts()) for n in range(guests)],
            Settings.of(settings),
        )

    return make


@pytest.fixture
def arrangements() -> Callable[[Problem], Iterator[Ints]]:
    """Everything that could be done at all, by trying it."""

    def every(problem: Problem) -> Iterator[Ints]:
        hosts = range(-1, len(problem.hosts))
        for picks in product(hosts, repeat=len(problem.guests)):
            loads = [picks.count(j) for j in range(len(problem.hosts))]
            held = all(
                (j < 0 or problem.allowed[i, j])
                and problem.locked.get(guest, problem.hosts[j]) == (problem.hosts[j] if j >= 0 else None)
                if guest in problem.locked
                else j < 0 or problem.allowed[i, j]
                for i, (guest, j) in enumerate(zip(problem.guests, picks, strict=True))
            )
            if held and all(load <= room.most for load, room in zip(loads, problem.rooms, strict=True)):
                yield np.array(picks, dtype=np.int64)

    return every
