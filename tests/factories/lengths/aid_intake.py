"""Lists of households taken in, and layouts of exports."""

from __future__ import annotations

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock

from lianshou.kernel.intake.models import Import
from lianshou.kinds.aid.models import ColumnMap, Household, Verification


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


def standing(stock: Stock, numbers: range) -> None:
    """Each kept by another union, from the superior's archive."""
    for n, person in zip(numbers, stock.people(numbers), strict=True):
        household = Household(
            number=f"320923-2019-{n:05d}", union=person.union, head=person, state="checking", category="deep",
            opened_on=TODAY, opened_year=2020, outer_number=f"NN{n}", outer_filed_on=TODAY,
        )  # fmt: skip
        household.save()
        told = {"sort": "standing", "order": ["approval"], "waits_at": "approval"}
        Verification.objects.create(household=household, since=TODAY, begun_on=TODAY, **told)


AID_INTAKE = (
    Listed("ImportTable", "intake:imports", imports, "intake:export_imports"),
    Listed("StandingTable", "aid:imports", standing, name="standing"),
    Listed("ColumnMapTable", "aid:shapes", layouts, "aid:export_shapes"),
)
