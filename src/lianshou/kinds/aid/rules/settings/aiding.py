"""What a federation sets of aid projects: which sorts there are, their ceilings, how often, for whom; and when a sum is to be doubted."""

from __future__ import annotations

from lianshou.core.parameters import NO, YES, Choice, Setting, Table, Yuan
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.settings.helping import Words

SORTS, PLAUSIBLE = "aid.project_sorts", "aid.plausible_each"
ROWS = (
    ("living", Wording("生活救助", "Living aid")),
    ("medical", Wording("医疗救助", "Medical aid")),
    ("schooling", Wording("子女助学", "Aid for children at school")),
    ("law", Wording("法律援助", "Legal aid")),
    ("training", Wording("职业培训", "Vocational training")),
    ("job", Wording("职业介绍", "Job placement")),
    ("temporary", Wording("临时救助", "Temporary aid")),
    ("other1", Wording("其他项目一", "Other sort, one")),
    ("other2", Wording("其他项目二", "Other sort, two")),
    ("other3", Wording("其他项目三", "Other sort, three")),
)
"""The usual sorts in their usual order, and three more that a federation may name; keys never change."""
SORT_WORDS = dict(ROWS)
NATURES = (
    ("money", Wording("资金", "money")),
    ("training", Wording("培训", "training")),
    ("service", Wording("服务", "service")),
    ("job", Wording("岗位", "job")),
)
_YES_NO = (("yes", YES), ("no", NO))
_USUAL = (
    # key, name, nature, ceiling in fen, often, long-term
    ("living", "生活救助", "money", 600_000, "no", "yes"),
    ("medical", "医疗救助", "money", 2_000_000, "no", "yes"),
    ("schooling", "子女助学（金秋助学）", "money", 800_000, "no", "no"),
    ("law", "法律援助", "service", 0, "yes", "no"),
    ("training", "职业培训", "training", 0, "no", "no"),
    ("job", "职业介绍", "job", 0, "yes", "no"),
    ("temporary", "临时救助", "money", 500_000, "yes", "yes"),
)

AIDING = (
    Setting(
        key=SORTS,
        title=Wording("帮扶项目类别、限额和次数", "Sorts of aid projects, their ceilings, how often"),
        form=Table(
            ROWS,
            (
                ("words", Wording("名称", "name"), Words()),
                ("nature", Wording("形式", "form"), Choice(NATURES)),
                (
                    "ceiling",
                    Wording("每人每年限额（元）", "yearly ceiling per person (yuan)"),
                    Yuan(0, 10**9),
                ),
                ("often", Wording("同年可多次", "more than once a year"), Choice(_YES_NO)),
                ("long", Wording("长效帮扶", "long-term aid"), Choice(_YES_NO)),
            ),
        ),
        usual={
            key: {"words": words, "nature": nature, "ceiling": ceiling, "often": often, "long": long}
            for key, words, nature, ceiling, often, long in _USUAL
        },
        source=Wording(
            "总工发〔2015〕20号：依档帮扶，先建档、后帮扶、实名制；七类为通行类别，限额没有统一规定，所列为示例，由当地总工会确定",
            "The national federation, 2015 no. 20: aid by the file, first on file, then helped, by real name. Ceilings are examples: "
            "each federation sets its own",
        ),
        hint=Wording(
            "限额0为不限。「同年可多次」为否的，同一人同一年只享受一次；「长效帮扶」用于无法解困脱困的家庭。已设立的项目按设立当日的规定执行。",
            "A ceiling of 0 is none. Long-term sorts are for households that cannot leave hardship. A project keeps the rules of the day "
            "on which it was entered.",
        ),
        by_two=True,
    ),
    Setting(
        key=PLAUSIBLE,
        title=Wording("人均帮扶金额核对线", "Aid per person above which an amount is queried"),
        form=Yuan(100, 10**9),
        usual=3_000_000,
        unit=Wording("元/人·年", "yuan per person per year"),
        source=Wording("本系统约定，可按当地情况调整", "System default; adjust it to local practice"),
        hint=Wording(
            "人均超过此数时提示核对是否把万元写成了元。只提醒，不禁止。",
            "Above it pages ask whether units of ten thousand were taken for yuan. It warns, it bars nothing.",
        ),
    ),
)
KEYS = tuple(one.key for one in AIDING)
"""What pages and actions of aid ask a book for."""
