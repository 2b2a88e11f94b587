from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from lianshou.core.kinds import Errand, InboxItem
from lianshou.kernel.access.queries import may
from lianshou.kernel.gateway.queries.hooks import given_up_in_scope


def given_up_item(*, actor: Any, today: date) -> Sequence[InboxItem]:
    """Deliveries that were given up, for those who keep webhooks."""
    if not may(actor, "webhook.keep"):
        return []
    count = given_up_in_scope(actor=actor).count()
    if not count:
        return []
    title = ngettext(
        "%(n)d delivery to a webhook was given up", "%(n)d deliveries to webhooks were given up", count
    )
    last = given_up_in_scope(actor=actor)[0]
    return [
        InboxItem(
            key="webhooks:given_up",
            errand=Errand.SYSTEM,
            title=title % {"n": count},
            detail=last.webhook.url,
            url=reverse("gateway:deliveries") + "?state=given_up",
            due_on=timezone.localdate(last.done_at or last.due_at),
            overdue=True,
        )
    ]
