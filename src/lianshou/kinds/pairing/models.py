from __future__ import annotations

from django.db import models

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.models import Opening
from lianshou.kernel.unions.enums import HonourLevel


class HostDetail(models.Model):
    """The honour by which a union became a host in this programme, as it stood that year."""

    SCOPE = ("opening__programme__union__path",)
    objects = ScopedManager()

    opening = models.OneToOneField(Opening, on_delete=models.CASCADE, related_name="pairing")
    level = models.CharField(max_length=12, choices=HonourLevel.choices)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.opening} · {self.get_level_display()}"


class GuestDetail(models.Model):
    """What only a guest of this programme has: the grade it started from and the one it aims at."""

    SCOPE = ("application__programme__union__path",)
    objects = ScopedManager()

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="pairing")
    grade_before = models.PositiveSmallIntegerField(default=0)
    wish = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.application)
