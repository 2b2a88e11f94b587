"""What of notices and objections a federation sets for its region."""

from __future__ import annotations

from lianshou.core.parameters import Setting, Whole
from lianshou.core.wording import Wording

WORKING_DAYS, OURS = (
    Wording("个工作日", "working days"),
    Wording("本系统约定，法规没有统一规定", "Ours; no law says one for all"),
)
MONTHS = Wording("个月", "months")
WINDOW, ANSWER, KEPT = "notice.working_days", "objection.working_days", "objection.keep_months"

NOTICES = (
    Setting(
        key=WINDOW,
        title=Wording("公示期最短天数", "Shortest window of a public notice"),
        form=Whole(1, 60),
        usual=5,
        unit=WORKING_DAYS,
        source=Wording(
            "参照各地总工会困难职工认定、评选表彰公示的通例（不少于5个工作日）",
            "The custom of federations' notices on aid and honours (not fewer than 5 working days)",
        ),
        hint=Wording(
            "张贴当日不计入，末日为工作日。", "The day of posting does not count; the last is a working day."
        ),
        by_two=True,
    ),
)
OBJECTIONS = (
    Setting(
        key=ANSWER,
        title=Wording("异议答复期限", "Time to answer an objection"),
        form=Whole(1, 60),
        usual=10,
        unit=WORKING_DAYS,
        source=OURS,
        hint=Wording("自收到异议次日起算。", "Counted from the day after it came in."),
    ),
    Setting(
        key=KEPT,
        title=Wording("异议人姓名、联系方式保存期", "How long names and contacts of objectors are kept"),
        form=Whole(0, 120),
        usual=12,
        unit=MONTHS,
        source=Wording(
            "《个人信息保护法》第十九条：保存期限为实现处理目的所必要的最短时间",
            "PIPL, article 19: no longer than the purpose needs",
        ),
        hint=Wording("自异议办结之日起算，到期抹去。", "Counted from the outcome; then they are erased."),
    ),
)
