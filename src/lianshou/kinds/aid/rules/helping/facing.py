"""The frozen input of a matching: helpers and households as plain values, whom rules keep apart, what weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any

from lianshou.core.wording import Wording

INPUT_SCHEMA = "lianshou.aid.helping.input/1"


class Apart(Enum):
    """Why a helper can never be that of a household; the value is its sentence."""

    SELF = Wording("责任人就是该户职工本人", "the helper is the head of the household")
    RELATIVE = Wording("责任人与该户是亲属", "the helper is a relative of the household")
    SUPERIOR = Wording(
        "责任人与该户职工在同一工会任职，有上下级关系",
        "the two hold offices in the same union, one above the other",
    )


@dataclass(frozen=True)
class HelperFacts:
    """A helper: where, in what they help, what they speak. ``most`` households are wished at most; ``elsewhere`` they have
    among households that are not on the list."""

    id: int
    path: str
    longitude: float | None = None
    latitude: float | None = None
    fields: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    most: int = 3
    elsewhere: int = 0


@dataclass(frozen=True)
class HouseholdFacts:
    """A household: where, in which fields it needs help, what is spoken (nothing: anything does), and its helper of now."""

    id: int
    path: str
    longitude: float | None = None
    latitude: float | None = None
    fields: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    now: int | None = None


@dataclass(frozen=True)
class Question:
    """Everything that a matching knows; ``apart`` holds for (household, helper) the name of the reason."""

    helpers: tuple[HelperFacts, ...]
    households: tuple[HouseholdFacts, ...]
    weights: Mapping[str, int]
    apart: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The question as it is frozen."""
        return {
            "schema": INPUT_SCHEMA,
            "helpers": [asdict(one) for one in self.helpers],
            "households": [asdict(one) for one in self.households],
            "weights": dict(self.weights),
            "apart": [[*pair, why] for pair, why in sorted(self.apart.items())],
        }

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> Question:
        """The question that was frozen."""
        return cls(
            tuple(HelperFacts(**_tupled(one)) for one in frozen["helpers"]),
            tuple(HouseholdFacts(**_tupled(one)) for one in frozen["households"]),
            frozen["weights"],
            {(household, helper): why for household, helper, why in frozen["apart"]},
        )


def _tupled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "fields": tuple(row["fields"]), "languages": tuple(row["languages"])}


def kept_apart(
    *,
    helper_person: int,
    head: int,
    helper_offices: Sequence[tuple[int, str]],
    head_offices: Sequence[tuple[int, str]],
    is_relative: bool,
) -> Apart | None:
    """Why two can never be together, or None. ``…_offices`` are the offices in force, as (union, position).

    Superior and subordinate are two who hold offices in the same union, one of them as its chair.
    """
    if helper_person == head:
        return Apart.SELF
    if is_relative:
        return Apart.RELATIVE
    ours, theirs = dict(helper_offices), dict(head_offices)
    shared = ours.keys() & theirs.keys()
    if any("chair" in (ours[union], theirs[union]) for union in shared):
        return Apart.SUPERIOR
    return None
