"""Lists of households taken in, and layouts of exports."""

from __future__ import annotations

from tests.factories.lengths.listing import NOW, Listed, Stock

from lianshou.kernel.intake.models import Import
from lianshou.kinds.aid.models import ColumnMap


def imports(stock: Stock, numbers: range) -> None:
    """Each of another union and account."""
    Import.objects.bulk_create(
        Import(
            union=union,
            list_slug="households-2021",
            file_name=f"困难职工{n}.xlsx",
            uploaded_at=NOW,
            uploaded_by=user,
            columns={"found": []},
        )
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def layouts(stock: Stock, numbers: range) -> None:
    """Each of another union."""
    line = {"heading": "姓名", "source": "a.name", "fixed": "", "form": "", "codes": {}}
    for n, union in zip(numbers, stock.unions(numbers), strict=True):
        ColumnMap.objects.create(union=union, name=f"格式{n}", vintage=2021, sheet_name="表", lines=[line])


AID_INTAKE = (
    Listed("ImportTable", "aid:imports", imports),
    Listed("ColumnMapTable", "aid:shapes", layouts),
)
