from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.pairing import workbook
from tests.factories.world import World
from tests.kinds.aid.answers import number

from lianshou.kernel.intake.actions import open_import, take_rows, undo_rows
from lianshou.kernel.intake.models import Import
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.models import Helper

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HEADINGS = ("责任人姓名", "单位", "身份证号码", "手机", "职务", "办公电话", "帮扶方向", "方言", "最多户数")
pytestmark = pytest.mark.django_db


def row(name: str, **over: str) -> list[str]:
    facts = {
        "unit": "", "id_number": "", "phone": "", "title": "工会干事", "office": "0515-87212345",
        "fields": "医疗、助学", "languages": "普通话；粤语", "most": "4",
    } | over  # fmt: skip
    return [name, *facts.values()]


def opened(world: World, content: bytes) -> Import:
    return open_import(
        actor=world.officer,
        union=world.county,
        list_slug="helpers",
        name="责任人.xlsx",
        content=content,
        now=NOW,
    )


def faults(batch: Import) -> list[list[str]]:
    return [[one["key"] for one in line.problems] for line in batch.rows.order_by("pk")]


def kept() -> dict[str, tuple[Any, ...]]:
    rows = Helper.objects.admitted().select_related("person", "union")
    return {one.person.name: (one.union.name, one.title, one.fields, one.languages, one.most) for one in rows}


def test_helpers_are_entered_known_and_new_and_taken_back(client: Client, world: World) -> None:
    known = Person.objects.create(union=world.county, name="梁知音", phone="13812340001")
    batch = opened(
        world,
        workbook(HEADINGS, [
            row("梁知音", phone="13812340001"),
            row("韦新来", unit=world.township.name, id_number=number("19800202", 21)),
            row("无号码"), row("别家", unit=world.foreign_county.name, phone="13812340002"),
            row("外行", phone="13812340003", fields="修电脑"), row("太多", phone="13812340004", most="99"),
        ]),
    )  # fmt: skip
    assert faults(batch) == [[], [], ["id_number"], ["unit"], ["fields"], ["most"]]
    before = Person.objects.count()
    take_rows(actor=world.officer, batch=batch, now=NOW)
    told = ("工会干事", ["illness", "schooling"], ["mandarin", "cantonese"], 4)
    assert kept() == {"梁知音": (world.county.name, *told), "韦新来": (world.township.name, *told)}
    assert Helper.objects.get(person=known).phone == "0515-87212345"
    client.force_login(world.officer)
    again = opened(world, client.get(reverse("aid:export_helpers")).content)
    assert faults(again) == [[], []]  # the export of the list is read again, and changes nothing
    take_rows(actor=world.officer, batch=again, now=NOW)
    assert Helper.objects.count() == 2
    change = opened(world, workbook(HEADINGS, [row("梁知音", phone="13812340001", most="6", fields="法律")]))
    take_rows(actor=world.officer, batch=change, now=NOW)
    assert kept()["梁知音"][2:] == (["law"], ["mandarin", "cantonese"], 6)
    undo_rows(actor=world.officer, batch=change, now=NOW)
    assert kept()["梁知音"] == (world.county.name, *told)
    undo_rows(actor=world.officer, batch=batch, now=NOW)
    assert set(kept()) == {"梁知音"}  # changed since, and changed back: another history row, so it stays
    assert Person.objects.count() == before


def test_person_stands_once_in_the_list(world: World) -> None:
    one = number("19800202", 21)
    batch = opened(world, workbook(HEADINGS, [row("韦新来", id_number=one), row("韦新来", id_number=one)]))
    assert faults(batch) == [[], ["name"]]
