from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.periods import said
from lianshou.kernel.bulletins.models import Bulletin, Receipt
from lianshou.web.templatetags.web import say


class BulletinTable(tables.Table):
    title = tables.Column(verbose_name=_("Title"), linkify=("bulletins:detail", [tables.A("pk")]))
    union = tables.Column(verbose_name=_("Union"), order_by=("union__search",))
    period = tables.Column(verbose_name=_("Period"), accessor="pk", order_by=("starts_on", "ends_on"))
    state = tables.Column(verbose_name=pgettext_lazy("bulletin", "State"))
    number = tables.Column(verbose_name=_("Document number"), default="–")
    issued_on = tables.DateColumn(verbose_name=_("Issued on"), format="Y-m-d", default="–")

    class Meta:
        model = Bulletin
        fields = ("title", "union", "period", "state", "number", "issued_on")
        order_by = ("-pk",)
        empty_text = ""

    def render_period(self, record: Any) -> str:
        return say(said(record.period))


class ReceiptTable(tables.Table):
    """Of an issued bulletin: who below has acknowledged, and who has not."""

    union = tables.Column(verbose_name=_("Union"), order_by=("union__search",))
    acknowledged_at = tables.DateTimeColumn(
        verbose_name=_("Acknowledged"), format="Y-m-d H:i", default=_("Not yet acknowledged")
    )
    acknowledged_by = tables.Column(
        verbose_name=_("Acknowledged by"), accessor="acknowledged_by__name", orderable=False, default="–"
    )
    words = tables.Column(
        verbose_name=pgettext_lazy("receipt", "What was done"), orderable=False, default="–"
    )

    class Meta:
        model = Receipt
        fields = ("union", "acknowledged_at", "acknowledged_by", "words")
        empty_text = ""


class ReceivedTable(tables.Table):
    """Bulletins that came from above."""

    title = tables.Column(
        verbose_name=_("Title"),
        accessor="bulletin__title",
        order_by=("bulletin__title",),
        linkify=("bulletins:receipt", [tables.A("pk")]),
    )
    sender = tables.Column(
        verbose_name=_("Issued by"), accessor="bulletin__union", order_by=("bulletin__union__search",)
    )
    number = tables.Column(
        verbose_name=_("Document number"), accessor="bulletin__number", order_by=("bulletin__number",)
    )
    issued_on = tables.DateColumn(
        verbose_name=_("Issued on"),
        accessor="bulletin__issued_on",
        format="Y-m-d",
        order_by=("bulletin__issued_on",),
    )
    union = tables.Column(verbose_name=_("Received by"), order_by=("union__search",))
    acknowledged_at = tables.DateTimeColumn(
        verbose_name=_("Acknowledged"), format="Y-m-d H:i", default=_("Not yet acknowledged")
    )

    class Meta:
        model = Receipt
        fields = ("title", "sender", "number", "issued_on", "union", "acknowledged_at")
        empty_text = ""


class PublicBulletinTable(tables.Table):
    """What everybody can read."""

    title = tables.Column(verbose_name=_("Title"), linkify=("public_bulletins:detail", [tables.A("pk")]))
    union = tables.Column(verbose_name=_("Issued by"), order_by=("union__search",))
    number = tables.Column(verbose_name=_("Document number"))
    issued_on = tables.DateColumn(verbose_name=_("Issued on"), format="Y-m-d")

    class Meta:
        model = Bulletin
        fields = ("title", "union", "number", "issued_on")
        empty_text = ""
