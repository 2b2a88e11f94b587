"""A proposal of helpers as a page shows it, and whether it still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Settled, State
from lianshou.kinds.aid.models import Helper, Helping, HelpMatch, Household


@dataclass(frozen=True)
class Proposed:
    """A household with the helper who is proposed, why, who else comes near, and who has it now."""

    household: Household
    helper: Helper | None
    why: Wording
    others: tuple[tuple[Helper, int], ...]
    stays: bool
    before: Helper | None
    skipped: bool = False

    @property
    def is_fresh(self) -> bool:
        """Whether the household would get a new helper."""
        return self.helper is not None and not self.stays

    @property
    def union(self) -> Union:
        return self.household.union


def match_in_scope(*, actor: Any, verb: str = "placement.view") -> QuerySet[HelpMatch]:
    """The proposals below unions in the subtrees of the actor's posts that grant ``verb``."""
    found = HelpMatch.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("union", "asked_by", "settled_by")


def open_match(*, union: Union) -> HelpMatch | None:
    """The proposal of a union that waits to be decided on."""
    return HelpMatch.objects.admitted().filter(union=union, state=Settled.OPEN).first()


def proposals_of(match: HelpMatch) -> list[Proposed]:
    """A proposal row by row: those without a helper first, then who is new, then who stays; the caller has been let in to it."""
    result = match.result
    ids = [one["household"] for one in (*result["placements"], *result["unmatched"])]
    households = _in_bulk(Household.objects.admitted().select_related("union", "head"), ids)
    now = {one["id"]: one["now"] for one in match.input["households"]}
    named = {one["helper"] for one in result["placements"]} | set(filter(None, now.values()))
    named |= {one["helper"] for row in result["placements"] for one in row["next_best"]}
    helpers = _in_bulk(Helper.objects.admitted().select_related("person", "union"), list(named))
    rows = [
        Proposed(households[one["household"]], None, Wording(**one["reason"]), (), False, None)
        for one in result["unmatched"]
    ]
    skipped = set(match.skipped)
    placed = [
        replace(_proposed(one, households, helpers, now), skipped=one["household"] in skipped)
        for one in result["placements"]
    ]
    return rows + sorted(placed, key=lambda one: one.stays)


def _proposed(
    one: Mapping[str, Any],
    households: Mapping[int, Household],
    helpers: Mapping[int, Helper],
    now: Mapping[int, Any],
) -> Proposed:
    others = tuple((helpers[best["helper"]], best["extra"]) for best in one["next_best"])
    before = now.get(one["household"])
    return Proposed(
        household=households[one["household"]],
        helper=helpers[one["helper"]],
        why=Wording(**one["sentence"]),
        others=others,
        stays=before == one["helper"],
        before=helpers[before] if before else None,
    )


def is_still_true(match: HelpMatch) -> bool:
    """Whether what was frozen of households and helpers is so still: who is on file, who helps, who has whom."""
    now = {one["id"]: one["now"] for one in match.input["households"]}
    wanted = {one["helper"] for one in match.result["placements"]}
    households = _in_bulk(Household.objects.admitted(), list(now))
    if any(one.state != State.ON_FILE for one in households.values()):
        return False
    helpers = _in_bulk(Helper.objects.admitted(), list(wanted))
    if any(one.until is not None for one in helpers.values()):
        return False
    standing: dict[int, int] = {}
    ids = list(now)
    for start in range(0, len(ids), 500):
        rows = Helping.objects.admitted().filter(household__in=ids[start : start + 500], ends_on=None)
        standing |= dict(rows.values_list("household", "helper"))
    return all(standing.get(household) == helper for household, helper in now.items())


def _in_bulk(rows: QuerySet[Any], ids: list[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(ids), 500):
        found |= {one.pk: one for one in rows.filter(pk__in=ids[start : start + 500])}
    return found
