"""What grounds, steps and signals are called, for storeys that know nothing of Django."""

from __future__ import annotations

from lianshou.core.wording import Wording

GROUNDS = (
    ("out", Wording("脱困", "Out of hardship")),
    ("guaranteed", Wording("解困（保障兜底）", "Relieved by guarantee")),
    ("not_fitting", Wording("不符合条件退出", "Does not fit the conditions")),
    ("died", Wording("职工去世退出", "Died")),
    ("moved", Wording("迁出退出", "Moved away")),
    ("mistaken", Wording("登记有误退出", "Entered by mistake")),
    ("withdrawn", Wording("本人申请退出", "Withdrawn by the household")),
)
GROUNDS_BY_KEY = dict(GROUNDS)
STEPS = (
    ("income", Wording("收入核算", "Check of income")),
    ("study", Wording("集体研究", "Collective study")),
    ("notice", Wording("公示", "Public notice")),
    ("approval", Wording("县级审批", "County approval")),
    ("letter", Wording("书面通知", "Written notice")),
)
STEPS_BY_KEY = dict(STEPS)
SIGNALS = (
    ("illness", Wording("新发重病", "A new illness")),
    ("accident", Wording("意外事故", "An accident")),
    ("lost_job", Wording("失业、下岗", "Lost the job")),
    ("income", Wording("收入又低于标准", "Income below the line again")),
    ("school", Wording("就学支出增加", "Costs of schooling")),
    ("disaster", Wording("自然灾害", "A natural disaster")),
    ("missed", Wording("多次回访联系不上", "Calls missed several times")),
    ("other", Wording("其他情况", "Something else")),
)
SIGNALS_BY_KEY = dict(SIGNALS)
