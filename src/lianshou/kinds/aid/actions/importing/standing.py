"""Files that stood in the superior's archive, put on file here by somebody who did not import them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.guard.models import Sketch, insert_rows
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.holding import refuse
from lianshou.kinds.aid.actions.importing.households import digest_of
from lianshou.kinds.aid.enums import Layer, Reason, State
from lianshou.kinds.aid.models import Household, Verification, VerificationStep
from lianshou.kinds.aid.queries.importing import in_hardship, kept_by, standing_to_file

MOST = 1000
"""Files that are put on file with one click; whoever has more clicks again."""


@transaction.atomic
def file_standing(*, actor: Any, union: Union, now: datetime) -> int:
    """Put the files taken over from the superior's archive below ``union`` on file, from the day on which they were there:
    those that somebody else imported and whose survey finds a hardship, ``MOST`` at once. Gives how many.

    Raises PermissionDenied, or Refused NOTHING_STANDS. Leaves ``households.filed`` with the number and a digest.
    """
    require(actor, "review.decide", on=union)
    waiting = in_hardship(kept_by(standing_to_file(actor=actor), union.path)).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:MOST])
    held = Household.objects.admitted().select_for_update(of=("self",)).filter(pk__in=keys)
    files = list(held.filter(state=State.CHECKING).order_by("pk"))
    refuse(None if files else Reason.NOTHING_STANDS)
    for file in files:
        file.state, file.filed_on = State.ON_FILE, file.outer_filed_on
    bulk_update_with_history(
        files, Household, ["state", "filed_on"], batch_size=200, manager=Household.objects.admitted()
    )
    today = timezone.localdate(now)
    rounds = Verification.objects.admitted().filter(household__in=files, ended_on=None)
    steps: list[Any] = [
        Sketch(
            VerificationStep, verification_id=key, layer=Layer.APPROVAL.value, is_passed=True,
            held_on=today, done_by_id=actor.pk, done_at=now,
        )
        for key in rounds.order_by("pk").values_list("pk", flat=True)
    ]  # fmt: skip
    insert_rows(VerificationStep, steps)
    rounds.update(ended_on=today, waits_at="")
    path = union.path
    record(
        actor=actor, verb="households.filed", subject=union, at=now, union_path=path,
        filed=len(files), digest=digest_of([one.pk for one in files]),
    )  # fmt: skip
    return len(files)
