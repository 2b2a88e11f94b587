"""What of approvals and appeals a federation sets for its region."""

from __future__ import annotations

from lianshou.core.parameters import Setting, Whole, YesNo
from lianshou.core.wording import Wording

RESUBMIT, APPEAL, FACTOR = "review.resubmit_days", "review.appeal_days", "review.second_factor"
_DAYS = Wording("个工作日", "working days")
_OURS = Wording("本系统约定，法规没有统一规定", "Ours; no law says one for all")

REVIEWS = (
    Setting(
        key=RESUBMIT,
        title=Wording("退回补正期限", "Time to complete what was returned"),
        form=Whole(1, 120),
        usual=10,
        unit=_DAYS,
        source=_OURS,
        hint=Wording("自退回次日起算。", "Counted from the day after it was returned."),
    ),
    Setting(
        key=APPEAL,
        title=Wording("申诉期限", "Time to appeal"),
        form=Whole(1, 120),
        usual=15,
        unit=_DAYS,
        source=_OURS,
        hint=Wording("自不予通过次日起算。", "Counted from the day after the refusal."),
        by_two=True,
    ),
    Setting(
        key=FACTOR,
        title=Wording("审批时须再次验证身份", "Approving and refusing ask for a second factor"),
        form=YesNo(),
        usual=False,
        source=_OURS,
        hint=Wording(
            "选“是”后，通过、不予通过前要先用验证码或通行密钥验证，10分钟内有效。审批流程的某一级也可单独要求。",
            "Then approving and refusing want a code or passkey shown within 10 minutes. A single level can ask by itself, too.",
        ),
    ),
)
