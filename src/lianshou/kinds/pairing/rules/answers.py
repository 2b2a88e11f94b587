"""The words of answers to questions: why this host, what one place more would change, who would have to move."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lianshou.core.wording import Wording, join
from lianshou.kinds.pairing.rules.facts import Guest, Host
from lianshou.kinds.pairing.rules.sentences import (
    Match,
    change_said,
    cost_said,
    distance_said,
    main_cause,
    shared_industry,
)
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.terms import same_group

_MOST_NAMED = 3

TERM_NAMES = {
    "distance": Wording("距离", "distance"),
    "industry": Wording("行业", "industry"),
    "group": Wording("同一集团", "corporate group"),
    "renewal": Wording("续结", "renewal"),
}


def whole(*parts: Wording | None) -> Wording:
    """Sentences one after the other, each with its own full stop."""
    return join([part for part in parts if part is not None], zh="", en=" ")


def listed(names: Sequence[str], *, most: int = _MOST_NAMED) -> Wording:
    """Some names, and how many there are when not all are named."""
    first = names[:most]
    zh, en = "、".join(first), ", ".join(first)
    if len(names) <= most:
        return Wording(zh, en)
    return Wording(f"{zh}等{len(names)}家", f"{en} and {len(names) - most} more")


def outcome(difference: int, unmatched: int = 0, cause: Wording | None = None) -> Wording:
    """What changes for the county: its cost, and how many more (or fewer) have no host. No full stop."""
    said = change_said(difference, cause)
    if unmatched > 0:
        return join([said, Wording("多{n}家没有帮带方", "{n} more without a host").fill(n=unmatched)])
    if unmatched < 0:
        return join([said, Wording("多安排{n}家", "{n} more served").fill(n=-unmatched)])
    return said


def stop(wording: Wording) -> Wording:
    """With a full stop, the English with a capital."""
    return Wording(f"{wording.zh}。", f"{wording.en[:1].upper()}{wording.en[1:]}.")


# --- one pair ------------------------------------------------------------------------------------------------------------


def term(name: str, cost: int, match: Match, settings: Settings, *, reach: int) -> Wording:
    """One term of a pair in words, with what it counts."""
    if name == "distance":
        return _counted(_distance(match, reach), cost)
    if name == "industry":
        return _counted(shared_industry(match, settings), cost)
    if name == "group":
        return _credited(_GROUP[same_group(match.guest, match.host)], cost)
    return _credited(_RENEWAL[match.renewed], cost)


def _distance(match: Match, reach: int) -> Wording:
    apart = distance_said(reach)
    if match.distance_m is None:
        return Wording("缺坐标，按{apart}估算", "no coordinates, {apart} assumed").fill(apart=apart)
    return Wording("相距{apart}", "{apart} apart").fill(apart=apart)


def _counted(said: Wording, cost: int) -> Wording:
    if not cost:
        return stop(Wording("{said}，不计成本", "{said}: costs nothing").fill(said=said))
    return stop(Wording("{said}，计{cost}", "{said}: counts {cost}").fill(said=said, cost=cost_said(cost)))


def _credited(said: Wording, cost: int) -> Wording:
    if not cost:
        return stop(said)
    return stop(
        Wording("{said}，抵减{cost}", "{said}: {cost} taken off").fill(said=said, cost=cost_said(cost))
    )


_GROUP = {
    True: Wording("属同一集团", "of one corporate group"),
    False: Wording("不属同一集团", "not of one corporate group"),
}
_RENEWAL = {
    True: Wording("此前已经结对", "paired already"),
    False: Wording("此前没有结对", "not paired before"),
}


def rank(place: int, options: int) -> Wording:
    """Where its host stands among those it could go to, seen from this guest alone."""
    if options == 1:
        return Wording("它能去的帮带方只有这一家。", "There is no other host that it could go to.")
    if place == 1:
        return Wording(
            "能去的{options}家帮带方中，单看自己，这一家最合适。",
            "Of the {options} hosts it could go to, this one suits it best.",
        ).fill(options=options)
    return Wording(
        "能去的{options}家帮带方中，单看自己，这一家排第{place}；排在前面的要照顾全县来安排。",
        "Of the {options} hosts it could go to, this one comes in place {place} for itself alone; "
        "those before it serve the county better otherwise.",
    ).fill(options=options, place=place)


def cheaper(host: Host, *, less: int, load: int, most: int) -> Wording:
    """A host that would suit the guest better, seen from it alone."""
    said = (
        Wording("单看自己，去{host}少{less}", "for itself alone {host} would cost {less} less").fill(
            host=host.name, less=cost_said(less)
        )
        if less
        else Wording("单看自己，去{host}成本相同", "for itself alone {host} would cost the same").fill(
            host=host.name
        )
    )
    room = _FULL if load >= most else _LOADED
    return stop(join([said, room.fill(load=load, most=most)], zh="，", en="; "))


_FULL = Wording("但它已满额（{load}家）", "but it is full ({load})")
_LOADED = Wording("它现有{load}家，最多{most}家", "it has {load} and takes at most {most}")


def instead(
    host: Host,
    *,
    extra: int,
    unmatched: int,
    others: Sequence[str],
    cause: Wording | None,
) -> Wording:
    """Another host for a guest: what it would cost the county, and who would have to move."""
    head = Wording("改到{host}：{change}", "With {host}: {change}").fill(
        host=host.name, change=outcome(extra, unmatched, cause)
    )
    return stop(join([head, moving(others)]))


def moving(others: Sequence[str]) -> Wording:
    """Who else has to move; no full stop."""
    if not others:
        return Wording("其他单位都不动", "nobody else moves")
    verb = "moves" if len(others) == 1 else "move"
    return Wording("{names}也要调整", f"{{names}} {verb} too").fill(names=listed(others))


def cause_of(
    terms: dict[str, int], new_terms: dict[str, int], *, extra: int, new_distance: int | None
) -> Wording | None:
    """Mainly why it costs more; None when it does not."""
    return (
        main_cause(terms, new_terms, extra=extra, new_distance=new_distance) if terms and extra > 0 else None
    )


def not_arranged(host: Host) -> Wording:
    """A guest without a host although there is room."""
    return Wording(
        "还没有安排；有名额，全县最优的安排是{host}。",
        "Not placed yet; there is room, and {host} is best for the county.",
    ).fill(host=host.name)


# --- a host and its places -----------------------------------------------------------------------------------------------


def price(more: int | None, fewer: int | None, *, more_left_out: int = 0, fewer_served: int = 0) -> Wording:
    """What a unit more or less at a host means to the county, beyond the pair's own distance and industry."""
    parts = [
        Wording("假如再有一家新单位要来：{change}", "if one more unit had to come: {change}").fill(
            change=_NO_MORE if more is None else outcome(more, more_left_out)
        ),
    ]
    if fewer is not None:
        parts.append(
            Wording("假如现有的少来一家：{change}", "if one of its guests stayed away: {change}").fill(
                change=outcome(-fewer, -fewer_served)
            )
        )
    tail = Wording(
        "（不计那一对自己的距离和行业）", " (without the distance and industry of that pair itself)"
    )
    joined = join(parts)
    return stop(Wording(joined.zh + tail.zh, joined.en + tail.en))


