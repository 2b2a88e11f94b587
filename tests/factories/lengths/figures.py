"""The rows that figures open to: each figure's page is a list of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.lengths.kinds import events_held, seats
from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock
from tests.factories.lengths.money import payments
from tests.factories.lengths.papers import followups, pledges
from tests.factories.lengths.register import unions
from tests.factories.unions import UnionFactory

from lianshou.kernel.bulletins.models import Bulletin, FrozenRows, FrozenValue, Receipt


def _figure(slug: str, fill: Callable[[Stock, range], Any]) -> Listed:
    return Listed(
        "Table", "figures:detail", fill, "figures:export", where=lambda stock: {"slug": slug}, name=slug
    )


def bulletins(stock: Stock, numbers: range) -> None:
    Bulletin.objects.bulk_create(
        Bulletin(
            union=union,
            title=f"通报{n}",
            text="正文",
            starts_on=TODAY,
            ends_on=TODAY,
            written_by=user,
            written_at=NOW,
        )
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def _frozen(stock: Stock) -> FrozenValue:
    def make() -> FrozenValue:
        bulletin = Bulletin.objects.create(
            union=stock.world.county, title="锁定", text="{unions}", starts_on=TODAY, ends_on=TODAY,
            written_by=stock.seer, written_at=NOW, state="checking", frozen_at=NOW,
        )  # fmt: skip
        both = {"zh": "工会组织", "en": "Unions"}
        return FrozenValue.objects.create(
            bulletin=bulletin, place=1, raw="unions", kind="number", figure="unions", title=both, definition=both,
            definition_version=1, unit="UNION", number=0, words=both, period="2020", columns=[both], records=0,
            digest="0" * 64,
        )  # fmt: skip

    made: FrozenValue = stock.once("frozen value", make)
    return made


def frozen_rows(stock: Stock, numbers: range) -> None:
    value, path = _frozen(stock), stock.world.county.path
    FrozenRows.objects.create(
        value=value,
        number=numbers.start,
        keys=list(numbers),
        paths=[path for _ in numbers],
        cells=[[f"工会{n}"] for n in numbers],
    )


def _issued(stock: Stock) -> Bulletin:
    def make() -> Bulletin:
        return Bulletin.objects.create(
            union=stock.world.county, title="印发", text="正文", starts_on=TODAY, ends_on=TODAY, state="issued",
            number="阜工通〔2020〕99号", issued_on=TODAY, frozen_at=NOW, written_by=stock.seer, written_at=NOW,
        )  # fmt: skip

    made: Bulletin = stock.once("issued bulletin", make)
    return made


def receipts(stock: Stock, numbers: range) -> None:
    bulletin = _issued(stock)
    unions, users = stock.unions(numbers), stock.users(numbers)
    Receipt.objects.bulk_create(
        Receipt(bulletin=bulletin, union=union, acknowledged_by=user, acknowledged_at=NOW, words="已办")
        for union, user in zip(unions, users, strict=True)
    )


def received(stock: Stock, numbers: range) -> None:
    """Bulletins of a union outside the reader's own tree."""
    by, above = stock.seer, stock.once("union elsewhere", lambda: UnionFactory(name="全国总工会"))
    issued = Bulletin.objects.bulk_create(
        Bulletin(
            union=above, title=f"上级通报{n}", text="正文", starts_on=TODAY, ends_on=TODAY, state="issued",
            number=f"总工通〔2020〕{n}号", issued_on=TODAY, frozen_at=NOW, written_by=by, written_at=NOW,
        )
        for n in numbers
    )  # fmt: skip
    Receipt.objects.bulk_create(Receipt(bulletin=one, union=stock.world.county) for one in issued)


def public_bulletins(stock: Stock, numbers: range) -> None:
    Bulletin.objects.bulk_create(
        Bulletin(
            union=union, title=f"公开通报{n}", text="正文", starts_on=TODAY, ends_on=TODAY, state="issued",
            number=f"阜工通〔2019〕{n}号", issued_on=TODAY, frozen_at=NOW, published_at=NOW, written_by=user,
            written_at=NOW,
        )
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )  # fmt: skip


FIGURES = (
    Listed("PublicBulletinTable", "public_bulletins:list", public_bulletins),
    Listed("BulletinTable", "bulletins:list", bulletins, "bulletins:export"),
    Listed(
        "ReceiptTable",
        "bulletins:receipts",
        receipts,
        "bulletins:export_receipts",
        where=lambda stock: {"pk": _issued(stock).pk},
    ),
    Listed("ReceivedTable", "bulletins:received", received, "bulletins:export_received"),
    Listed(
        "",
        "bulletins:rows",
        frozen_rows,
        "bulletins:export_rows",
        where=lambda stock: {"pk": _frozen(stock).bulletin_id, "place": 1},
    ),
    Listed("", "figures:list", pledges),
    _figure("unions", unions),
    _figure("model-homes", unions),
    _figure("funds-approved", payments),
    _figure("hosts", pledges),
    _figure("guests", pledges),
    _figure("pairings", pledges),
    _figure("agreements", pledges),
    _figure("activities", followups),
    _figure("events", events_held),
    _figure("event-places", seats),
)
