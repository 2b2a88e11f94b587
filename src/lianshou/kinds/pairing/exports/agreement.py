"""The 联手兴家 agreements in Word, from the template that an officer edits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lianshou.core.wording import Language, Wording
from lianshou.formats.papers import render_papers
from lianshou.kinds.pairing.rules.facts import Guest, Host, Instance, Unit
from lianshou.kinds.pairing.rules.sentences import trade_said
from lianshou.kinds.pairing.rules.settings import AgreementWords

Json = Mapping[str, Any]

_UNFIT_FOR_FILES = re.compile(r"[\\/:*?\"<>|\x00-\x1f\s]+")
_LONGEST_NAME = 40


def agreement_contexts(
    instance: Instance, result: Json, *, year: int, federation: str, language: Language = "zh"
) -> list[dict[str, Any]]:
    """What each agreement says, numbered from 1 in the order of ``result["pairs"]``: plain values for ``render``."""
    hosts = {host.id: host for host in instance.hosts}
    guests = {guest.id: guest for guest in instance.guests}
    words = _Words(instance.settings.agreement, year, federation, language)
    return [
        words.context(number, hosts[pair["host"]], guests[pair["guest"]], pair["sentence"][language])
        for number, pair in enumerate(result["pairs"], start=1)
    ]


def agreement_context(
    host: Host,
    guest: Guest,
    *,
    number: int,
    reasons: str,
    words: AgreementWords,
    year: int,
    federation: str,
    language: Language = "zh",
) -> dict[str, Any]:
    """What one agreement says; fields without a value become places to write on by hand."""
    return _Words(words, year, federation, language).context(number, host, guest, reasons)


def render(
    contexts: Sequence[Json], language: Language = "zh", *, template: Path | bytes | None = None
) -> bytes:
    """One .docx with an agreement for each of ``contexts``. Raises PaperError for a template that cannot be filled."""
    return render_papers(
        default_template(language) if template is None else template, contexts, language=language
    )


@cache
def default_template(language: Language) -> bytes:
    """The agreement that comes with the house, to be edited in Word."""
    folder = files("lianshou.kinds.pairing") / "templates" / "pairing"
    return (folder / f"agreement.{language}.docx").read_bytes()


def file_name(number: int, context: Json) -> str:
    """The name of the file of one agreement: 001-host-guest.docx."""
    names = (_UNFIT_FOR_FILES.sub("", context[side]["name"])[:_LONGEST_NAME] for side in ("host", "guest"))
    return "-".join([f"{number:03}", *names]) + ".docx"


class _Words:
    """The words that all agreements of one pairing share."""

    def __init__(self, words: AgreementWords, year: int, federation: str, language: Language) -> None:
        self._words, self._year, self._language = words, year, language
        self._federation = federation or Wording("县总工会", "the county federation").say(language)

    def context(self, number: int, host: Host, guest: Guest, reasons: str) -> dict[str, Any]:
        words, language = self._words, self._language
        starts_on, ends_on = _term(words)
        return {
            "number": _in(language, words.number, _NUMBER)
            .replace("{year}", str(self._year))
            .replace("{n}", str(number)),
            "year": self._year,
            "programme": _in(language, words.programme, _PROGRAMME),
            "federation": self._federation,
            "host": {**_party(host, language), "honours": [_honour(host, language)]},
            "guest": {**_party(guest, language), "founded_on": guest.founded_on, "members": guest.members},
            "reasons": reasons,
            "goal": _in(language, words.goal, _GOAL),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "signed_on": None,
            "activities_per_year": words.activities_per_year or None,
            "commitments_host": list(words.commitments_host) or _say(COMMITMENTS_HOST, language),
            "commitments_guest": list(words.commitments_guest) or _say(COMMITMENTS_GUEST, language),
            "activities": list(words.activities) or _say(ACTIVITIES, language),
            "remarks": words.remarks or _remark(words).say(language),
        }


_PROGRAMME = Wording("联手兴家", "Lianshou Xingjia")
_GOAL = Wording("县级模范职工之家", "model home of county level")
_NUMBER = Wording("联手〔{year}〕{n}号", "Lianshou {year}/{n}")
COMMITMENTS_HOST = (  # a line each: two pages hold the whole agreement
    Wording(
        "组织帮带：指导健全工会、经审和女职工组织。",
        "Organisation: help set up the committee, the audit committee and the women workers' committee.",
    ),
    Wording(
        "制度帮带：提供会员大会、集体协商等制度样本。",
        "Rules: provide samples for members' meetings and collective bargaining.",
    ),
    Wording(
        "活动帮带：邀请参加技能竞赛和文体活动。", "Activities: invite to skills contests, sports and culture."
    ),
    Wording("经费帮带：指导依法建账、独立核算。", "Funds: guide in keeping its own accounts by the rules."),
    Wording(
        "维权帮带：指导签订集体合同、调处劳动争议。", "Rights: guide in collective contracts and disputes."
    ),
)
COMMITMENTS_GUEST = (
    Wording(
        "对照目标等级制订年度计划，落实专人负责。",
        "Draw up a yearly plan towards the goal; name a person for it.",
    ),
    Wording(
        "按时参加培训和活动，每季度开展一次自查。",
        "Attend training and activities; review itself each quarter.",
    ),
    Wording("如实报告进展，主动反映困难和需求。", "Report truthfully; speak of difficulties and needs."),
)
ACTIVITIES = (
    Wording("工会业务交流", "exchange on union work"),
    Wording("技能比武", "skills contests"),
    Wording("文体联谊", "cultural and sports events"),
)


def _in(language: Language, words: str, usual: Wording) -> str:
    """``words``, in the reader's language where they are the usual ones."""
    return usual.say(language) if words in ("", usual.zh) else words


def _remark(words: AgreementWords) -> Wording:
    """The term in words where its first day is not known before the signatures."""
    if words.starts_on is not None:
        return Wording("", "")
    return Wording(
        "协议期{months}个月，自双方主席签名之日起算。",
        "The term is {months} months from the day both chairs have signed.",
    ).fill(months=words.months)


def _say(items: Sequence[Wording], language: Language) -> list[str]:
    return [item.say(language) for item in items]


def _party(unit: Unit, language: Language) -> dict[str, Any]:
    return {
        "name": unit.name,
        "chair": unit.chair,
        "phone": unit.phone,
        "address": unit.address or unit.place,
        "industry": trade_said(unit).say(language),
        "credit_code": unit.credit_code,
    }


def _honour(host: Host, language: Language) -> dict[str, Any]:
    title = Wording("模范职工之家", "model home")
    honour = host.honour
    return {
        "level": (honour.level if honour else host.level).wording.say(language),
        "title": title.say(language),
        "document_no": honour.document_no if honour else "",
        "granted_on": honour.granted_on if honour else None,
    }


def _term(words: AgreementWords) -> tuple[date | None, date | None]:
    """First and last day; without a first day both are left to be written by hand."""
    if words.starts_on is None or words.ends_on is not None:
        return words.starts_on, words.ends_on
    month = words.starts_on.month - 1 + words.months
    year, month = words.starts_on.year + month // 12, month % 12 + 1
    days = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return words.starts_on, date(year, month, min(words.starts_on.day, days)) - timedelta(days=1)
