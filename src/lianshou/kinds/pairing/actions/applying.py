from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.intake.actions import enter_application
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.queries import open_openings
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.pairing.enums import Reason
from lianshou.kinds.pairing.models import GuestDetail


@transaction.atomic
def ask_to_be_paired(
    *, actor: Any, programme: Programme, union: Union, person: None, values: Mapping[str, str], now: datetime
) -> Application:
    """Enter a union that asks to be paired, with the grade that it starts from and what it wishes.

    Raises PermissionDenied, or Refused ALREADY_HOST, or a reason of intake. Leaves the traces of ``enter_application``.
    """
    del person  # a union asks
    if open_openings(programme=programme).filter(union=union).exists():
        raise Refused(Reason.ALREADY_HOST)
    application = enter_application(actor=actor, programme=programme, union=union, now=now)
    GuestDetail.objects.admitted().update_or_create(
        application=application, defaults={"grade_before": union.grade, "wish": values["wish"][:200]}
    )
    return application


@transaction.atomic
def amend_wish(
    *,
    actor: Any,
    application: Application,
    values: Mapping[str, str],
    before: Mapping[str, str],
    now: datetime,
) -> None:
    """Bring what a guest wishes up to a form that was corrected. Part of ``correct_application``."""
    del actor, before, now  # intake has asked who may, and leaves the trace
    GuestDetail.objects.admitted().filter(application=application).update(wish=values["wish"][:200])
