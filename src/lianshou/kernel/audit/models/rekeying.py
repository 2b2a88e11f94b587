from __future__ import annotations

from django.db import models


class Rekeying(models.Model):
    """How far the values of one place have come on their way to the key in use; one row per place and key."""

    place = models.CharField(max_length=200)
    head = models.CharField(max_length=6)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last = models.CharField(max_length=64, blank=True)
    done = models.BigIntegerField(default=0)
    unreadable = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["place", "head"], name="rekeying_once")]

    def __str__(self) -> str:
        return f"{self.place} → {self.head}"
