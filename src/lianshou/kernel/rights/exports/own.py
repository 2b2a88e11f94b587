"""Everything that is kept about one person, as an archive: a workbook to read and JSON for machines."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils import timezone

from lianshou.core.takings import takings
from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.queries.consents import consents_of
from lianshou.kernel.rights.queries.looks import looks_at
from lianshou.kernel.rights.queries.own import decisions_about, kept_about, offices_held, whys_for
from lianshou.kernel.rights.queries.requests import requests_of

_FORMAT = "lianshou-own-data/1"


def own_archive(*, person: Person, now: datetime, language: Language) -> bytes:
    """A zip with the data as JSON and as a workbook, and a word on both; the caller is the person."""
    told, name = own_data(person=person, now=now), _NAME.say(language)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.json", json.dumps(told, ensure_ascii=False, indent=1))
        archive.writestr(f"{name}.xlsx", _workbook(told, language))
        archive.writestr(f"{_README_NAME.say(language)}.txt", _README.say(language))
    return target.getvalue()


_NAME = Wording("我的信息", "my-data")
_README_NAME = Wording("说明", "README")
_README = Wording(
    "我的信息.xlsx 供阅读，我的信息.json 供其他系统读取，两者内容相同：本系统保存的关于您的全部信息。\n请妥善保管，内含未遮盖的个人信息。\n",
    "my-data.xlsx is for reading, my-data.json for other systems; both hold everything that is kept about you here.\nKeep them safe: nothing in them is masked.\n",
)


def own_data(*, person: Person, now: datetime) -> dict[str, Any]:
    """What the archive says, as plain JSON."""
    today = timezone.localdate(now)
    records = kept_about(person=person, today=today)
    whys = whys_for(
        person=person,
        classes=[one.data_class for record in records for one in record.values],
        today=today,
    )
    return {
        "format": _FORMAT,
        "made_at": now.isoformat(),
        "person": {"name": person.name, "union": str(person.union)},
        "offices": [
            {
                "position": str(office.get_position_display()),
                "union": str(office.union),
                "from": _day(office.starts_on),
                "until": _day(office.ends_on),
            }
            for office in offices_held(person=person)
        ],
        "records": [
            {
                "record": record.slug,
                "about": f"{record.title.zh} {record.name}".strip(),
                "fields": [
                    {
                        "field": one.choice.partition(":")[0],
                        "label": one.label,
                        "class": one.data_class,
                        "value": one.value,
                    }
                    for one in record.values
                ],
            }
            for record in records
        ],
        "why": [
            {
                "class": name,
                "purposes": [
                    {
                        "purpose": one.text.purpose,
                        "title": one.text.title_zh,
                        "basis": one.text.basis,
                        "law": one.text.law,
                        "not_used_because": one.barred,
                    }
                    for one in why.purposes
                ],
                "months": why.period.months if why.period else None,
                "counted_from": why.period.clock if why.period else None,
                "erased_from": _day(why.until),
            }
            for name, why in whys.items()
        ],
        "consents": [
            {
                "purpose": consent.text.purpose,
                "title": consent.text.title_zh,
                "version": consent.text.version,
                "text": consent.text.body_zh,
                "part": consent.part or "ordinary",
                "about": str(consent.relative) if consent.relative else "",
                "how": consent.how,
                "given_at": consent.given_at.isoformat(),
                "paper_place": consent.paper_place,
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in consents_of(person=person)
        ],
        "requests": [
            {
                "kind": one.kind,
                "state": one.state,
                "asked_at": one.asked_at.isoformat(),
                "words": one.words,
                "answer": one.answer,
            }
            for one in requests_of(person=person)
        ],
        "looks": [
            {
                "at": look.at.isoformat(),
                "who": look.who,
                "post": look.post,
                "what": look.what,
                "why": look.why,
            }
            for look in looks_at(person=person)
        ],
        "decisions": [
            {"title": one.title.zh, "made_on": _day(one.made_on), "why": one.why.zh}
            for one in decisions_about(person=person)
        ],
        **{taking.slug: taking.told(person) for taking in takings},
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _workbook(told: dict[str, Any], language: Language) -> bytes:
    target = BytesIO()
    write_book(target, list(_sheets(told)), language=language)
    return target.getvalue()


def _sheets(told: dict[str, Any]) -> Sequence[SheetOut]:
    kept = [
        [record["about"], one["label"], one["class"], one["value"]]
        for record in told["records"]
        for one in record["fields"]
    ]
    about = [[told["person"]["name"], told["person"]["union"], told["made_at"]]]
    return [
        _sheet(("关于我", "About me"), _ABOUT, about),
        _sheet(("保存的信息", "What is kept"), _KEPT, kept),
        _sheet(("任职", "Offices"), _OFFICES, _rows(told["offices"], "position", "union", "from", "until")),
        _sheet(
            ("同意", "Consents"),
            _CONSENTS,
            _rows(told["consents"], "title", "version", "part", "about", "how", "given_at", "withdrawn_at"),
        ),
        _sheet(
            ("我的申请", "Requests"),
            _REQUESTS,
            _rows(told["requests"], "kind", "state", "asked_at", "words", "answer"),
        ),
        _sheet(("谁看过", "Who looked"), _LOOKS, _rows(told["looks"], "at", "who", "post", "what", "why")),
        *(
            SheetOut(
                taking.title,
                tuple(ColumnOut(title, Form.TEXT, width=width) for title, width in taking.columns),
                _rows(told[taking.slug], *taking.keys),
            )
            for taking in takings
        ),
    ]


def _sheet(title: tuple[str, str], columns: tuple[ColumnOut, ...], rows: list[list[Any]]) -> SheetOut:
    return SheetOut(Wording(*title), columns, rows)


def _rows(entries: list[dict[str, Any]], *names: str) -> list[list[Any]]:
    return [[entry[name] for name in names] for entry in entries]


def _columns(*titles: tuple[str, str, int]) -> tuple[ColumnOut, ...]:
    return tuple(ColumnOut(Wording(zh, en), Form.TEXT, width=width) for zh, en, width in titles)


_ABOUT = _columns(("姓名", "Name", 16), ("工会", "Union", 36), ("导出时间", "Made", 26))
_KEPT = _columns(("记录", "Record", 24), ("项目", "Field", 20), ("类别", "Class", 14), ("内容", "Value", 40))
_OFFICES = _columns(("职务", "Office", 16), ("工会", "Union", 36), ("自", "From", 14), ("至", "Until", 14))
_CONSENTS = _columns(
    ("告知书", "Text", 30),
    ("版本", "Version", 8),
    ("部分", "Part", 14),
    ("关于", "About", 16),
    ("方式", "How", 12),
    ("同意时间", "Given", 26),
    ("撤回时间", "Withdrawn", 26),
)
_REQUESTS = _columns(
    ("类别", "Kind", 14),
    ("状态", "State", 12),
    ("时间", "Asked", 26),
    ("内容", "Words", 40),
    ("答复", "Answer", 40),
)
_LOOKS = _columns(
    ("时间", "When", 26),
    ("谁", "Who", 20),
    ("职务", "Post", 30),
    ("做了什么", "What", 24),
    ("原因", "Why", 30),
)
