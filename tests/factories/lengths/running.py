"""Lists of programmes under way: programmes and their rules, applications, reviews, notices, work, pairings, events."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock

from lianshou.kernel.access.enums import Role
from lianshou.kernel.inbox.models import Digest, Escalation, EscalationRule, Robot
from lianshou.kernel.intake.models import Application, Form, FormField, Import, ImportRow
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.programmes.models import CalendarYear, Parameter
from lianshou.kernel.review.models import (
    Ascent,
    Assignment,
    Criterion,
    Ladder,
    Reviewer,
    Round,
    Rung,
)
from lianshou.kernel.unions.models import Union


def programmes(stock: Stock, numbers: range) -> None:
    stock.programmes(numbers)


def calendars(stock: Stock, numbers: range) -> None:
    facts = {"state": "confirmed", "document_no": "通知", "proposed_at": NOW, "confirmed_at": NOW}
    CalendarYear.objects.bulk_create(
        CalendarYear(year=3000 + n, confirmed_by=user, **facts)
        for n, user in zip(numbers, stock.users(numbers), strict=True)
    )


def values(stock: Stock, numbers: range) -> None:
    facts: dict[str, Any] = {"key": "notice.working_days", "region": "320923", "value": 5, "set_at": NOW}
    facts |= {"document_no": "通知", "dated_on": date(2019, 1, 1), "state": "standing"}
    Parameter.objects.bulk_create(
        Parameter(union=union, set_by=user, starts_on=TODAY - timedelta(days=n), **facts)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def applications(stock: Stock, numbers: range) -> None:
    stock.programme  # noqa: B018  the address needs it before there is a row
    stock.applications(numbers)


def forms(stock: Stock, numbers: range) -> None:
    facts = {"purpose": "试", "basis": "试", "filler": "enterprise", "often": "yearly", "registered_at": NOW}
    days = {"starts_on": date(2020, 1, 1), "expires_on": date(2020, 12, 31)}
    made = Form.objects.bulk_create(
        Form(title=f"表{n}", union=union, registered_by=user, **facts, **days)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )
    FormField.objects.bulk_create(FormField(form=form, position=1, title="困难") for form in made)


def import_rows(stock: Stock, numbers: range) -> None:
    _import(stock)
    ImportRow.objects.bulk_create(
        ImportRow(
            batch=_import(stock),
            sheet="名单",
            number=n + 2,
            state="good",
            cells={"name": union.name},
        )
        for n, union in zip(numbers, stock.unions(numbers), strict=True)
    )


def _import(stock: Stock) -> Import:
    facts = {"programme": stock.world.programme, "union": stock.world.county, "list_slug": "guests"}
    facts |= {"file_name": "名单.xlsx", "uploaded_at": NOW, "uploaded_by": stock.seer, "stage": "ready"}
    found: Import = stock.once("import", lambda: Import.objects.create(columns={"found": []}, **facts))
    return found


def rounds(stock: Stock, numbers: range) -> None:
    days = {"opens_on": date(2020, 6, 1), "closes_on": date(2020, 6, 30)}
    Round.objects.bulk_create(
        Round(programme=one, title="初评", state="open", **days) for one in stock.programmes(numbers)
    )


def _round(stock: Stock) -> Round:
    def make() -> Round:
        days = {"opens_on": date(2020, 6, 1), "closes_on": date(2020, 6, 30)}
        made = Round.objects.create(programme=stock.programme, title="初评", state="open", **days)
        scale = {"weight": Decimal(1), "low": Decimal(0), "high": Decimal(100), "step": Decimal(1)}
        Criterion.objects.create(round=made, title="实效", **scale)
        return made

    found: Round = stock.once("round", make)
    return found


def results(stock: Stock, numbers: range) -> None:
    """Applications, each assigned to a reviewer of its own."""
    round = _round(stock)
    reviewers = Reviewer.objects.bulk_create(
        Reviewer(round=round, user=user) for user in stock.users(numbers)
    )
    Assignment.objects.bulk_create(
        Assignment(reviewer=reviewer, application=one, assigned_at=NOW)
        for reviewer, one in zip(reviewers, stock.applications(numbers), strict=True)
    )


def assignments(stock: Stock, numbers: range) -> None:
    """Applications that the reader reviews, each in another programme's round."""
    days = {"opens_on": date(2020, 6, 1), "closes_on": date(2020, 6, 30)}
    rounds = Round.objects.bulk_create(
        Round(programme=one, title="初评", state="open", **days) for one in stock.programmes(numbers)
    )
    reviewers = Reviewer.objects.bulk_create(Reviewer(round=one, user=stock.seer) for one in rounds)
    asking = Application.objects.bulk_create(
        Application(
            programme=round.programme, union=one.union, person=one, state="submitted", submitted_at=NOW
        )
        for round, one in zip(rounds, stock.people(numbers), strict=True)
    )
    Assignment.objects.bulk_create(
        Assignment(reviewer=reviewer, application=one, assigned_at=NOW)
        for reviewer, one in zip(reviewers, asking, strict=True)
    )


