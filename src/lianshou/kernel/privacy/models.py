from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.people.models import Person
from lianshou.kernel.privacy.enums import Purpose, State
from lianshou.kernel.unions.models import Union

_USER = settings.AUTH_USER_MODEL


class Reveal(models.Model):
    """Somebody looked at protected values of one record: which fields, why, and until when; never the values."""

    SCOPE = ("union__path",)

    actor = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="reveals")
    record = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="reveals")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="reveals")
    fields = models.JSONField(default=list)
    purpose = models.CharField(_("reason"), max_length=12, choices=Purpose.choices)
    words = models.CharField(_("reason in words"), max_length=120, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["actor", "at"], name="reveal_actor_at")]
        constraints = [
            models.CheckConstraint(
                name="reveal_ends_after_start", condition=models.Q(until__gt=models.F("at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.subject_id}"


class UnmaskedExport(models.Model):
    """A list with protected fields in clear: asked for by one person, decided by another, fetched by the first."""

    SCOPE = ("union__path",)

    listing = models.CharField(max_length=40)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="unmasked_exports")
    query = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    rows = models.PositiveIntegerField()
    purpose = models.CharField(_("reason"), max_length=12, choices=Purpose.choices)
    words = models.CharField(_("reason in words"), max_length=200, blank=True)
    recipient = models.CharField(_("for whom"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="exports_asked")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        _USER, on_delete=models.PROTECT, null=True, blank=True, related_name="exports_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(_("decision in words"), max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    fetched = models.PositiveSmallIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="export_by_two_persons",
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="export_approved_by_somebody",
                condition=~models.Q(state=State.APPROVED)
                | models.Q(decided_by__isnull=False, expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="export_fetched_when_approved",
                condition=models.Q(fetched=0) | models.Q(state=State.APPROVED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.pk}"

    def is_over(self, now: datetime) -> bool:
        """Whether it was approved and the time for fetching has passed."""
        return self.state == State.APPROVED and (self.expires_at is None or now >= self.expires_at)

    def is_own(self, actor: Any) -> bool:
        return bool(self.asked_by_id == getattr(actor, "pk", None))


class ExportedPerson(models.Model):
    """A person who stood in a list that was fetched: what the own page tells them is true of them."""

    SCOPE = ("export__union__path",)

    export = models.ForeignKey(UnmaskedExport, on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exported_in")

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["export", "person"], name="exported_person_once")]

    def __str__(self) -> str:
        return f"{self.export} · {self.person_id}"
