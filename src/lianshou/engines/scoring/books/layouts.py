"""The sheets of a scoring workbook: scheme, parts, aspects, measures, awards, contestants, judges, bonuses, factors, marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from lianshou.core.ranking import Way as Ranks
from lianshou.core.wording import Wording
from lianshou.engines.scoring.exact import shown
from lianshou.engines.scoring.scheme import Better, Cut, Edge, Short, Status, Way
from lianshou.formats.sheets.columns import Cell, CellError, Choice, Column, Layout
from lianshou.formats.sheets.parsing import (
    as_choice,
    as_code,
    as_exact,
    as_list,
    as_name,
    as_text,
    as_whole,
    text_of,
)

_DIGITS = Wording("空着表示不取整，按精确值计", "empty: not rounded, kept exact")
_CLOCK = re.compile(r"(?:(\d{1,3})[:：时])?(\d{1,3})[:：′分'](\d{1,2}(?:\.\d{1,3})?)[″秒\"]?")
_SPOKEN = re.compile(r"(?=.)(?:(\d{1,4})分钟?)?(?:(\d{1,4}(?:\.\d{1,3})?)秒)?")
"""11分钟, 11分, 45.5秒."""
NOT_TEXT = (
    Wording("这一格被电子表格当成了钟点。", "The spreadsheet took this cell for a time of day."),
    Wording("请先把格式改为“文本”，再写 12:30.5。", "Set its format to text, then write 12:30.5."),
)
_AS_TIME = Wording(
    "时间请写成 12:30.5 或 12分30.5秒；不是时间的，只填阿拉伯数字。",
    "Write a time as 12:30.5 (12 minutes, 30.5 seconds), anything else in digits only.",
)
_ABSENT = frozenset({"缺", "缺席", "缺分", "回避", "弃评", "absent", "recused"})


def _choices(*pairs: tuple[object, str, str]) -> tuple[Choice, ...]:
    return tuple([Choice(value, Wording(zh, en)) for value, zh, en in pairs])


def _choices_of(kind: type[Better | Cut | Edge | Ranks | Short | Status | Way]) -> tuple[Choice, ...]:
    return tuple([Choice(one.value, one.wording) for one in kind])


RANKS = _choices_of(Ranks)
WAYS = _choices_of(Way)
STATUSES = _choices_of(Status)
BETTERS = _choices_of(Better)
SHORTS = _choices_of(Short)
EDGES = _choices_of(Edge)
CUTS = _choices_of(Cut)
FOR_TEAMS = _choices((False, "个人", "individuals"), (True, "团体", "teams"))


def as_measured(cell: Cell) -> Decimal:
    """A number, or a time as 12:30.5 or 12分30秒, in seconds; a time of day (12:30 pasted into a spreadsheet) is refused."""
    if isinstance(cell, datetime | time | timedelta):
        raise CellError("clock_time", *NOT_TEXT)
    if found := _CLOCK.fullmatch(text_of(cell).replace(" ", "")):
        return Decimal(int(found[1] or 0) * 3600 + int(found[2]) * 60) + Decimal(found[3])
    if found := _SPOKEN.fullmatch(text_of(cell).replace(" ", "")):
        return Decimal(int(found[1] or 0) * 60) + Decimal(found[2] or 0)
    try:
        return as_exact()(cell)
    except CellError as error:
        way_out = _AS_TIME if error.code == "not_a_number" else error.way_out
        raise CellError(error.code, error.message, way_out) from error


def as_mark(cell: Cell) -> Decimal | None:
    """A mark; 缺席 or 回避 stands for none."""
    if text_of(cell).strip().casefold() in _ABSENT:
        return None
    return as_exact()(cell)


def as_percent(cell: Cell) -> Decimal:
    """A share: 0.3, 30% or a cell shown as 30%."""
    text = text_of(cell).replace("％", "%").strip()
    if text.endswith("%"):
        return as_exact(least=0, most=100)(text[:-1]) / 100
    found = as_exact(least=0, most=1000)(cell)
    if found > 1:
        raise CellError(
            "not_a_share",
            Wording("“{given}”大于1。", "“{given}” is more than 1.").fill(given=text),
            Wording("请写成 30% 或 0.3。", "Write 30% or 0.3."),
        )
    return found


_TITLE, _DECIMALS = as_name(most=100), as_whole(least=0, most=6)
_NUMBER = Column(
    "contestant", Wording("抽签号", "Draw no."), ("编号", "选手编号", "参赛号", "号码"), as_code(), required=True, example="01", width=10
)  # fmt: skip


ITEMS = _choices(
    ("title", "竞赛名称", "Title"),
    ("digits", "总分保留小数", "Decimals of totals"),
    ("ranks", "名次排法", "Places"),
    ("keys", "同分办法", "Ties"),
    ("floor", "最低不低于", "Not below"),
    ("outlying", "偏离提示线", "Outlying beyond"),
    ("best", "团体取前几名", "Members that count"),
    ("short", "团体人数不足", "Team too small"),
    ("team_keys", "团体同分办法", "Ties of teams"),
)
"""What the scheme sheet says, one line each."""
SCHEME = Layout(
    "scheme",
    Wording("方案", "Scheme"),
    (
        Column("item", Wording("项目", "Item"), (), as_choice(ITEMS), required=True, choices=ITEMS, example=Wording("竞赛名称", "Title"), width=20),
        Column("value", Wording("内容", "Content"), (), as_text(), example=Wording("职工职业技能竞赛", "Contest of skills"), width=50),
        Column("about", Wording("说明", "About"), width=60),
    ),
)  # fmt: skip
PARTS = Layout(
    "parts",
    Wording("部分", "Parts"),
    (
        Column("title", Wording("部分名称", "Part"), ("名称",), _TITLE, required=True, example=Wording("实操", "Practice")),
        Column("share", Wording("占比", "Share"), ("比例",), as_percent, example="70%", width=10,
               note=Wording("空着表示直接相加", "empty: added as it is")),
        Column("full", Wording("满分", "Full mark"), (), as_exact(least=0), example=100.0, width=10,
               note=Wording("填了就与评分项核对", "checked against the aspects")),
        Column("digits", Wording("保留小数", "Decimals"), (), _DECIMALS, example=2, note=_DIGITS),
        Column("counted_digits", Wording("计入后保留小数", "Decimals counted"), (), _DECIMALS, example=2, note=_DIGITS, width=18),
    ),
)  # fmt: skip
ASPECTS = Layout(
    "aspects",
    Wording("评分项", "Aspects"),
    (
        Column("title", Wording("评分项名称", "Aspect"), ("评分项", "名称"), _TITLE, required=True, example=Wording("作业质量", "Workmanship"), width=20),
        Column("part", Wording("所属部分", "Part"), ("部分",), _TITLE, required=True, example=Wording("实操", "Practice"), width=12),
        Column("high", Wording("满分", "Full mark"), ("最高分",), as_exact(least=0), required=True, example=70.0, width=10),
        Column("low", Wording("最低分", "Lowest mark"), (), as_exact(), example=0.0, width=10),
        Column("step", Wording("分档", "Step"), (), as_exact(least=0), example=0.5, width=10,
               note=Wording("分数以几分为一档，空着不限", "marks go in such steps; empty: any")),
        Column("factor", Wording("系数", "Factor"), ("难度系数",), as_exact(), example=1.0, width=10),
        Column("weight", Wording("权重", "Weight"), (), as_exact(), example=1.0, width=10),
        Column("way", Wording("合分办法", "Way"), (), as_choice(WAYS), choices=WAYS, example="去高去低平均", width=18),
        Column("trim", Wording("去高去低个数", "Dropped at each end"), (), as_whole(least=0, most=50), example=1, width=16),
        Column("least", Wording("最少有效分", "Marks needed"), (), as_whole(least=1), example=3, width=14,
               note=Wording("少于这个数就不能计分，缺分不当零分", "fewer refuse; a missing mark is never zero")),
        Column("panel_digits", Wording("合分保留小数", "Decimals of the panel"), (), _DECIMALS, example=2, width=16, note=_DIGITS),
        Column("digits", Wording("得分保留小数", "Decimals of the score"), (), _DECIMALS, example=2, width=16, note=_DIGITS),
    ),
)  # fmt: skip
MEASURES = Layout(
    "measures",
    Wording("比较项", "Measures"),
    (
        Column("title", Wording("比较项名称", "Measure"), ("比较项", "名称"), _TITLE, required=True, example=Wording("实操用时", "Time"), width=20),
        Column("better", Wording("以何为优", "Better"), (), as_choice(BETTERS), choices=BETTERS, example="小者为优"),
    ),
)  # fmt: skip
AWARDS = Layout(
    "awards",
    Wording("奖项", "Awards"),
    (
        Column("title", Wording("奖项名称", "Award"), ("奖项",), _TITLE, required=True, example=Wording("一等奖", "First prize"), width=20),
        Column("for_teams", Wording("发给", "For"), (), as_choice(FOR_TEAMS), choices=FOR_TEAMS, example="个人", width=10),
        Column("count", Wording("名额", "Places"), (), as_whole(least=0), example=1, width=10),
        Column("share", Wording("比例", "Share"), (), as_percent, example=None, width=10,
               note=Wording("占有名次者的比例；名额与比例只填一项", "of those ranked; either places or a share")),
        Column("cut", Wording("取整", "Rounding"), (), as_choice(CUTS), choices=CUTS, example="四舍五入", width=12),
        Column("edge", Wording("末位同分", "Ties at the edge"), (), as_choice(EDGES), choices=EDGES, example="全部入围", width=14),
        Column("keys", Wording("末位再比", "Then by"), (), as_list(_TITLE), example=Wording("实操用时", "Time"), width=18,
               note=Wording("末位同分先比这些，还分不开再按“末位同分”", "tried before the rule for ties")),
        Column("at_least", Wording("最低成绩", "Lowest total"), (), as_exact(), example=60.0, width=12),
    ),
)  # fmt: skip
JUDGES = Layout(
    "judges",
    Wording("评委", "Judges"),
    (
        Column("name", Wording("评委姓名", "Judge"), ("姓名", "评委"), _TITLE, required=True, example=Wording("赵评委", "Judge Zhao"), width=20),
        Column("aspects", Wording("评哪些项", "Marks which"), (), as_list(_TITLE), example=Wording("作业质量、安全文明", "Workmanship, Safety"), width=40,
               note=Wording("空着表示全部", "empty: all")),
    ),
)  # fmt: skip
ADJUSTMENTS = Layout(
    "adjustments",
    Wording("加减分", "Bonuses and deductions"),
    (
        _NUMBER,
        Column("points", Wording("分值", "Points"), (), as_exact(), required=True, example=-2.0, width=10,
               note=Wording("扣分写负数", "deductions are negative")),
        Column("part", Wording("所属部分", "Part"), ("部分",), _TITLE, example=Wording("实操", "Practice"), width=12,
               note=Wording("空着表示在总分里加减", "empty: in the total")),
        Column("reason", Wording("理由", "Reason"), ("原因",), as_text(), required=True, example=Wording("超时2分钟", "2 minutes over"), width=40),
    ),
)  # fmt: skip
FACTORS = Layout(
    "factors",
    Wording("系数", "Factors"),
    (
        _NUMBER,
        Column("aspect", Wording("评分项", "Aspect"), (), _TITLE, required=True, example=Wording("作业质量", "Workmanship")),
        Column("factor", Wording("系数", "Factor"), ("难度系数",), as_exact(), required=True, example=1.2),
    ),
)  # fmt: skip
MARKS = Layout(
    "marks",
    Wording("打分", "Marks"),
    (
        _NUMBER,
        Column("aspect", Wording("评分项", "Aspect"), (), _TITLE, required=True),
        Column("judge", Wording("评委", "Judge"), ("评委姓名",), _TITLE, required=True),
        Column("value", Wording("分数", "Mark"), ("得分",), as_mark, width=10),
    ),
)  # fmt: skip


def contestants_layout(measures: Sequence[str]) -> Layout:
    """The list of contestants, with a column for every measure. Raises ValueError for a measure called like another column."""
    return Layout(
        "contestants",
        Wording("选手", "Contestants"),
        (
            _NUMBER,
            Column("name", Wording("姓名", "Name"), ("选手", "选手姓名"), as_name(), required=True, example=Wording("张伟", "Zhang Wei")),
            Column("team", Wording("代表队", "Team"), ("单位", "所在单位", "队名"), as_name(), example=Wording("机械厂工会", "Machine Works union"), width=28),
            Column("status", Wording("状态", "Status"), (), as_choice(STATUSES), choices=STATUSES, example="参赛", width=12),
            *(Column(f"measure {title}", Wording(title, title), (), as_measured, example="12:30.5") for title in measures),
        ),
    )  # fmt: skip


def marking_layout(aspects: Mapping[str, Wording]) -> Layout:
    """The sheet of one judge: a row for each contestant, a column for each aspect (headings by title).

    Raises ValueError for an aspect called like another column.
    """
    columns = [
        Column(f"aspect {title}", Wording(title, title), (heading.zh, heading.en), as_mark, width=14)
        for title, heading in aspects.items()
    ]
    name = Column("name", Wording("姓名", "Name"), ("选手",), as_text(), example=Wording("张伟", "Zhang Wei"))
    return Layout("marking", Wording("评分表", "Marking sheet"), (_NUMBER, name, *columns))


def bounds_told(title: str, low: Decimal, high: Decimal) -> Wording:
    """What stands over an aspect on a judge's sheet: the title and the bounds in brackets."""
    words = Wording("{title}（{low}—{high}）", "{title} ({low}–{high})")
    return words.fill(title=title, low=shown(low), high=shown(high))
