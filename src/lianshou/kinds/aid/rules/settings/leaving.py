"""Leaving aid and what follows it: which steps each ground asks for, months above the line, calls, signals, how long files are kept."""

from __future__ import annotations

from typing import Any

from lianshou.core.parameters import Setting, Table, Whole, YesNo
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.leaving.words import GROUNDS, SIGNALS, STEPS
from lianshou.kinds.aid.rules.settings.lines import Exceeding

STEPS_ASKED, ABOVE_BOUNDARY, RECENT = "aid.leaving_steps", "aid.months_above_boundary", "aid.months_recent"
GUARANTEE_MONTHS, GUARANTEE_BOUNDARY = "aid.guarantee_months", "aid.guarantee_boundary"
STUDY_PRESENT, NOTICE_WITHIN = "aid.study_present", "aid.leaving_notice_within"
FOLLOW_MONTHS, FOLLOW_VISITS, CALLS, TRIES = (
    "aid.follow_months",
    "aid.follow_visits",
    "aid.calls",
    "aid.call_tries",
)
SIGNALS_ASKED, ALARM, KEEP_YEARS = "aid.signals", "aid.signal_alarm", "aid.ended_keep_years"
_CHENGDU = Wording(
    "成都市总工会成工办〔2019〕43号：本人申请或责任人建议、集体研究、公示不少于5个工作日、审批、书面通知，跟踪回访不少于6个月",
    "Chengdu federation, 2019 no. 43: application or word of the helper, study, notice of 5 working days, approval, letter, six months of calls",
)
_JIANGSU = Wording(
    "江苏省总工会：人均收入连续6个月高于低保标准", "Jiangsu federation: six months in a row above the line"
)
_OURS = Wording("本系统约定，可按当地办法调整", "System default; adjust it to the local rules")
_ASKED = (
    *((key, title) for key, title in STEPS if key != "approval"),
    ("follow", Wording("回访", "Calls afterwards")),
)
_USUAL = {
    "out": "income study notice letter follow",
    "guaranteed": "income study notice letter follow",
    "not_fitting": "study letter",
    "died": "",
    "moved": "letter",
    "mistaken": "study letter",
    "withdrawn": "letter",
}
_PLACES = tuple((str(n), Wording(f"第{n}次", f"no. {n}")) for n in range(1, 7))


def _cells(words: str) -> dict[str, int]:
    return {key: int(key in words.split()) for key, _title in _ASKED}


