"""Why a helper is proposed, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianshou.core.wording import Wording, join
from lianshou.kinds.aid.rules.helping.words import FIELDS, LANGUAGES, said


def sentence_of(reasons: Mapping[str, Any]) -> Wording:
    """The reasons of a pair as a sentence: what stood before, how near, in what they can help, what they speak."""
    parts = [_near(reasons["steps"])]
    if reasons["kept"]:
        parts.insert(0, Wording("现责任人，不作变动", "the helper of now, who stays"))
    if reasons["metres"] is not None:
        km = f"{reasons['metres'] / 1000:.1f}"
        parts.append(Wording(f"相距{km}公里", f"{km} km apart"))
    if reasons["fields"]:
        field = said(reasons["fields"], FIELDS)
        parts.append(Wording(f"专长对口（{field.zh}）", f"helps in what is needed ({field.en})"))
    else:
        parts.append(Wording("专长不对口", "no field in common"))
    if reasons["languages"]:
        tongue = said(reasons["languages"], LANGUAGES)
        parts.append(Wording(f"语言相通（{tongue.zh}）", f"both speak {tongue.en}"))
    elif not reasons["speaks"]:
        parts.append(Wording("语言不通", "no language in common"))
    told = join(parts, zh="，", en=", ")
    return Wording(f"{told.zh}。", f"{told.en[0].upper()}{told.en[1:]}.")


def _near(steps: int) -> Wording:
    if steps == 0:
        return Wording("同一工会", "same union")
    return Wording(f"工会组织相隔{steps}级", f"{steps} steps apart along the unions")
