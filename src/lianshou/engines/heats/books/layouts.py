"""The sheets of a regatta's workbook: plan, rounds, crews, athletes, results, decisions."""

from __future__ import annotations

from datetime import time, timedelta

from lianshou.core.wording import Wording
from lianshou.engines.heats.boats import Role
from lianshou.engines.heats.plan import Edge, How, RankBy, Seeding, Share, Status
from lianshou.engines.heats.times import parse_time
from lianshou.formats.sheets.columns import Cell, CellError, Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_flag, as_list, as_name, as_text, as_whole, text_of

_STATUSES = {
    "dns": Status.DNS, "未出发": Status.DNS, "弃权": Status.DNS, "dnf": Status.DNF, "未完成": Status.DNF, "dsq": Status.DSQ,
    "取消资格": Status.DSQ, "犯规": Status.DSQ,
}  # fmt: skip


def _choices(*rows: tuple[object, str, str]) -> tuple[Choice, ...]:
    return tuple([Choice(value, Wording(zh, en)) for value, zh, en in rows])


HOWS = _choices(
    (How.PLACE.value, "每组名次", "place in each heat"), (How.TIME.value, "其余中最快", "fastest of the others"),
    (How.OVERALL.value, "总成绩名次", "time over all heats"), (How.REST.value, "其余完赛的", "the rest that finished"),
    (How.ALL.value, "全部", "all"),
)  # fmt: skip
SEEDINGS = _choices(
    (Seeding.DRAW.value, "抽签次序", "drawn by lot"), (Seeding.RANKING.value, "实力排名", "ranking"), (Seeding.TIMES.value, "报名成绩", "times")
)  # fmt: skip
EDGES = _choices(
    (Edge.WAIT.value, "等裁判裁定", "wait for officials"), (Edge.ALL_IN.value, "全部晋级", "all go on")
)
RANKS = _choices(
    (RankBy.FINALS.value, "决赛名次", "finals"), (RankBy.OVERALL.value, "最后一轮成绩", "time of the last round"), (RankBy.POINTS.value, "各轮得分", "points of rounds")
)  # fmt: skip
ROLES = _choices(*((role.value, role.wording.zh, role.wording.en) for role in Role))
SHARES = _choices(
    (Share.FULL.value, "各得全部", "all of them each"), (Share.DIVIDED.value, "平分", "an equal part each")
)
YES_NO = _choices((True, "是", "yes"), (False, "否", "no"))
SEXES = _choices((True, "女", "woman"), (False, "男", "man"))


def as_time(cell: Cell) -> str:
    """A time as it is written, its decimals kept (50.40 as text is not 50.4)."""
    if isinstance(cell, time | timedelta):
        raise CellError("clock_time", *_NOT_TEXT)
    text = text_of(cell).strip()
    try:
        return str(parse_time(text))
    except ValueError as error:
        words = Wording("“{given}”不是成绩。", "“{given}” is no time.").fill(given=text)
        raise CellError("not_a_time", words, _TIME_WAY_OUT) from error


def as_outcome(cell: Cell) -> tuple[str, str]:
    """A time, or DNS, DNF, DSQ: (status, time)."""
    text = text_of(cell).strip().casefold()
    if text in _STATUSES:
        return _STATUSES[text].value, ""
    return Status.OK.value, as_time(cell)


_TIME_WAY_OUT = Wording(
    "请写成 50.40 或 1:50.40；没有成绩的写 DNS、DNF 或 DSQ。", "Write 50.40 or 1:50.40, or DNS, DNF, DSQ."
)
_NOT_TEXT = (
    Wording("这一格被电子表格当成了钟点。", "The spreadsheet took this cell for a time of day."),
    Wording("请先把格式改为“文本”，再写 1:50.40。", "Set its format to text, then write 1:50.40."),
)
_NAME = as_name(most=100)

