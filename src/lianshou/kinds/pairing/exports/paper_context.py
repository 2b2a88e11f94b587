"""From a placement of the desk to the words of its agreement: plain values for ``agreement.render``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianshou.china.industries import describe
from lianshou.formats.papers.values import date_text
from lianshou.kinds.pairing.rules.settings import AgreementWords, Settings

RELATED = ("application__pairing", "opening__pairing")
"""The rows of this kind that ``agreement_context`` reads, as relations of a placement."""

LEVELS = {"county": "县级", "city": "市级", "province": "省级", "nation": "全国"}
HOST_COMMITMENTS = (
    "指导乙方健全工会组织、会员代表大会和厂务公开等制度；",
    "每季度至少到乙方指导一次，帮助乙方对照标准查找差距、制定提升计划；",
    "带领乙方开展职工文体、技能和关爱活动，向乙方开放职工之家阵地；",
    "指导乙方开展集体协商、劳动争议预防和困难职工帮扶，维护职工合法权益。",
)
GUEST_COMMITMENTS = (
    "明确专人负责，制定年度提升计划并向会员公开；",
    "主动参加共同活动，及时提供职工需求，落实甲方提出的改进建议；",
    "按规定管理工会经费，如实记录活动并报告进展。",
)
ACTIVITIES = ("互访学习", "文体活动", "技能交流", "共享职工活动阵地")


def agreement_context(
    *, placement: Any, number: str, starts_on: date, ends_on: date, chairs: Mapping[int, Any]
) -> dict[str, Any]:
    """Every word of the agreement of ``placement``, frozen as plain JSON.

    ``placement`` comes with its programme, both unions with zone, the host's honours and ``RELATED``; ``chairs`` are
    persons by the id of their union. Dates are written out, as the paper says them.
    """
    programme = placement.programme
    words = Settings.of(programme.settings).agreement
    return {
        "number": number,
        "year": programme.year,
        "programme": programme.title,
        "federation": programme.union.name,
        "county": programme.union.name.removesuffix("总工会"),
        "host": _host(placement.opening.union, chairs=chairs, on=programme.ends_on),
        "guest": _guest(placement.application.union, chairs=chairs),
        "reasons": _reasons(placement),
        "goal": _goal(placement, words),
        "starts_on": _day(starts_on),
        "ends_on": _day(ends_on),
        "signed_on": None,
        "activities_per_year": words.activities_per_year,
        "commitments_host": list(words.commitments_host or HOST_COMMITMENTS),
        "commitments_guest": list(words.commitments_guest or GUEST_COMMITMENTS),
        "activities": list(words.activities or ACTIVITIES),
        "remarks": words.remarks or None,
    }


def _unit(union: Any, *, chairs: Mapping[int, Any]) -> dict[str, Any]:
    chair = chairs.get(union.pk)
    return {
        "name": union.name,
        "chair": chair.name if chair else None,
        "phone": (chair.phone or None) if chair else None,
        "address": _address(union),
        "industry": union.industry_words or (describe(union.industry_code) if union.industry_code else None),
        "credit_code": union.credit_code or None,
    }


def _host(union: Any, *, chairs: Mapping[int, Any], on: date) -> dict[str, Any]:
    standing = [
        honour
        for honour in union.honours.all()
        if honour.granted_on <= on and (honour.withdrawn_on is None or honour.withdrawn_on > on)
    ]
    ranks = list(LEVELS)
    standing.sort(key=lambda honour: (-ranks.index(honour.level), honour.granted_on))
    return _unit(union, chairs=chairs) | {"honours": [_honour(honour) for honour in standing]}


def _honour(honour: Any) -> dict[str, Any]:
    return {
        "level": LEVELS[honour.level],
        "title": "模范职工之家",
        "document_no": honour.document_no or None,
        "granted_on": _day(honour.granted_on),
    }


def _guest(union: Any, *, chairs: Mapping[int, Any]) -> dict[str, Any]:
    return _unit(union, chairs=chairs) | {"founded_on": _day(union.founded_on), "members": union.members}


def _address(union: Any) -> str | None:
    """The address as given, or the township and zone."""
    zone = union.zone.name if union.zone else ""
    return union.address or f"{union.township}{zone}" or None


def _reasons(placement: Any) -> str | None:
    """The sentence of the computation, and what a person wrote by hand."""
    sentence = placement.reasons.get("sentence") or {}
    said = [sentence.get("zh", ""), placement.reason]
    return "；".join(part.rstrip("。；") for part in said if part) + "。" if any(said) else None


def _goal(placement: Any, words: AgreementWords) -> str:
    detail = getattr(placement.application, "pairing", None)
    return detail.wish if detail and detail.wish else words.goal


def _day(day: date | None) -> str | None:
    return date_text(day, "zh") if day else None
