"""What everybody may read without logging in: notices whose window runs, their masked lines, and one's own outcome."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from lianshou.kernel.notices.enums import State
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.notices.rules import digest_of
from lianshou.kernel.unions.models import Union


def public_notices(*, today: date) -> QuerySet[Notice]:
    """The notices whose window runs today; afterwards the public page shows them no more (最小必要)."""
    running = Notice.objects.admitted().filter(state=State.POSTED, posted_on__lte=today, closes_on__gte=today)
    return running.select_related("programme__union").order_by("-posted_on", "-pk")


def public_unions(*, today: date) -> QuerySet[Union]:
    """The unions that run these notices, to choose from."""
    running = public_notices(today=today).values("programme__union")
    return Union.objects.admitted().filter(pk__in=running).order_by("path")


def public_lines(*, notice: Notice) -> QuerySet[NoticeLine]:
    """The masked lines of a notice that is public."""
    return NoticeLine.objects.admitted().filter(notice=notice).order_by("number").defer("application")


def objection_of_receipt(receipt: str) -> Objection | None:
    """The objection that a receipt was handed out for, without what is sealed; None for a receipt that is none."""
    found = Objection.objects.admitted().filter(receipt_digest=digest_of(receipt))
    return found.select_related("notice__programme__union", "line").defer("name", "contact").first()
