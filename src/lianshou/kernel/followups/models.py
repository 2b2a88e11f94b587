from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.followups.enums import Consent, Sort
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme


class FollowUp(models.Model):
    """Something that happened in the course of a placement: when, where, how many people, for how long."""

    SCOPE = (
        "programme__union__path",
        "placement__opening__union__path",
        "placement__application__union__path",
    )
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="followups")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, null=True, related_name="followups")
    sort = models.CharField(_("sort"), max_length=20, choices=Sort.choices)
    title = models.CharField(_("title"), max_length=120)
    happened_on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    people = models.PositiveIntegerField(_("people taking part"), default=0)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    partners = models.CharField(_("with whom"), max_length=200, blank=True)
    note = models.TextField(_("what was done"), blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Made by the browser that recorded it, so that what is sent twice is on record once."""
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.CharField(_("why it was removed"), max_length=200, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(
                fields=["programme", "happened_on"],
                condition=models.Q(removed_at__isnull=True),
                name="followup_standing",
            )
        ]  # figures count by programme without reading the rows

    def __str__(self) -> str:
        return self.title


class Photo(models.Model):
    """A photograph, re-encoded on arrival so that no hidden data remain, with the credit it must carry."""

    SCOPE = (
        "followup__programme__union__path",
        "followup__placement__opening__union__path",
        "followup__placement__application__union__path",
    )
    objects = ScopedManager()

    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="photos/%Y/%m/", width_field="width", height_field="height")
    thumbnail = models.FileField(upload_to="photos/%Y/%m/", blank=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    credit = models.CharField(_("credit"), max_length=80)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    consent = models.CharField(
        _("those shown"), max_length=10, choices=Consent.choices, default=Consent.NOT_ASKED
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.caption or self.credit

    @property
    def is_for_inside(self) -> bool:
        """Whether it may be shown to those alone who may see the activity."""
        return self.consent == Consent.NOT_ASKED
