from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from lianshou.core.panels import union_board
from lianshou.core.wording import Wording
from lianshou.formats.sheets.templates import write_template
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import highest_honour
from lianshou.kernel.unions.rules import PlaceList
from lianshou.web.templatetags.web import page_language

_COLUMNS = (
    ColumnOut(Wording("单位名称", "Name"), width=34),
    ColumnOut(Wording("层级", "Level")),
    ColumnOut(Wording("两新组织", "New sector")),
    ColumnOut(Wording("统一社会信用代码", "Credit code"), width=22),
    ColumnOut(Wording("建会时间", "Founded on"), Form.DAY, width=12),
    ColumnOut(Wording("行政区划", "Division")),
    ColumnOut(Wording("乡镇街道", "Township")),
    ColumnOut(Wording("开发区", "Zone")),
    ColumnOut(Wording("地址", "Address"), width=30),
    ColumnOut(Wording("经度", "Longitude"), Form.DECIMAL),
    ColumnOut(Wording("纬度", "Latitude"), Form.DECIMAL),
    ColumnOut(Wording("行业代码", "Industry code")),
    ColumnOut(Wording("所属行业", "Industry")),
    ColumnOut(Wording("产业链", "Chains")),
    ColumnOut(Wording("集团", "Group")),
    ColumnOut(Wording("荣誉级别", "Honour")),
    ColumnOut(Wording("职工之家等次", "Home grade")),
    ColumnOut(Wording("会员数", "Members"), Form.WHOLE),
)


def register_book(*, unions: QuerySet[Union], on: date) -> bytes:
    """The register as a workbook, telephones masked as on the page; columns that the pairing import knows again."""
    shown = list(unions)
    extra = [(column, column.values(shown)) for column in union_board.columns]
    sheet = SheetOut(
        title=Wording("工会名录", "Register of unions"),
        heading=Wording("工会名录", "Register of unions"),
        columns=(*_COLUMNS, *(ColumnOut(column.title) for column, _ in extra)),
        rows=[[*_facts(union), *(said.get(union.pk, "") for _, said in extra)] for union in shown],
        notes=(
            Wording("导出日期：{day}，共{n}家。", "Exported on {day}, {n} unions.").fill(
                day=on, n=len(shown)
            ),
        ),
    )
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()


def _facts(union: Union) -> Sequence[object]:
    honour = highest_honour(union)
    return [
        union.name,
        union.get_level_display(),
        union.is_new_sector,
        union.credit_code,
        union.founded_on,
        union.division_code,
        union.township,
        union.zone.name if union.zone else "",
        union.address,
        union.longitude,
        union.latitude,
        union.industry_code,
        union.industry_words,
        "、".join(chain.name for chain in union.chains.all()),
        union.group_name,
        honour.get_level_display() if honour else "",
        union.get_grade_display(),
        union.members,
    ]


def blank_book(listing: PlaceList) -> bytes:
    """A blank workbook for one of the operator's tables, with an example and a guide."""
    target = BytesIO()
    write_template(listing.layout, target, language=page_language())
    return target.getvalue()
