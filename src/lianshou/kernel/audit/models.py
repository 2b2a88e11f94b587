from django.db import models

from lianshou.kernel.guard.models import ScopedManager


class Entry(models.Model):
    """One line of the book: written once by an action, never changed; ``digest`` chains it to the line before."""

    SCOPE = ("union_path",)
    objects = ScopedManager()

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    union_path = models.CharField(max_length=255, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["union_path"], name="audit_union"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class EntryPlace(models.Model):
    """Where a line is read from since its union moved in the tree; the line itself keeps the path it was written with.

    A line without a place is read by its own path; one with places by these alone, so that a union that is planted later
    where another one stood never inherits the other's lines (ADR 8).
    """

    SCOPE = ("path",)
    objects = ScopedManager()

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="places")
    path = models.CharField(max_length=255, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "path"], name="entry_place_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.path}"
