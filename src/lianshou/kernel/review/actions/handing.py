"""What was handed to somebody who leaves, and reminders of what falls due."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.review.models import Ascent
from lianshou.kernel.review.queries.climbing import able_to_take, addresses_of, to_remind
from lianshou.kernel.review.queries.duties import held_ascents
from lianshou.web.couriers import send_mail

_RELATED = ("application__union", "application__person", "application__programme", "rung", "holder", "union")


@transaction.atomic
def hand_over_ascents(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Give the successor every step that was handed to the leaving account; one whom the rules bar from it gets nothing,
    and it goes back to whoever holds the post.

    Part of handing duties over. Leaves ``ascent.handed_over`` for each.
    """
    scope = scope_of(actor=actor, verb="duty.hand_over")
    found = held_ascents(accounts=[leaving.pk]).filter(scope.q("union__path", "application__union__path"))
    for ascent in (ascents := _held(found)):
        able = able_to_take(ascent=ascent, today=first_day).filter(pk=to.pk).exists()
        ascent.holder = to if able else None
        ascent.save(update_fields=["holder"])
        path = ascent.application.union.path
        record(actor=actor, verb="ascent.handed_over", subject=ascent, at=now, union_path=path, to=to.pk)
    return len(ascents)


@transaction.atomic
def send_reminders(*, actor: Any, now: datetime) -> int:
    """Remind of every step that falls due soon or is overdue, once for each step, by mail where an address is known.

    The mail names the programme and the day, nobody else. Gives how many. Leaves ``ascent.reminded`` for each.
    """
    found = _held(to_remind(today=timezone.localdate(now)))
    for ascent in found:
        ascent.reminded_at = now
        ascent.save(update_fields=["reminded_at"])
        path = ascent.application.union.path
        record(actor=actor, verb="ascent.reminded", subject=ascent, at=now, union_path=path)
        if settings.LIANSHOU_MAILS:
            _mail(ascent)
    return len(found)


def _held(found: QuerySet[Ascent]) -> list[Ascent]:
    """The ascents found, locked by themselves first, then read with what hangs on them as it stands now."""
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    list(Ascent.objects.admitted().filter(pk__in=keys).select_for_update().order_by("pk"))
    return list(Ascent.objects.admitted().filter(pk__in=keys).select_related(*_RELATED).order_by("pk"))


def _mail(ascent: Ascent) -> None:
    words = _("An approval of “%(programme)s” waits for you until %(day)s. Open “My work” to settle it.") % {
        "programme": ascent.application.programme,
        "day": ascent.due_on,
    }
    for to in addresses_of(ascent):
        transaction.on_commit(partial(send_mail, to=to, subject=_("An approval waits for you"), words=words))
