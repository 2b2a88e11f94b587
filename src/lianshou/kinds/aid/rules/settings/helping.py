"""What a federation sets of one-to-one helping: how often a household is visited, under which duties, what weighs in the matching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.core.parameters import BadValue, Setting, Table, Whole
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.usual import usual

MONTHS, MOST, DUTIES, WEIGHTS = (
    "aid.helping_months", "aid.helping_most", "aid.helping_duties", "aid.helping_weights",
)  # fmt: skip
LONGEST = 60
MOST_DUTIES = 8
_ROWS = tuple((str(n), Wording(f"第{n}项", f"no. {n}")) for n in range(1, MOST_DUTIES + 1))
_TOO_LONG = Wording("请填写1到60个字。", "Write 1 to 60 characters.")


@dataclass(frozen=True)
class Words:
    """A few words, at most LONGEST; read as text."""

    inputmode: str = "text"

    def keep(self, given: Any) -> str:
        text = str(given or "").strip()
        if not 0 < len(text) <= LONGEST:
            raise BadValue(_TOO_LONG)
        return text

    def read(self, kept: Any) -> str:
        return str(kept)

    def say(self, kept: Any) -> Wording:
        return usual(str(kept))


WEIGHING = (
    ("level", Wording("工会组织每远一级", "each step along the tree of unions")),
    ("need", Wording("帮扶专长对应主要致困原因", "help in the field of the main cause")),
    ("language", Wording("语言或方言不通", "no language in common")),
    ("load", Wording("超出户数，每多一户", "each household above the load")),
    ("unknown", Wording("距离不明，按此计算", "a distance that is not known")),
)
"""What weighs beside the distance, each worth so many kilometres."""

HELPING = (
    Setting(
        key=MONTHS,
        title=Wording("帮扶责任人走访间隔", "Interval between a helper's visits"),
        form=Whole(1, 24),
        usual=6,
        unit=Wording("个月", "months"),
        source=Wording(
            "成都市总工会成工办〔2019〕43号：责任人每半年至少走访一次",
            "Chengdu federation, 2019 no. 43: at least every half year",
        ),
        hint=Wording("从上次走访或结对之日起算。", "From the last visit, or from the day of assignment."),
    ),
    Setting(
        key=MOST,
        title=Wording("每名责任人宜帮扶户数", "Recommended households per helper"),
        form=Whole(1, 50),
        usual=3,
        unit=Wording("户", "households"),
        source=Wording("没有统一规定，由各地总工会确定", "No national rule; each federation decides"),
        hint=Wording(
            "新登记的责任人按此填入，可以逐人修改；超出只提醒，不禁止。",
            "A new helper begins with it, and may have another; more is warned of, not refused.",
        ),
    ),
    Setting(
        key=DUTIES,
        title=Wording("帮扶责任人职责", "Duties of a helper"),
        form=Table(_ROWS, (("words", Wording("", ""), Words()),)),
        usual={
            "1": {"words": "宣传员：宣讲政策"},
            "2": {"words": "辅导员：思想疏导"},
            "3": {"words": "服务员：办理帮扶"},
            "4": {"words": "指导员：就业指导"},
            "5": {"words": "攻坚队员：推动解困脱困"},
        },
        source=Wording(
            "困难职工帮扶责任人五项职责（宣传员、辅导员、服务员、指导员、攻坚队员）；各项说明由当地总工会填写",
            "The five duties of a helper; the federation enters the official text of each",
        ),
        hint=Wording(
            "走访时勾选。冒号前是名称，冒号后是说明。",
            "Ticked at each visit: the name before the colon, what it means behind it.",
        ),
    ),
    Setting(
        key=WEIGHTS,
        title=Wording("结对匹配的轻重", "Weights of the matching"),
        form=Table(WEIGHING, (("km", Wording("相当于（公里）", "worth (km)"), Whole(0, 500)),)),
        usual={
            "level": {"km": 3},
            "need": {"km": 12},
            "language": {"km": 15},
            "load": {"km": 8},
            "unknown": {"km": 10},
        },
        source=Wording("没有统一规定，由各地总工会确定", "No national rule; each federation decides"),
    ),
)
KEYS = tuple(one.key for one in HELPING)
"""What pages and actions of helping ask a book for."""


def weights_of(kept: Any) -> dict[str, int]:
    """The weights in kilometres, those that were left out as usual."""
    usual: dict[str, Any] = next(one.usual for one in HELPING if one.key == WEIGHTS)
    return {key: int((kept.get(key) or usual[key])["km"]) for key, _title in WEIGHING}


def duties_of(read: Any) -> dict[str, str]:
    """The duties by their place, as a check-list."""
    return {key: str(read[key]["words"]) for key, _title in _ROWS if key in read}
