"""Why a guest is where it is, and what a host's places are worth, by the pairs as they stand."""

from __future__ import annotations

from typing import Any

from lianshou.engines.matching import ProblemError
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing.queries.instance import instance_of, standing_pairs
from lianshou.kinds.pairing.queries.trying import too_many
from lianshou.kinds.pairing.rules.explaining import explain_guest, explain_host
from lianshou.kinds.pairing.rules.facts import Instance

Json = dict[str, Any]


def guest_explained(*, programme: Programme, guest: int) -> Json | None:
    """The answer about an application; None before the first matching, for large lists and where holds contradict."""
    asked = _askable(programme)
    if asked is None or str(guest) not in {one.id for one in asked[0].guests}:
        return None
    try:
        return explain_guest(asked[0], str(guest), arrangement=asked[1])
    except ProblemError:
        return None


def host_explained(*, programme: Programme, host: int) -> Json | None:
    """The answer about an opening; None as for a guest."""
    asked = _askable(programme)
    if asked is None or str(host) not in {one.id for one in asked[0].hosts}:
        return None
    try:
        return explain_host(asked[0], str(host), arrangement=asked[1])
    except ProblemError:
        return None


def _askable(programme: Programme) -> tuple[Instance, Json] | None:
    """The lists and the pairs, where a page can be asked about them."""
    pairs = standing_pairs(programme=programme)
    if not pairs["pairs"]:
        return None
    instance = instance_of(programme=programme)
    return None if too_many(guests=len(instance.guests)) else (instance, pairs)
