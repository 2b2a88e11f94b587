"""Which layers of verification are asked for, in which order; what a deliberation needs; how long a report is kept."""

from __future__ import annotations

from lianshou.core.parameters import Setting, Table, Whole
from lianshou.core.wording import Wording

LAYERS, AGAIN = "aid.layers", "aid.layers_again"
POSTED_WITHIN = "aid.notice_within"
PRESENT, KEPT = "aid.deliberation_present", "aid.civil_keep_days"
_ROWS = (
    ("application", Wording("申请与授权", "Application and authorisation")),
    ("first_check", Wording("基层初审", "First check")),
    ("visit", Wording("入户调查", "Home visit")),
    ("civil", Wording("民政核对", "Check against civil-affairs lists")),
    ("deliberation", Wording("评议", "Deliberation")),
    ("notice", Wording("公示", "Public notice")),
)
LAYER_WORDS = dict(_ROWS) | {"approval": Wording("县级审批", "County approval")}
"""What layers are called, for storeys that know nothing of Django."""
_PLACES = Table(rows=_ROWS, columns=(("place", Wording("第", "place"), Whole(0, 9)),))
_SOURCE = Wording(
    "各地总工会困难职工认定办法：申请、初审、入户调查、民政核对、评议、公示、县级审批",
    "The federations' rules on finding hardship: application, check, visit, civil affairs, deliberation, notice, approval",
)
_HINT = Wording(
    "填写先后次序，0为不作要求；县级审批始终在最后。已经开始的核查按开始当日的规定办完。",
    "The place in the order; 0 asks for none. Approval always comes last. What has begun is ended by the rules of its first day.",
)

VERIFYING = (
    Setting(
        key=LAYERS,
        title=Wording("建档核查环节及次序", "Layers of verification, in order"),
        form=_PLACES,
        usual={key: {"place": place} for place, (key, _title) in enumerate(_ROWS, start=1)},
        source=_SOURCE,
        hint=_HINT,
        by_two=True,
    ),
    Setting(
        key=AGAIN,
        title=Wording("年度复核环节及次序", "Layers of the yearly re-verification, in order"),
        form=_PLACES,
        usual={key: {"place": {"visit": 1, "civil": 2}.get(key, 0)} for key, _title in _ROWS},
        source=_SOURCE,
        hint=Wording(
            "在档家庭复核时所走环节，0为不作要求；全部办完即复核完成。",
            "What a household on file goes through when verified again; 0 asks for none. The last of them ends the round.",
        ),
        by_two=True,
    ),
    Setting(
        key=PRESENT,
        title=Wording("评议最少到会人数", "Minimum attendance at a deliberation"),
        form=Whole(1, 99),
        usual=3,
        unit=Wording("人", "persons"),
        source=Wording("本系统约定，可按当地办法调整", "System default; adjust it to the local rules"),
        hint=Wording("同意票超过到会人数半数为通过。", "Passed by more than half of those present."),
    ),
    Setting(
        key=POSTED_WITHIN,
        title=Wording("公示前各环节完成后应公示的期限", "Time limit for posting a notice"),
        form=Whole(1, 60),
        usual=10,
        unit=Wording("个工作日", "working days"),
        source=Wording("本系统约定，可按当地办法调整", "System default; adjust it to the local rules"),
        hint=Wording("按期公示率按此计算。", "The share of notices posted on time is counted by it."),
    ),
    Setting(
        key=KEPT,
        title=Wording("民政核对差异报告保存天数", "Retention of reports on civil-affairs lists"),
        form=Whole(1, 180),
        usual=30,
        unit=Wording("天", "days"),
        source=Wording(
            "《个人信息保护法》第十九条：保存期限为实现处理目的所必要的最短时间",
            "PIPL, article 19: no longer than the purpose needs",
        ),
        hint=Wording(
            "到期后报告各行连同未建档人员的姓名、证件号一并抹去。",
            "Then its lines are erased, with names and numbers of those who stand in no file.",
        ),
    ),
)