_NO_MORE = Wording("容纳不下", "there is no room")


def place(host: Host, *, change: int, difference: int, unmatched: int, others: Sequence[str]) -> Wording:
    """One place more (``change`` 1) or fewer (-1) at a host: what the county saves or pays, and who moves."""
    head = _PLACES[change].fill(host=host.name)
    if not difference and not unmatched and not others:
        return stop(join([head, Wording("全县没有变化", "nothing changes")], zh="，", en=", "))
    said = Wording("{head}，{change}", "{head}, {change}").fill(
        head=head, change=_saved(difference, unmatched)
    )
    if not others:
        return stop(said)
    who = Wording("{names}要调整", "{names} would move").fill(names=listed(others))
    return stop(join([said, who]))


def _saved(difference: int, unmatched: int) -> Wording:
    if difference < 0 and not unmatched:
        return Wording("全县可省{cost}", "the county would save {cost}").fill(cost=cost_said(difference))
    return outcome(difference, unmatched)


_PLACES = {
    1: Wording("{host}再多一个名额", "with one place more at {host}"),
    -1: Wording("{host}少一个名额", "with one place fewer at {host}"),
}


def host_now(host: Host, guests: Sequence[Guest], *, usual: Wording, most: int) -> Wording:
    """Who is with a host now."""
    if not guests:
        return Wording(
            "{host}现在没有被帮带方（一般{usual}家，最多{most}家）。",
            "{host} has no guests now (usually {usual}, at most {most}).",
        ).fill(host=host.name, usual=usual, most=most)
    return Wording(
        "{host}现有{n}家：{names}（一般{usual}家，最多{most}家）。",
        "{host} has {n}: {names} (usually {usual}, at most {most}).",
    ).fill(
        host=host.name,
        n=len(guests),
        names=listed([guest.name for guest in guests], most=10),
        usual=usual,
        most=most,
    )


