from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.kinds import Trace
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.intake.actions import withdraw_application
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import close_opening
from lianshou.kernel.placement.models import Opening

_MET = Wording(
    "名单导入以前就已列入，请在名单里逐个处理。", "This stood on the list before the upload: see to it there."
)


@transaction.atomic
def untake_rows(
    *, actor: Any, traces: Sequence[Trace], rows: Sequence[int], now: datetime
) -> list[Wording | None]:
    """Take openings and applications that a list brought off the programme again; the unions stay on the register.

    Raises PermissionDenied. What is placed already, or stood there before, stays, with the words why. Leaves
    ``application.withdrawn`` and ``opening.closed``.
    """
    del rows  # a row brings one record
    return [_untaken(actor, one, now) for one in traces]


def _untaken(actor: Any, one: Trace, now: datetime) -> Wording | None:
    if not one.is_new:
        return _MET
    try:
        with transaction.atomic():
            _BACK[one.label](actor, one.key, now)
    except Refused as refused:
        return Wording(refused.sentence, refused.sentence)
    return None


def _withdraw(actor: Any, key: int, now: datetime) -> None:
    application = Application.objects.admitted().get(pk=key)
    withdraw_application(actor=actor, application=application, now=now)


def _close(actor: Any, key: int, now: datetime) -> None:
    close_opening(actor=actor, opening=Opening.objects.admitted().get(pk=key), now=now)


_BACK: dict[str, Callable[[Any, int, datetime], None]] = {
    "intake.application": _withdraw,
    "placement.opening": _close,
}
