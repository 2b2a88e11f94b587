"""How a result came about, line by line, so that a person with a pencil can check it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from lianshou.core.wording import Wording, join
from lianshou.engines.scoring.contest import Adjustment
from lianshou.engines.scoring.exact import rounded, shown, told_exact
from lianshou.engines.scoring.result import PanelMark, PartScore, Result, Score, TeamScore, Tie
from lianshou.engines.scoring.scheme import Aspect, KeyOf, Part, Scheme, Way


def derivation(result: Result, contestant: str) -> list[Wording]:
    """Every step from the marks of ``contestant`` to the place and award. Raises KeyError for somebody unknown."""
    contest = result.contest
    one = {known.key: known for known in contest.contestants}[contestant]
    lines = [Wording("{key}号 {name}", "No. {key} {name}").fill(key=one.key, name=one.name)]
    found = result.score_of(contestant)
    if found is None:
        words = Wording("状态为“{status}”，不计成绩，不排名次。", "{status}: no score, no place.")
        return [*lines, words.fill(status=one.status.wording)]
    judges = {judge.key: judge.name for judge in contest.judges}
    for part in contest.scheme.parts:
        lines.append(Wording("【{title}】", "[{title}]").fill(title=part.title))
        own = [aspect for aspect in contest.scheme.aspects if aspect.part == part.key]
        lines += [line for aspect in own for line in _aspect(aspect, found.panels[aspect.key], judges)]
        lines += _part(part, found.parts[part.key], [found.panels[aspect.key].score for aspect in own])
    return [*lines, *_total(contest.scheme, found), *_place(result, found)]


def team_derivation(result: Result, team: str) -> list[Wording]:
    """Every step from the totals of the members to the team's place. Raises KeyError for an unknown team."""
    contest = result.contest
    if team not in {one.team for one in contest.contestants}:
        raise KeyError(team)
    found = result.team_of(team)
    lines = [Wording("代表队：{team}", "Team: {team}").fill(team=team)]
    if found is None:
        return [*lines, Wording("有成绩的队员不足，不排名次。", "Too few members with a score: no place.")]
    names = {one.key: one.name for one in contest.contestants}
    for place, (who, total) in enumerate(found.members, start=1):
        words = Wording("第{n}名队员 {name}：{total}{counts}", "member {n} {name}: {total}{counts}")
        counts = Wording("", "") if place <= found.counted else Wording("（不计入）", " (does not count)")
        lines.append(words.fill(n=place, name=names[who], total=told_exact(total), counts=counts))
    terms = [total for _, total in found.members[: found.counted]]
    words = Wording("团体总分＝{sum}", "team total = {sum}")
    lines.append(words.fill(sum=_sum(terms, "", found.total)))
    return [*lines, *_place(result, found)]


def _aspect(aspect: Aspect, panel: PanelMark, judges: Mapping[str, str]) -> list[Wording]:
    dropped = set(panel.dropped)
    given = [
        f"{judges[judge]} {'(' if judge in dropped else ''}{shown(value)}{')' if judge in dropped else ''}"
        for judge, value in panel.given
    ]
    marks = Wording("、".join(given), ", ".join(given))
    kept = [value for judge, value in panel.given if judge not in dropped]
    lines = [
        Wording("{title}：{marks}", "{title}: {marks}").fill(title=aspect.title, marks=marks),
    ]
    steps = [_panel(aspect, kept, panel)]
    if panel.factor != 1 or aspect.weight != 1:
        words = Wording(
            "×系数{factor}×权重{weight}＝{exact}{rounded}",
            "× factor {factor} × weight {weight} = {exact}{rounded}",
        )
        exact = panel.value * Fraction(panel.factor) * Fraction(aspect.weight)
        told = {"factor": shown(panel.factor), "weight": shown(aspect.weight), "exact": told_exact(exact)}
        steps.append(words.fill(**told, rounded=_rounded(exact, panel.score, aspect.digits)))
    elif panel.score != panel.value:
        steps.append(_rounded(panel.value, panel.score, aspect.digits))
    return [*lines, join(steps)] if len(given) > 1 else [join([*lines, *steps])]


def _panel(aspect: Aspect, kept: list[Decimal], panel: PanelMark) -> Wording:
    way = aspect.panel.way
    if len(kept) == 1 and way is not Way.TRIMMED:
        return Wording("得{value}{rounded}", "gives {value}{rounded}").fill(
            value=told_exact(panel.exact), rounded=_rounded(panel.exact, panel.value, aspect.panel.digits)
        )
    told = {
        "sum": "+".join(shown(value) for value in kept),
        "n": len(kept),
        "exact": told_exact(panel.exact),
        "rounded": _rounded(panel.exact, panel.value, aspect.panel.digits),
        "trim": aspect.panel.trim,
    }
    if way is Way.MEDIAN:
        return Wording("{n}个分的中位数＝{exact}{rounded}", "median of {n} = {exact}{rounded}").fill(**told)
    if way is Way.TRIMMED:
        return Wording(
            "去掉{trim}个最高分、{trim}个最低分（括号内），({sum})÷{n}＝{exact}{rounded}",
            "without the {trim} highest and lowest (in brackets): ({sum}) ÷ {n} = {exact}{rounded}",
        ).fill(**told)
    return Wording("平均({sum})÷{n}＝{exact}{rounded}", "mean ({sum}) ÷ {n} = {exact}{rounded}").fill(**told)


