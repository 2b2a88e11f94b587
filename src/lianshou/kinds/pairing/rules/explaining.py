"""Why a guest is with its host, or has none; what a host's places are worth to the county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching import (
    IMPOSSIBLE,
    LEFT_OUT,
    ProblemError,
    Room,
    host_price_range,
    price_of_forcing,
)
from lianshou.engines.matching.problem import Bools
from lianshou.kinds.pairing.rules import answers, sentences
from lianshou.kinds.pairing.rules.asking import (
    Standing,
    settled,
    stand,
    steep,
    with_lock,
    with_room,
)
from lianshou.kinds.pairing.rules.facts import Host, Instance
from lianshou.kinds.pairing.rules.rearranging import moves, names
from lianshou.kinds.pairing.rules.reporting import known, left_out_json, load_json, said

EXPLANATION_SCHEMA = "lianshou.pairing.explanation/1"
_CHEAPER, _NEXT_BEST = 3, 3

Json = dict[str, Any]


def explain_guest(instance: Instance, guest: str, *, arrangement: Mapping[str, Any] | None = None) -> Json:
    """Why ``guest`` (an id) is where it is: see docs/matching-json.md.

    ``arrangement`` is a result or ``{"pairs": [{"guest", "host"}]}``, the optimum when not given.
    Raises KeyError for an unknown id, ProblemError as ``match``.
    """
    standing = stand(instance, arrangement)
    return _GuestAnswer(standing, standing.board.guest_index[guest]).to_json()


def explain_host(instance: Instance, host: str, *, arrangement: Mapping[str, Any] | None = None) -> Json:
    """Who is with ``host`` (an id), and what one place more or fewer would change. Raises as ``explain_guest``."""
    standing = stand(instance, arrangement)
    return _HostAnswer(standing, standing.board.host_index[host]).to_json()


@dataclass(frozen=True, eq=False)
class _GuestAnswer:
    """What there is to say of one guest."""

    standing: Standing
    guest: int

    def to_json(self) -> Json:
        unit = self.standing.board.guests[self.guest]
        return {
            "schema": EXPLANATION_SCHEMA,
            "kind": "guest",
            "guest": unit.id,
            "guest_name": unit.name,
            "optimal": self.standing.is_optimal,
            **self.pair,
            "terms": self.terms,
            "rank": self.rank,
            "next_best": [self.instead(host) for host in self.next_hosts],
            "host_price": None if self.at is None else self.at.price,
            "place": None if self.at is None else self.at.more,
            "left_out": self.left_out,
        }

    @property
    def host(self) -> int:
        return int(self.standing.host_of[self.guest])

    @cached_property
    def at(self) -> _HostAnswer | None:
        return None if self.host == LEFT_OUT else _HostAnswer(self.standing, self.host)

    @cached_property
    def left_out(self) -> Json | None:
        """Why it has no host; None with one."""
        standing = self.standing
        if self.host != LEFT_OUT:
            return None
        best = int(standing.optimum.host_of[self.guest])
        if best == LEFT_OUT:
            told = left_out_json(standing.board, standing.optimum, self.guest)
            return {key: told[key] for key in ("reason", "sentence", "cheapest")}
        sentence = answers.not_arranged(standing.board.hosts[best])
        return {"reason": "not_arranged", "sentence": said(sentence), "cheapest": self.cheapest}

    @property
    def cheapest(self) -> Json:
        """The cheapest way to serve a guest that the optimum serves."""
        host = self.next_hosts[0]
        told = self.instead(host)
        return {
            **{key: told[key] for key in ("host", "host_name", "extra_cost", "others")},
            "pair_cost": int(self.standing.problem.costs[self.guest, host]),
        }

    @property
    def pair(self) -> Json:
        if self.at is None:
            empty = ("host", "host_name", "distance_m", "near", "shared_industry", "cost")
            sentence = (self.left_out or {}).get("sentence")
            return {**dict.fromkeys(empty), "locked": False, "renewed": False, "sentence": sentence}
        board = self.standing.board
        match, settings = known(board, self.guest, self.host), board.instance.settings
        return {
            "host": match.host.id,
            "host_name": match.host.name,
            "distance_m": match.distance_m,
            "near": match.near.slug,
            "shared_industry": said(sentences.shared_industry(match, settings)),
            "cost": sum(self.breakdown.values()),
            "locked": match.locked,
            "renewed": match.renewed,
            "sentence": said(sentences.reasons(match, settings)),
        }

    @cached_property
    def breakdown(self) -> dict[str, int]:
        if self.host == LEFT_OUT:
            return {}
        return self.standing.problem.breakdown(guest=self.guest, host=self.host)

    @property
    def terms(self) -> list[Json]:
        board = self.standing.board
        if self.host == LEFT_OUT:
            return []
        match, reach = known(board, self.guest, self.host), int(board.reach[self.guest, self.host])
        settings = board.instance.settings
        return [
            {
                "term": name,
                "name": said(answers.TERM_NAMES[name]),
                "cost": cost,
                "sentence": said(answers.term(name, cost, match, settings, reach=reach)),
            }
            for name, cost in self.breakdown.items()
        ]

    @property
    def rank(self) -> Json | None:
        """Its host among those open to it, by the cost of the pair alone, then by name."""
        if self.host == LEFT_OUT:
            return None
        costs = self.standing.problem.costs[self.guest]
        options = np.flatnonzero(self._open).tolist()
        before = [j for j in options if (costs[j], j) < (costs[self.host], self.host)]
        before.sort(key=lambda j: (int(costs[j]), j))
        return {
            "rank": len(before) + 1,
            "options": len(options),
            "cheaper": [self.cheaper(j) for j in before[:_CHEAPER]],
            "sentence": said(answers.rank(len(before) + 1, len(options))),
        }

    @property
    def _open(self) -> Bools:
        """Where the guest may go, its own host included."""
        here = np.arange(len(self.standing.board.hosts)) == self.host
        return np.asarray(self.standing.problem.allowed[self.guest] | here, dtype=np.bool_)

    def cheaper(self, host: int) -> Json:
        unit, problem = self.standing.board.hosts[host], self.standing.problem
        less = int(problem.costs[self.guest, self.host] - problem.costs[self.guest, host])
        load, most = self.standing.loads[host], problem.rooms[host].most
        return {
            "host": unit.id,
            "host_name": unit.name,
            "less": less,
            "load": load,
            "most": most,
            "sentence": said(answers.cheaper(unit, less=less, load=load, most=most)),
        }

    @cached_property
    def next_hosts(self) -> list[int]:
        """Other hosts, cheapest for the whole county first, then for the pair, then by name."""
        prices = price_of_forcing(self.standing.optimum)[self.guest]
        own = self.standing.problem.costs[self.guest]
        found = [j for j in range(len(prices)) if j != self.host and prices[j] < IMPOSSIBLE]
        return sorted(found, key=lambda j: (int(prices[j]), int(own[j]), j))[:_NEXT_BEST]

    def instead(self, host: int) -> Json:
        """The best arrangement with the guest at ``host``, against the one that stands."""
        standing, board = self.standing, self.standing.board
        locked = with_lock(standing.problem, self.guest, host)
        after = settled(board, locked, standing.host_of)
        extra, unmatched = after.cost - standing.cost, after.unmatched - standing.unmatched
        others = [one for one in moves(standing, after) if one["guest"] != board.guests[self.guest].id]
        terms, distance = locked.breakdown(guest=self.guest, host=host), int(board.metres[self.guest, host])
        apart = None if distance < 0 else distance
        cause = answers.cause_of(self.breakdown, terms, extra=extra, new_distance=apart)
        return {
            "host": board.hosts[host].id,
            "host_name": board.hosts[host].name,
            "extra_cost": extra,
            "own_extra": sum(terms.values()) - sum(self.breakdown.values()),
            "distance_m": apart,
            "left_out": unmatched,
            "others": others,
            "sentence": said(
                answers.instead(
                    board.hosts[host],
                    extra=extra,
                    unmatched=unmatched,
                    others=names(others),
                    cause=cause,
                )
            ),
        }


@dataclass(frozen=True, eq=False)
class _HostAnswer:
    """What there is to say of one host."""

    standing: Standing
    host: int

    def to_json(self) -> Json:
        unit = self.unit
        load = load_json(self.standing.board, unit, self.load)
        return {
            "schema": EXPLANATION_SCHEMA,
            "kind": "host",
            "host": unit.id,
            "host_name": unit.name,
            "optimal": self.standing.is_optimal,
            **{key: load[key] for key in ("level", "low", "high", "most", "load", "warning")},
            "guests": [self.guest(i) for i in self.guests],
            "price": self.price,
            "more": self.more,
            "fewer": self.fewer,
            "sentence": said(self.sentence),
        }

    @property
    def unit(self) -> Host:
        return self.standing.board.hosts[self.host]

    @property
    def load(self) -> int:
        return self.standing.loads[self.host]

    @property
    def room(self) -> Room:
        return self.standing.problem.rooms[self.host]

    @property
    def guests(self) -> list[int]:
        return [int(i) for i in np.flatnonzero(self.standing.host_of == self.host)]

    def guest(self, guest: int) -> Json:
        board = self.standing.board
        match = known(board, guest, self.host)
        return {
            "guest": match.guest.id,
            "guest_name": match.guest.name,
            "cost": int(self.standing.problem.costs[guest, self.host]),
            "distance_m": match.distance_m,
            "sentence": said(sentences.reasons(match, board.instance.settings)),
        }

    @cached_property
    def price(self) -> Json:
        """What one unit more or fewer would mean; whole guests left out are told apart from the cost."""
        asked = steep(self.standing)
        lowest, highest = host_price_range(asked)
        whole = int(asked.problem.left_out.max(initial=1))
        more, more_left_out = _apart(int(highest[self.host]), whole)
        fewer, fewer_served = _apart(int(lowest[self.host]), whole) if self.load else (None, 0)
        return {
            "more": more,
            "more_left_out": more_left_out,
            "fewer": fewer,
            "fewer_served": fewer_served,
            "sentence": said(
                answers.price(more, fewer, more_left_out=more_left_out, fewer_served=fewer_served)
            ),
        }

    @cached_property
    def more(self) -> Json | None:
        room = self.room
        return self.with_room(1, replace(room, high=room.high + 1, most=room.most + 1))

    @cached_property
    def fewer(self) -> Json | None:
        room = self.room
        if not room.most:
            return None
        high = max(room.high - 1, 0)
        return self.with_room(-1, replace(room, low=min(room.low, high), high=high, most=room.most - 1))

    def with_room(self, change: int, room: Room) -> Json | None:
        """The best arrangement with another room, against the one that stands; None when locks do not fit."""
        standing = self.standing
        try:
            problem = with_room(standing.problem, self.host, room)
        except ProblemError:
            return None
        after = settled(standing.board, problem, standing.host_of)
        return {
            "low": room.low,
            "high": room.high,
            "most": room.most,
            "cost": after.cost,
            "unmatched": after.unmatched,
            **self._difference(change, after),
        }

    def _difference(self, change: int, after: Standing) -> Json:
        standing = self.standing
        moved, difference = moves(standing, after), after.cost - standing.cost
        sentence = answers.place(
            self.unit,
            change=change,
            difference=difference,
            unmatched=after.unmatched - standing.unmatched,
            others=names(moved),
        )
        return {"difference": difference, "moves": moved, "sentence": said(sentence)}

    @property
    def sentence(self) -> Wording:
        usual = sentences.range_said(self.room)
        guests = [self.standing.board.guests[i] for i in self.guests]
        return answers.host_now(self.unit, guests, usual=usual, most=self.room.most)


def _apart(price: int, whole: int) -> tuple[int | None, int]:
    """A price as cost and guests left out, each of whom counts ``whole``; None where there is no such price."""
    if abs(price) >= IMPOSSIBLE:
        return None, 0
    count = (price + whole // 2) // whole
    return price - count * whole, count
