"""How a result came about, line by line, so that a person with a pencil can check it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from lianshou.core.wording import Wording, join, named
from lianshou.engines.scoring.checking import expected_judges
from lianshou.engines.scoring.contest import Adjustment
from lianshou.engines.scoring.exact import ends, shown, told_exact
from lianshou.engines.scoring.result import PanelMark, PartScore, Result, Score
from lianshou.engines.scoring.scheme import Aspect, Part, Scheme, Short, Way
from lianshou.engines.scoring.standing import place_told


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
        for aspect in own:
            silent = [judge.name for judge in expected_judges(contest, aspect.key)
                      if judge.key not in dict(found.panels[aspect.key].given)]  # fmt: skip
            lines += _aspect(aspect, found.panels[aspect.key], judges, silent)
        scores = [found.panels[aspect.key].score for aspect in own]
        lines += _part(contest.scheme, part, found.parts[part.key], scores)
    return [*lines, *_total(contest.scheme, found), *place_told(result, found)]


def team_derivation(result: Result, team: str) -> list[Wording]:
    """Every step from the totals of the members to the team's place. Raises KeyError for an unknown team."""
    contest = result.contest
    if team not in {one.team for one in contest.contestants}:
        raise KeyError(team)
    found = result.team_of(team)
    rule = contest.scheme.team
    lines = [Wording("代表队：{team}", "Team: {team}").fill(team=team)]
    if rule is not None:
        words = Wording("取总分最高的{n}名队员{short}", "the best {n} count{short}")
        few = Wording("，不足的有几人算几人", "; with fewer, those there are")
        none = Wording("，不足的不排名次", "; with fewer, no place")
        lines.append(words.fill(n=rule.best, short=few if rule.short is Short.COUNT else none))
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
    return [*lines, *place_told(result, found)]


def _aspect(aspect: Aspect, panel: PanelMark, judges: Mapping[str, str], silent: list[str]) -> list[Wording]:
    """The marks (dropped ones in brackets, missing ones named), and what became of them."""
    dropped = set(panel.dropped)
    given = [
        f"{judges[judge]} {'(' if judge in dropped else ''}{shown(value)}{')' if judge in dropped else ''}"
        for judge, value in panel.given
    ]
    marks = named(given)
    if silent:
        words = Wording("{marks}（缺：{silent}，不当零分）", "{marks} (missing: {silent}; no zero)")
        marks = words.fill(marks=marks, silent=named(silent))
    kept = [value for judge, value in panel.given if judge not in dropped]
    lines = [
        Wording("{title}：{marks}", "{title}: {marks}").fill(title=aspect.title, marks=marks),
    ]
    steps = [_panel(aspect, kept, panel)]
    if panel.factor != 1 or aspect.weight != 1:
        words = Wording(
            "{value}×系数{factor}×权重{weight}＝{exact}{rounded}",
            "{value} × factor {factor} × weight {weight} = {exact}{rounded}",
        )
        exact = panel.value * Fraction(panel.factor) * Fraction(aspect.weight)
        told = {
            "factor": shown(panel.factor), "weight": shown(aspect.weight), "exact": told_exact(exact, aspect.digits)
        }  # fmt: skip
        told["value"] = told_exact(panel.value)
        steps.append(words.fill(**told, rounded=_rounded(exact, panel.score, aspect.digits)))
    elif panel.score != panel.value:
        steps.append(_rounded(panel.value, panel.score, aspect.digits))
    return [*lines, join(steps)] if len(given) > 1 else [join([*lines, *steps])]


def _panel(aspect: Aspect, kept: list[Decimal], panel: PanelMark) -> Wording:
    way = aspect.panel.way
    if len(kept) == 1 and way is not Way.TRIMMED:
        return Wording("得{value}{rounded}", "gives {value}{rounded}").fill(
            value=told_exact(panel.exact, aspect.panel.digits),
            rounded=_rounded(panel.exact, panel.value, aspect.panel.digits),
        )
    told = {
        "sum": "+".join(shown(value) for value in kept),
        "n": len(kept),
        "exact": told_exact(panel.exact, aspect.panel.digits),
        "rounded": _rounded(panel.exact, panel.value, aspect.panel.digits),
        "trim": aspect.panel.trim,
    }
    if way is Way.MEDIAN:
        return _median(sorted(kept)).fill(**told)
    if way is Way.TRIMMED:
        return Wording(
            "去掉{trim}个最高分、{trim}个最低分（括号内），({sum})÷{n}＝{exact}{rounded}",
            "without the {trim} highest and lowest (in brackets): ({sum}) ÷ {n} = {exact}{rounded}",
        ).fill(**told)
    return Wording("平均({sum})÷{n}＝{exact}{rounded}", "mean ({sum}) ÷ {n} = {exact}{rounded}").fill(**told)


