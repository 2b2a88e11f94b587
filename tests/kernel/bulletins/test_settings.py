"""What a region sets of bulletins: how long they may be, and the fonts of their papers."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from tests.factories.world import World
from tests.kernel.bulletins.test_actions import TODAY, issued, written

from lianshou.kernel.bulletins import queries
from lianshou.kernel.bulletins.exports import paper_of
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.rules.settings import FONTS, MOST_ON_ONE_MATTER
from lianshou.kernel.programmes.models import Parameter


def set_to(world: World, now: datetime, key: str, value: object, since: date) -> None:
    Parameter.objects.create(
        key=key,
        region="320923",
        value=value,
        starts_on=since,
        source="县总工会通知",
        document_no="阜工发〔2020〕3号",
        dated_on=since,
        union=world.county,
        set_by=world.officer,
        set_at=now,
    )


@pytest.mark.parametrize(("sort", "most"), [("bulletin", 5000), ("special", 4000), ("brief", 5000)])
def test_length_of_each_sort_is_that_of_the_rule(sort: str, most: int, world: World, now: datetime) -> None:
    assert queries.most_characters(bulletin=written(world, now, sort=sort), on=TODAY) == most


def test_region_sets_its_own_length_and_the_page_warns_by_it(world: World, now: datetime) -> None:
    set_to(world, now, MOST_ON_ONE_MATTER, 600, date(2020, 1, 1))
    bulletin = written(world, now, sort="special", text="字" * 601)
    client = Client()
    client.force_login(world.officer)
    assert "正文601字，文件一般不超过600字" in client.get(f"/bulletins/{bulletin.pk}/").content.decode()


def fonts_in(bulletin: Bulletin, world: World) -> set[str | None]:
    values = queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)
    document = Document(BytesIO(paper_of(bulletin=bulletin, values=values)))
    found = (style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for style in document.styles)
    return {fonts.get(qn("w:eastAsia")) for fonts in found if fonts is not None}


def test_paper_takes_the_fonts_of_its_region_and_keeps_those_of_its_day(world: World, now: datetime) -> None:
    bulletin = issued(world, now)
    usual = {"仿宋", "方正小标宋简体", "黑体", "楷体"}
    assert fonts_in(bulletin, world) >= usual
    set_to(world, now, FONTS["body"], "仿宋_GB2312", date(2020, 7, 1))
    assert "仿宋" in fonts_in(bulletin, world)
    Parameter.objects.update(starts_on=date(2020, 1, 1))
    assert fonts_in(bulletin, world) >= {"仿宋_GB2312", "方正小标宋简体"}
