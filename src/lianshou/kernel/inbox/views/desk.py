from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianshou.core.panels import desk_board
from lianshou.kernel.access.queries import held_by, may
from lianshou.kernel.inbox import queries
from lianshou.kernel.rights.queries.own import own_person
from lianshou.web.doors import ANYONE, opens


def _apart(actor: Any) -> dict[str, Any]:
    """What those who see no cases come for: their office, or themselves."""
    return {
        "is_administrator": queries.is_administrator(actor=actor),
        "has_post": bool(held_by(actor=actor)),
        "is_on_register": own_person(actor=actor) is not None,
        "may_audit": may(actor, "audit.read"),
        "may_list": may(actor, "account.list"),
        "may_invite": may(actor, "account.invite"),
        "may_appoint": may(actor, "post.give"),
        "may_keep_channels": may(actor, "channel.keep"),
    }


@opens(ANYONE)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """My work; those who see no cases get a page that says so."""
    actor, today = request.user, timezone.localdate()
    notes = list(desk_board.panels(actor=actor, subject=None))
    if not queries.sees_cases(actor=actor):
        work = queries.work_of(actor=actor, today=today)  # a reviewer has some, without seeing cases
        return render(request, "inbox/apart.html", {"notes": notes, "work": work} | _apart(actor))
    at_desk = may(actor, "programme.view")
    context = {
        "today": today,
        "notes": notes,
        "work": queries.work_of(actor=actor, today=today).folded(),
        "starts": queries.starts_of(actor=actor, today=today),
        "at_desk": at_desk,
        "size": queries.register_size(actor=actor) if at_desk else 0,
        "own": queries.own_unions(actor=actor),
        "may_record": may(actor, "followup.record"),
        "pays": may(actor, "fund.pay"),
        "sees_escalated": may(actor, "escalation.view"),
    }
    return render(request, "inbox/desk.html", context)
