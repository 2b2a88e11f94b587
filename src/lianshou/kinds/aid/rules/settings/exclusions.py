"""What keeps a household out whatever its income: each with a switch, two with figures."""

from __future__ import annotations

from decimal import Decimal

from lianshou.core.parameters import NOTHING, Number, Setting, Whole, YesNo
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.facts import Exclusion

SWITCHES = {one: f"aid.excludes_{one.value}" for one in Exclusion}
"""The setting that switches each exclusion on."""
HOMES, FLOOR, SCHOOL = "aid.homes", "aid.floor_per_person", "aid.school_multiple"
_LOCAL = Wording(
    "各地总工会困难职工认定文件中“不予认定”的情形",
    "What federations' documents name as not to be found in hardship",
)
_TITLES = {
    Exclusion.HOMES: Wording("多套住房且超面积的不予认定", "Excluded: several homes with excess floor area"),
    Exclusion.VEHICLE: Wording("有机动车的不予认定", "Excluded: owning a motor vehicle"),
    Exclusion.COSTLY_SCHOOL: Wording("子女高收费就学的不予认定", "Excluded: a child at a high-fee school"),
    Exclusion.SHAREHOLDER: Wording(
        "控股股东、经营实体的不予认定", "Being a controlling shareholder excludes"
    ),
    Exclusion.REFUSES_CHECK: Wording("拒不配合核查的不予认定", "Excluded: refusing verification"),
    Exclusion.CONCEALS: Wording("隐瞒、造假的不予认定", "Excluded: concealment or forgery"),
    Exclusion.REFUSES_WORK: Wording("无故拒绝就业的不予认定", "Excluded: refusing work without good reason"),
}
_HINTS = {
    Exclusion.HOMES: Wording(
        "套数和人均面积两条同时达到才算。", "Both the number and the floor must be met."
    ),
    Exclusion.VEHICLE: Wording("残疾人代步车除外。", "Mobility vehicles of disabled people do not count."),
    Exclusion.COSTLY_SCHOOL: Wording(
        "高收费私立学校或自费留学，收费倍数另设。",
        "A private school or studies abroad; the multiple is set apart.",
    ),
}


def _switch(exclusion: Exclusion) -> Setting:
    return Setting(
        key=SWITCHES[exclusion],
        title=_TITLES[exclusion],
        form=YesNo(),
        usual=True,
        source=_LOCAL,
        hint=_HINTS.get(exclusion, NOTHING),
        by_two=True,
    )


EXCLUSIONS = (
    *map(_switch, Exclusion),
    Setting(
        key=HOMES,
        title=Wording("不予认定的住房套数", "Number of homes that excludes"),
        form=Whole(1, 20),
        usual=2,
        unit=Wording("套及以上", "or more"),
        source=_LOCAL,
        by_two=True,
    ),
    Setting(
        key=FLOOR,
        title=Wording("不予认定的人均建筑面积", "Floor area per person that excludes"),
        form=Number(2, Decimal(1), Decimal(1000)),
        usual="36.52",
        unit=Wording("平方米以上", "m², above"),
        source=Wording(
            "《中国人口普查年鉴—2020》城市家庭户人均住房建筑面积36.52平方米；各地另有规定的从其规定",
            "Census yearbook 2020: 36.52 m² a person in cities; local rules go before",
        ),
        by_two=True,
    ),
    Setting(
        key=SCHOOL,
        title=Wording(
            "高收费：超过同类公办学校收费", "High fee: multiple of a comparable public school's fee"
        ),
        form=Number(2, Decimal(1), Decimal(100)),
        usual="2.00",
        unit=Wording("倍", "times"),
        source=Wording(
            "青岛市总工会：超过公办学校收费2倍", "Qingdao federation: more than twice a public school"
        ),
        by_two=True,
    ),
)