# --- who moves -----------------------------------------------------------------------------------------------------------

WITHOUT_HOST = {
    "gone": Wording("已退出，不再安排。", "It has dropped out."),
    "joined": Wording("新加入，没有可以安排的帮带方。", "It is new, and there is no host for it."),
    "left_out": Wording("名额不够，没有帮带方了。", "There is no place left for it."),
}
LOCKED_THERE = Wording("按指定结对。", "They are paired as ordered.")
BANNED_THERE = Wording("与原帮带方不得结对。", "It may not be with its former host.")
HOST_GONE = Wording("原帮带方已退出，重新安排。", "Its host has dropped out.")


def own_change(cost: int) -> Wording:
    """Why one guest goes elsewhere, by what its own pair costs after."""
    if cost < 0:
        return Wording("这一对比原来少{cost}。", "Its pair costs {cost} less than before.").fill(
            cost=cost_said(cost)
        )
    if cost > 0:
        return Wording(
            "为别家让出名额，这一对比原来多{cost}。",
            "It makes room for others; its pair costs {cost} more than before.",
        ).fill(cost=cost_said(cost))
    return Wording("为别家让出名额，这一对成本不变。", "It makes room for others; its pair costs the same.")


# --- what if -------------------------------------------------------------------------------------------------------------


def supposed(
    difference: int,
    unmatched: int,
    moved: Sequence[str],
    *,
    reweighed: bool,
    gone: Sequence[str] = (),
    new: Sequence[str] = (),
) -> Wording:
    """What a change makes of the whole; who is ``gone`` or ``new`` is not among those ``moved``."""
    change = outcome(difference, unmatched)
    if reweighed:
        change = Wording(
            "按新的权重计算，不调整与调整后相比，{change}",
            "at the new weights, against leaving all as it was, {change}",
        ).fill(change=change)
    parts = [change]
    if gone:
        parts.append(Wording("{names}退出", "{names} dropped out").fill(names=listed(gone)))
    if new:
        parts.append(Wording("新加入{names}", "{names} joined").fill(names=listed(new)))
    who = Wording("{n}家要调整：{names}", "{n} would move: {names}").fill(n=len(moved), names=listed(moved))
    nobody = moving(()) if new else Wording("没有单位要调整", "nobody would move")
    parts.append(who if moved else nobody)
    return stop(join(parts))


# --- curves --------------------------------------------------------------------------------------------------------------


