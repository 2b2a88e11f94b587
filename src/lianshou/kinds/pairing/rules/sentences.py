"""The words of pairing: why these two, what the next best would cost, what a host or a guest left out should know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianshou.china import industries
from lianshou.core.wording import Wording, join
from lianshou.engines.matching import Room
from lianshou.kinds.pairing.rules.facts import Host, Unit
from lianshou.kinds.pairing.rules.settings import RoomRange, Settings
from lianshou.kinds.pairing.rules.terms import Common, Near, Share, nearness, profile, same_group

_LONGEST_TRADE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What is known of one guest with one host. ``distance_m`` is None where a point is missing."""

    guest: Unit
    host: Host
    near: Near
    distance_m: int | None
    common: Common
    locked: bool = False
    renewed: bool = False


def km(length: int) -> str:
    """Metres as kilometres with one decimal, rounded half up: 3250 → 3.3."""
    tenths = (abs(length) + 50) // 100
    return f"{'-' if length < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def distance_said(length: int) -> Wording:
    """A distance as people say it: 450 metres, 3.2 km."""
    if length < 1000:
        rounded = max(10, (length + 5) // 10 * 10) if length else 0
        if rounded < 1000:
            return Wording(f"{rounded}米", f"{rounded} m")
    return Wording(f"{km(length)}公里", f"{km(length)} km")


def cost_said(cost: int) -> Wording:
    """A cost or a difference of costs, without its sign."""
    if 0 < abs(cost) < 50:
        return Wording("不到0.1公里当量", "less than 0.1 km-equivalents")
    return Wording(f"{km(abs(cost))}公里当量", f"{km(abs(cost))} km-equivalents")


def reasons(match: Match, settings: Settings) -> Wording:
    """Why these two belong together, in one sentence."""
    clauses = [_place(match, settings), _industry(match, settings)]
    if same_group(match.guest, match.host):
        clauses.append(
            Wording("同属{group}", "both belong to {group}").fill(group=_group_said(match.guest, match.host))
        )
    if match.renewed:
        clauses.append(Wording("此前已经结对，继续帮带", "they are paired already and go on"))
    if match.locked:
        clauses.append(Wording("按指定保持结对", "kept together as ordered"))
    joined = join(clauses)
    return Wording(f"{joined.zh}。", f"{joined.en[:1].upper()}{joined.en[1:]}.")


def _place(match: Match, settings: Settings) -> Wording:
    shared = nearness(match.guest, match.host, settings)
    together = _TOGETHER[shared].fill(place=_place_said(match, shared))
    if match.distance_m is not None:
        apart = distance_said(match.distance_m)
        if match.near is Near.CENTRE:
            apart = _ABOUT.fill(apart=apart)
        if shared in (Near.ZONE, Near.TOWNSHIP):
            return Wording("{together}，相距{apart}", "{together}, {apart} apart").fill(
                together=together, apart=apart
            )
        if shared is Near.COUNTY:
            return Wording("两家相距{apart}", "they are {apart} apart").fill(apart=apart)
        return Wording("{together}，相距{apart}", "{together}, {apart} apart").fill(
            together=together, apart=apart
        )
    taken = Wording(f"{_stand_in(shared, settings):g}公里", f"{_stand_in(shared, settings):g} km")
    return Wording(
        "{together}（缺坐标，按{taken}估算）", "{together} (no coordinates; {taken} assumed)"
    ).fill(together=together, taken=taken)


_ABOUT = Wording(
    "约{apart}（缺坐标的一方按乡镇、园区中心计）", "about {apart} (from the middle of the township or zone)"
)


def _stand_in(near: Near, settings: Settings) -> float:
    return near.stand_in(settings.stand_in) / 1000


_TOGETHER = {
    Near.ZONE: Wording("两家同在{place}", "both are in {place}"),
    Near.TOWNSHIP: Wording("两家同在{place}", "both are in {place}"),
    Near.COUNTY: Wording("两家在同一县（市、区）", "both are in the same county"),
    Near.CITY: Wording("两家同市不同县", "they are in one city but different counties"),
    Near.PROVINCE: Wording("两家同省不同市", "they are in one province but different cities"),
    Near.ELSEWHERE: Wording("两家不在同一个省", "they are in different provinces"),
}


def _place_said(match: Match, shared: Near) -> str | Wording:
    if shared is Near.ZONE:
        return max(match.guest.zone, match.host.zone, key=len)
    known = max(match.guest.township, match.host.township, key=len)
    return known or Wording("同一乡镇（街道）", "the same township")


def _industry(match: Match, settings: Settings) -> Wording:
    shared = shared_industry(match, settings)
    guest, host = trade_said(match.guest), trade_said(match.host)
    if match.common.share is Share.UNKNOWN or not guest.zh or not host.zh or guest.zh == host.zh:
        return shared
    both = Wording("（{guest}与{host}）", " ({guest} and {host})").fill(guest=guest, host=host)
    return Wording(shared.zh + both.zh, shared.en if guest.en == host.en else shared.en + both.en)


def shared_industry(match: Match, settings: Settings) -> Wording:
    """What the two share of their industry, in a few words."""
    share, guest, host = match.common.share, match.guest, match.host
    if share is Share.UNKNOWN:
        return _unknown_industry(guest, host, settings)
    if share is Share.CHAIN:
        return Wording("同属{chain}产业链", "both belong to the industry chain {chain}").fill(
            chain=match.common.chain
        )
    if share is Share.CLASS and (trade := trade_said(guest)).zh == trade_said(host).zh:
        return Wording("行业相同，都是{trade}", "the same industry, {trade}").fill(trade=trade)
    if share in (Share.DIVISION, Share.SECTION):
        name = _common_name(profile(guest, settings).code, share)
        return Wording("同属{name}", "both belong to {name}").fill(name=name) if name else _SHARED[share]
    return _SHARED[share]


_SHARED = {
    Share.CLASS: Wording("行业小类相同", "the same class of industry"),
    Share.GROUP: Wording("行业中类相同", "the same group of industry"),
    Share.DIVISION: Wording("行业大类相同", "the same division of industry"),
    Share.SECTION: Wording("行业门类相同", "the same section of industry"),
    Share.NOTHING: Wording("行业不同", "different industries"),
}


def _unknown_industry(guest: Unit, host: Unit, settings: Settings) -> Wording:
    missing = [
        side
        for unit, side in ((guest, Wording("被帮带方", "guest")), (host, Wording("帮带方", "host")))
        if not profile(unit, settings).is_known
    ]
    sides = join(missing, zh="和", en=" and ")
    return Wording(
        "{sides}行业不明，未作比较", "the industry of the {sides} is unknown and was not compared"
    ).fill(sides=sides)


def _common_name(code: str, share: Share) -> Wording | None:
    """The official name of the division or section that ``code`` belongs to."""
    if not code or (share is Share.DIVISION and not code.isdigit()):
        return None
    return official_name(code[:2] if share is Share.DIVISION else industries.section_of(code))


def trade_said(unit: Unit) -> Wording:
    """The industry of a unit: its own words, else the official name of its division; empty when unknown."""
    words = unit.industry_words
    if words:
        short = words if len(words) <= _LONGEST_TRADE else f"{words[:_LONGEST_TRADE]}…"
        return Wording(short, short)
    if unit.industry_code:
        return official_name(unit.industry_code[:2])
    return Wording("", "")


def official_name(code: str) -> Wording:
    """The name of a section or division; in English that of its section where the division has none."""
    name = industries.section_name(code)
    return name if name.en else Wording(name.zh, industries.section_name(industries.section_of(code)).en)


def _group_said(guest: Unit, host: Unit) -> str:
    return max(guest.group, host.group, key=len)


def next_best(
    name: str, *, extra: int, terms: Mapping[str, int], new_terms: Mapping[str, int], new_distance: int | None
) -> Wording:
    """What it would cost the county if the guest went to ``name`` instead, and mainly why."""
    if extra == 0:
        return Wording(
            "次优：{name}，全县总成本相同，按名称先后取定。",
            "Next best: {name}; it costs the county the same, and the order of names decided.",
        ).fill(name=name)
    cause = main_cause(terms, new_terms, extra=extra, new_distance=new_distance)
    return Wording(
        "次优：{name}，全县总成本多{cost}，主要因为{cause}。",
        "Next best: {name}; it costs the county {cost} more, mainly because {cause}.",
    ).fill(name=name, cost=cost_said(extra), cause=cause)


def main_cause(
    terms: Mapping[str, int], new_terms: Mapping[str, int], *, extra: int, new_distance: int | None
) -> Wording:
    """The term that grows most, or the room of others when that weighs more than any."""
    grown = {name: new_terms[name] - terms[name] for name in new_terms}
    grown["room"] = extra - sum(grown.values())
    name = max(grown, key=lambda key: grown[key])  # the first of equals, in the order of the terms
    if name == "distance" and new_distance is not None:
        return Wording("更远（相距{apart}）", "it is farther ({apart})").fill(
            apart=distance_said(new_distance)
        )
    return _CAUSES[name]


_CAUSES = {
    "distance": Wording("更远", "it is farther"),
    "industry": Wording("行业相差更大", "the industries have less in common"),
    "group": Wording("不属同一集团", "it is not of the same corporate group"),
    "renewal": Wording("要中断原有结对", "it breaks a pairing that exists"),
    "room": Wording("名额要重新调配，会牵动其他单位", "room is short and others would be affected"),
}


def host_load(host: Host, room: RoomRange, load: int) -> Wording | None:
    """What to know of a host with fewer or more guests than usual; None when all is usual."""
    if room.low <= load <= room.high:
        return None
    usual = range_said(room)
    level = host.level.wording
    if load < room.low:
        return Wording(
            "{level}模范职工之家一般联系{usual}家，这次只有{load}家，少{gap}家。",
            "A model home of level {level} usually takes {usual}; it has {load}, {gap} fewer.",
        ).fill(level=level, usual=usual, load=load, gap=room.low - load)
    return Wording(
        "{level}模范职工之家一般联系{usual}家，这次有{load}家，多{gap}家（最多{most}家）。",
        "A model home of level {level} usually takes {usual}; it has {load}, {gap} more (never above {most}).",
    ).fill(level=level, usual=usual, load=load, gap=load - room.high, most=room.most)


def range_said(room: RoomRange | Room) -> Wording:
    """How many guests are usual: 1～2, or 3 alone."""
    if room.low == room.high:
        return Wording(f"{room.low}", f"{room.low}")
    return Wording(f"{room.low}～{room.high}", f"{room.low}–{room.high}")


def left_out(
    reason: str, settings: Settings, *, nearest: tuple[str, int] | None, instead: Wording | None
) -> Wording:
    """Why a guest has no host, and the way out. ``nearest``: the nearest host and its distance, beyond the wall."""
    sentence = _LEFT_OUT[reason]
    if reason == "no_host_within_wall" and nearest is None:
        sentence = _NO_HOST_AT_ALL
    elif nearest is not None:
        name, apart = nearest
        wall = Wording(f"{settings.farthest_km or 0:g}公里", f"{settings.farthest_km or 0:g} km")
        sentence = sentence.fill(wall=wall, name=name, apart=distance_said(apart))
    return sentence if instead is None else Wording(sentence.zh + instead.zh, f"{sentence.en} {instead.en}")


_NO_HOST_AT_ALL = Wording(
    "名单里没有可以结对的帮带方。请补充帮带方名单。", "There is no host to take it. Add hosts to the list."
)
_LEFT_OUT = {
    "no_host_within_wall": Wording(
        "{wall}以内没有帮带方（最近的是{name}，距离{apart}）。可以放宽最远距离，或用锁定名单为它指定帮带方。",
        "There is no host within {wall} (the nearest, {name}, is {apart} away). Widen the limit, or lock it to a host.",
    ),
    "forbidden": Wording(
        "能去的帮带方都被列入不得结对名单。请从名单中撤去一家，或另指定帮带方。",
        "Every host it could go to is forbidden. Lift one of the bans, or lock it to another host.",
    ),
    "all_full": Wording(
        "能去的帮带方都已经达到最多家数。可以增加帮带方，或提高某家的“最多结对数”。",
        "Every host it could go to has reached its limit. Add hosts, or raise the limit of one.",
    ),
    "too_costly": Wording(
        "还有名额，但代价高于不结对。请降低有关代价的设置。",
        "There is room, but it costs more than being left out. Lower the prices in the settings.",
    ),
}


def instead_of(host: str, others: list[str]) -> Wording:
    """What serving a guest left out would take: who would lose its host or move."""
    if not others:
        return Wording("如果安排，首选{host}。", "If it is to be placed, {host} comes first.").fill(host=host)
    names = others[:3]
    more = Wording("等" if len(others) > 3 else "", " and others" if len(others) > 3 else "")
    return Wording(
        "若一定要安排给{host}，{names}{more}就要让出名额。",
        "To place it with {host}, {names}{more} would have to give way.",
    ).fill(host=host, names=Wording("、".join(names), ", ".join(names)), more=more)


def moved(
    guest: str,
    before: str | None,
    after: str,
    *,
    cost: int | None,
    best: int | None,
    others: int,
    cause: Wording | None,
    blocking: list[Wording],
) -> Wording:
    """What moving one guest by hand costs the county; ``blocking`` says why it cannot be."""
    head = (
        Wording("把{guest}从{before}改到{after}", "Moving {guest} from {before} to {after}")
        if before
        else Wording("把{guest}安排给{after}", "Placing {guest} with {after}")
    ).fill(guest=guest, before=before, after=after)
    change = change_said(cost, cause) if not blocking else join(blocking, zh="，", en=", ")
    parts = [Wording(f"{head.zh}：{change.zh}", f"{head.en}: {change.en}")]
    if best is not None and others and (cost is None or best < cost):
        together = Wording("如果另有{others}家一起调整，{change}", "if {others} others move too, {change}")
        parts.append(together.fill(others=others, change=change_said(best)))
    joined = join(parts)
    return Wording(f"{joined.zh}。", f"{joined.en}.")


def change_said(cost: int | None, cause: Wording | None = None) -> Wording:
    """A change of the county's cost, without a full stop; None when it cannot be made."""
    if cost is None:
        return Wording("目前不能这样调整", "not possible as things stand")
    if cost == 0:
        return Wording("全县总成本不变", "the county pays the same")
    if cost < 0:
        return Wording("全县总成本减少{cost}", "the county saves {cost}").fill(cost=cost_said(cost))
    said = Wording("全县总成本增加{cost}", "the county pays {cost} more").fill(cost=cost_said(cost))
    if cause is None:
        return said
    return Wording("{said}，主要因为{cause}", "{said}, mainly because {cause}").fill(said=said, cause=cause)
