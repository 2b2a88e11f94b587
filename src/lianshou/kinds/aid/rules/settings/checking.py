"""What a federation sets of the check-lists of a household: the lines in its own words, and how long one may stay open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.core.parameters import Setting, Table, Whole
from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.settings.helping import Words
from lianshou.kinds.aid.rules.usual import usual

SAFETY, COVERAGES, MEASURES, DAYS = (
    "aid.safety_lines", "aid.full_coverages", "aid.aid_measures", "aid.line_days",
)  # fmt: skip
MOST_COVERAGES, MOST_MEASURES = 4, 12
NOT_SET = Wording("正式内容尚未填写", "the official text is not entered yet")
_COLUMN = (("words", Wording("", ""), Words()),)
_SIX = (
    ("living", Wording("第1条", "no. 1"), "基本生活"),
    ("medical", Wording("第2条", "no. 2"), "基本医疗"),
    ("schooling", Wording("第3条", "no. 3"), "教育救助"),
    ("housing", Wording("第4条", "no. 4"), "基本住房安全"),
    ("work", Wording("第5条", "no. 5"), "就业创业"),
    ("insurance", Wording("第6条", "no. 6"), "社会保险政策待遇"),
)


@dataclass(frozen=True)
class Lines(Table):
    """A table of lines in words that may be empty: nobody has entered the official text yet."""

    def keep(self, given: Any) -> dict[str, dict[str, Any]]:
        return {} if given == {} else super().keep(given)

    def say(self, kept: Any) -> Wording:
        return super().say(kept) if kept else NOT_SET


def _numbered(most: int) -> tuple[tuple[str, Wording], ...]:
    return tuple((str(n), Wording(f"第{n}项", f"no. {n}")) for n in range(1, most + 1))


_HINT = Wording(
    "冒号前是名称，冒号后是说明。改动只影响以后的核对，已核对的清单保留当时的文字。",
    "The name before the colon, what it means behind it. Lists that were gone through keep the words of their day.",
)
_ENTERED = Wording(
    "没有公开的正式文本，由当地总工会按文件填写",
    "No official text is public; the federation enters it by its document",
)
CHECKING = (
    Setting(
        key=SAFETY,
        title=Wording("保障线", "Safety lines"),
        form=Table(tuple((key, title) for key, title, _words in _SIX), _COLUMN),
        usual={key: {"words": words} for key, _title, words in _SIX},
        source=Wording(
            "困难职工“六条保障线”（基本生活、基本医疗、教育救助、基本住房安全、就业创业、社会保险政策待遇）；"
            "各条说明由当地总工会填写",
            "The six safety lines of workers in hardship; the federation enters the official text of each",
        ),
        hint=_HINT,
    ),
    Setting(
        key=COVERAGES,
        title=Wording("全覆盖事项", "Full coverages"),
        form=Lines(_numbered(MOST_COVERAGES), _COLUMN),
        usual={},
        source=_ENTERED,
        hint=_HINT,
    ),
    Setting(
        key=MEASURES,
        title=Wording("工会帮扶措施", "Measures of aid"),
        form=Lines(_numbered(MOST_MEASURES), _COLUMN),
        usual={},
        source=_ENTERED,
        hint=_HINT,
    ),
    Setting(
        key=DAYS,
        title=Wording("保障事项落实期限", "Deadline for meeting a safety line"),
        form=Whole(1, 366),
        usual=90,
        unit=Wording("天", "days"),
        source=Wording("没有统一规定，由各地总工会确定", "No national rule; each federation decides"),
        hint=Wording(
            "从首次核对为“未落实”之日起算，逾期列入经办人的待办。",
            "From the day on which a line was first found open; then it stands in the work of the officer.",
        ),
    ),
)
CHECK_KEYS = tuple(one.key for one in CHECKING)
"""What pages and actions of check-lists ask a book for."""
SAFETY_WORDS = {key: usual(words) for key, _title, words in _SIX}
"""The six as they are usually called, for counts over regions and years."""
