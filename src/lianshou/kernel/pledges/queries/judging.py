from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from lianshou.kernel.pledges.enums import Purpose, State
from lianshou.kernel.pledges.models import Attachment, Judgement, Party, Pledge
from lianshou.kernel.pledges.queries.pledges import seats_of


def parties_to_judge(*, actor: Any) -> QuerySet[Party]:
    """The sides on which the actor sits that have not yet said how an agreement went whose term is over."""
    mine = Party.objects.admitted().filter(union__in=seats_of(actor, "pledge.sign"), left_on=None)
    waiting = mine.filter(pledge__state=State.EXPIRED, judgement=None)
    return waiting.select_related("union", "pledge__programme").order_by("pledge__ends_on", "pk")


def judgements_of(*, pledge: Pledge) -> Sequence[Judgement]:
    """How each side found it; the caller has been let in to the pledge."""
    found = pledge.judgements.select_related("party__union", "made_by")
    return list(found.prefetch_related("marks__obligation"))


def scans_of(*, pledge: Pledge) -> Sequence[Attachment]:
    """The scans of the signed paper, latest last."""
    return list(pledge.attachments.filter(purpose=Purpose.SIGNED).select_related("stored_by"))


def renewals_of(*, pledge: Pledge) -> Sequence[Pledge]:
    """The agreements that follow on this one."""
    return list(pledge.renewals.all())
