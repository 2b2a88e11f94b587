from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.audit.enums import verb_said, verbs_grouped
from lianshou.kernel.gateway.enums import DeliveryState
from lianshou.kernel.gateway.models import Delivery, Webhook

_TONES = {DeliveryState.WAITING: "warn", DeliveryState.DELIVERED: "good", DeliveryState.GIVEN_UP: "red"}
_ANSWERS = {
    "unknown_host": _("Nobody knows this host."),
    "private_address": _("This address lies inside a network that is not open to the world."),
    "timed_out": _("No answer in time"),
    "no_answer": _("No answer"),
}


class WebhookTable(tables.Table):
    url = tables.Column(pgettext_lazy("webhook", "Address"))
    union = tables.Column(_("Union"), order_by="union__name_key")
    verbs = tables.Column(pgettext_lazy("webhook", "What it is told of"), orderable=False)
    made_at = tables.DateTimeColumn(verbose_name=_("Since"), short=True)
    ended_at = tables.Column(_("State"), empty_values=())
    acts = tables.Column("", accessor="pk", orderable=False, exclude_from_export=True)

    class Meta:
        empty_text = _("No webhook is set up.")

    caption = _("Webhooks")

    def render_verbs(self, value: list[str]) -> str:
        """The verbs under what they are about, as where they were chosen."""
        told = [(title, [said for verb, said in pairs if verb in value]) for title, pairs in verbs_grouped()]
        return "；".join(f"{title}：{'、'.join(said)}" for title, said in told if said)

    def render_ended_at(self, value: Any) -> str:
        return str(pgettext_lazy("webhook", "Ended") if value else pgettext_lazy("webhook", "Live"))

    def render_acts(self, record: Webhook) -> SafeString | str:
        if record.ended_at is not None or not hasattr(self, "request"):
            return ""
        context = {"webhook": record, "csrf": get_token(self.request)}
        return render_to_string("gateway/webhook_acts.html", context)


class DeliveryTable(tables.Table):
    entry = tables.Column(_("Line of the book"))
    verb = tables.Column(_("What was done"))
    webhook = tables.Column(pgettext_lazy("webhook", "Address"), accessor="webhook__url")
    state = tables.Column(_("State"))
    tries = tables.Column(_("Tries"))
    answer = tables.Column(pgettext_lazy("webhook", "Answer"), orderable=False)
    due_at = tables.Column(_("Next try"))
    done_at = tables.DateTimeColumn(verbose_name=_("Settled"), short=True, default="")
    acts = tables.Column("", accessor="pk", orderable=False, exclude_from_export=True)

    class Meta:
        empty_text = _("No delivery fits these filters.")

    caption = _("Deliveries")

    def render_verb(self, value: str) -> str:
        return str(verb_said(value))

    def render_state(self, record: Delivery) -> SafeString:
        tone = _TONES[DeliveryState(record.state)]
        return format_html('<span class="ls-badge ls-badge-{}">{}</span>', tone, record.get_state_display())

    def value_state(self, record: Delivery) -> str:
        return str(record.get_state_display())

    def render_answer(self, value: str) -> str:
        return str(_ANSWERS.get(value, value))

    def render_due_at(self, record: Delivery, value: Any) -> str:
        waits = record.state == DeliveryState.WAITING
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if waits else "–"

    def render_acts(self, record: Delivery) -> SafeString | str:
        if record.state == DeliveryState.DELIVERED or not hasattr(self, "request"):
            return ""
        context = {"delivery": record, "csrf": get_token(self.request)}
        return render_to_string("gateway/delivery_acts.html", context)
