"""Lists of agreements and their papers, and of activities."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock

from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.pledges.models import (
    LetterBatch,
    Obligation,
    PaperFile,
    PaperTemplate,
    Party,
    Pledge,
    Series,
    VoidNumber,
)


def _placed(stock: Stock, numbers: range) -> list[Placement]:
    """Pairings, each in a programme of its own."""
    beside = [n + 1000 for n in numbers]
    openings = Opening.objects.bulk_create(
        Opening(programme=one, union=one.union, low=1, high=2, most=4) for one in stock.programmes(numbers)
    )
    asking = Application.objects.bulk_create(
        Application(programme=one, union=union, state="submitted", submitted_at=NOW)
        for one, union in zip(stock.programmes(numbers), stock.unions(beside), strict=True)
    )
    return Placement.objects.bulk_create(
        Placement(programme=one.programme, opening=opening, application=one, state="approved")
        for opening, one in zip(openings, asking, strict=True)
    )


def _pledges(stock: Stock, numbers: range) -> list[Party]:
    facts: dict[str, Any] = {
        "title": "联手协议",
        "starts_on": TODAY,
        "ends_on": date(2020, 12, 31),
        "issued_at": NOW,
    }
    facts |= {"state": "in_force", "in_force_at": NOW}
    pledges = Pledge.objects.bulk_create(
        Pledge(placement=one, programme=one.programme, number=f"阜联手{n}", context={}, **facts)
        for n, one in zip(numbers, _placed(stock, numbers), strict=True)
    )
    return Party.objects.bulk_create(
        Party(pledge=one, union=union, side=side, agreed_by=stock.seer, agreed_at=NOW)
        for one in pledges
        for side, union in (("host", one.placement.opening.union), ("guest", one.placement.application.union))
    )


def pledges(stock: Stock, numbers: range) -> None:
    _pledges(stock, numbers)


def obligations(stock: Stock, numbers: range) -> None:
    Obligation.objects.bulk_create(
        Obligation(pledge=one.pledge, party=one, words="互访", due_on=TODAY)
        for one in _pledges(stock, numbers)
    )


def letters(stock: Stock, numbers: range) -> None:
    LetterBatch.objects.bulk_create(
        LetterBatch(programme=one, title="责任书", asked={}, asked_by=user, asked_at=NOW, state="done")
        for one, user in zip(stock.programmes(numbers), stock.users(numbers), strict=True)
    )


def _batch(stock: Stock) -> LetterBatch:
    facts = {"programme": stock.programmes([0])[0], "asked_by": stock.users([0])[0]}
    found: LetterBatch = stock.once(
        "letters",
        lambda: LetterBatch.objects.create(
            title="责任书", asked={"sort": "letter"}, asked_at=NOW, state="done", **facts
        ),
    )
    return found


def letters_of_a_batch(stock: Stock, numbers: range) -> None:
    batch = _batch(stock)
    facts: dict[str, Any] = {"title": "责任书", "context": {}, "issued_at": NOW, "sort": "letter"}
    facts |= {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=365)}
    made = Pledge.objects.bulk_create(
        Pledge(programme=batch.programme, batch=batch, number=f"责{n}号", **facts) for n in numbers
    )
    Party.objects.bulk_create(
        Party(pledge=one, union=union, side="bearer")
        for one, union in zip(made, stock.unions(numbers), strict=True)
    )


def series(stock: Stock, numbers: range) -> None:
    Series.objects.bulk_create(
        Series(union=union, prefix="阜联手", year=2020) for union in stock.unions(numbers)
    )


def _series(stock: Stock) -> Series:
    found: Series = stock.once(
        "series",
        lambda: Series.objects.create(union=stock.world.county, prefix="阜联手", year=2020, next=1000),
    )
    return found


def voids(stock: Stock, numbers: range) -> None:
    _series(stock)
    VoidNumber.objects.bulk_create(
        VoidNumber(
            series=_series(stock), n=n + 1, number=f"阜{n}", reason="作废", voided_at=NOW, voided_by=user
        )
        for n, user in zip(numbers, stock.users(numbers), strict=True)
    )


def templates(stock: Stock, numbers: range) -> None:
    file = stock.once("file", lambda: PaperFile.objects.create(digest="0" * 64, content=b"PK"))
    facts = {"paper": "pairing", "version": 1, "file_name": "a.docx", "note": "改", "uploaded_at": NOW}
    PaperTemplate.objects.bulk_create(
        PaperTemplate(union=union, file=file, uploaded_by=user, **facts)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def followups(stock: Stock, numbers: range) -> None:
    facts = {"sort": "visit", "title": "互访", "happened_on": TODAY, "recorded_at": NOW, "people": 3}
    FollowUp.objects.bulk_create(
        FollowUp(programme=one.programme, placement=one, recorded_by=user, **facts)
        for one, user in zip(_placed(stock, numbers), stock.users(numbers), strict=True)
    )


def _of(make: Any) -> Any:
    return lambda stock: {"pk": make(stock).pk}


PAPERS = (
    Listed("PledgeTable", "pledges:list", pledges, "pledges:export"),
    Listed("ObligationTable", "pledges:obligations", obligations, "pledges:obligations_export", each=2),
    Listed("BatchTable", "pledges:letters", letters, "pledges:letters_export"),
    Listed("LetterTable", "pledges:batch", letters_of_a_batch, "pledges:batch_export", where=_of(_batch)),
    Listed("SeriesTable", "pledges:numbers", series, "pledges:numbers_export"),
    Listed("VoidTable", "pledges:series", voids, where=_of(_series)),
    Listed("TemplateTable", "pledges:templates", templates, "pledges:templates_export"),
    Listed("FollowUpTable", "followups:list", followups, "followups:export"),
)
