from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.intake.models import Application
from lianshou.kinds.aid.models.network import Station

__all__ = ["Entry", "Station"]


class Entry(models.Model):
    """What only this kind knows of an application; everything else is the spine's."""

    SCOPE = ("application__programme__union__path",)
    objects = ScopedManager()

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="aid")
    wish = models.CharField(_("what the union wishes for"), max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.application)
