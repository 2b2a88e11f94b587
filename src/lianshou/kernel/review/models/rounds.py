"""Rounds of review: criteria, reviewers, conflicts of interest, who marks what, marks and decisions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.intake.models import Application
from lianshou.kernel.programmes.models import Counted, Programme
from lianshou.kernel.review.enums import AssignmentState, ConflictState, Ground, RoundState, Verdict


class Round(models.Model):
    """One round of review of a programme's applications; blind when reviewers see neither names nor unions."""

    SCOPE = ("programme__union__path",)
    objects = ScopedManager()

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(pgettext_lazy("round", "title"), max_length=80)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    is_blind = models.BooleanField(_("blind"), default=False)
    per_application = models.PositiveSmallIntegerField(_("reviewers of each application"), default=2)
    spread_limit = models.PositiveSmallIntegerField(_("divergence above"), default=20)
    family_names = models.JSONField(default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RoundState.choices, default=RoundState.PREPARING
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="review_round_ends", condition=models.Q(closes_on__gte=models.F("opens_on"))
            ),
            models.CheckConstraint(
                name="review_round_has_reviewers", condition=models.Q(per_application__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """What is marked: from ``low`` to ``high`` in steps, and how much it weighs."""

    SCOPE = ("round__programme__union__path",)
    objects = ScopedManager()

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(pgettext_lazy("criterion", "title"), max_length=60)
    hint = models.CharField(pgettext_lazy("criterion", "what it looks at"), max_length=200, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=7, decimal_places=3)
    low = models.DecimalField(_("lowest mark"), max_digits=7, decimal_places=2)
    high = models.DecimalField(_("highest mark"), max_digits=7, decimal_places=2)
    step = models.DecimalField(_("step"), max_digits=7, decimal_places=2)

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            models.CheckConstraint(
                name="criterion_scale",
                condition=models.Q(high__gt=models.F("low"), step__gt=0, weight__gt=0),
            ),
            models.UniqueConstraint(fields=["round", "title"], name="criterion_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Reviewer(models.Model):
    """Somebody who marks in a round: the fields they know, and how many they can take at most."""

    SCOPE = ("round__programme__union__path",)
    objects = ScopedManager()

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviewing")
    fields = models.JSONField(default=list, blank=True)
    most = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        ordering = ["round", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="reviewer_once")]

    def __str__(self) -> str:
        return str(self.user)


class Conflict(models.Model):
    """Why a reviewer should not judge an application; it bars until somebody else dismisses it, with a reason."""

    SCOPE = ("reviewer__round__programme__union__path",)
    objects = ScopedManager()

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    ground = models.CharField(_("ground"), max_length=12, choices=Ground.choices)
    words = models.CharField(_("explanation"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ConflictState.choices, default=ConflictState.OPEN)
    found_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settlement = models.CharField(_("why so"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "application", "ground"], name="conflict_once"),
            models.CheckConstraint(
                name="conflict_dismissed_says_why",
                condition=~models.Q(state=ConflictState.DISMISSED) | ~models.Q(settlement=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.application}"


class Assignment(models.Model):
    """A reviewer marks an application. ``why`` keeps the reasons of the computation that said so."""

    SCOPE = ("reviewer__round__programme__union__path",)
    objects = ScopedManager()

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="assignments")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=AssignmentState.choices, default=AssignmentState.WAITING)
    why = models.JSONField(default=dict)
    note = models.TextField(_("overall remark"), blank=True)
    assigned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "application"],
                condition=~models.Q(state=AssignmentState.DROPPED),
                name="assignment_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.application}"


class Mark(models.Model):
    """What a reviewer gives for a criterion; no value means not given yet, which is never a zero."""

    SCOPE = ("assignment__reviewer__round__programme__union__path",)
    objects = ScopedManager()

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    value = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    comment = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["assignment", "criterion"]
        constraints = [models.UniqueConstraint(fields=["assignment", "criterion"], name="mark_once")]

    def __str__(self) -> str:
        return "–" if self.value is None else str(self.value)


class Decision(Counted):
    """What became of an application in a round, by whom and why; final when the round is closed."""

    SCOPE = ("round__programme__union__path", "application__union__path")
    objects = ScopedManager()

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    appeal_until = models.DateField(null=True, blank=True)
    appeal = models.TextField(blank=True)
    appealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "application"], name="decision_once"),
            models.CheckConstraint(
                name="decision_refusal_says_why",
                condition=~models.Q(verdict=Verdict.REFUSE) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.get_verdict_display()}"