def ladders(stock: Stock, numbers: range) -> None:
    made = Ladder.objects.bulk_create(
        Ladder(union=union, kind="pairing", title="审批", made_by=user, made_at=NOW)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )
    Rung.objects.bulk_create(
        Rung(ladder=one, position=1, role="approver", days=5, remind_days=1, union=one.union) for one in made
    )


def _ascents(stock: Stock, numbers: range, *, at: Union | None = None, **facts: Any) -> None:
    def make() -> Rung:
        by = {"made_by": stock.seer, "made_at": NOW}
        ladder = Ladder.objects.create(union=stock.world.city, kind="pairing", title="审批", **by)
        return Rung.objects.create(
            ladder=ladder, position=1, role="approver", days=5, remind_days=1, level="enterprise"
        )

    rung = stock.once("rung", make)
    days = {"arrived_at": NOW, "due_on": TODAY, "remind_on": TODAY}
    asking = Application.objects.bulk_create(
        Application(
            programme=programme, union=one.union, person=one, state="submitted", submitted_at=NOW, **facts
        )
        for programme, one in zip(stock.programmes(numbers), stock.people(numbers), strict=True)
    )
    Ascent.objects.bulk_create(
        Ascent(
            ladder=rung.ladder, rung=rung, application=one, union=at or one.union, submitted_by=user, **days
        )
        for one, user in zip(asking, stock.users(numbers), strict=True)
    )


def ascents(stock: Stock, numbers: range) -> None:
    _ascents(stock, numbers)


def ascents_waiting(stock: Stock, numbers: range) -> None:
    _ascents(stock, numbers, at=stock.world.province)


def cases(stock: Stock, numbers: range) -> None:
    _ascents(stock, numbers, submitted_by=stock.seer)


def _notices(stock: Stock, numbers: range) -> list[Notice]:
    words = {"title": "公示", "text": "现予公示。", "decides": "确定名单", "days": 5, "state": "posted"}
    days = {"drafted_at": NOW, "posted_on": TODAY, "closes_on": TODAY + timedelta(days=7)}
    return Notice.objects.bulk_create(
        Notice(programme=one, drafted_by=user, posted_by=user, **words, **days)
        for one, user in zip(stock.programmes(numbers), stock.users(numbers), strict=True)
    )


def notices(stock: Stock, numbers: range) -> None:
    _notices(stock, numbers)


def objections(stock: Stock, numbers: range) -> None:
    facts = {"number": 1, "words": "有误", "received_at": NOW, "state": "hearing", "due_on": TODAY}
    notices = _notices(stock, numbers)
    lines = NoticeLine.objects.bulk_create(
        NoticeLine(notice=notice, number=1, application=one, union_name=one.union.name)
        for notice, one in zip(notices, stock.applications(numbers), strict=True)
    )
    Objection.objects.bulk_create(
        Objection(notice=line.notice, line=line, receipt_digest=f"{n:064}", handled_by=user, **facts)
        for n, line, user in zip(numbers, lines, stock.users(numbers), strict=True)
    )


def _notice(stock: Stock) -> Notice:
    words = {"title": "公示", "text": "现予公示。", "decides": "确定名单", "days": 5, "state": "posted"}
    days = {"drafted_at": NOW, "posted_on": TODAY, "closes_on": TODAY + timedelta(days=7)}
    by = {"drafted_by": stock.seer, "posted_by": stock.seer}
    found: Notice = stock.once(
        "notice", lambda: Notice.objects.create(programme=stock.programme, **by, **words, **days)
    )
    return found


def notice_lines(stock: Stock, numbers: range) -> None:
    _notice(stock)
    NoticeLine.objects.bulk_create(
        NoticeLine(notice=_notice(stock), number=n + 1, application=one, union_name=one.union.name)
        for n, one in zip(numbers, stock.applications(numbers), strict=True)
    )


