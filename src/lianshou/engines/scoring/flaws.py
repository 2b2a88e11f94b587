"""What stands in the way of a result: each flaw with its place, its sentence and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from lianshou.core.wording import Wording

Path = tuple[str | int, ...]
"""Where in the data: ("aspects", 2, "weight")."""


class Flaw(Enum):
    """Kinds of flaws; the value is the sentence and the way out."""

    MISSING = Wording("“{what}”没有填", "“{what}” is missing"), Wording("请补填", "fill it in")
    NOT_TEXT = (
        Wording("“{what}”应当是文字", "“{what}” should be text"),
        Wording("请填写文字", "write words"),
    )
    NOT_NUMBER = (
        Wording("“{what}”填的“{given}”不是数字", "“{what}”: {given} is no number"),
        Wording("请只填数字，小数最多6位", "write a number with at most 6 decimals"),
    )
    NOT_WHOLE = (
        Wording("“{what}”填的“{given}”不是整数", "“{what}”: {given} is no whole number"),
        Wording("请填整数", "write a whole number"),
    )
    OUT_OF_RANGE = (
        Wording("“{what}”是{given}，超出了范围", "“{what}” is {given}, out of range"),
        Wording("应当在{low}和{high}之间", "it should be between {low} and {high}"),
    )
    NOT_A_CHOICE = (
        Wording("“{what}”填的“{given}”不在可选的内容里", "“{what}”: {given} is not among the choices"),
        Wording("可以填：{choices}", "choose one of: {choices}"),
    )
    NOT_A_LIST = (
        Wording("“{what}”应当是一张列表", "“{what}” should be a list"),
        Wording("请写成列表", "write a list"),
    )
    UNKNOWN_FIELD = (
        Wording("不认识“{what}”这一项", "“{what}” is not known"),
        Wording("请删去，或改为：{choices}", "remove it, or write one of: {choices}"),
    )
    TWICE = (
        Wording("“{given}”出现了两次", "“{given}” is given twice"),
        Wording("请只保留一次", "keep one of them"),
    )
    UNKNOWN = (
        Wording("“{what}”填的“{given}”找不到", "“{what}”: {given} is not known"),
        Wording("请核对，已有的是：{choices}", "check it; known are: {choices}"),
    )
    EMPTY = (
        Wording("“{what}”一项也没有", "there is no “{what}” at all"),
        Wording("请至少填一项", "give at least one"),
    )
    FULL_DIFFERS = (
        Wording(
            "“{what}”的满分是{given}，各评分项按系数和权重合计却是{sum}",
            "“{what}” is worth {given}, but its aspects add up to {sum}",
        ),
        Wording(
            "请改满分，或改评分项的满分、系数、权重", "change the full mark, or the marks, factors or weights"
        ),
    )
    SHARES_DIFFER = (
        Wording(
            "各部分占比合计是{total}（{terms}），不是100%",
            "the shares come to {total} ({terms}), not to 100%",
        ),
        Wording(
            "请改成合计100%；各部分直接相加的，把占比都空着",
            "make them 100% in all; leave every share empty where parts are simply added",
        ),
    )
    TRIM_TOO_MUCH = (
        Wording(
            "“{what}”要去掉{trim}个最高分和{trim}个最低分，至少要有{wanted}个有效分，现在只要求{given}个",
            "“{what}” drops the {trim} highest and lowest, so {wanted} marks are needed; only {given} are asked for",
        ),
        Wording("请把“最少有效分”改为{wanted}或更多", "ask for {wanted} marks or more"),
    )
    COUNT_OR_SHARE = (
        Wording("奖项“{what}”要么写名额，要么写比例", "the award “{what}” needs either a count or a share"),
        Wording("请只填其中一项", "fill in one of the two"),
    )
    NO_TEAM_RULE = (
        Wording(
            "奖项“{what}”发给团体，方案里却没有团体计分",
            "the award “{what}” is for teams, but no team rule is given",
        ),
        Wording(
            "请填“团体取前几名”，或改为发给个人", "say how many count for a team, or give it to individuals"
        ),
    )
    DIGITS = (
        Wording("“{what}”的小数位超过{most}位", "“{what}” has more than {most} decimals"),
        Wording("请按规定的位数填写", "write no more decimals than that"),
    )
    MARK_OUT_OF_RANGE = (
        Wording(
            "评委“{judge}”给“{contestant}”的“{aspect}”打了{given}分，超出了{low}—{high}分",
            "{judge} gave {contestant} {given} for “{aspect}”, outside {low} to {high}",
        ),
        Wording("请对照原始评分表更正", "correct it by the paper sheet"),
    )
    MARK_NOT_ON_STEP = (
        Wording(
            "评委“{judge}”给“{contestant}”的“{aspect}”打了{given}分，应当以{step}分为一档",
            "{judge} gave {contestant} {given} for “{aspect}”; marks go in steps of {step}",
        ),
        Wording("请对照原始评分表更正", "correct it by the paper sheet"),
    )
    NOT_THEIR_ASPECT = (
        Wording("“{aspect}”不由评委“{judge}”打分", "“{aspect}” is not marked by {judge}"),
        Wording("请核对评委分工或删去这一分", "check who marks what, or remove the mark"),
    )
    TOO_FEW_MARKS = (
        Wording(
            "“{contestant}”的“{aspect}”只有{given}个有效分，最少要{wanted}个（缺：{absent}）",
            "{contestant} has {given} marks for “{aspect}”, {wanted} are needed (missing: {absent})",
        ),
        Wording(
            "请补录所缺的分；没有参加的，把状态改为“缺考”。缺分不按零分算",
            "enter what is missing, or set the status to absent; a missing mark is never counted as zero",
        ),
    )
    MARKS_OF_ABSENT = (
        Wording(
            "“{contestant}”的状态是“{status}”，却有{given}个分",
            "{contestant} is {status} but has {given} marks",
        ),
        Wording("请核对状态，或删去这些分", "check the status, or remove the marks"),
    )
    MEASURE_MISSING = (
        Wording(
            "“{contestant}”与别人同分，要比“{measure}”，却没有填",
            "{contestant} is tied and “{measure}” decides, but it is not given",
        ),
        Wording("请补填，或改用别的办法区分同分", "fill it in, or break ties in another way"),
    )
    NO_MEMBER_KEY = (
        Wording("个人名次不能比“第几名队员”", "individuals cannot be compared by members"),
        Wording("请只在团体的同分办法里用它", "use it for teams only"),
    )
    UNKNOWN_FORM = (
        Wording("这不是评分文件（{given}）", "this is no file of a contest ({given})"),
        Wording(
            "请用 lianshou score run 写出的 result.json，或写成数据的竞赛（lianshou.scoring.contest/1）",
            "take the result.json of lianshou score run, or a contest as data (lianshou.scoring.contest/1)",
        ),
    )

    @property
    def message(self) -> Wording:
        return self.value[0]

    @property
    def way_out(self) -> Wording:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Fault:
    """One flaw in one place; ``values`` fill its sentences."""

    flaw: Flaw
    path: Path = ()
    values: dict[str, object] = field(default_factory=dict)

    @property
    def message(self) -> Wording:
        return self.flaw.message.fill(**self.values)

    @property
    def way_out(self) -> Wording:
        return self.flaw.way_out.fill(**self.values)

    @property
    def place(self) -> str:
        """As a programmer writes it: ``aspects[2].weight``."""
        text = ""
        for step in self.path:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        return text


class ScoringError(ValueError):
    """The data cannot be scored as they stand; ``faults`` names everything that is wrong."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.place}: {fault.message.en}" for fault in self.faults))
