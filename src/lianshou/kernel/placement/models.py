from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.enums import PAIRED, SEATED, OpeningState, Origin, RunState, State, Verdict
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


class Opening(models.Model):
    """Something with room: a host, a helper, a batch, a class, an event. ``low``–``high`` is wished for, ``most`` is the wall.

    ``name`` tells several openings of one union apart. Where people sign up for seats, ``taken`` counts those who have one
    and ``last_ticket`` those who ever asked; both change only under the lock of this row (ADR 17).
    """

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="openings")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="openings")
    name = models.CharField(_("name of the opening"), max_length=120, blank=True)
    low = models.PositiveSmallIntegerField(_("at least"))
    high = models.PositiveSmallIntegerField(_("usually at most"))
    most = models.PositiveSmallIntegerField(_("never more than"))
    taken = models.PositiveSmallIntegerField(default=0)
    last_ticket = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=OpeningState.choices, default=OpeningState.OPEN)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="opening_room", condition=models.Q(low__lte=models.F("high"), high__lte=models.F("most"))
            ),
            models.CheckConstraint(
                name="opening_never_oversold", condition=models.Q(taken__lte=models.F("most"))
            ),
            models.UniqueConstraint(
                fields=["programme", "union", "name"],
                condition=models.Q(state="open"),
                name="opening_union_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.union)

    @property
    def free(self) -> int:
        """How many seats nobody has."""
        return self.most - self.taken


class Hold(models.Model):
    """A person's word to the engine: keep these two together, or apart, and why."""

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="holds")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="holds")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="holds")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "opening"], name="hold_once"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(verdict="lock"), name="hold_one_lock"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_verdict_display()} {self.opening}"


class MatchRun(models.Model):
    """One computation: its frozen input gives the same result years later; ``result`` keeps every reason."""

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    input = models.JSONField()
    result = models.JSONField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(state__in=["queued", "running"]),
                name="run_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"


class Placement(models.Model):
    """Who is with whom, or in what; ``reasons`` holds the terms, the sentence and the next best."""

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="placements")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="placements")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="placements")
    run = models.ForeignKey(
        MatchRun, on_delete=models.PROTECT, null=True, blank=True, related_name="placements"
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.ENGINE)
    reason = models.CharField(_("reason given by hand"), max_length=200, blank=True)
    reasons = models.JSONField(default=dict)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ticket = models.PositiveIntegerField(_("ticket"), null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    promoted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(state__in=PAIRED), name="placement_once"
            ),
            models.UniqueConstraint(
                fields=["application", "opening"],
                condition=models.Q(state__in=SEATED),
                name="placement_one_seat",
            ),
            models.UniqueConstraint(
                fields=["opening", "ticket"],
                condition=models.Q(ticket__isnull=False),
                name="placement_ticket_once",
            ),
            models.CheckConstraint(
                name="placement_seat_has_ticket",
                condition=~models.Q(state__in=SEATED) | models.Q(ticket__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} → {self.opening}"