def _rounded(exact: Fraction, value: Fraction, digits: int | None) -> Wording:
    """What rounding made of a number; nothing where it changed nothing."""
    if digits is None or exact == value:
        return Wording("", "")
    words = Wording("，四舍五入到{digits}位小数＝{value}", ", rounded to {digits} decimals = {value}")
    return words.fill(digits=digits, value=shown(value, digits))


def _changes(adjustments: tuple[Adjustment, ...]) -> tuple[str, Wording]:
    text = "".join(f" {'+' if one.points >= 0 else '−'} {shown(abs(one.points))}" for one in adjustments)
    reasons = "；".join(one.reason for one in adjustments)
    return text, Wording("（{reasons}）", " ({reasons})").fill(reasons=reasons) if adjustments else Wording(
        "", ""
    )


def _part(part: Part, found: PartScore, scores: list[Fraction]) -> list[Wording]:
    changed, reasons = _changes(found.adjustments)
    exact = found.sum + sum((Fraction(one.points) for one in found.adjustments), Fraction(0))
    lines = [
        Wording("{title}得分＝{sum}{rounded}{reasons}", "{title} = {sum}{rounded}{reasons}").fill(
            title=part.title, sum=_sum(scores, changed, exact), reasons=reasons,
            rounded=_floored(exact, found.value, part.digits),
        )
    ]  # fmt: skip
    if part.share != 1:
        exact = found.value * Fraction(part.share)
        words = Wording(
            "计入总分＝{value}×{share}＝{exact}{rounded}", "counted: {value} × {share} = {exact}{rounded}"
        )
        ending = _rounded(exact, found.counted, part.counted_digits)
        told = {"value": told_exact(found.value), "share": shown(part.share), "exact": told_exact(exact)}
        lines.append(words.fill(**told, rounded=ending))
    return lines


def _sum(terms: list[Fraction], changed: str, exact: Fraction) -> Wording:
    """The terms and what they come to; one term alone is said once."""
    text, end = f"{' + '.join(map(told_exact, terms))}{changed}", told_exact(exact)
    if text == end:
        return Wording(end, end)
    return Wording(f"{text}＝{end}", f"{text} = {end}")


def _floored(exact: Fraction, value: Fraction, digits: int | None) -> Wording:
    if rounded(exact, digits) != value:
        words = Wording("，低于下限，按{value}计", ", below the floor: counts as {value}")
        return words.fill(value=told_exact(value))
    return _rounded(exact, value, digits)


def _total(scheme: Scheme, found: Score) -> list[Wording]:
    changed, reasons = _changes(found.adjustments)
    counted = [found.parts[part.key].counted for part in scheme.parts]
    exact = sum(counted, Fraction(0)) + sum((Fraction(one.points) for one in found.adjustments), Fraction(0))
    return [
        Wording("总分＝{sum}{rounded}{reasons}", "total = {sum}{rounded}{reasons}").fill(
            sum=_sum(counted, changed, exact), reasons=reasons, rounded=_floored(exact, found.total, scheme.digits)
        )
    ]  # fmt: skip


def _place(result: Result, found: Score | TeamScore) -> list[Wording]:
    scheme = result.contest.scheme
    lines = [tie_told(result, found, tie) for tie in found.ties]
    words = Wording("名次：第{rank}名", "place: {rank}").fill(rank=found.rank)
    award = next((one.title for one in scheme.awards if one.key == found.award), None)
    if award is not None:
        words = join([words, Wording(award, award)])
    return [*lines, words]


def tie_told(result: Result, found: Score | TeamScore, tie: Tie) -> Wording:
    """How somebody stands to a neighbour with the same total."""
    scheme = result.contest.scheme
    names = {one.key: one.name for one in result.contest.contestants}
    other = f"{tie.other} {names[tie.other]}" if isinstance(found, Score) else tie.other
    if tie.key is None:
        words = Wording(
            "与{other}总分相同，各项同分办法都分不开，并列", "tied with {other}: no key tells them apart"
        )
        if scheme.ranks == "row":
            words = Wording(
                "与{other}总分相同，按名单次序排列", "tied with {other}: placed in the order of the list"
            )
        return words.fill(other=other)
    if isinstance(found, TeamScore) or tie.key.of is KeyOf.MEMBER:
        words = Wording("与{other}总分相同，比“{key}”分先后", "tied with {other}: “{key}” tells them apart")
        return words.fill(other=other, key=scheme.title_of(tie.key))
    words = Wording(
        "与{other}总分相同，比“{key}”：{own}对{others}", "tied with {other}; “{key}”: {own} against {others}"
    )
    told = {"own": _shown(result, found.contestant, tie), "others": _shown(result, tie.other, tie)}
    return words.fill(other=other, key=scheme.title_of(tie.key), **told)


def _shown(result: Result, who: str, tie: Tie) -> str:
    key, score = tie.key, result.score_of(who)
    if key is None or score is None:
        return "—"
    if key.of is KeyOf.PART:
        return told_exact(score.parts[key.key].value)
    if key.of is KeyOf.ASPECT:
        return told_exact(score.panels[key.key].score)
    one = {known.key: known for known in result.contest.contestants}[who]
    return _measure_told(result.contest.scheme.title_of(key).zh, one.measures[key.key])


_TIMES = re.compile(r"用时|时间|耗时|时长|\btime\b", re.IGNORECASE)


def _measure_told(title: str, value: Decimal) -> str:
    """A measure as people write it: a time of a minute and more as 12:30.5, everything else as the number it is."""
    if value < 60 or not _TIMES.search(title):
        return shown(value)
    minutes, seconds = divmod(value, 60)
    whole, dot, tail = shown(seconds).partition(".")
    return f"{shown(minutes)}:{whole.zfill(2)}{dot}{tail}"