def work(stock: Stock, numbers: range) -> None:
    """Objections that wait below the reader; what their programme and notices bring once stands there before."""
    stock.once("work", lambda: objections(stock, range(5000, 5001)))
    objections(stock, numbers)


def digests(stock: Stock, numbers: range) -> None:
    facts = {"starts_on": TODAY, "channel": "email", "next_at": NOW, "state": "given_up"}
    Digest.objects.bulk_create(
        Digest(user=user, union=union, **facts)
        for user, union in zip(stock.users(numbers), stock.unions(numbers), strict=True)
    )


def escalations(stock: Stock, numbers: range) -> None:
    rules = EscalationRule.objects.bulk_create(
        EscalationRule(union=union, days=3, role="leader", set_by=user, set_at=NOW)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )
    facts = {"errand": "money", "role": Role.LEADER, "url": "/funds/", "due_on": TODAY, "raised_at": NOW}
    Escalation.objects.bulk_create(
        Escalation(key=f"probe:{n}", union=rule.union, to=rule.union, rule=rule, answered_by=user, **facts)
        for n, rule, user in zip(numbers, rules, stock.users(numbers), strict=True)
    )


def rules(stock: Stock, numbers: range) -> None:
    EscalationRule.objects.bulk_create(
        EscalationRule(union=union, days=3, role="leader", set_by=user, set_at=NOW)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def robots(stock: Stock, numbers: range) -> None:
    Robot.objects.bulk_create(
        Robot(union=union, channel="wecom", key="k", set_by=user, set_at=NOW)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def own_applications(stock: Stock, numbers: range) -> None:
    """What the reader sent in, each to another programme."""
    facts = {"state": "submitted", "submitted_at": NOW, "submitted_by": stock.seer}
    Application.objects.bulk_create(
        Application(programme=programme, union=one.union, person=one, **facts)
        for programme, one in zip(stock.programmes(numbers), stock.people(numbers), strict=True)
    )


def _of(make: Any) -> Any:
    return lambda stock: {"pk": make(stock).pk}


RUNNING = (
    Listed("ProgrammeTable", "programmes:list", programmes, "programmes:export"),
    Listed("CalendarTable", "programmes:calendars", calendars, "programmes:export_calendars"),
    Listed("ValueTable", "programmes:setting", values, where=lambda stock: {"key": "notice.working_days"}),
    Listed(
        "ApplicationTable",
        "applications:list",
        applications,
        "applications:export",
        where=lambda stock: {"pk": stock.programme.pk},
    ),
    Listed("FormTable", "forms:list", forms, "forms:export"),
    Listed("RowTable", "intake:detail", import_rows, "intake:export", where=_of(_import), asked="show=all"),
    Listed("RoundTable", "review:rounds", rounds, "review:rounds_export"),
    Listed("ResultTable", "review:results", results, "review:results_export", where=_of(_round)),
    Listed("AssignmentTable", "review:mine", assignments, "review:mine_export"),
    Listed("LadderTable", "review:ladders", ladders, "review:ladders_export"),
    Listed("AscentTable", "review:approvals", ascents, "review:approvals_export", asked="show=all"),
    Listed("AscentTable", "review:approvals", ascents_waiting, "review:approvals_export"),
    Listed("CaseTable", "review:cases", cases, "review:cases_export"),
    Listed("NoticeTable", "notices:list", notices, "notices:export"),
    Listed("PublicTable", "public_notices:list", notices),
    Listed("ObjectionTable", "notices:objections", objections, "notices:export_objections"),
    Listed("LineTable", "notices:detail", notice_lines, "notices:export_lines", where=_of(_notice)),
    Listed("LineTable", "public_notices:detail", notice_lines, where=_of(_notice)),
    Listed("WorkTable", "inbox:work", work, "inbox:export", asked="side=below"),
    Listed("FailedTable", "inbox:failed", digests, "inbox:failed_export", who="system_admin"),
    Listed("rules", "inbox:rules", rules),
    Listed("robots", "inbox:channels", robots, who="system_admin"),
    Listed("EscalationTable", "inbox:escalated", escalations, "inbox:escalated_export"),
    Listed("OwnApplicationTable", "applications:mine", own_applications, "applications:mine_export"),
    Listed("", "inbox:desk", work),
    Listed("by_union", "forms:counts", forms, "forms:counts_export"),
    Listed("SettingTable", "programmes:settings", values, "programmes:export_settings", each=0),
)
