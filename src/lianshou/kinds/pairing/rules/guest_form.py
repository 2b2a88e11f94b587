"""What a new union fills in that asks to be paired: all but the wish is on the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

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

_IS_HOST = Wording(
    "贵单位是本项目的帮带方，不能同时申请被帮带。如已不再承担帮带任务，请先联系{federation}调整名单。",
    "Your union is a host of this programme, and cannot be paired as a guest. If it no longer is, ask {federation} to change the "
    "list first.",
)
_TOO_OLD = Wording(
    "本项目帮带建会不超过{years}年的工会，贵单位建会于{day}。如建会时间有误，请更正后再提交；确需帮带的，请联系{federation}。",
    "This programme is for unions founded within {years} years, and yours was founded on {day}. Correct the day if it is wrong; if "
    "help is needed all the same, ask {federation}.",
)


def wrong_for_guest(
    *, is_host: bool, founded_on: str, years: int, federation: str, today: date
) -> Mapping[str, Wording]:
    """By field, why a union cannot be paired as a guest: it is a host itself, or was founded more than ``years`` ago (0: never
    too old). ``founded_on`` is in ISO form, or empty."""
    if is_host:
        return {"name": _IS_HOST.fill(federation=federation)}
    day = date.fromisoformat(founded_on) if founded_on else None
    if (
        not years
        or day is None
        or (today.year - day.year, today.month, today.day) <= (years, day.month, day.day)
    ):
        return {}
    said = Wording(f"{day.year}年{day.month}月{day.day}日", day.isoformat())
    return {"founded_on": _TOO_OLD.fill(years=years, day=said, federation=federation)}
