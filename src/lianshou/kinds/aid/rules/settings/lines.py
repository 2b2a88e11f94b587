"""The lines below which a household is in hardship, the accident, and leaving."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lianshou.core.parameters import Boundary, Choice, Number, Setting, Whole, Yuan
from lianshou.core.wording import Wording

CATEGORY_SET, LINE = "aid.category_set", "aid.subsistence_line"
DEEP_BOUNDARY, RELATIVE_MULTIPLE, RELATIVE_BOUNDARY = (
    "aid.deep_boundary", "aid.relative_multiple", "aid.relative_boundary",
)  # fmt: skip
MINIMUM_BOUNDARY, MARGIN_MULTIPLE, MARGIN_BOUNDARY = (
    "aid.minimum_boundary", "aid.margin_multiple", "aid.margin_boundary",
)  # fmt: skip
SHARE, SHARE_BOUNDARY = "aid.accident_share", "aid.accident_share_boundary"
CEILING, CEILING_BOUNDARY = "aid.accident_ceiling", "aid.accident_ceiling_boundary"
MONTHS_ABOVE = "aid.months_above"
CURRENT, OLD = "current", "old"
_TIMES, _MONTH = Wording("倍", "times"), Wording("元/人·月", "yuan per person per month")


@dataclass(frozen=True)
class Exceeding(Choice):
    """Whether a limit itself already belongs to what lies above it: ``>`` or ``>=``; asked by ``exceeds``."""

    options: tuple[tuple[str, Wording], ...] = (
        (">", Wording("超过（不含等于）", "above (>)")),
        (">=", Wording("达到或超过（含等于）", "at least (≥)")),
    )


def exceeds(value: int, boundary: str, limit: int) -> bool:
    """Whether ``value`` lies above ``limit`` as an Exceeding setting says."""
    return value >= limit if boundary == ">=" else value > limit


def _boundary(key: str, title: Wording, source: Wording, usual: str) -> Setting:
    return Setting(key=key, title=title, form=Boundary(), usual=usual, source=source, by_two=True)


_PINGDINGSHAN = Wording(
    "平顶山市总工会《困难职工家庭认定标准》：低于当地低保标准；邢台市总工会2021年文件为“不高于”",
    "Pingdingshan federation: below the line; Xingtai federation (2021): at most the line",
)
_OLD_FILES = Wording(
    "2019年前后以前的困难职工档案：低保户、低保边缘户（150%以内）、意外致困户",
    "Files of aid until about 2019: minimum, margin (up to 150%), accident",
)
_QINGDAO = Wording(
    "青岛市总工会：致困费用超过家庭年收入80%", "Qingdao federation: costs above 80% of yearly income"
)

LINES = (
    Setting(
        key=CATEGORY_SET,
        title=Wording("困难类别划分", "Categories of hardship in use"),
        form=Choice(
            (
                (CURRENT, Wording("深度困难、相对困难、意外致困", "deep, relative, accident")),
                (
                    OLD,
                    Wording("低保户、低保边缘户、意外致困户（旧）", "subsistence, marginal, accident (old)"),
                ),
            )
        ),
        usual=CURRENT,
        source=Wording(
            "全国总工会困难职工分类：现行三类；2019年前后以前为旧三类",
            "The national federation's categories: the three of today, the older three until about 2019",
        ),
        hint=Wording(
            "按认定之日的值执行；补录旧档案时，为旧的日期设“旧”类别。",
            "As of the day of the finding; for files of old days, set the old one from an old day on.",
        ),
        by_two=True,
    ),
    Setting(
        key=LINE,
        title=Wording("城市低保标准", "Subsistence line"),
        form=Yuan(1),
        usual=80_000,
        unit=_MONTH,
        source=Wording(
            "由当地民政部门每年公布；800元只是示例，请按当地文件录入",
            "Published each year by the local civil affairs; 800 yuan is only an example, enter your own",
        ),
        hint=Wording(
            "未录入当地标准时，测算结果会注明“按示例标准”。",
            "While no local line is set, every outcome says that it is by an example.",
        ),
        by_two=True,
    ),
    _boundary(
        DEEP_BOUNDARY,
        Wording("深度困难：与低保标准比较", "Deep hardship: comparison with the line"),
        _PINGDINGSHAN,
        "<",
    ),
    Setting(
        key=RELATIVE_MULTIPLE,
        title=Wording("相对困难：低保标准的倍数", "Relative hardship: multiple of the line"),
        form=Number(2, Decimal(1), Decimal(10)),
        usual="2.00",
        unit=_TIMES,
        source=Wording(
            "平顶山市总工会《困难职工家庭认定标准》：低保标准2倍以内",
            "Pingdingshan federation: within twice the line",
        ),
        by_two=True,
    ),
    _boundary(
        RELATIVE_BOUNDARY,
        Wording("相对困难：与倍数标准比较", "Relative hardship: comparison with the multiple"),
        Wording(
            "“2倍以内”是否含等于，各地文件不一，由当地确定；默认不含",
            "Whether “within twice” holds twice itself differs by document; as delivered it does not",
        ),
        "<",
    ),
    _boundary(
        MINIMUM_BOUNDARY,
        Wording("低保户（旧）：与低保标准比较", "Subsistence (old): comparison with the line"),
        Wording(
            "《城市居民最低生活保障条例》第二条：低于当地城市居民最低生活保障标准",
            "Regulations on the minimum living guarantee of urban residents, article 2: below the line",
        ),
        "<",
    ),
    Setting(
        key=MARGIN_MULTIPLE,
        title=Wording("低保边缘户（旧）：低保标准的倍数", "Marginal (old): multiple of the line"),
        form=Number(2, Decimal(1), Decimal(10)),
        usual="1.50",
        unit=_TIMES,
        source=_OLD_FILES,
        by_two=True,
    ),
    _boundary(
        MARGIN_BOUNDARY,
        Wording("低保边缘户（旧）：与倍数标准比较", "Marginal (old): comparison with the multiple"),
        _OLD_FILES,
        "<=",
    ),
)

ACCIDENTS = (
    Setting(
        key=SHARE,
        title=Wording("意外致困：致困费用占家庭年收入", "Accident: cost as a share of yearly income"),
        form=Whole(1, 1000),
        usual=80,
        unit=Wording("%", "%"),
        source=_QINGDAO,
        hint=Wording(
            "致困费用指赔偿、保险和各类救助之后自己负担的部分；家庭年收入按计入的收入计算，未扣刚性支出。",
            "What the household bore itself after insurance and relief; income as counted, before rigid expenses.",
        ),
        by_two=True,
    ),
    Setting(
        key=SHARE_BOUNDARY,
        title=Wording("意外致困：与费用占比比较", "Accident: comparison with the share"),
        form=Exceeding(),
        usual=">",
        source=_QINGDAO,
        by_two=True,
    ),
    Setting(
        key=CEILING,
        title=Wording(
            "意外致困：人均收入上限（低保标准的倍数）", "Accident: ceiling as a multiple of the line"
        ),
        form=Number(2, Decimal(0), Decimal(100)),
        usual="3.00",
        unit=_TIMES,
        source=Wording(
            "旧档案：意外致困户人均收入在低保标准3倍以内", "Older files: accident up to three times the line"
        ),
        hint=Wording("0为不设上限。", "0: no ceiling."),
        by_two=True,
    ),
    _boundary(
        CEILING_BOUNDARY,
        Wording("意外致困：与人均收入上限比较", "Accident: comparison with the ceiling"),
        Wording("旧档案：不高于3倍（≤）", "Older files: at most three times (≤)"),
        "<=",
    ),
)

LEAVING = (
    Setting(
        key=MONTHS_ABOVE,
        title=Wording("脱困：人均收入连续高于低保标准", "Leaving: consecutive months above the line"),
        form=Whole(1, 36),
        usual=6,
        unit=Wording("个月", "months"),
        source=Wording(
            "江苏省总工会：人均收入连续6个月高于低保标准",
            "Jiangsu federation: six months in a row above the line",
        ),
        by_two=True,
    ),
)
