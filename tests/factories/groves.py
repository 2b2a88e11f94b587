"""The later steps of the spine on a random forest: rounds and approvals, public notices, money, papers, events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from lianshou.kernel.funds.models import Batch, Budget, Payment, Source
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.models import (
    Attachment,
    AttachmentPart,
    ClauseMark,
    Judgement,
    LetterBatch,
    Obligation,
    PaperFile,
    PaperTemplate,
    Party,
    Pledge,
    Series,
    TemplateClause,
    VoidNumber,
)
from lianshou.kernel.review.models import (
    Ascent,
    Assignment,
    Conflict,
    Criterion,
    Decision,
    Ladder,
    Mark,
    Reviewer,
    Round,
    Rung,
    Step,
)
from lianshou.kinds.events.models import Attendance, Event

DAY, MOMENT = date(2020, 6, 24), datetime(2020, 6, 24, 1, 0, tzinfo=UTC)
Paths = Mapping[int, tuple[str, ...]]


def plant_spine(writer: Any, *, programmes: Paths, openings: Paths, applications: Mapping[int, str]) -> None:
    """Rows of every model of these steps; ``applications`` gives the path of the union that asks.

    The answers to events alone are left out: their keys are no numbers.
    """
    asking = list(applications.items())
    _money(writer, programmes)
    _notices(writer, programmes, asking)
    _rounds(writer, programmes, asking)
    _approvals(writer, programmes, asking)
    _papers(writer, programmes)
    writer.under(Event, openings, "opening_id", starts_at=MOMENT, ends_at=_LATER, closes_at=MOMENT)
    writer.under(
        Attendance, writer.forest.belongs[Placement], "placement_id", attended_at=MOMENT, way="paper"
    )


_LATER = datetime(2020, 6, 24, 3, 0, tzinfo=UTC)


def _money(writer: Any, programmes: Paths) -> None:
    user = writer.user.pk
    facts = {"sort": "dues", "amount_fen": 10**6, "recorded_by_id": user, "recorded_at": MOMENT}
    sources = writer.at(Source, len(programmes), title=lambda n: f"s{n}", year=2020, **facts)
    given = {"item": "x", "ceiling_fen": 10**5, "set_by_id": user, "set_at": MOMENT}
    pairs = zip(sources.items(), programmes.items(), strict=True)
    budgets = writer.write(
        Budget,
        [
            ({"source_id": source, "programme_id": programme} | given, (*owner, *runner))
            for (source, owner), (programme, runner) in pairs
        ],
    )
    writer.at(Batch, 3, number=lambda n: n + 1, made_by_id=user, made_at=MOMENT)
    entered = {"amount_fen": 100, "purpose": "x", "entered_by_id": user, "entered_at": MOMENT}
    writer.under(Payment, budgets, "budget_id", payee_sort="outside", outside="某店", **entered)


def _notices(writer: Any, programmes: Paths, asking: list[tuple[int, str]]) -> None:
    words = {"title": "x", "text": "x", "decides": "x", "days": 5}
    notices = writer.under(
        Notice, programmes, "programme_id", drafted_by_id=writer.user.pk, drafted_at=MOMENT, **words
    )
    line = {"number": 1, "union_name": "x", "application_id": lambda n: asking[n][0]}
    writer.under(NoticeLine, notices, "notice_id", **line)
    said = {"number": 1, "receipt_digest": lambda n: f"o{n}", "words": "x", "received_at": MOMENT}
    writer.under(Objection, notices, "notice_id", **said)


def _rounds(writer: Any, programmes: Paths, asking: list[tuple[int, str]]) -> None:
    user = writer.user.pk
    rounds = writer.under(Round, programmes, "programme_id", title="x", opens_on=DAY, closes_on=DAY)
    criteria = list(writer.under(Criterion, rounds, "round_id", title="x", weight=1, low=0, high=5, step=1))
    reviewers = writer.under(Reviewer, rounds, "round_id", user_id=user)
    about = {"application_id": lambda n: asking[n][0]}
    writer.under(Conflict, reviewers, "reviewer_id", ground="declared", found_at=MOMENT, **about)
    assignments = writer.under(Assignment, reviewers, "reviewer_id", assigned_at=MOMENT, **about)
    writer.under(Mark, assignments, "assignment_id", criterion_id=lambda n: criteria[n])
    decided = {"verdict": "accept", "decided_by_id": user, "decided_at": MOMENT}
    writer.write(
        Decision,
        [
            ({"round_id": pk, "application_id": asking[n][0]} | decided, (*paths, asking[n][1]))
            for n, (pk, paths) in enumerate(rounds.items())
        ],
    )


def _approvals(writer: Any, programmes: Paths, asking: list[tuple[int, str]]) -> None:
    user, count = writer.user.pk, len(programmes)
    ladders = writer.at(Ladder, count, kind=lambda n: f"k{n}", title="x", made_by_id=user, made_at=MOMENT)
    level = {"position": 1, "level": "county", "role": "approver", "days": 5, "remind_days": 1}
    rungs = list(writer.under(Rung, ladders, "ladder_id", **level))
    seats = [writer.anywhere() for _ in range(count)]
    ascents = writer.write(
        Ascent,
        [
            (
                {
                    "ladder_id": ladder,
                    "rung_id": rungs[n],
                    "application_id": asking[n][0],
                    "union_id": writer.unions[seats[n]],
                    "arrived_at": MOMENT,
                    "submitted_by_id": user,
                },
                (*owner, asking[n][1], seats[n]),
            )
            for n, (ladder, owner) in enumerate(zip(ladders, programmes.values(), strict=True))
        ],
    )
    writer.under(
        Step,
        ascents,
        "ascent_id",
        number=1,
        act="submitted",
        rung_id=lambda n: rungs[n],
        union_id=lambda n: writer.unions[seats[n]],
        by_id=user,
        at=MOMENT,
    )


def _papers(writer: Any, programmes: Paths) -> None:
    """Templates of unions; files that belong to a template and to the sides of an agreement; what hangs on agreements."""
    user, pledges = writer.user.pk, writer.forest.belongs[Pledge]
    owners = [writer.anywhere() for _ in pledges]
    files = writer.write(
        PaperFile,
        [
            ({"digest": f"f{n}", "content": b"x"}, (owners[n], *sides))
            for n, sides in enumerate(pledges.values())
        ],
    )
    for file, pledge in zip(files, pledges, strict=True):
        Pledge.objects.filter(pk=pledge).update(file=file)
    drawn = {"version": 1, "uploaded_by_id": user, "uploaded_at": MOMENT}
    templates = writer.write(
        PaperTemplate,
        [
            ({"union_id": writer.unions[owners[n]], "paper": f"p{n}", "file_id": file} | drawn, owners[n])
            for n, file in enumerate(files)
        ],
    )
    writer.under(TemplateClause, templates, "template_id", side="host", words="x")
    writer.under(VoidNumber, writer.forest.belongs[Series], "series_id", n=1, reason="x", voided_at=MOMENT)
    writer.under(LetterBatch, programmes, "programme_id", asked={}, asked_by_id=user, asked_at=MOMENT)
    stored = {"purpose": "signed", "suffix": "pdf", "size": 1, "stored_by_id": user, "stored_at": MOMENT}
    files_of = writer.under(Attachment, pledges, "pledge_id", **stored)
    writer.under(AttachmentPart, files_of, "attachment_id", number=1, content="x")
    parties = dict(Party.objects.order_by("pk").values_list("pk", "pledge_id"))
    known = {party: (pledge, pledges[pledge]) for party, pledge in parties.items() if pledge in pledges}

    def both(model: Any, **facts: Any) -> Any:
        rows = [
            ({"pledge_id": pledge, "party_id": party} | facts, sides)
            for party, (pledge, sides) in known.items()
        ]
        return writer.write(model, rows)

    promised = both(Obligation, words="x", due_on=DAY)
    judged = both(Judgement, grade="good", words="x", made_by_id=user, made_at=MOMENT)
    marks = [
        ({"judgement_id": one, "obligation_id": promise, "grade": "good"}, sides)
        for (one, sides), promise in zip(judged.items(), promised, strict=True)
    ]
    writer.write(ClauseMark, marks)
