"""What a new union fills in that asks to be paired: all but the wish is on the register."""

from __future__ import annotations

from lianshou.core.asking import AskedField, Sort
from lianshou.core.wording import Wording

PURPOSE = Wording(
    "把新建、薄弱的基层工会与模范职工之家结成帮带对子", "to pair new and weak unions with model homes"
)
BASIS = Wording(
    "《企业工会工作条例》、本级工会“联手兴家”实施方案",
    "the rules for enterprise unions; the federation's plan for pairing",
)

GUEST_FIELDS = (
    AskedField(key="name", title=Wording("工会名称", "Name of the union"), fact="union.name", required=True),
    AskedField(
        key="credit_code",
        title=Wording("统一社会信用代码", "Credit code"),
        fact="union.credit_code",
        most=18,
    ),
    AskedField(
        key="founded_on", title=Wording("建会时间", "Founded on"), sort=Sort.DAY, fact="union.founded_on"
    ),
    AskedField(
        key="members",
        title=Wording("会员数", "Members"),
        sort=Sort.WHOLE,
        fact="union.members",
        required=True,
    ),
    AskedField(key="industry", title=Wording("所属行业", "Industry"), fact="union.industry_words", most=80),
    AskedField(key="address", title=Wording("单位地址", "Address"), fact="union.address"),
    AskedField(key="chair", title=Wording("工会主席", "Chair"), fact="union.chair", required=True, most=40),
    AskedField(
        key="phone",
        title=Wording("主席电话", "Telephone of the chair"),
        sort=Sort.PHONE,
        fact="union.chair_phone",
        required=True,
        most=20,
    ),
    AskedField(
        key="wish",
        title=Wording("最想得到哪些帮助", "What help is wanted most"),
        sort=Sort.LONG,
        required=True,
        note=Wording(
            "比如：民主管理、集体协商、活动阵地、财务规范。",
            "Say: workers' congress, bargaining, a place to meet, accounts.",
        ),
    ),
)