ITEMS = _choices(
    ("title", "比赛名称", "Title"), ("lanes", "航道数", "Lanes"), ("seeding", "编排依据", "Seeding"), ("edge", "晋级末位同分", "Ties at the edge"),
    ("rank_by", "名次依据", "Places by"), ("finals", "名次次序", "Finals"), ("points", "名次得分", "Points"), ("best", "同分比最好几轮", "Best rounds"),
    ("drummers", "鼓手人数", "Drummers"), ("helms", "舵手人数", "Helms"), ("paddlers", "划手人数", "Paddlers"), ("reserves", "替补最多", "Reserves at most"),
    ("women", "女队员至少", "Women at least"), ("needs_insurance", "须有保险", "Insurance needed"),
    ("needs_swimming", "须有会游泳承诺", "Swimming declaration needed"), ("rank_unfinished", "未完成的排在最后", "DNF takes the last place"),
    ("skip_single", "只有一队不赛", "One crew is not rowed"), ("union_points", "工会积分", "Points of unions"), ("share", "联队积分", "Points of joint crews"),
)  # fmt: skip
PLAN = Layout(
    "plan",
    Wording("规程", "Plan"),
    (
        Column("item", Wording("项目", "Item"), (), as_choice(ITEMS), required=True, choices=ITEMS, example=Wording("比赛名称", "Title"), width=20),
        Column("value", Wording("内容", "Content"), (), as_text(), example=Wording("职工龙舟赛", "Workers' dragon boat regatta"), width=40),
        Column("about", Wording("说明", "About"), width=60),
    ),
)  # fmt: skip
ROUNDS = Layout(
    "rounds",
    Wording("轮次", "Rounds"),
    (
        Column("title", Wording("轮次名称", "Round"), ("轮次",), _NAME, required=True, example=Wording("决赛", "Final")),
        Column("heats", Wording("组数", "Heats"), (), as_whole(least=1, most=100), example=1, width=10,
               note=Wording("空着按航道数自动分组", "empty: as few as the lanes allow")),
        Column("source", Wording("来自", "From"), (), _NAME, example=Wording("预赛", "Heats"),
               note=Wording("第一轮空着；一轮有几个来源就写几行", "empty in the first round; one line for each source")),
        Column("how", Wording("怎样晋级", "How"), (), as_choice(HOWS), choices=HOWS, example="每组名次", width=18),
        Column("first", Wording("从第几名", "From place"), (), as_whole(least=1), example=1, width=12),
        Column("last", Wording("到第几名", "To place"), (), as_whole(least=1), example=2, width=12),
        Column("count", Wording("几支", "How many"), (), as_whole(least=1), example=2, width=10,
               note=Wording("“其余中最快”时填", "for the fastest of the others")),
        Column("among", Wording("限第几名", "Among place"), (), as_whole(least=1), example=2, width=12),
    ),
)  # fmt: skip
CREWS = Layout(
    "crews",
    Wording("队伍", "Crews"),
    (
        Column("name", Wording("队名", "Crew"), ("队伍", "参赛队"), _NAME, required=True, example=Wording("机械厂队", "Machine Works"), width=24),
        Column("unions", Wording("所属工会", "Unions"), ("工会", "单位"), as_list(_NAME), example=Wording("机械厂工会", "Machine Works union"), width=40,
               note=Wording("联队写几个，用顿号隔开", "several for a joint crew")),
        Column("best", Wording("报名成绩", "Entry time"), (), as_time, example="1:05.20"),
    ),
)  # fmt: skip
ATHLETES = Layout(
    "athletes",
    Wording("队员", "Athletes"),
    (
        Column("crew", Wording("队名", "Crew"), ("队伍",), _NAME, required=True, example=Wording("机械厂队", "Machine Works"), width=24),
        Column("name", Wording("姓名", "Name"), ("队员", "队员姓名"), _NAME, required=True, example=Wording("张伟", "Zhang Wei")),
        Column("role", Wording("位置", "Seat"), ("岗位",), as_choice(ROLES), required=True, choices=ROLES, example="划手", width=10),
        Column("is_woman", Wording("性别", "Sex"), (), as_choice(SEXES), choices=SEXES, example="男", width=8),
        Column("union", Wording("所属工会", "Union"), ("工会", "单位"), _NAME, example=Wording("机械厂工会", "Machine Works union"), width=28),
        Column("insured", Wording("保险", "Insured"), (), as_flag(), example="是", width=8),
        Column("swims", Wording("会游泳承诺", "Swimming declaration"), (), as_flag(), example="是", width=14),
    ),
)  # fmt: skip
RESULTS = Layout(
    "results",
    Wording("成绩", "Results"),
    (
        Column("round", Wording("轮次", "Round"), (), _NAME, required=True, example=Wording("预赛", "Heats")),
        Column("race", Wording("组", "Race"), ("组次",), as_whole(least=1, most=100), example=1, width=7,
               note=Wording("按名单填好；有成绩以后不要改", "filled as drawn; leave it once there are results")),
        Column("lane", Wording("道", "Lane"), ("道次", "航道"), as_whole(least=1, most=20), example=3, width=7),
        Column("crew", Wording("队名", "Crew"), ("队伍",), _NAME, required=True, example=Wording("机械厂队", "Machine Works"), width=24),
        Column("outcome", Wording("成绩", "Time"), ("时间",), as_outcome, example="1:05.20",
               note=Wording("按文本写，或写DNS、DNF、DSQ；空着表示还没有比", "as text, or DNS, DNF, DSQ; empty: not yet")),
        Column("note", Wording("说明", "Note"), ("备注",), as_text(), example=Wording("抢航", "false start"), width=30),
    ),
)  # fmt: skip
DECISIONS = Layout(
    "decisions",
    Wording("裁定", "Decisions"),
    (
        Column("round", Wording("轮次", "Round"), (), _NAME, required=True, example=Wording("预赛", "Heats")),
        Column("order", Wording("先后次序", "Order"), (), as_list(as_text()), required=True, example=Wording("机械厂队、纺织厂队", "Machine Works, Textile Mill"), width=40,
               note=Wording("先到的在前，用顿号隔开", "the first of them first, parted by commas")),
        Column("why", Wording("依据", "Why"), (), as_text(), example=Wording("终点照片", "finish photo"), width=30),
    ),
)  # fmt: skip
LAYOUTS = (PLAN, ROUNDS, CREWS, ATHLETES, RESULTS, DECISIONS)
