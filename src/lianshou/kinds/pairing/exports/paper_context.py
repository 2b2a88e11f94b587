"""From a placement of the desk to the words of its agreement: plain values for ``agreement.render``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lianshou.china.industries import name_of
from lianshou.china.text import quotes_nested
from lianshou.core.wording import Wording
from lianshou.formats.papers.values import date_text
from lianshou.kinds.pairing.exports.agreement import ACTIVITIES, COMMITMENTS_GUEST, COMMITMENTS_HOST
from lianshou.kinds.pairing.rules.settings import AgreementWords, Settings

RELATED = ("application__pairing", "opening__pairing")
"""The rows of this kind that ``agreement_context`` reads, as relations of a placement."""

LEVELS = {"county": "县级", "city": "市级", "province": "省级", "nation": "全国"}


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
        "programme": quotes_nested(programme.title, inside=True),
        "federation": programme.union.name,
        "county": programme.union.name.removesuffix("总工会"),
        "host": _host(placement.opening.union, chairs=chairs, on=programme.ends_on),
        "guest": _guest(placement.application.union, chairs=chairs),
        "reasons": _reasons(placement),
        "goal": _goal(placement, words),
        "starts_on": _day(starts_on),
        "ends_on": _day(ends_on),
        "signed_on": None,
        "activities_per_year": words.activities_per_year or None,
        "commitments_host": list(words.commitments_host) or _said(COMMITMENTS_HOST),
        "commitments_guest": list(words.commitments_guest) or _said(COMMITMENTS_GUEST),
        "activities": list(words.activities) or _said(ACTIVITIES),
        "remarks": words.remarks or None,
    }


def _unit(union: Any, *, chairs: Mapping[int, Any]) -> dict[str, Any]:
    chair = chairs.get(union.pk)
    return {
        "name": union.name,
        "chair": chair.name if chair else None,
        "phone": (chair.masked_phone or None) if chair else None,
        "address": _address(union),
        "industry": union.industry_words or _industry(union.industry_code),
        "credit_code": union.credit_code or None,
    }


def _industry(code: str) -> str | None:
    """The finest name that the house knows for a code: of the class, the group or the division."""
    return next((name for end in (4, 3, 2) if len(code) >= end and (name := name_of(code[:end]))), None)


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


def _said(items: Iterable[Wording]) -> list[str]:
    return [item.say("zh") for item in items]