def curve_point(
    factor: Fraction,
    terms: tuple[str, str],
    *,
    average: tuple[int | None, int | None],
    close: tuple[int, int],
    moved: int,
) -> Wording:
    """One setting of two terms against each other; ``average`` and ``close`` there and at the present settings."""
    parts = [_weighing(factor, terms)]
    if average[0] is not None and average[1] is not None:
        parts.append(
            Wording("平均距离{there}", "{there} apart on average").fill(there=distance_said(average[0]))
            if factor == 1
            else Wording("平均距离{there}（现在{now}）", "{there} apart on average (now {now})").fill(
                there=distance_said(average[0]), now=distance_said(average[1])
            )
        )
    shared = (
        Wording("行业相近{there}对", "{there} pairs close in industry")
        if factor == 1
        else Wording("行业相近{there}对（现在{now}对）", "{there} pairs close in industry (now {now})")
    )
    parts.append(shared.fill(there=close[0], now=close[1]))
    if factor != 1:
        parts.append(Wording("有{n}家与现在不同", "{n} guests elsewhere than now").fill(n=moved))
    return stop(join(parts, zh="，", en=", "))


def _weighing(factor: Fraction, terms: tuple[str, str]) -> Wording:
    if factor == 1:
        return Wording("现在的设置", "the settings of now")
    one, other = terms if factor > 1 else (terms[1], terms[0])
    return Wording("“{one}”比现在看重{times}倍", "{one} counting {times} times against {other}").fill(
        one=TERM_NAMES[one], other=TERM_NAMES[other], times=f"{float(max(factor, 1 / factor)):g}"
    )


def steady_point(
    *, broken: Sequence[str], again: Sequence[str], extra: int, saves: int, unmatched: int
) -> Wording:
    """One arrangement between the fewest moves and the optimum."""
    parts = [
        Wording("改动{n}：{names}", "{n} broken: {names}").fill(n=_pairs(len(broken)), names=listed(broken))
        if broken
        else Wording("原有的对子都不动", "no pair is broken")
    ]
    if again:
        parts.append(Wording("重新安排{names}", "{names} placed anew").fill(names=listed(again)))
    if saves:
        parts.append(
            Wording("比改动最少的省{cost}", "{cost} less than with the fewest moves").fill(
                cost=cost_said(saves)
            )
        )
    parts.append(
        Wording("比全县最优多{cost}", "{cost} more than the best for the county").fill(cost=cost_said(extra))
        if extra
        else Wording("全县成本最低", "the least cost for the county")
    )
    if unmatched:
        parts.append(Wording("{n}家没有帮带方", "{n} without a host").fill(n=unmatched))
    return stop(join(parts))


def steady(*, broken: tuple[int, int], again: int, new: int, saves: int, unmatched: int) -> Wording:
    """The whole: how few moves will do, and what the optimum would save for how many."""
    parts = [
        Wording("最少改动{n}就能安排好", "breaking {n} is enough").fill(n=_pairs(broken[0]))
        if broken[0]
        else Wording("原有的对子都可以不动", "no pair has to be broken")
    ]
    if again:
        parts.append(
            Wording("帮带方退出的{n}家重新安排", "{n} whose host is gone are placed anew").fill(n=again)
        )
    if new:
        parts.append(Wording("另有{n}家新安排", "{n} more are placed").fill(n=new))
    if unmatched:
        parts.append(Wording("{n}家没有帮带方", "{n} stay without a host").fill(n=unmatched))
    if saves:
        more = Wording("改动到{n}可再省{cost}", "breaking {n} would save {cost}")
        parts.append(more.fill(n=_pairs(broken[1]), cost=cost_said(saves)))
    else:
        parts.append(Wording("这也是全县成本最低的安排", "it is also the best for the county"))
    return stop(join(parts))


def _pairs(count: int) -> Wording:
    return Wording(f"{count}对", "1 pair" if count == 1 else f"{count} pairs")
