"""My work, digests that failed and what was escalated as lists; what a union took part in, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.kinds import registry
from lianshou.core.panels import Panel
from lianshou.kernel.access.queries import may
from lianshou.kernel.inbox.enums import EscalationState, Urgency
from lianshou.kernel.inbox.models import Digest, Escalation
from lianshou.kernel.inbox.queries import Line as WorkLine
from lianshou.kernel.inbox.queries import activities_of, placements_of
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.unions.models import Union

_MOST = 12
_DAY = {"td": {"class": "text-nowrap"}}
_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}


class WorkTable(tables.Table):
    title = tables.Column(
        pgettext_lazy("item", "What waits"), accessor="item__title", linkify=lambda record: record.item.url
    )
    detail = tables.Column(_("More of it"), accessor="item__detail", orderable=False, default="")
    union = tables.Column(_("Whose"), default="")
    errand = tables.Column(_("Sort of work"))
    programme = tables.Column(_("Programme"), default="")
    due_on = tables.DateColumn(
        verbose_name=pgettext_lazy("item", "Due"),
        accessor="item__due_on",
        order_by="due_key",
        short=True,
        attrs=_DAY,
        default="",
    )
    since = tables.DateColumn(
        verbose_name=_("Waits since"),
        accessor="item__since",
        order_by="since_key",
        short=True,
        attrs=_DAY,
        default="",
    )
    urgency = tables.Column(_("Urgency"), orderable=False)

    class Meta:
        empty_text = _("Nothing fits these filters.")

    caption = _("My work")

    def render_urgency(self, record: WorkLine) -> str:
        label = record.urgency.label
        return format_html("<strong>{}</strong>", label) if record.urgency == Urgency.OVERDUE else str(label)

    def value_urgency(self, record: WorkLine) -> str:
        return str(record.urgency.label)


class FailedTable(tables.Table):
    starts_on = tables.DateColumn(verbose_name=pgettext_lazy("digest", "For"), short=True, attrs=_DAY)
    user = tables.Column(_("Account"), order_by="user__sound")
    union = tables.Column(_("Union"), order_by="union__path")
    channel = tables.Column(_("By"))
    state = tables.Column(_("State"))
    fault = tables.Column(_("Why"), default="")
    attempts = tables.Column(_("Attempts"), attrs=_NUM)
    next_at = tables.DateTimeColumn(verbose_name=_("Tried again"), short=True, attrs=_DAY)

    class Meta:
        model = Digest
        fields = ("starts_on", "user", "union", "channel", "state", "fault", "attempts", "next_at")
        empty_text = _("Nothing fits these filters.")

    caption = _("Digests that did not go out")

    def render_next_at(self, record: Digest, value: Any) -> Any:
        return value if record.state == "failed" else ""


class EscalationTable(tables.Table):
    union = tables.Column(
        _("Union"), order_by="union__path", linkify=("inbox:escalation", {"pk": tables.A("pk")})
    )
    errand = tables.Column(_("Sort of work"))
    due_on = tables.DateColumn(verbose_name=_("Was due"), short=True, attrs=_DAY)
    raised_at = tables.DateTimeColumn(verbose_name=_("Escalated"), short=True, attrs=_DAY)
    to = tables.Column(_("Escalated to"), order_by="to__path")
    role = tables.Column(_("Post"))
    state = tables.Column(_("State"), empty_values=(), orderable=False)
    answer_until = tables.DateColumn(verbose_name=_("Will be done by"), short=True, attrs=_DAY, default="")
    answer = tables.Column(_("Answer"), orderable=False, default="")

    class Meta:
        model = Escalation
        fields = ("union", "errand", "due_on", "raised_at", "to", "role", "state", "answer_until", "answer")
        empty_text = _("Nothing fits these filters.")

    caption = _("Escalated")

    def render_state(self, record: Escalation) -> str:
        return str(EscalationState(record.state_on(timezone.localdate())).label)


@dataclass(frozen=True)
class Line:
    """One placement from the point of view of a union: the other side, and links where the reader may go."""

    placement: Placement
    other: Union
    is_host: bool
    may_open: bool
    home: str


def history_panel(*, actor: Any, subject: Union) -> Panel | None:
    """Pairings and activities of a union."""
    found, activities = list(placements_of(union=subject)), activities_of(union=subject)
    context = {
        "lines": [_line(placement, subject, actor) for placement in found[:_MOST]],
        "more": len(found) - _MOST,
        "activities": activities[:_MOST],
        "activity_count": activities.count(),
        "may_read": may(actor, "followup.view", on=subject),
    }
    return Panel(template="inbox/history.html", context=context)


def _line(placement: Placement, subject: Union, actor: Any) -> Line:
    is_host, programme = placement.opening.union_id == subject.pk, placement.programme
    other = placement.application.union if is_host else placement.opening.union
    opens = programme.kind in registry and may(actor, "programme.view", on=programme.union)
    home = registry[programme.kind].home(programme.pk) if opens else ""
    return Line(placement, other, is_host, may(actor, "union.view", on=other), home)
