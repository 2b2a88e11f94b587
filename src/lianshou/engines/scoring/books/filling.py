"""The workbook an organiser fills in: blank with a usual scheme, or with everything that a contest holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lianshou.core.wording import Language, Wording, join, named
from lianshou.engines.scoring.books import layouts
from lianshou.engines.scoring.books.layouts import bounds_told, contestants_layout
from lianshou.engines.scoring.contest import Contest
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.scheme import Aspect, Key, KeyOf, Scheme
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.templates import write_templates
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut


def write_contest_book(contest: Contest, target: Path | BinaryIO, *, language: Language = "zh") -> None:
    """The scheme and the lists of ``contest`` as a workbook that reads back to the same (marks stand on the judges' sheets).

    Raises SheetError when ``target`` cannot be written.
    """
    filled = {**scheme_rows(contest.scheme), **_list_rows(contest)}
    write_templates(book_layouts(contest.scheme), target, language=language, filled=filled)


def write_blank_book(scheme: Scheme, target: Path | BinaryIO, *, language: Language = "zh") -> None:
    """The same with a scheme to change and empty lists. Raises SheetError when ``target`` cannot be written."""
    write_templates(book_layouts(scheme), target, language=language, filled=scheme_rows(scheme))


def book_layouts(scheme: Scheme) -> tuple[Layout, ...]:
    """The sheets of the workbook, in order."""
    return (
        layouts.SCHEME, layouts.PARTS, layouts.ASPECTS, layouts.MEASURES, layouts.AWARDS, layouts.JUDGES,
        contestants_layout([one.title for one in scheme.measures]), layouts.ADJUSTMENTS, layouts.FACTORS,
    )  # fmt: skip


def scheme_rows(scheme: Scheme) -> dict[str, list[dict[str, object]]]:
    """The rows of the sheets that make a scheme, by layout."""
    parts = {part.key: part.title for part in scheme.parts}
    return {
        "scheme": _items(scheme),
        "parts": [
            {"title": one.title, "share": shown(one.share), "full": one.full, "digits": one.digits, "counted_digits": one.counted_digits}
            for one in scheme.parts
        ],
        "aspects": [_aspect(one, parts) for one in scheme.aspects],
        "measures": [{"title": one.title, "better": one.better.value} for one in scheme.measures],
        "awards": [
            {"title": one.title, "for_teams": one.for_teams, "count": one.count, "share": None if one.share is None else shown(one.share),
             "cut": one.cut.value, "edge": one.edge.value, "keys": _keys(scheme, one.keys) if one.keys else None, "at_least": one.at_least}
            for one in scheme.awards
        ],
    }  # fmt: skip


def _aspect(one: Aspect, parts: dict[str, str]) -> dict[str, object]:
    return {
        "title": one.title, "part": parts[one.part], "high": one.high, "low": one.low, "step": one.step, "factor": one.factor,
        "weight": one.weight, "way": one.panel.way.value, "trim": one.panel.trim, "least": one.panel.least,
        "panel_digits": one.panel.digits, "digits": one.digits,
    }  # fmt: skip


def _items(scheme: Scheme) -> list[dict[str, object]]:
    team = scheme.team
    values = {
        "title": scheme.title,
        "digits": "" if scheme.digits is None else str(scheme.digits),
        "ranks": scheme.ranks.wording,
        "keys": _keys(scheme, scheme.keys),
        "floor": Wording("无", "none") if scheme.floor is None else shown(scheme.floor),
        "outlying": shown(scheme.outlying),
        "best": str(team.best) if team else "",
        "short": team.short.wording if team else "",
        "team_keys": _keys(scheme, team.keys) if team else "",
    }
    return [{"item": key, "value": value, "about": _ABOUT[key]} for key, value in values.items()]


def _keys(scheme: Scheme, keys: Sequence[Key]) -> Wording:
    """Names only; a workbook in either language is read back."""
    names = [
        Wording("第{n}名队员", "member {n}").fill(n=key.key)
        if key.of is KeyOf.MEMBER
        else scheme.title_of(key)
        for key in keys
    ]
    return join(names, zh="；", en="; ")


def _list_rows(contest: Contest) -> dict[str, list[dict[str, object]]]:
    scheme = contest.scheme
    titles = {one.key: one.title for one in scheme.aspects}
    measures = {one.key: one.title for one in scheme.measures}
    parts = {one.key: one.title for one in scheme.parts}
    return {
        "judges": [
            {"name": one.name, "aspects": named(titles[key] for key in one.aspects) if one.aspects else None} for one in contest.judges
        ],
        "contestants": [
            {"contestant": one.key, "name": one.name, "team": one.team or None, "status": one.status.value,
             **{f"measure {measures[key]}": shown(value) for key, value in one.measures.items()}}
            for one in contest.contestants
        ],
        "adjustments": [
            {"contestant": one.contestant, "points": one.points, "part": parts.get(one.part), "reason": one.reason}
            for one in contest.adjustments
        ],
        "factors": [
            {"contestant": one.key, "aspect": titles[key], "factor": factor}
            for one in contest.contestants
            for key, factor in one.factors.items()
        ],
    }  # fmt: skip


def marking_sheets(contest: Contest, *, with_names: bool = False, with_marks: bool = False) -> list[SheetOut]:
    """One sheet for each judge, to print and to type back in; blind (draw numbers only) unless ``with_names``."""
    scheme = contest.scheme
    given = {mark[:3]: mark.value for mark in contest.marks} if with_marks else {}
    sheets = []
    for judge in contest.judges:
        aspects = [one for one in scheme.aspects if not judge.aspects or one.key in judge.aspects]
        width = min(max(76 // max(len(aspects), 1), 14), 28)
        columns = [ColumnOut(Wording("抽签号", "Draw no."), width=10)]
        columns += [ColumnOut(Wording("姓名", "Name"), width=14)] if with_names else []
        columns += [
            ColumnOut(bounds_told(one.title, one.low, one.high), Form.DECIMAL, width) for one in aspects
        ]
        rows = [
            (
                one.key,
                *((one.name,) if with_names else ()),
                *(given.get((one.key, aspect.key, judge.key)) for aspect in aspects),
            )
            for one in contest.contestants
        ]
        heading = Wording("{title}　评分表　评委：{judge}", "{title} · marking sheet · judge: {judge}")
        sheets.append(
            SheetOut(
                judge.name, tuple(columns), rows, heading=heading.fill(title=scheme.title, judge=judge.name), notes=_NOTES,
                signatures=_SIGNED, filters=False, row_height=24, landscape=len(aspects) > 4,
            )
        )  # fmt: skip
    return sheets


USUAL: dict[str, Any] = {
    "title": "职工职业技能竞赛",
    "parts": [
        {"key": "theory", "title": "理论", "share": "0.3", "full": 100, "digits": 2},
        {"key": "practice", "title": "实操", "share": "0.7", "full": 100, "digits": 2},
    ],
    "aspects": [
        {"key": "paper", "title": "理论试卷", "part": "theory", "high": 100},
        {
            "key": "quality",
            "title": "作业质量",
            "part": "practice",
            "high": 70,
            "panel": {"way": "trimmed", "trim": 1, "digits": 2},
        },
        {"key": "safety", "title": "安全文明", "part": "practice", "high": 30, "panel": {"digits": 2}},
    ],
    "measures": [{"key": "time", "title": "实操用时", "better": "low"}],
    "keys": [{"of": "part", "key": "practice"}, {"of": "measure", "key": "time"}],
    "digits": 2,
    "team": {"best": 3, "keys": [{"of": "part", "key": "practice"}]},
    "awards": [
        {"key": "first", "title": "一等奖", "count": 1},
        {"key": "second", "title": "二等奖", "count": 2},
        {"key": "third", "title": "三等奖", "count": 3},
        {"key": "merit", "title": "优秀奖", "share": "0.2", "cut": "down"},
        {"key": "teams", "title": "团体奖", "count": 1, "for_teams": True},
    ],
}
"""A usual scheme to begin with: theory 30 %, practice 70 %, the best three make a team."""

_ENGLISH = {
    "职工职业技能竞赛": "Contest of skills", "理论": "Theory", "实操": "Practice", "理论试卷": "Paper", "作业质量": "Workmanship",
    "安全文明": "Safety", "实操用时": "Time", "一等奖": "First prize", "二等奖": "Second prize", "三等奖": "Third prize",
    "优秀奖": "Merit", "团体奖": "Team prize",
}  # fmt: skip


def usual(language: Language) -> dict[str, Any]:
    """``USUAL`` with its titles in the language of the workbook."""
    return {key: _said(value) for key, value in USUAL.items()} if language == "en" else USUAL


def _said(data: object) -> object:
    if isinstance(data, dict):
        return {key: _said(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_said(value) for value in data]
    return _ENGLISH.get(data, data) if isinstance(data, str) else data


_NOTES = (
    Wording("没有打分的格子留空或写“缺席”“回避”，不写0。", "Leave a cell empty where you gave no mark, or write “absent” or “recused”; never 0."),
)  # fmt: skip
_SIGNED = (Wording("评委", "Judge"), Wording("监督", "Observer"), Wording("日期", "Date"))
_ABOUT = {
    "title": Wording("印在各张表的表头", "stands over every sheet"),
    "digits": Wording("四舍五入到几位小数；空着按精确值排名次", "rounded half-up to so many decimals; empty: exact"),
    "ranks": Wording("并列占位（1、1、3）；并列不占位（1、1、2）；不并列（1、2、3）", "ties take their places (1, 1, 3); ties take one place (1, 1, 2); no ties (1, 2, 3)"),
    "keys": Wording("总分相同依次比什么，用分号隔开：部分、评分项或比较项的名称", "what is compared between equal totals, one after another: names of parts, aspects or measures, parted by semicolons"),
    "floor": Wording("各部分和总分扣到这个数为止；不设下限写“无”", "no part and no total falls below; “none” for no floor"),
    "outlying": Wording("与其他评委的中位数相差超过满分的这个比例时列出", "marks further from the median of the others than this share of the full mark are listed"),
    "best": Wording("空着表示没有团体赛", "empty: no teams"),
    "short": Wording("有成绩的队员不够时：不排名次；有几人算几人", "with fewer members: no place; those there are count"),
    "team_keys": Wording("还可以写“第1名队员”", "“member 1” too"),
}  # fmt: skip
