"""What a matching says, in sentences that a union chair understands; in Chinese and English, for either engine.

Costs are said by a function of the caller's, which may count in kilometres or yuan; plain numbers by default.
"Everybody" is the whole arrangement, all others rearranged at their best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from lianshou.core.wording import Wording, join
from lianshou.engines.matching.changes import Difference, Shift
from lianshou.engines.matching.explanation import Alternative, LeftOut
from lianshou.engines.matching.matching import Explanation
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Term

_PLACED = Wording("{guest}安排在{host}", "{guest} is placed with {host}")
_GONE = Wording("{guest}已退出，不再参加安排", "{guest} has dropped out and asks no longer")
_FIRST = Wording(
    "在可去的{options}家中，这一家对它最合适", "of the {options} it could go to, this one suits it best"
)
_RANK = Wording(
    "在可去的{options}家中，这一家排第{rank}", "of the {options} it could go to, this one ranks no. {rank}"
)
_NO_OTHER = Wording("没有别家可以改去", "there is nowhere else it could go")
_AS_GOOD = Wording("改到{host}，全局一样好", "with {host} it would be just as good for everybody")
_DEARER = Wording("改到{host}，全局多花{extra}", "with {host} it would cost everybody {extra} more")
_YET_CHEAPER = Wording("{sentence}，虽然它自己可省{own}", "{sentence}, though for itself it would save {own}")
_WHY = Wording("{guest}没有安排：{reason}", "{guest} has no place: {reason}")
_NO_WAY = Wording("目前没有办法安排", "as things stand there is no way to serve it")
_CHEAPEST = Wording(
    "最省的办法是安排到{host}，全局多花{extra}",
    "the cheapest way to serve it is {host}, at {extra} more for everybody",
)
_NOBODY_MOVES = Wording("其他单位都不用动", "nobody else has to move")
_OTHERS_MOVE = Wording("另有{count}家要动：{moves}", "others that would change, {count}: {moves}")
_PLACE_SAVES = Wording("再多一个名额，全局可省{low}", "one more place here would save everybody {low}")
_PLACE_IDLE = Wording("再多一个名额，全局也省不了", "one more place here would save nothing")
_GUEST_COSTS = Wording(
    "再来一家，全局要为它腾地方，多花{high}",
    "one more guest here would cost everybody {high} to make room for",
)
_GUEST_SAVES = Wording("再来一家，全局反而可省{high}", "one more guest here would even save everybody {high}")
_GUEST_FREE = Wording("再来一家，全局不用多花", "one more guest here would cost nobody anything")
_GUEST_TOO_MANY = Wording("再来一家就安排不下了", "there is no room to be made for one more guest")
_WORTH = Wording("这里一个名额值{low}～{high}", "a place here is worth {low} to {high}")
_SAME = Wording("总成本不变", "the total cost stays the same")
_MORE = Wording("总成本增加{cost}", "the total cost rises by {cost}")
_LESS = Wording("总成本减少{cost}", "the total cost falls by {cost}")
_NO_CHANGE = Wording("没有单位改动", "nobody moves")
_CHANGES = Wording("{count}家改动：{moves}", "changes, {count}: {moves}")
_AND_MORE = Wording("{moves}等", "{moves} and others")
_MOVES: Final = {
    "moved": Wording("{guest}由{before}改到{after}", "{guest} from {before} to {after}"),
    "placed": Wording("{guest}新安排到{after}", "{guest} now placed with {after}"),
    "displaced": Wording("{guest}不再安排（原在{before}）", "{guest} loses its place with {before}"),
    "left": Wording("{guest}退出（原在{before}）", "{guest} drops out (was with {before})"),
    "left waiting": Wording("{guest}退出", "{guest} drops out"),
    "joined": Wording("{guest}加入，安排到{after}", "{guest} joins, placed with {after}"),
    "joined waiting": Wording("{guest}加入，没有安排", "{guest} joins, without a place"),
}
_COUNTED = Wording("{amount}，计{cost}", "{amount}, counted as {cost}")
_NAMED = Wording("{name}：计{cost}", "{name}: counted as {cost}")


def plain(cost: int) -> Wording:
    """The bare number of cost units."""
    return Wording(str(cost), str(cost))


@dataclass(frozen=True)
class Teller:
    """Says what a matching of these guests and hosts answers; names by row, costs by ``cost``."""

    guests: Sequence[str]
    hosts: Sequence[str]
    cost: Callable[[int], Wording] = plain

    def told(self, explanation: Explanation) -> tuple[Wording, ...]:
        """Why a guest is where it is, or why it has no place: a few sentences, the most important first."""
        guest = self.guests[explanation.guest]
        if explanation.host == ABSENT:
            return (_GONE.fill(guest=guest),)
        if explanation.left_out is not None:
            return (
                _WHY.fill(guest=guest, reason=explanation.left_out.reason.value),
                *self.way_in(explanation.left_out),
            )
        placed = _PLACED.fill(guest=guest, host=self.hosts[explanation.host])
        others = tuple(self.alternative(other) for other in explanation.next_best) or (_NO_OTHER,)
        return (placed, self.rank(explanation), *others)

    def rank(self, explanation: Explanation) -> Wording:
        """How the guest's own host stands among those it could go to, room aside."""
        sentence = _FIRST if explanation.rank == 1 else _RANK
        return sentence.fill(options=explanation.options, rank=explanation.rank)

    def alternative(self, other: Alternative) -> Wording:
        """What another host would cost everybody."""
        sentence = _DEARER if other.extra_cost else _AS_GOOD
        said = sentence.fill(host=self.hosts[other.host], extra=self.cost(other.extra_cost))
        return (
            _YET_CHEAPER.fill(sentence=said, own=self.cost(-other.own_extra)) if other.own_extra < 0 else said
        )

    def way_in(self, left_out: LeftOut) -> tuple[Wording, ...]:
        """The cheapest way to serve a guest that has no place, and who would have to give way."""
        if left_out.cheapest is None:
            return (_NO_WAY,)
        host, extra = self.hosts[left_out.cheapest.host], self.cost(left_out.cheapest.extra_cost)
        moves = join([self.shift(shift) for shift in left_out.others], zh="、")
        others = (
            _OTHERS_MOVE.fill(count=len(left_out.others), moves=moves) if left_out.others else _NOBODY_MOVES
        )
        return (_CHEAPEST.fill(host=host, extra=extra), others)

    def place(self, low: int, high: int) -> Wording:
        """What a place at a host is worth, from its entries in ``host_price_range``.

        One place more (without a price of its own) saves ``low``; one guest more costs ``high`` beyond what its own
        pair costs.
        """
        saves = _PLACE_SAVES.fill(low=self.cost(low)) if low > 0 else _PLACE_IDLE
        parts = [saves, self._one_guest_more(high)]
        if 0 < low < high < IMPOSSIBLE:
            parts.insert(0, _WORTH.fill(low=self.cost(low), high=self.cost(high)))
        return join(parts)

    def difference(self, difference: Difference, *, named: int = 5) -> Wording:
        """What a change makes: the cost to everybody, and who moves; at most ``named`` of them by name."""
        extra = difference.extra
        sentence = _MORE if extra > 0 else _LESS if extra < 0 else _SAME
        return join(
            [sentence.fill(cost=self.cost(abs(extra))), self._moves(difference.shifts, named)], zh="，"
        )

    def shift(self, shift: Shift) -> Wording:
        """One guest that goes elsewhere, comes or goes."""
        before, after = ("" if host < 0 else self.hosts[host] for host in (shift.before, shift.after))
        return _MOVES[_kind(shift)].fill(guest=self.guests[shift.guest], before=before, after=after)

    def term(self, term: Term, *, guest: int, host: int) -> Wording:
        """What one term says of a pair: the amount in words where it was measured, and what it counts."""
        cost = self.cost(int(term.costs[guest, host]))
        if term.measured is None:
            return _NAMED.fill(name=term.name, cost=cost)
        return _COUNTED.fill(
            amount=term.measured.sentence(int(term.measured.amounts[guest, host])), cost=cost
        )

    def _one_guest_more(self, high: int) -> Wording:
        if high >= IMPOSSIBLE:
            return _GUEST_TOO_MANY
        sentence = _GUEST_COSTS if high > 0 else _GUEST_SAVES if high < 0 else _GUEST_FREE
        return sentence.fill(high=self.cost(abs(high)))

    def _moves(self, shifts: Sequence[Shift], named: int) -> Wording:
        if not shifts:
            return _NO_CHANGE
        moves = join([self.shift(shift) for shift in shifts[:named]], zh="、")
        moves = _AND_MORE.fill(moves=moves) if len(shifts) > named else moves
        return _CHANGES.fill(count=len(shifts), moves=moves)


def _kind(shift: Shift) -> str:
    if shift.before == ABSENT:
        return "joined waiting" if shift.after == LEFT_OUT else "joined"
    if shift.after == ABSENT:
        return "left waiting" if shift.before == LEFT_OUT else "left"
    if LEFT_OUT in (shift.before, shift.after):
        return "placed" if shift.before == LEFT_OUT else "displaced"
    return "moved"
