"""In what a helper can help, which languages are spoken, and which field a cause of hardship asks for."""

from __future__ import annotations

from collections.abc import Iterable

from lianshou.core.wording import Wording

FIELDS = (
    ("illness", Wording("医疗救助", "illness")),
    ("schooling", Wording("子女助学", "schooling")),
    ("employment", Wording("就业创业", "employment")),
    ("law", Wording("法律维权", "law")),
    ("living", Wording("生活救助", "living")),
)
LANGUAGES = (
    ("mandarin", Wording("普通话", "Mandarin")),
    ("local", Wording("本地方言", "the local dialect")),
    ("cantonese", Wording("粤语（白话）", "Cantonese")),
    ("hakka", Wording("客家话", "Hakka")),
    ("minnan", Wording("闽南语", "Southern Min")),
    ("wu", Wording("吴语", "Wu")),
    ("zhuang", Wording("壮语", "Zhuang")),
    ("miao", Wording("苗语", "Miao")),
    ("yi", Wording("彝语", "Yi")),
    ("uyghur", Wording("维吾尔语", "Uyghur")),
    ("tibetan", Wording("藏语", "Tibetan")),
    ("mongolian", Wording("蒙古语", "Mongolian")),
    ("korean", Wording("朝鲜语", "Korean")),
    ("sign", Wording("手语", "sign language")),
)
_ASKS = {
    "no_capacity": "living",
    "unemployed": "employment",
    "laid_off": "employment",
    "uninsured": "law",
    "benefits_unpaid": "law",
    "illness": "illness",
    "disaster": "living",
    "accident": "illness",
    "schooling": "schooling",
    "other": "living",
}


def field_of(cause: str) -> str:
    """The field of help that a cause of hardship asks for; "" for a household without a cause."""
    return _ASKS.get(cause, "")


def said(keys: Iterable[str], words: tuple[tuple[str, Wording], ...]) -> Wording:
    """Keys in words, those that are unknown left out."""
    wanted = set(keys)
    found = [title for key, title in words if key in wanted]
    return Wording("、".join(one.zh for one in found), ", ".join(one.en for one in found))
