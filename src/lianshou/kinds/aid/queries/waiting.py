"""Which layers of verification wait for whom, by union, for "my work"; and what of verification is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import ngettext

from lianshou.core.kinds import Errand, Fold, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.notices.enums import Lists
from lianshou.kernel.notices.enums import State as NoticeState
from lianshou.kernel.notices.models import NoticeLine
from lianshou.kinds.aid.enums import Layer, State
from lianshou.kinds.aid.models import Verification, VerificationStep
from lianshou.kinds.aid.queries.grouping import MOST
from lianshou.kinds.aid.queries.holders import holders_along, nearest


def layers_waiting(*, actor: Any, today: date) -> list[InboxItem]:
    """The next layer of the households that wait for one, the approval apart: an item for each union and layer.

    The first check stands with whoever is nearest and did not take the application in. While a public notice runs a household waits
    for nobody; before it is posted, for those who draft notices of the programme in which it asks.
    """
    rows = Verification.objects.within(scope_of(actor=actor, verb="person.edit")).filter(ended_on=None)
    rows = rows.exclude(waits_at=Layer.APPROVAL).exclude(household__state=State.ENDED)
    plain = rows.exclude(waits_at=Layer.FIRST_CHECK)
    plain = plain.exclude(
        Q(waits_at=Layer.NOTICE) & ~Q(household__application=None) & ~_noticed(before=today)
    )
    return [*_by_keeper(plain), *_first_checks(rows, actor), *_to_publish(actor)]


def _noticed(*, before: date | None = None) -> Exists:
    """Whether a public notice of the round lists the household; one whose window was over ``before`` a day."""
    lines = NoticeLine.objects.admitted().exclude(notice__lists=Lists.LEAVING)
    lines = lines.filter(
        application=OuterRef("household__application"),
        notice__state__in=(NoticeState.POSTED, NoticeState.CLOSED),
        notice__posted_on__gte=OuterRef("since"),
    )
    return Exists(lines.filter(notice__closes_on__lt=before) if before else lines)


def _first_checks(rows: QuerySet[Verification], actor: Any) -> Iterator[InboxItem]:
    """Where a first check waits: those who took the application in are passed over, also on the way up."""
    taken = VerificationStep.objects.admitted().filter(verification=OuterRef("pk"), layer=Layer.APPLICATION)
    rows = rows.filter(waits_at=Layer.FIRST_CHECK).annotate(
        taker=Subquery(taken.order_by("-pk").values("done_by")[:1])
    )
    grouped = list(
        rows.order_by("household__union__path")
        .values(
            "taker",
            union=F("household__union"),
            name=F("household__union__name"),
            path=F("household__union__path"),
        )
        .annotate(n=Count("pk"), first=Min("since"))[:MOST]
    )
    holders = holders_along({row["path"] for row in grouped}, verb="person.edit")
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for row in grouped:
        posts = nearest(row["path"], holders, but={row["taker"]})
        if row["taker"] == actor.pk or not posts:
            continue
        here, usual = posts[0].union.path, nearest(row["path"], holders)[0].union.path
        owner = row["path"] if here == usual else here  # whoever stands above takes it where nobody below may
        known = found.setdefault((row["union"], owner), row | {"owner": owner, "n": 0})
        known["n"], known["first"] = known["n"] + row["n"], min(known["first"], row["first"])
    for item in found.values():
        yield _item(item | {"waits_at": Layer.FIRST_CHECK}, owner=item["owner"])


def _to_publish(actor: Any) -> list[InboxItem]:
    """The households that wait for a notice of a programme which the actor's union runs."""
    scope = scope_of(actor=actor, verb="notice.edit")
    rows = Verification.objects.admitted().filter(
        ~_noticed(),
        scope.q("household__application__programme__union__path"),
        ended_on=None,
        waits_at=Layer.NOTICE,
        household__application__state=ApplicationState.ACCEPTED,
    )
    grouped = (
        rows.exclude(household__state=State.ENDED)
        .order_by("household__application__programme")
        .values(
            programme=F("household__application__programme"),
            title=F("household__application__programme__title"),
            path=F("household__application__programme__union__path"),
        )
        .annotate(n=Count("pk"), first=Min("since"))
    )
    return [
        InboxItem(
            key=f"aid:publish:{row['programme']}",
            errand=Errand.NOTICE,
            title=ngettext(
                "Draft a public notice: %(n)d household waits for it",
                "Draft a public notice: %(n)d households wait for it",
                row["n"],
            )
            % {"n": row["n"]},
            detail=row["title"],
            url=reverse("notices:new") + f"?programme={row['programme']}",
            owner=row["path"],
            verb="notice.edit",
            since=row["first"],
            programme=row["programme"],
        )
        for row in grouped[:MOST]
    ]


def _by_keeper(rows: QuerySet[Verification]) -> list[InboxItem]:
    grouped = rows.order_by("household__union__path", "waits_at").values(
        "waits_at",
        union=F("household__union"),
        name=F("household__union__name"),
        path=F("household__union__path"),
    )
    return [
        _item(row, owner=row["path"]) for row in grouped.annotate(n=Count("pk"), first=Min("since"))[:MOST]
    ]


def _item(row: Mapping[str, Any], *, owner: str) -> InboxItem:
    said = _layer_said(row["waits_at"])
    above = "" if owner == row["path"] else ":above"
    return InboxItem(
        key=f"aid:layer:{row['union']}:{row['waits_at']}{above}",
        errand=Errand.HOUSEHOLD,
        title=said(row["n"]),
        detail=row["name"],
        url=reverse("aid:verifications") + f"?waits={row['waits_at']}&union={row['union']}",
        owner=owner,
        verb="person.edit",
        since=row["first"],
        fold=Fold(slug=f"aid:layer:{row['waits_at']}", count=row["n"], title=said),
    )


def _layer_said(layer: str) -> Callable[[int], str]:
    def said(n: int) -> str:
        words = ngettext(
            "%(layer)s: %(n)d household waits for it", "%(layer)s: %(n)d households wait for it", n
        )
        return words % {"layer": Layer(layer).label, "n": n}

    return said


def rounds_waiting(*, actor: Any, today: date) -> QuerySet[Verification]:
    """The rounds that are open, inside the actor's scope for figures."""
    found = Verification.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(ended_on=None).exclude(household__state=State.ENDED)


def noticed(*, actor: Any, today: date) -> QuerySet[VerificationStep]:
    """The public notices that households have passed, one for each household and round, inside the scope for figures."""
    found = VerificationStep.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(layer=Layer.NOTICE, is_passed=True)


def noticed_in_time(*, actor: Any, today: date) -> QuerySet[VerificationStep]:
    """Those of them that were posted in time after the layer before, inside the scope for figures."""
    return noticed(actor=actor, today=today).filter(is_in_time=True)
