from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.enums import Side, State
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


class Series(models.Model):
    """The next number of a union's papers of one prefix and year."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    next = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["union", "prefix", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.next}"


class Pledge(models.Model):
    """A signed paper; ``context`` freezes every word that goes on it on the day it is issued."""

    SCOPE = ("programme__union__path", "parties__union__path")
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pledges")
    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="pledge")
    number = models.CharField(_("number"), max_length=60)
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFTED)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    issued_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)
    context = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="pledge_number_once")]

    def __str__(self) -> str:
        return self.number

    @property
    def awaited(self) -> list[Party]:
        """The sides whose word or signature the pledge waits for now."""
        if self.state == State.DRAFTED:
            return [party for party in self.parties.all() if party.agreed_at is None]
        if self.state == State.AGREED:
            return [party for party in self.parties.all() if party.signed_at is None]
        return []


class Party(models.Model):
    """One side of a pledge: when it agreed and signed, and by whose hand."""

    SCOPE = ("pledge__programme__union__path", "pledge__parties__union__path")
    objects = ScopedManager()

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="parties")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(max_length=8, choices=Side.choices)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signatory = models.CharField(_("signatory"), max_length=40, blank=True)
    on_paper = models.BooleanField(_("signed on paper"), default=False)

    class Meta:
        ordering = ["pledge", "pk"]
        constraints = [models.UniqueConstraint(fields=["pledge", "union"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.union} ({self.get_side_display()})"
