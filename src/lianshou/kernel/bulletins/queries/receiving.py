"""Receipts: of which unions one is asked, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.bulletins.enums import State
from lianshou.kernel.bulletins.models import Bulletin, Receipt
from lianshou.kernel.bulletins.rules.receiving import due_on
from lianshou.kernel.bulletins.rules.settings import RECEIPT_DAYS
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.rights.rules.keeping import region_of
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below

WITH = ("union", "acknowledged_by", "bulletin__union")


def unions_below(*, union: Union) -> QuerySet[Union]:
    """The unions to which a bulletin of ``union`` can be sent."""
    return (
        below(Union.objects.admitted(), union).filter(dissolved_on=None).exclude(pk=union.pk).order_by("path")
    )


def unions_to_send_to(*, union: Union, chosen: Sequence[int]) -> QuerySet[Union]:
    """What a form offers of them: those above the grass roots, and whoever is chosen already."""
    return unions_below(union=union).filter(~Q(level=Level.ENTERPRISE) | Q(pk__in=chosen))


def receipts_of(*, bulletin: Bulletin) -> QuerySet[Receipt]:
    """The receipts of a bulletin that the caller has been let in to, in the order of the tree."""
    found: QuerySet[Receipt] = bulletin.receipts.admitted().select_related(*WITH)
    return found.order_by("union__path")


def receipts_told(*, bulletin: Bulletin) -> tuple[int, int]:
    """How many have acknowledged, and of how many."""
    found = bulletin.receipts.admitted()
    return found.exclude(acknowledged_at=None).count(), found.count()


def bulletins_received(*, actor: Any, verb: str = "bulletin.receive") -> QuerySet[Receipt]:
    """The issued bulletins that came from above to unions where the actor may do ``verb``; not those of the actor's own unions."""
    scope = scope_of(actor=actor, verb=verb)
    own = scope_of(actor=actor, verb="bulletin.view").q("bulletin__union__path")
    found = Receipt.objects.within(scope).filter(bulletin__state=State.ISSUED).exclude(own)
    return found.select_related(*WITH)


def receipts_with_words(receipts: QuerySet[Receipt], words: str) -> QuerySet[Receipt]:
    """Narrow to receipts whose union or bulletin is called so."""
    for word in words.split():
        receipts = receipts.filter(
            Q(union__search__icontains=word)
            | Q(bulletin__title__icontains=word)
            | Q(bulletin__number__icontains=word)
        )
    return receipts


def receipts_due_on(*, bulletin: Bulletin) -> date | None:
    """The last day in time for the receipts of an issued bulletin, by the setting of the issuer's region."""
    if bulletin.issued_on is None:
        return None
    region = region_of(bulletin.union.division_code)
    return due_on(bulletin.issued_on, int(parameter(key=RECEIPT_DAYS, region=region, on=bulletin.issued_on)))
