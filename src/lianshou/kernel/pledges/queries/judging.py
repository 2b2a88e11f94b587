from __future__ import annotations

from collections.abc import Sequence

from lianshou.kernel.pledges.enums import Purpose
from lianshou.kernel.pledges.models import Attachment, Judgement, Pledge


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
