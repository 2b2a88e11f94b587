from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.pledges.enums import BatchState
from lianshou.kernel.programmes.models import Programme


class LetterBatch(models.Model):
    """Letters of one text to many unions, issued by a job: ``beat_at`` and ``turn`` are its lease (ADR 18).

    ``asked`` holds what they will say and the ids of the unions; the letters come into being all at once or not at all.
    """

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    asked = models.JSONField()
    state = models.CharField(
        _("state"), max_length=8, choices=BatchState.choices, default=BatchState.QUEUED, db_index=True
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
