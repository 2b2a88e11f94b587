"""Why somebody stands where the list has them: ties key by key, the places of an award and who crosses its edge, in sentences."""

from __future__ import annotations

import re
from fractions import Fraction

from lianshou.core.wording import Wording, join, named
from lianshou.engines.scoring.exact import shown, told_exact
from lianshou.engines.scoring.placing import places_of
from lianshou.engines.scoring.result import Crossing, Result, Score, TeamScore, Tie
from lianshou.engines.scoring.scheme import Award, Better, Edge, Key, KeyOf, Scheme
from lianshou.engines.scoring.solving import NOBODY

Placed = Score | TeamScore


def place_told(result: Result, found: Placed) -> list[Wording]:
    """The ties, the place and the award of somebody, with what settled each."""
    scheme = result.contest.scheme
    lines = [tie_told(result, found, tie) for tie in found.ties]
    words = Wording("名次：第{rank}名", "place: {rank}").fill(rank=found.rank)
    if found.award:
        title = _award(scheme, found.award).title
        words = join([words, Wording(title, title)])
    return [*lines, words, *_award_told(result, found)]


def tie_told(result: Result, found: Placed, tie: Tie) -> Wording:
    """How somebody stands to a neighbour with the same total: every key that was looked at, with both values."""
    scheme = result.contest.scheme
    other = _called(result, found, tie.other)
    parts = [Wording("与{other}总分相同", "tied with {other}").fill(other=other)]
    for compared in tie.compared:
        told = {
            "key": scheme.title_of(compared.key),
            "own": value_told(scheme, compared.key, compared.own),
            "others": value_told(scheme, compared.key, compared.other),
        }
        same = Wording("“{key}”同为{own}", "“{key}” is {own} for both")
        apart = Wording("比“{key}”：{own}对{others}", "“{key}”: {own} against {others}")
        parts.append((same if compared.own == compared.other else apart).fill(**told))
    if tie.key is None:
        shared = Wording("并列", "the place is shared")
        by_row = Wording("按名单次序排列", "placed in the order of the list")
        parts.append(by_row if scheme.ranks == "row" else shared)
    return join(parts, zh="，", en="; ")


def value_told(scheme: Scheme, key: Key, value: Fraction) -> Wording:
    """What a key of ties gave, as people write it."""
    if value == NOBODY:
        return Wording("无此队员", "no such member")
    if key.of is not KeyOf.MEASURE:
        text = told_exact(value)
    else:
        measure = scheme.measure(key.key)
        text = _measured(measure.title, -value if measure.better is Better.LOW else value)
    return Wording(text, text)


_TIMES = re.compile(r"用时|时间|耗时|时长|\btime\b", re.IGNORECASE)


def _measured(title: str, value: Fraction) -> str:
    """A measure as people write it: a time of a minute and more as 12:30.5, everything else as the number it is."""
    if value < 60 or not _TIMES.search(title):
        return shown(value)
    minutes, seconds = divmod(value, 60)
    whole, dot, tail = shown(seconds).partition(".")
    return f"{minutes}:{whole.zfill(2)}{dot}{tail}"


def _called(result: Result, found: Placed, who: str) -> str:
    if isinstance(found, TeamScore):
        return who
    return f"{who} {next(one.name for one in result.contest.contestants if one.key == who)}"


def _award(scheme: Scheme, key: str) -> Award:
    return next(award for award in scheme.awards if award.key == key)


def _award_told(result: Result, found: Placed) -> list[Wording]:
    """The rows that the award has, and how those tied across its edge were settled."""
    scheme = result.contest.scheme
    lines = [crossing_told(result, crossing) for crossing in found.crossings]
    if not (key := found.award or found.withheld):
        return lines
    award = _award(scheme, key)
    names = (
        [one.team for one in result.teams] if award.for_teams else [one.contestant for one in result.scores]
    )
    own = found.team if isinstance(found, TeamScore) else found.contestant
    last = 0
    for one in scheme.awards:
        if one.for_teams is award.for_teams:
            last += (places := places_of(one, len(names)))
            if one.key == key:
                break
    words = Wording("“{award}”{places}名，取到名单第{last}行；本人在第{row}行", "“{award}” has {places}, down to row {last} of the list; this is row {row}")  # fmt: skip
    told = {"award": award.title, "last": last, "row": names.index(own) + 1}
    lines.append(words.fill(**told, places=_places_told(award, len(names), places)))
    return [*lines, *withheld_told(result, found)]


def withheld_told(result: Result, found: Placed) -> list[Wording]:
    """That the place of an award stays empty, if it does."""
    if not found.withheld:
        return []
    award = _award(result.contest.scheme, found.withheld)
    words = Wording("总分低于“{award}”的最低成绩{least}，名额空着", "the total is below {least}, the least for “{award}”: its place stays empty")  # fmt: skip
    return [words.fill(award=award.title, least=shown(award.at_least or 0))]


def _places_told(award: Award, ranked: int, places: int) -> Wording:
    if award.share is None:
        return Wording(str(places), f"{places} place{'' if places == 1 else 's'}")
    words = Wording("取{ranked}×{share}＝{exact}，{cut}＝{places}", "{ranked} × {share} = {exact}, {cut} = {places} places")  # fmt: skip
    exact = shown(Fraction(award.share) * ranked)
    return words.fill(
        ranked=ranked, share=shown(award.share), exact=exact, cut=award.cut.wording, places=places
    )


def crossing_told(result: Result, crossing: Crossing) -> Wording:
    """How those tied across the last place of an award were settled."""
    scheme = result.contest.scheme
    award = _award(scheme, crossing.award)
    words = Wording("{tied}并列在“{award}”的最后一位上", "{tied} are tied across the last place of “{award}”")
    first = words.fill(tied=named(crossing.tied), award=award.title)
    if not crossing.values:
        words = (
            Wording("按“{rule}”都得这个奖", "all of them have it ({rule})")
            if award.edge is Edge.ALL_IN
            else Wording("按“{rule}”都不得这个奖", "none of them has it ({rule})")
        )
        rule = words.fill(rule=award.edge.wording)
        return join([first, rule], zh="，", en=": ")
    parts = [first]
    for place, key in enumerate(award.keys):
        each = [
            Wording("{who} {value}", "{who} {value}").fill(who=who, value=value_told(scheme, key, row[place]))
            for who, row in zip(crossing.tied, crossing.values, strict=True)
            if place < len(row)
        ]
        told = join(each, zh="、", en=", ")
        parts.append(
            Wording("再比“{key}”：{each}", "“{key}”: {each}").fill(key=scheme.title_of(key), each=told)
        )
    return join(parts, zh="；", en="; ")
