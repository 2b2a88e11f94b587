"""A scheme from plain data (see docs/scoring.md), with every fault named."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lianshou.core.ranking import Way as Ranks
from lianshou.core.wording import Wording
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.fields import Fields
from lianshou.engines.scoring.flaws import Fault, Flaw, ScoringError
from lianshou.engines.scoring.scheme import (
    Aspect,
    Award,
    Better,
    Cut,
    Edge,
    Key,
    KeyOf,
    Measure,
    Panel,
    Part,
    Scheme,
    Short,
    TeamRule,
    Way,
)

TITLES = {
    "title": Wording("名称", "title"), "key": Wording("代号", "code"), "parts": Wording("部分", "parts"),
    "aspects": Wording("评分项", "aspects"), "share": Wording("占比", "share"), "full": Wording("满分", "full mark"),
    "digits": Wording("保留小数", "decimals"), "counted_digits": Wording("计入后保留小数", "decimals counted"),
    "high": Wording("满分", "full mark"), "low": Wording("最低分", "lowest mark"), "step": Wording("分档", "step"),
    "factor": Wording("系数", "factor"), "weight": Wording("权重", "weight"), "part": Wording("所属部分", "part"),
    "way": Wording("合分办法", "way"), "trim": Wording("去高去低个数", "marks dropped at each end"),
    "least": Wording("最少有效分", "marks needed"), "measures": Wording("比较项", "measures"),
    "better": Wording("以何为优", "better"), "count": Wording("名额", "places"), "cut": Wording("取整", "rounding"),
    "edge": Wording("末位同分", "ties at the edge"), "at_least": Wording("最低成绩", "lowest total"),
    "best": Wording("团体取前几名", "members that count"), "short": Wording("人数不足", "team too small"),
    "ranks": Wording("名次排法", "places"), "floor": Wording("最低不低于", "not below"),
    "outlying": Wording("偏离提示线", "outlying"), "keys": Wording("同分办法", "ties"), "of": Wording("比什么", "what"),
    "awards": Wording("奖项", "awards"), "panel": Wording("评委组", "panel"),
    "contestants": Wording("选手", "contestants"), "judges": Wording("评委", "judges"), "name": Wording("姓名", "name"),
    "points": Wording("分值", "points"), "reason": Wording("理由", "reason"), "status": Wording("状态", "status"),
    "contestant": Wording("抽签号", "draw number"), "judge": Wording("评委", "judge"), "aspect": Wording("评分项", "aspect"),
    "value": Wording("分数", "mark"), "team": Wording("代表队", "team"), "scheme": Wording("方案", "scheme"),
    "contest": Wording("评分数据", "contest"), "marks": Wording("分数", "marks"),
    "adjustments": Wording("加减分", "bonuses and deductions"),
}  # fmt: skip
"""What the fields are called for people."""


def scheme_from(data: object) -> Scheme:
    """The scheme that ``data`` describes. Raises ScoringError with every fault."""
    faults: list[Fault] = []
    found = read_scheme(Fields(data, (), faults, TITLES))
    if faults:
        raise ScoringError(faults)
    return found


def read_scheme(fields: Fields) -> Scheme:
    """As ``scheme_from``, with the faults left in ``fields``."""
    fields.known_only(
        (
            "title",
            "parts",
            "aspects",
            "measures",
            "keys",
            "ranks",
            "digits",
            "floor",
            "team",
            "awards",
            "outlying",
        )
    )
    parts = tuple([_part(one) for one in fields.items("parts", required=True)])
    aspects = tuple(
        [_aspect(one, [part.key for part in parts]) for one in fields.items("aspects", required=True)]
    )
    measures = tuple([_measure(one) for one in fields.items("measures")])
    known = _Known(parts, aspects, measures)
    outlying = fields.number("outlying", Decimal("0.2"), high=1)
    scheme = Scheme(
        title=fields.text("title"),
        parts=parts,
        aspects=aspects,
        measures=measures,
        keys=tuple([known.key(one, for_team=False) for one in fields.items("keys")]),
        ranks=fields.choice("ranks", Ranks, Ranks.COMPETITION),
        digits=fields.digits("digits"),
        floor=fields.number("floor", None if "floor" in fields.data else Decimal(0), low=None),
        team=_team(fields.inside("team"), known),
        awards=tuple([_award(one, known) for one in fields.items("awards")]),
        outlying=Decimal("0.2") if outlying is None else outlying,
    )
    for name in ("parts", "aspects", "measures", "awards"):
        _unique(fields, name, [one.key for one in getattr(scheme, name)], "key")
        _unique(fields, name, [one.title for one in getattr(scheme, name)], "title")
    _whole_scheme(fields, scheme)
    return scheme


def _part(fields: Fields) -> Part:
    fields.known_only(("key", "title", "share", "digits", "counted_digits", "full"))
    share = fields.number("share", Decimal(1), high=1000)
    return Part(
        key=fields.text("key"),
        title=fields.text("title"),
        share=Decimal(1) if share is None else share,
        digits=fields.digits("digits"),
        counted_digits=fields.digits("counted_digits"),
        full=fields.number("full"),
    )


def _aspect(fields: Fields, parts: list[str]) -> Aspect:
    fields.known_only(("key", "title", "part", "high", "low", "step", "factor", "weight", "panel", "digits"))
    high = fields.number("high", required=True) or Decimal(0)
    low = fields.number("low", low=None) or Decimal(0)
    if high <= low and "high" in fields.data:
        fields.fault(
            Flaw.OUT_OF_RANGE, "high", what=TITLES["high"], given=shown(high), low=shown(low), high="…"
        )
    step = fields.number("step")
    factor, weight = (
        fields.number("factor", Decimal(1), low=None),
        fields.number("weight", Decimal(1), low=None),
    )
    title = fields.text("title")
    return Aspect(
        key=fields.text("key"),
        title=title,
        part=fields.one_of("part", parts),
        high=high,
        low=low,
        step=step or None,
        factor=Decimal(1) if factor is None else factor,
        weight=Decimal(1) if weight is None else weight,
        panel=_panel(fields, title),
        digits=fields.digits("digits"),
    )


def _panel(aspect: Fields, title: str) -> Panel:
    fields = aspect.inside("panel")
    if fields is None:
        return Panel()
    fields.known_only(("way", "trim", "least", "digits"))
    way = fields.choice("way", Way, Way.MEAN)
    trim = fields.whole("trim", 1 if way is Way.TRIMMED else 0, high=50) or 0
    wanted = 2 * trim + 1 if way is Way.TRIMMED else 1
    least = fields.whole("least", wanted, low=1, high=1000) or wanted
    if least < wanted:
        fields.fault(Flaw.TRIM_TOO_MUCH, "least", what=title, trim=trim, wanted=wanted, given=least)
    return Panel(way, trim if way is Way.TRIMMED else 0, least, fields.digits("digits"))


def _measure(fields: Fields) -> Measure:
    fields.known_only(("key", "title", "better"))
    return Measure(fields.text("key"), fields.text("title"), fields.choice("better", Better, Better.LOW))


class _Known:
    """What keys of ties may look at."""

    def __init__(
        self, parts: tuple[Part, ...], aspects: tuple[Aspect, ...], measures: tuple[Measure, ...]
    ) -> None:
        self._keys = {
            KeyOf.PART: [one.key for one in parts],
            KeyOf.ASPECT: [one.key for one in aspects],
            KeyOf.MEASURE: [one.key for one in measures],
        }

    def key(self, fields: Fields, *, for_team: bool) -> Key:
        fields.known_only(("of", "key"))
        of = fields.choice("of", KeyOf, KeyOf.PART)
        if of is not KeyOf.MEMBER:
            return Key(of, fields.one_of("key", self._keys[of]))
        if not for_team:
            fields.fault(Flaw.NO_MEMBER_KEY, "of")
        return Key(of, str(fields.whole("key", 1, low=1, high=1000)))


def _team(fields: Fields | None, known: _Known) -> TeamRule | None:
    if fields is None:
        return None
    fields.known_only(("best", "short", "keys"))
    best = fields.whole("best", low=1, high=1000)
    if best is None:
        fields.fault(Flaw.MISSING, "best", what=TITLES["best"])
    short = fields.choice("short", Short, Short.UNRANKED)
    return TeamRule(best or 1, short, tuple([known.key(one, for_team=True) for one in fields.items("keys")]))


def _award(fields: Fields, known: _Known) -> Award:
    fields.known_only(("key", "title", "count", "share", "cut", "edge", "keys", "at_least", "for_teams"))
    count, share = fields.whole("count", high=100_000), fields.number("share", high=1)
    if (count is None) == (share is None):
        fields.fault(Flaw.COUNT_OR_SHARE, "count", what=fields.data.get("title", ""))
    for_teams = fields.flag("for_teams")
    return Award(
        key=fields.text("key"),
        title=fields.text("title"),
        count=count,
        share=share,
        cut=fields.choice("cut", Cut, Cut.HALF_UP),
        edge=fields.choice("edge", Edge, Edge.ALL_IN),
        keys=tuple([known.key(one, for_team=for_teams) for one in fields.items("keys")]),
        at_least=fields.number("at_least", low=None),
        for_teams=for_teams,
    )


def _unique(fields: Fields, name: str, keys: list[str], field: str) -> None:
    for place, key in enumerate(keys):
        if key and key in keys[:place]:
            fields.faults.append(Fault(Flaw.TWICE, (*fields.path, name, place, field), {"given": key}))


def _whole_scheme(fields: Fields, scheme: Scheme) -> None:
    """What only shows when all is together: full marks that do not add up, awards of teams without a rule."""
    for place, part in enumerate(scheme.parts):
        own = [one for one in scheme.aspects if one.part == part.key]
        if part.key and not own:
            path = (*fields.path, "parts", place, "key")
            fields.faults.append(Fault(Flaw.EMPTY, path, {"what": f"{part.title} / {TITLES['aspects'].zh}"}))
        total = sum(
            (Fraction(one.high) * Fraction(one.factor) * Fraction(one.weight) for one in own), Fraction(0)
        )
        if part.full is not None and own and total != part.full:
            told: dict[str, object] = {"what": part.title, "given": shown(part.full), "sum": shown(total)}
            fields.faults.append(Fault(Flaw.FULL_DIFFERS, (*fields.path, "parts", place, "full"), told))
    shares = [part.share for part in scheme.parts]
    if sum(map(Fraction, shares)) != 1 and any(share != 1 for share in shares):
        last = max(place for place, share in enumerate(shares) if share != 1)
        terms = " + ".join(percent(share) for share in shares)
        told = {"total": percent(sum(shares, Decimal(0))), "terms": terms}
        fields.faults.append(Fault(Flaw.SHARES_DIFFER, (*fields.path, "parts", last, "share"), told))
    for place, award in enumerate(scheme.awards):
        if award.for_teams and scheme.team is None:
            path = (*fields.path, "awards", place, "for_teams")
            fields.faults.append(Fault(Flaw.NO_TEAM_RULE, path, {"what": award.title}))


def percent(share: Decimal) -> str:
    """0.3 is 30%."""
    return f"{shown(Fraction(share) * 100)}%"
