"""Texts that are built in and that a federation may put in its own words: what the usual ones are called in English."""

from __future__ import annotations

from lianshou.core.wording import Wording

_SORTS = {
    "生活救助": "Living aid",
    "医疗救助": "Medical aid",
    "子女助学": "Aid for children at school",
    "子女助学（金秋助学）": "Aid for children at school",
    "法律援助": "Legal aid",
    "职业培训": "Vocational training",
    "职业介绍": "Job placement",
    "临时救助": "Temporary aid",
}
_SAFETY = {
    "基本生活": "Basic living",
    "基本医疗": "Basic medical care",
    "教育救助": "Aid for schooling",
    "基本住房安全": "Safe housing",
    "就业创业": "Work or a business of one's own",
    "社会保险政策待遇": "Social insurance",
}
_DUTIES = {
    "宣传员：宣讲政策": "Explains policies",
    "辅导员：思想疏导": "Listens and encourages",
    "服务员：办理帮扶": "Brings the aid",
    "指导员：就业指导": "Advises on work",
    "攻坚队员：推动解困脱困": "Helps out of hardship",
}
_ENGLISH = _SORTS | _SAFETY | _DUTIES | {words.partition("：")[0]: en for words, en in _DUTIES.items()}


def usual(text: str) -> Wording:
    """A text in both languages where it is a usual one; what a federation wrote in its own words stays as it is."""
    return Wording(text, _ENGLISH.get(text, text))
