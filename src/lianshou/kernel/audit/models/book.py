from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.audit.enums import CheckState, Outcome
from lianshou.kernel.guard.models import ScopedManager


class Entry(models.Model):
    """One line of the book: written once by an action, never changed (triggers refuse it).

    ``id`` is its number, without gaps. ``before`` and ``after`` are keyed marks of the subject's row: ``after`` as the
    transaction left it, ``before`` the ``after`` of the last entry about it, empty where there is none. ``digest`` chains
    the entry to the one before; ``seal`` is a mark over it under the key ``key_number``: written by this installation.
    """

    SCOPE = ("union_path",)

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    post = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    union_path = models.CharField(max_length=255, blank=True)
    before = models.CharField(max_length=32, blank=True)
    after = models.CharField(max_length=32, blank=True)
    door = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=64, blank=True)
    device = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.DONE)
    details_text = models.TextField(db_column="details", default="{}")
    key_number = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    seal = models.CharField(max_length=32)

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["union_path", "id"], name="audit_union"),
            models.Index(fields=["verb", "id"], name="audit_verb"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    @property
    def details(self) -> dict[str, Any]:
        """What the action noted; nothing personal."""
        found: dict[str, Any] = json.loads(self.details_text)
        return found


class Anchor(models.Model):
    """The head of the book at a moment, to be kept elsewhere: who has it can prove that the book was not cut or rewritten.

    ``number`` and ``digest`` are those of the last entry, ``count`` how many entries came since the anchor before. Anchors
    are chained and sealed like entries, and as append-only.
    """

    id = models.BigIntegerField(primary_key=True)
    day = models.DateField()
    at = models.DateTimeField()
    number = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    count = models.BigIntegerField()
    key_number = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    link = models.CharField(max_length=64)
    seal = models.CharField(max_length=32)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} · {self.number}"


class Check(models.Model):
    """A check of the whole book that somebody asked for on the desk, with its progress and what it found."""

    asked_by = models.BigIntegerField(null=True)
    asked_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    state = models.CharField(
        _("state"), max_length=10, choices=CheckState.choices, default=CheckState.RUNNING
    )
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    wrong = models.BigIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.get_state_display()}"
