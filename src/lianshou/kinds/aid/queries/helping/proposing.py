"""A proposal of helpers as a page shows it, and which of its pairs still hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Fallen, Settled
from lianshou.kinds.aid.models import Helper, HelpMatch, Household
from lianshou.kinds.aid.queries.helping.facing import apart_among, helpers_standing
from lianshou.kinds.aid.rules.helping.deciding import why_pair_fell


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
    fallen: Fallen | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether the household would get a new helper, or got one."""
        return self.helper is not None and not self.stays and self.fallen is None

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


def proposals_of(match: HelpMatch, *, today: date) -> list[Proposed]:
    """A proposal row by row: those without a helper first, then who is new, with what fell away since, then who stays; the caller
    has been let in to it.
    """
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
    skipped, fallen = set(match.skipped), fallen_of(match, today=today)
    placed = [
        replace(
            _proposed(one, households, helpers, now),
            skipped=one["household"] in skipped and one["household"] not in fallen,
            fallen=fallen.get(one["household"]),
        )
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


def fresh_of(match: HelpMatch) -> list[dict[str, Any]]:
    """The rows of a proposal that give a household a new helper."""
    now_of = {one["id"]: one["now"] for one in match.input["households"]}
    return [one for one in match.result["placements"] if now_of[one["household"]] != one["helper"]]


def fallen_of(match: HelpMatch, *, today: date) -> dict[int, Fallen]:
    """The households whose proposed pair no longer holds, with the reason: as things stand while the proposal is open, as they
    stood when it was accepted. The caller has been let in to it.
    """
    if match.state != Settled.OPEN:
        return {int(household): Fallen(why) for household, why in match.fallen.items()}
    fresh = fresh_of(match)
    households = _in_bulk(
        Household.objects.admitted().select_related("union"), [one["household"] for one in fresh]
    )
    helpers = _in_bulk(Helper.objects.admitted(), [one["helper"] for one in fresh])
    apart = apart_among(list(helpers.values()), list(households.values()), today)
    before = {one["id"]: one["now"] for one in match.input["households"]}
    now = helpers_standing(list(households))
    found = {
        one["household"]: why_pair_fell(
            state=households[one["household"]].state,
            is_inside=Scope((match.union_path,)).covers(households[one["household"]].union.path),
            before=before[one["household"]],
            now=now.get(one["household"]),
            helper_left=helpers[one["helper"]].until is not None,
            is_apart=(one["household"], one["helper"]) in apart,
        )
        for one in fresh
    }
    return {household: why for household, why in found.items() if why is not None}


def _in_bulk(rows: QuerySet[Any], ids: list[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(ids), 500):
        found |= {one.pk: one for one in rows.filter(pk__in=ids[start : start + 500])}
    return found
