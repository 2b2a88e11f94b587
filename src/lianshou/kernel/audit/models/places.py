from __future__ import annotations

from django.db import models

from lianshou.kernel.audit.models.book import Entry
from lianshou.kernel.guard.models import ScopedManager


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
