"""Approvals: what a federation has set up, and how each application climbs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.access.enums import Role
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.intake.models import Application
from lianshou.kernel.programmes.models import Counted
from lianshou.kernel.review.enums import WITH_WORDS, Act, AscentState
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union

OPEN_STATES = (AscentState.CLIMBING, AscentState.RETURNED, AscentState.APPEALED)


class Ladder(models.Model):
    """How a federation has applications of a kind approved; changed by a new one in its place, for those under way keep theirs.

    ``is_direct`` is the one rung on which an organiser's officer returns or refuses where no ladder stands: never in force.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="ladders")
    kind = models.SlugField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=80)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    is_direct = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "kind"], condition=models.Q(retired_at=None), name="ladder_in_force_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Rung(models.Model):
    """One level of a ladder: who acts (a role at the nearest union of a level, or at a named union) and in how many working days."""

    SCOPE = ("ladder__union__path",)
    objects = ScopedManager()

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="rungs")
    position = models.PositiveSmallIntegerField()
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, blank=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("who acts"), max_length=20, choices=Role.choices)
    days = models.PositiveSmallIntegerField(_("days"))
    remind_days = models.PositiveSmallIntegerField(_("reminder before"))
    asks_factor = models.BooleanField(_("second factor"), default=False)

    class Meta:
        ordering = ["ladder", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ladder", "position"], name="rung_position_once"),
            models.CheckConstraint(
                name="rung_level_or_union",
                condition=(models.Q(level="") & models.Q(union__isnull=False))
                | (~models.Q(level="") & models.Q(union__isnull=True)),
            ),
            models.CheckConstraint(
                name="rung_reminds_in_time",
                condition=models.Q(days__gte=1) & models.Q(remind_days__lt=models.F("days")),
            ),
        ]

    def __str__(self) -> str:
        where = str(self.union) if self.union else self.get_level_display()
        return f"{where} · {self.get_role_display()}"


class Ascent(Counted):
    """One application's climb. ``union`` is where it waits, or was last; ``turn`` counts the acts that moved it."""

    SCOPE = ("application__programme__union__path", "application__union__path", "union__path")
    objects = ScopedManager()

    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="ascents")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="ascents")
    state = models.CharField(
        _("state"), max_length=10, choices=AscentState.choices, default=AscentState.CLIMBING
    )
    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="ascents")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="ascents")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="held_ascents"
    )
    turn = models.PositiveIntegerField(default=0)
    arrived_at = models.DateTimeField()
    due_on = models.DateField(_("due on"), null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submitted_ascents"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state__in=OPEN_STATES),
                name="ascent_open_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.application)


class Step(models.Model):
    """One act: who, when, at which rung, and why. Numbered without gaps, so that two at once leave one."""

    SCOPE = (
        "ascent__application__programme__union__path",
        "ascent__application__union__path",
        "ascent__union__path",
    )
    objects = ScopedManager()

    ascent = models.ForeignKey(Ascent, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=Act.choices)
    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="+")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="steps")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    words = models.TextField(_("words"), blank=True)

    class Meta:
        ordering = ["ascent", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ascent", "number"], name="step_number_once"),
            models.CheckConstraint(
                name="step_says_why", condition=~models.Q(act__in=WITH_WORDS) | ~models.Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ascent_id} {self.number} {self.get_act_display()}"
