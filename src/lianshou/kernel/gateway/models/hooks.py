from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.gateway.enums import DeliveryState
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField


class Webhook(models.Model):
    """An address that is told what was done below a union: verbs of the book, and where to read on. ``position`` is the
    last line of the book that was looked at for it."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        "unions.Union", on_delete=models.PROTECT, related_name="webhooks", verbose_name=_("union")
    )
    url = models.URLField(pgettext_lazy("webhook", "Address"), max_length=500)
    verbs = models.JSONField(pgettext_lazy("webhook", "What it is told of"), default=list)
    secret = SealedField(data_class=DataClass.IDENTITY)
    position = models.BigIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """A line of the book on its way to a webhook. ``beat_at`` is when somebody last took it up to send it."""

    SCOPE = ("webhook__union__path",)
    objects = ScopedManager()

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    entry = models.BigIntegerField(_("No."))
    verb = models.CharField(max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["webhook", "entry"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.webhook_id} · {self.entry}"
