from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.notices.enums import Lists, Reason, State
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.notices.queries import days_for, leaves_of, pairs_notice_of
from lianshou.kernel.notices.rules import why_not_draft, why_not_edit
from lianshou.kernel.programmes.models import Programme

_WORDS = ("title", "text", "decides", "telephone", "address", "box")


@transaction.atomic
def draft_notice(
    *,
    actor: Any,
    programme: Programme,
    title: str,
    text: str,
    decides: str,
    now: datetime,
    days: int | None = None,
    telephone: str = "",
    address: str = "",
    box: str = "",
    lists: str = Lists.ASKING,
) -> Notice:
    """Draft a notice of a programme; without ``days`` its window is the shortest that the region allows.

    ``lists`` says whether it makes everybody public who asks, the pairs, or those who are to leave. Raises PermissionDenied, or
    Refused TOO_SHORT, NO_PAIRS_HERE, NO_LEAVING_HERE. Leaves ``notice.drafted``.
    """
    require(actor, "notice.edit", on=programme.union)
    least = days_for(union=programme.union, on=timezone.localdate(now))
    days = least if days is None else days
    pairs = pairs_notice_of(programme) is not None
    leaving = leaves_of(programme) is not None
    if reason := why_not_draft(days=days, least=least, lists=lists, pairs=pairs, leaving=leaving):
        raise Refused(reason)
    notice = Notice.objects.create(
        programme=programme,
        title=title.strip(),
        text=text.strip(),
        decides=decides.strip(),
        lists=Lists(lists),
        days=days,
        telephone=telephone.strip(),
        address=address.strip(),
        box=box.strip(),
        drafted_by=actor,
        drafted_at=now,
    )
    path = programme.union.path
    record(actor=actor, verb="notice.drafted", subject=notice, at=now, union_path=path, days=days)
    return notice


@transaction.atomic
def edit_notice(*, actor: Any, notice: Notice, days: int, now: datetime, **words: str) -> Notice:
    """Change a draft: its ``days`` and any of title, text, decides, telephone, address, box.

    Raises PermissionDenied, or Refused WRONG_STATE / TOO_SHORT. Leaves ``notice.edited``.
    """
    notice = held_notice(notice.pk)
    union = notice.programme.union
    require(actor, "notice.edit", on=union)
    least = days_for(union=union, on=timezone.localdate(now))
    if reason := why_not_edit(state=notice.state, days=days, least=least):
        raise Refused(reason)
    notice.days = days
    for name in _WORDS:
        setattr(notice, name, words.get(name, getattr(notice, name)).strip())
    notice.save(update_fields=["days", *_WORDS])
    record(actor=actor, verb="notice.edited", subject=notice, at=now, union_path=union.path, days=days)
    return notice


@transaction.atomic
def drop_notice(*, actor: Any, notice: Notice, now: datetime) -> None:
    """Throw a draft away. Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``notice.dropped``."""
    notice = held_notice(notice.pk)
    require(actor, "notice.edit", on=notice.programme.union)
    if notice.state != State.DRAFT:
        raise Refused(Reason.WRONG_STATE)
    path = notice.programme.union.path
    record(actor=actor, verb="notice.dropped", subject=notice, at=now, union_path=path)
    notice.delete()


def held_notice(pk: int) -> Notice:
    """The notice as it stands now, held until the end of the transaction: after its programme, as approving does."""
    of = Notice.objects.admitted().values_list("programme", flat=True).get(pk=pk)
    Programme.objects.admitted().select_for_update().get(pk=of)
    Notice.objects.admitted().select_for_update().get(pk=pk)
    return Notice.objects.admitted().select_related("programme__union").get(pk=pk)