LEAVING_AFTER = (
    Setting(
        key=STEPS_ASKED,
        title=Wording("退出程序：各类情形要求的环节", "Leaving: steps required for each ground"),
        form=Table(GROUNDS, tuple((key, title, Whole(0, 1)) for key, title in _ASKED)),
        usual={key: _cells(words) for key, words in _USUAL.items()},
        source=_CHENGDU,
        hint=Wording(
            "1为要求，0为不作要求；县级审批始终要求。已经开始的按开始当日的规定办完。",
            "1 asks for the step, 0 does not; the approval always is. What has begun is ended by the rules of its first day.",
        ),
        by_two=True,
    ),
    Setting(
        key=ABOVE_BOUNDARY,
        title=Wording("脱困：与低保标准比较", "Leaving: comparison with the subsistence line"),
        form=Exceeding(),
        usual=">",
        source=_JIANGSU,
        by_two=True,
    ),
    Setting(
        key=RECENT,
        title=Wording("收入核算：最近一个月最多早于当月", "Income: how old the latest month may be"),
        form=Whole(1, 12),
        usual=2,
        unit=Wording("个月", "months"),
        source=_OURS,
    ),
    Setting(
        key=GUARANTEE_MONTHS,
        title=Wording("解困：兜底后达到标准的月数", "Relief: months at the line with the guarantee"),
        form=Whole(1, 36),
        usual=1,
        unit=Wording("个月", "months"),
        source=Wording("解困：保障兜底后达到低保标准", "Relief: with the guarantee, income reaches the line"),
        by_two=True,
    ),
    Setting(
        key=GUARANTEE_BOUNDARY,
        title=Wording("解困：与低保标准比较", "Relief: comparison with the subsistence line"),
        form=Exceeding(),
        usual=">=",
        source=Wording("解困：保障兜底后达到低保标准", "Relief: with the guarantee, income reaches the line"),
        by_two=True,
    ),
    Setting(
        key=STUDY_PRESENT,
        title=Wording("集体研究最少到会人数", "Minimum attendance at the collective study"),
        form=Whole(1, 99),
        usual=3,
        unit=Wording("人", "persons"),
        source=_OURS,
    ),
    Setting(
        key=NOTICE_WITHIN,
        title=Wording("拟退出名单应公示的期限", "Time limit for posting a notice of leaving"),
        form=Whole(1, 60),
        usual=10,
        unit=Wording("个工作日", "working days"),
        source=_OURS,
        hint=Wording("按期公示率按此计算。", "The share of notices posted on time is counted by it."),
    ),
    Setting(
        key=FOLLOW_MONTHS,
        title=Wording("退出后跟踪期限", "Follow-up period after leaving"),
        form=Whole(0, 60),
        usual=6,
        unit=Wording("个月", "months"),
        source=_CHENGDU,
        hint=Wording("至少到最后一次回访为止。", "At least until the last call."),
        by_two=True,
    ),
    Setting(
        key=CALLS,
        title=Wording("退出后回访时间", "Schedule of calls after leaving"),
        form=Table(_PLACES, (("month", Wording("退出后（个月）", "months after"), Whole(0, 60)),)),
        usual={key: {"month": {"1": 3, "2": 6, "3": 12}.get(key, 0)} for key, _title in _PLACES},
        source=_CHENGDU,
        hint=Wording("0为不安排这一次。", "0: no such call."),
    ),
    Setting(
        key=TRIES,
        title=Wording("几次联系不上列为预警", "Missed calls before a warning is raised"),
        form=Whole(1, 9),
        usual=3,
        unit=Wording("次", "times"),
        source=_OURS,
    ),
    Setting(
        key=FOLLOW_VISITS,
        title=Wording("跟踪期内责任人继续走访", "The helper keeps visiting during follow-up"),
        form=YesNo(),
        usual=True,
        source=_CHENGDU,
    ),
    Setting(
        key=SIGNALS_ASKED,
        title=Wording("返困预警信号及轻重", "Warning signals of return, and their weights"),
        form=Table(SIGNALS, (("weight", Wording("分值", "weight"), Whole(0, 9)),)),
        usual={
            key: {"weight": weight}
            for key, weight in {
                "illness": 4,
                "accident": 4,
                "lost_job": 3,
                "income": 4,
                "school": 2,
                "disaster": 4,
                "missed": 2,
                "other": 1,
            }.items()
        },
        source=_OURS,
        hint=Wording("0为不作信号。", "0: no signal."),
    ),
    Setting(
        key=ALARM,
        title=Wording(
            "同一家庭分值合计达到多少为高风险", "From which sum of a household on the risk is high"
        ),
        form=Whole(1, 99),
        usual=4,
        unit=Wording("分", "points"),
        source=_OURS,
    ),
    Setting(
        key=KEEP_YEARS,
        title=Wording("结束的档案，个人信息保存年限", "Retention of personal data in ended files"),
        form=Whole(0, 50),
        usual=5,
        unit=Wording("年", "years"),
        source=Wording(
            "《个人信息保护法》第十九条：保存期限为实现处理目的所必要的最短时间；当地档案管理另有规定的从其规定",
            "PIPL, article 19: no longer than the purpose needs; local rules on archives go before",
        ),
        hint=Wording(
            "自跟踪期满起算；届满后敏感内容抹去，登记行和统计数字保留。",
            "From the end of follow-up; then what is sealed is erased, rows and figures stay.",
        ),
        by_two=True,
    ),
)
KEYS = tuple(one.key for one in LEAVING_AFTER)


def steps_asked(kept: Any, ground: str) -> dict[str, int]:
    """Which steps a ground asks for; a row that was left out as usual."""
    usual: dict[str, Any] = LEAVING_AFTER[0].usual
    return {key: int(value) for key, value in (kept.get(ground) or usual.get(ground) or {}).items()}


def call_months(kept: Any) -> list[int]:
    """The months after leaving at which calls are due, each once, in their order."""
    return sorted({int(row["month"]) for row in kept.values() if int(row["month"])})


def weights_of(kept: Any) -> dict[str, int]:
    """The signals that count, with their weight."""
    usual: dict[str, Any] = next(one.usual for one in LEAVING_AFTER if one.key == SIGNALS_ASKED)
    found = {key: int((kept.get(key) or usual[key])["weight"]) for key, _title in SIGNALS}
    return {key: weight for key, weight in found.items() if weight}
