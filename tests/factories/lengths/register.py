"""Lists about who there is: unions, places, people, accounts, the book, privacy and rights."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock

from lianshou.kernel.access.models import Invitation, Post, PostRequest
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Anchor, Check
from lianshou.kernel.gateway.models import Delivery, Token, Webhook
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.privacy.models import Reveal, UnmaskedExport
from lianshou.kernel.rights.models import (
    ConsentText,
    Disposal,
    DisposalRow,
    Hold,
    ImpactAssessment,
    PersonRequest,
    RetentionPeriod,
)
from lianshou.kernel.unions.models import Industry, Place, Union, Zone


def unions(stock: Stock, numbers: range) -> None:
    stock.unions(numbers)


def places(stock: Stock, numbers: range) -> None:
    Place.objects.bulk_create(
        Place(name=f"第{n}镇", division_code=f"320923{n + 100}", longitude="119.8", latitude="33.7")
        for n in numbers
    )


def zones(stock: Stock, numbers: range) -> None:
    Zone.objects.bulk_create(Zone(name=f"第{n}园区", division_code="320923") for n in numbers)


def industries(stock: Stock, numbers: range) -> None:
    Industry.objects.bulk_create(Industry(code=f"{n + 1000}", name=f"第{n}业") for n in numbers)


def people(stock: Stock, numbers: range) -> None:
    Office.objects.bulk_create(
        Office(person=one, union=one.union, position="chair", starts_on=date(2017, 1, 1))
        for one in stock.people(numbers)
    )


def accounts(stock: Stock, numbers: range) -> None:
    stock.users(numbers)


def invitations(stock: Stock, numbers: range) -> None:
    facts = {"role": "officer", "invited_at": NOW, "expires_at": NOW + timedelta(days=7)}
    Invitation.objects.bulk_create(
        Invitation(digest=f"{n:064}", name=f"新人{n}", union=union, invited_by=user, **facts)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def entries(stock: Stock, numbers: range) -> None:
    for user, union in zip(stock.users(numbers), stock.unions(numbers), strict=True):
        record(actor=user, verb="union.edited", subject=union, at=NOW, union_path=union.path)


def checks(stock: Stock, numbers: range) -> None:
    Check.objects.bulk_create(Check(asked_name=f"某{n}", asked_at=NOW, state="done") for n in numbers)


def anchors(stock: Stock, numbers: range) -> None:
    facts: dict[str, Any] = {"digest": "0" * 64, "previous": "", "link": "0" * 64, "seal": "0" * 32}
    there = stock.once("anchors", Anchor.objects.count)
    Anchor.objects.bulk_create(
        Anchor(id=there + n + 1, day=TODAY, at=NOW, number=10_000 + n, count=n, key_number=1, **facts)
        for n in numbers
    )


def lookers(stock: Stock, numbers: range) -> None:
    facts = {"record": "person", "purpose": "reach", "at": NOW, "until": NOW + timedelta(minutes=5)}
    Reveal.objects.bulk_create(
        Reveal(actor=user, subject_id=one.pk, person=one, union=one.union, fields=["phone"], **facts)
        for user, one in zip(stock.users(numbers), stock.people(numbers), strict=True)
    )


def _exports(stock: Stock, numbers: range, **facts: Any) -> None:
    asked: dict[str, Any] = {"listing": "persons", "rows": 3, "purpose": "reach", "recipient": "办公室"}
    asked |= {"fields": ["phone"], "asked_at": NOW}
    UnmaskedExport.objects.bulk_create(
        UnmaskedExport(union=union, **({"asked_by": user} | asked | facts))
        for user, union in zip(stock.users(numbers), stock.unions(numbers), strict=True)
    )


def exports_asked(stock: Stock, numbers: range) -> None:
    _exports(stock, numbers, asked_by=stock.seer)


def exports_waiting(stock: Stock, numbers: range) -> None:
    _exports(stock, numbers)


def exports_decided(stock: Stock, numbers: range) -> None:
    _exports(stock, numbers, state="refused", decided_by=stock.seer, decided_at=NOW, decision="无据")


def texts(stock: Stock, numbers: range) -> None:
    facts: dict[str, Any] = {
        "purpose": "contact",
        "version": 1,
        "title_zh": "告知书",
        "body_zh": "用于通知。",
    }
    ConsentText.objects.bulk_create(
        ConsentText(
            union=union, written_by=user, published_by=user, published_on=TODAY, classes=["contact"], **facts
        )
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def assessments(stock: Stock, numbers: range) -> None:
    facts = {"purpose": "contact", "lawful": "必需", "risk": "low", "influence": "小", "measures": "加密"}
    ImpactAssessment.objects.bulk_create(
        ImpactAssessment(union=union, assessed_by=user, assessed_on=TODAY, classes=["contact"], **facts)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def requests(stock: Stock, numbers: range) -> None:
    facts = {"kind": "question", "words": "请问", "asked_at": NOW, "due_on": TODAY}
    PersonRequest.objects.bulk_create(
        PersonRequest(person=one, asked_by=user, **facts)
        for one, user in zip(stock.people(numbers), stock.users(numbers), strict=True)
    )


def periods(stock: Stock, numbers: range) -> None:
    RetentionPeriod.objects.bulk_create(
        RetentionPeriod(
            data_class="health", region="320923", starts_on=TODAY - timedelta(days=n), months=36, set_by=user
        )
        for n, user in zip(numbers, stock.users(numbers), strict=True)
    )


def holds(stock: Stock, numbers: range) -> None:
    Hold.objects.bulk_create(
        Hold(person=one, reason="诉讼", placed_by=user, placed_at=NOW)
        for one, user in zip(stock.people(numbers), stock.users(numbers), strict=True)
    )


def due(stock: Stock, numbers: range) -> None:
    """People who left long ago, and whose telephone numbers are still kept."""
    stock.once(
        "due",
        lambda: [
            RetentionPeriod.objects.all().delete(),
            RetentionPeriod.objects.create(
                data_class="contact", starts_on=date(2010, 1, 1), months=12, clock="left"
            ),
        ],
    )
    born = [one.pk for one in stock.people(numbers)]
    Person.objects.filter(pk__in=born).update(left_on=date(2015, 1, 1))


def disposals(stock: Stock, numbers: range) -> None:
    Disposal.objects.bulk_create(
        Disposal(union=union, prepared_by=user, prepared_at=NOW)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def _disposal(stock: Stock) -> Disposal:
    facts = {"prepared_by": stock.seer, "prepared_at": NOW}
    found: Disposal = stock.once(
        "disposal", lambda: Disposal.objects.create(union=stock.world.county, **facts)
    )
    return found


def disposal_rows(stock: Stock, numbers: range) -> None:
    period = stock.once(
        "period",
        lambda: RetentionPeriod.objects.create(data_class="contact", starts_on=date(2011, 1, 1), months=12),
    )
    DisposalRow.objects.bulk_create(
        DisposalRow(
            disposal=_disposal(stock), person=one, data_class="contact", since=date(2016, 1, 1), period=period
        )
        for one in stock.people(numbers)
    )


def webhooks(stock: Stock, numbers: range) -> None:
    facts = {"url": "https://example.com/", "verbs": ["union.edited"], "secret": "x", "made_at": NOW}
    Webhook.objects.bulk_create(
        Webhook(union=union, made_by=user, **facts)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def deliveries(stock: Stock, numbers: range) -> None:
    facts = {"url": "https://example.com/", "verbs": ["union.edited"], "secret": "x", "made_at": NOW}
    hooks = Webhook.objects.bulk_create(
        Webhook(union=union, made_by=user, **facts)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )
    Delivery.objects.bulk_create(
        Delivery(webhook=hook, entry=n + 1, verb="union.edited", due_at=NOW)
        for n, hook in zip(numbers, hooks, strict=True)
    )


def holders(stock: Stock, numbers: range) -> None:
    """Officers of the county, all of whom may see it."""
    facts = {"union": stock.world.county, "role": "officer", "starts_on": date(2017, 1, 1)}
    Post.objects.bulk_create(Post(user=user, **facts) for user in stock.users(numbers))


def changes(stock: Stock, numbers: range) -> None:
    """The history of one union: another name each time, by somebody else."""
    county, versions = stock.world.county, Union.history.model
    facts = {"id": county.pk, "level": county.level, "division_code": county.division_code}
    first = {"history_date": NOW - timedelta(days=1), "history_type": "+", "name": county.name}
    stock.once("first version", lambda: versions.objects.create(**facts, **first))
    versions.objects.bulk_create(
        versions(
            name=f"第{n}县总工会",
            history_date=NOW + timedelta(seconds=n),
            history_type="~",
            history_user_id=user.pk,
            **facts,
        )
        for n, user in zip(numbers, stock.users(numbers), strict=True)
    )


def posts_asked_for(stock: Stock, numbers: range) -> None:
    facts = {"role": "officer", "starts_on": TODAY, "asked_by": stock.seers["system_admin"], "asked_at": NOW}
    PostRequest.objects.bulk_create(
        PostRequest(user=user, union=union, **facts)
        for user, union in zip(stock.users(numbers), stock.unions(numbers), strict=True)
    )


def tokens(stock: Stock, numbers: range) -> None:
    facts = {"user": stock.seer, "verbs": ["own"], "made_at": NOW, "expires_at": NOW + timedelta(days=30)}
    Token.objects.bulk_create(
        Token(name=f"令牌{n}", prefix=f"{n:06}", digest=f"{n:064}", **facts) for n in numbers
    )


REGISTER = (
    Listed("UnionTable", "unions:list", unions, "unions:export"),
    Listed("UnionTable", "unions:map", unions),
    Listed("nodes", "unions:tree", unions, asked_of=lambda stock: {"under": stock.world.county.pk}),
    Listed("tokens", "gateway:tokens", tokens, most=100),
    Listed("PlaceTable", "unions:places", places),
    Listed("ZoneTable", "unions:places", zones, asked="list=zones"),
    Listed("IndustryTable", "unions:places", industries, asked="list=industries"),
    Listed("PersonTable", "people:list", people, "people:export"),
    Listed("AccountTable", "access:accounts", accounts, "access:accounts_export", who="system_admin"),
    Listed("LeavingTable", "access:leaving", accounts),
    Listed("WhoseTable", "access:ask", accounts, who="security_admin"),
    Listed(
        "GrantTable",
        "access:who",
        holders,
        "access:who",
        where=lambda stock: {"sort": "union", "pk": stock.world.county.pk},
        book="export=1",
    ),
    Listed("asked", "access:waiting", posts_asked_for, who="security_admin"),
    Listed("ChangeTable", "unions:changes", changes, where=lambda stock: {"pk": stock.world.county.pk}),
    Listed(
        "InvitationTable", "access:invitations", invitations, "access:export_invitations", who="system_admin"
    ),
    Listed("EntryTable", "access:book", entries, "access:export", most=50, who="audit_admin"),
    Listed("CheckTable", "access:check", checks, who="audit_admin"),
    Listed("AnchorTable", "access:anchors", anchors, who="audit_admin"),
    Listed("LookerTable", "privacy:looks", lookers),
    Listed("ExportTable", "privacy:exports", exports_asked),
    Listed("ExportTable", "privacy:waiting", exports_waiting),
    Listed("ExportTable", "privacy:history", exports_decided),
    Listed("TextTable", "rights:texts", texts, "rights:export_texts"),
    Listed("AssessmentTable", "rights:assessments", assessments, "rights:export_assessments"),
    Listed("RequestTable", "rights:requests", requests, "rights:export_requests"),
    Listed("PeriodTable", "rights:periods", periods, "rights:export_periods"),
    Listed("HoldTable", "rights:holds", holds),
    Listed("DueTable", "rights:due", due, "rights:export_due"),
    Listed("DisposalTable", "rights:disposals", disposals, "rights:export_disposals"),
    Listed(
        "RowTable",
        "rights:disposal",
        disposal_rows,
        "rights:export_rows",
        where=lambda stock: {"pk": _disposal(stock).pk},
    ),
    Listed("WebhookTable", "gateway:webhooks", webhooks, "gateway:webhooks_export", who="system_admin"),
    Listed(
        "DeliveryTable", "gateway:deliveries", deliveries, "gateway:deliveries_export", who="system_admin"
    ),
)
