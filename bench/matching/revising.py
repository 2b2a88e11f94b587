"""Edits of a solved matching of 200k: each exact over all pairs, undone, and the proof restated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

import numpy as np
from geography import nation
from measuring import Row, at_most, timed

from lianshou.engines.matching.large import Revision, solve
from lianshou.engines.matching.problem import Room

Edit = Callable[[Revision, int, int], object]


def _wider(revision: Revision, guest: int, host: int) -> object:
    room = revision.room_of(host)
    return revision.set_room(host, replace(room, high=room.high + 1, most=room.most + 1))


def _fuller(revision: Revision, guest: int, host: int) -> object:
    return revision.set_room(host, Room(low=0, high=1, most=1, under=0, over=0))


EDITS: dict[str, Edit] = {
    "a guest drops out": lambda revision, guest, host: revision.withdraw_guest(guest),
    "a host drops out": lambda revision, guest, host: revision.withdraw_host(host),
    "a host takes one more": _wider,
    "a host takes only one": _fuller,
    "a pair is forbidden": lambda revision, guest, host: revision.forbid(guest, revision.host_of(guest)),
    "a pair is forced": lambda revision, guest, host: revision.force(guest, _near(revision, guest, host)),
}


def edits() -> Iterator[Row]:
    """Two hundred of each at 200k × 50k, every one taken back; then a hundred kept, and the proof of what stands."""
    small = nation(guests=60, hosts=20)
    for edit in EDITS.values():  # compile
        _tried(Revision(small), edit, 0, 0)
    revision, draw = Revision(nation(guests=200_000, hosts=50_000)), np.random.default_rng(3)
    for name, edit in EDITS.items():
        spent = [_tried(revision, edit, *_drawn(draw)) * 1e3 for _ in range(200)]
        told = f"mean {sum(spent) / len(spent):.2f} ms, dearest {max(spent):.1f} ms"
        yield at_most(f"200k: {name}", median(spent), 5, "ms", told)
    yield from _proof(revision, draw)


def _drawn(draw: np.random.Generator) -> tuple[int, int]:
    return int(draw.integers(0, 200_000)), int(draw.integers(0, 50_000))


def _near(revision: Revision, guest: int, host: int) -> int:
    """The host of the next guest on the list who has one, so that the pair is open; else ``host``."""
    for other in range(guest + 1, min(guest + 50, len(revision.guest_at))):
        found = revision.host_of(other)
        if found >= 0 and found != revision.host_of(guest):
            return found
    return host


def _tried(revision: Revision, edit: Edit, guest: int, host: int) -> float:
    """Seconds of one edit, which is taken back; one that is refused counts as well."""
    mark = revision.mark()
    seconds, _ = timed(lambda: edit(revision, guest, host))
    revision.undo(mark)
    return seconds


def _proof(revision: Revision, draw: np.random.Generator) -> Iterator[Row]:
    """After edits that stay, the arrangement with its bound worked out afresh; the cost equals a cold solve's."""
    for _ in range(100):
        guest, host = _drawn(draw)
        _wider(revision, guest, host)
    seconds, result = timed(revision.result)
    assert result.cost == result.bound == revision.total
    cold = solve(replace(revision.problem, rooms=revision.rooms()))
    same = cold.cost == result.cost
    yield at_most("200k: the proof restated", seconds, 1, "s")
    yield Row(
        "200k: after 100 edits, against a cold solve", "one cost" if same else "differ", "one cost", same
    )