def _median(kept: list[Decimal]) -> Wording:
    """The marks in order, and those in the middle."""
    words = Wording("由低到高{order}，居中的{middle}＝{exact}{rounded}", "in order {order}: the middle {middle} = {exact}{rounded}")  # fmt: skip
    low, high = shown(kept[(len(kept) - 1) // 2]), shown(kept[len(kept) // 2])
    pair = Wording("两个平均({low}+{high})÷2", "two, ({low} + {high}) ÷ 2").fill(low=low, high=high)
    middle = pair if len(kept) % 2 == 0 else Wording("一个", "one")
    left = {name: f"{{{name}}}" for name in ("exact", "rounded")}
    return words.fill(order=named(map(shown, kept)), middle=middle, **left)


def _rounded(exact: Fraction, value: Fraction, digits: int | None) -> Wording:
    """What rounding made of a number; nothing where it changed nothing. A number without end that is kept is told as a fraction."""
    if digits is None and not ends(exact):
        words = Wording("，不取整，即{value}", ", kept exact: {value}")
        return words.fill(value=shown(exact))
    if digits is None or exact == value:
        return Wording("", "")
    words = Wording("，四舍五入到{digits}位小数＝{value}", ", rounded to {digits} decimals = {value}")
    return words.fill(digits=digits, value=shown(value, digits))


def _changes(adjustments: tuple[Adjustment, ...]) -> tuple[str, Wording]:
    text = "".join(f" {'+' if one.points >= 0 else '−'} {shown(abs(one.points))}" for one in adjustments)
    reasons = join([Wording(one.reason, one.reason) for one in adjustments])
    return text, Wording("（{reasons}）", " ({reasons})").fill(reasons=reasons) if adjustments else Wording(
        "", ""
    )


def _part(scheme: Scheme, part: Part, found: PartScore, scores: list[Fraction]) -> list[Wording]:
    changed, reasons = _changes(found.adjustments)
    exact = found.sum + sum((Fraction(one.points) for one in found.adjustments), Fraction(0))
    lines = [
        Wording("{title}得分＝{sum}{rounded}{reasons}", "{title} = {sum}{rounded}{reasons}").fill(
            title=part.title, sum=_sum(scores, changed, exact, part.digits), reasons=reasons,
            rounded=_floored(exact, found.value, part.digits, scheme.floor),
        )
    ]  # fmt: skip
    if part.share != 1 or found.counted != found.value:
        exact = found.value * Fraction(part.share)
        words = Wording(
            "计入总分＝{value}×{share}＝{exact}{rounded}", "counted: {value} × {share} = {exact}{rounded}"
        )
        ending = _rounded(exact, found.counted, part.counted_digits)
        told = {
            "value": told_exact(found.value),
            "share": shown(part.share),
            "exact": told_exact(exact, part.counted_digits),
        }
        lines.append(words.fill(**told, rounded=ending))
    return lines


def _sum(terms: list[Fraction], changed: str, exact: Fraction, digits: int | None = None) -> Wording:
    """The terms and what they come to; one term alone is said once."""
    text, end = f"{' + '.join(map(told_exact, terms))}{changed}", told_exact(exact, digits)
    if text == end:
        return Wording(end, end)
    return Wording(f"{text}＝{end}", f"{text} = {end}")


def _floored(exact: Fraction, value: Fraction, digits: int | None, floor: Decimal | None) -> Wording:
    if floor is not None and exact < floor:
        words = Wording("，低于下限，按{floor}计{rounded}", ", below the floor: counts as {floor}{rounded}")
        return words.fill(floor=shown(floor), rounded=_rounded(Fraction(floor), value, digits))
    return _rounded(exact, value, digits)


def _total(scheme: Scheme, found: Score) -> list[Wording]:
    changed, reasons = _changes(found.adjustments)
    counted = [found.parts[part.key].counted for part in scheme.parts]
    exact = sum(counted, Fraction(0)) + sum((Fraction(one.points) for one in found.adjustments), Fraction(0))
    return [
        Wording("总分＝{sum}{rounded}{reasons}", "total = {sum}{rounded}{reasons}").fill(
            sum=_sum(counted, changed, exact, scheme.digits), reasons=reasons,
            rounded=_floored(exact, found.total, scheme.digits, scheme.floor),
        )
    ]  # fmt: skip
