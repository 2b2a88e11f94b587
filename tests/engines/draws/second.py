"""A second way from the key to the result, written from docs/draws.md alone: nothing of the engine is used."""

from __future__ import annotations

import hashlib
from typing import Any


class Lots:
    """The numbers of one label, bit strings instead of bytes, and one block at a time."""

    def __init__(self, key: str, label: str) -> None:
        self.key, self.label, self.used = key, label, 0

    def bits(self) -> str:
        text = f"lianshou.draws/1\n{self.key}\n{self.label}\n{self.used}"
        self.used += 1
        return f"{int(hashlib.sha256(text.encode('utf-8')).hexdigest(), 16):0256b}"

    def below(self, limit: int) -> int:
        blocks = 1
        while 2 ** (256 * blocks) <= limit - 1 or len(bin(limit)) - 2 > 256 * blocks:
            blocks += 1
        whole = 2 ** (256 * blocks) - 2 ** (256 * blocks) % limit
        number = whole
        while number >= whole:
            number = int("".join(self.bits() for _ in range(blocks)), 2)
        return number % limit


def shuffled(key: str, label: str, things: list[Any]) -> list[Any]:
    lots, rest, order = Lots(key, label), dict(enumerate(things)), []
    while rest:
        order.append(rest.pop(list(rest)[lots.below(len(rest))]))
    return order


def drawn(announcement: dict[str, Any], sources: str) -> tuple[int, list[list[int]], list[list[int]]]:
    """Panel, selected and reserves."""
    if announcement["problem"]["method"] == "rfc3797":
        return _memo(announcement, sources)
    key = announcement["digest"] + "/" + sources
    lot = Lots(key, "panel").below(int(announcement["total"]))
    ends, reached = [], 0
    for weight, _ in announcement["panels"]:
        reached += int(weight)
        ends.append(reached)
    panel = next(place for place, end in enumerate(ends) if lot < end)
    chosen = []
    for one, count in announcement["panels"][panel][1]:
        chosen.extend(shuffled(key, f"profile {one}", announcement["profiles"][one])[:count])
    everybody = sorted(
        (unit for units in announcement["profiles"] for unit in units), key=lambda unit: unit[0]
    )
    rest = [unit for unit in everybody if unit[0] not in {one[0] for one in chosen}]
    return panel, sorted(chosen), shuffled(key, "reserves", rest)


def _memo(announcement: dict[str, Any], sources: str) -> tuple[int, list[list[int]], list[list[int]]]:
    pool = sorted(unit for units in announcement["profiles"] for unit in units)
    order = []
    for index in range(len(pool)):
        ends = bytes((index // 256, index % 256))
        remainder = 0
        for byte in hashlib.md5(ends + sources.encode() + ends).digest():  # noqa: S324  the memo says so
            remainder = (remainder * 256 + byte) % (len(pool))
        order.append(pool.pop(remainder))
    return 0, order[: announcement["problem"]["places"]], order[announcement["problem"]["places"] :]
