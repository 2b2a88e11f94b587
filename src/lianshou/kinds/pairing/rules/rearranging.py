"""Two arrangements compared: who goes elsewhere and why, whose load changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules import answers, sentences
from lianshou.kinds.pairing.rules.asking import Standing
from lianshou.kinds.pairing.rules.facts import Guest, Host, sort_key
from lianshou.kinds.pairing.rules.reporting import known, said

Json = dict[str, Any]


def moves(before: Standing, after: Standing) -> list[Json]:
    """Everybody who ends elsewhere, by name; the two may stand on different boards. See docs/matching-json.md."""
    guests: dict[str, Guest] = {guest.id: guest for guest in (*after.board.guests, *before.board.guests)}
    found = (_move(guest, before, after) for guest in sorted(guests.values(), key=sort_key))
    return [move for move in found if move is not None]


def loads(before: Standing, after: Standing) -> list[Json]:
    """The hosts whose load differs, by name; null where the host is not there."""
    hosts: dict[str, Host] = {host.id: host for host in (*after.board.hosts, *before.board.hosts)}
    found = [
        {"host": host.id, "host_name": host.name, "before": _load(before, host), "after": _load(after, host)}
        for host in sorted(hosts.values(), key=sort_key)
    ]
    return [one for one in found if one["before"] != one["after"]]


def names(moved: Sequence[Json], *kinds: str) -> list[str]:
    """The guests of some kinds of move; of all when none is named."""
    return [move["guest_name"] for move in moved if not kinds or move["kind"] in kinds]


def _load(standing: Standing, host: Host) -> int | None:
    index = standing.board.host_index.get(host.id)
    return None if index is None else standing.loads[index]


def _move(guest: Guest, before: Standing, after: Standing) -> Json | None:
    origin, target = _host(before, guest), _host(after, guest)
    kind = _kind(guest, before, after, origin, target)
    if kind is None:
        return None
    return {
        "guest": guest.id,
        "guest_name": guest.name,
        "from": origin.id if origin else None,
        "from_name": origin.name if origin else None,
        "to": target.id if target else None,
        "to_name": target.name if target else None,
        "kind": kind,
        "forced": origin is not None and origin.id not in after.board.host_index,
        "why": said(_why(guest, kind, before, after, origin, target)),
    }


def _host(standing: Standing, guest: Guest) -> Host | None:
    host = standing.hosts.get(guest.id)
    return None if host is None else standing.board.hosts[standing.board.host_index[host]]


def _kind(
    guest: Guest, before: Standing, after: Standing, origin: Host | None, target: Host | None
) -> str | None:
    """What happens to a guest; None when nothing does."""
    if guest.id not in after.board.guest_index:
        return "gone"
    if guest.id not in before.board.guest_index:
        return "joined"
    if (origin and origin.id) == (target and target.id):
        return None
    if target is None:
        return "left_out"
    return "moved" if origin else "served"


def _why(
    guest: Guest, kind: str, before: Standing, after: Standing, origin: Host | None, target: Host | None
) -> Wording:
    if target is None:
        return answers.WITHOUT_HOST[kind]
    index, at = after.board.guest_index[guest.id], after.board.host_index[target.id]
    match = known(after.board, index, at)
    if match.locked:
        return answers.LOCKED_THERE
    if origin is None:
        return sentences.reasons(match, after.board.instance.settings)
    if origin.id not in after.board.host_index:
        return answers.HOST_GONE
    former = after.board.host_index[origin.id]
    if (guest.id, origin.id) in after.board.instance.forbidden:
        return answers.BANNED_THERE
    return answers.own_change(int(after.problem.costs[index, at] - after.problem.costs[index, former]))
