"""Leaving aid step by step, the calls afterwards, warnings of return, and files that are taken up again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedJSONField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.enums import Alarm, CallState, Ground, LeaveState, LeaveStep, Proposer, Source
from lianshou.kinds.aid.models.helping import Helper
from lianshou.kinds.aid.models.households import CATEGORIES_BY_KEY, CAUSES_BY_KEY, Household
from lianshou.kinds.aid.rules.leaving.words import SIGNALS_BY_KEY

_USER = settings.AUTH_USER_MODEL


class Leaving(SealedModel):
    """A household leaves aid: its ``order`` of steps is that of the region and ground on the day when it began.

    ``waits_at`` and ``since`` follow the rows. ``reckoning`` is the income of its months, line by line, frozen with the settings
    that counted; ``facts`` what the register of persons held of the head on the day of leaving, for the warnings. ``category``,
    ``cause`` and ``persons`` are those of the file on the day it ended. Until ``follow_until`` the household is followed up.
    """

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="leavings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household, for retention, which asks by person."""
    ground = models.CharField(pgettext_lazy("leaving", "ground"), max_length=12, choices=Ground.choices)
    proposer = models.CharField(
        pgettext_lazy("leaving", "on whose word"), max_length=8, choices=Proposer.choices
    )
    words = models.CharField(pgettext_lazy("leaving", "words"), max_length=400)
    order = models.JSONField(_("steps asked for"))
    waits_at = models.CharField(
        pgettext_lazy("leaving", "waits at"),
        max_length=12,
        choices=LeaveStep.choices,
        blank=True,
        db_index=True,
    )
    since = models.DateField(pgettext_lazy("leaving", "since"))
    begun_on = models.DateField(pgettext_lazy("leaving", "begun on"))
    begun_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=LeaveState.choices, default=LeaveState.OPEN, db_index=True
    )
    ended_on = models.DateField(pgettext_lazy("leaving", "ended on"), null=True, blank=True)
    closing_words = models.CharField(_("why it was turned back"), max_length=400, blank=True)
    reckoning = SealedJSONField(_("income by month"), data_class=DataClass.HARDSHIP, default=dict)
    facts = SealedJSONField(_("what the register held"), data_class=DataClass.HARDSHIP, default=dict)
    category = models.CharField(pgettext_lazy("file", "category"), max_length=12, blank=True)
    cause = models.CharField(_("main cause"), max_length=16, blank=True)
    persons = models.PositiveSmallIntegerField(_("persons"), default=1)
    helper = models.ForeignKey(
        Helper, on_delete=models.PROTECT, null=True, blank=True, related_name="leavings"
    )
    """Who helped when the household left: the calls are theirs, too."""
    follow_until = models.DateField(_("followed up until"), null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], name="leaving_open_once", condition=Q(state=LeaveState.OPEN)
            ),
            models.CheckConstraint(
                name="leaving_ends_whole",
                condition=Q(state=LeaveState.OPEN, ended_on=None) & ~Q(waits_at="")
                | ~Q(state=LeaveState.OPEN) & Q(ended_on__isnull=False, waits_at=""),
            ),
            models.CheckConstraint(
                name="leaving_turned_back_says_why",
                condition=Q(state__in=[LeaveState.OPEN, LeaveState.DONE]) | ~Q(closing_words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.ground} {self.begun_on}"

    @property
    def is_open(self) -> bool:
        return self.state == LeaveState.OPEN

    @property
    def category_words(self) -> Any:
        return CATEGORIES_BY_KEY.get(self.category, "")

    @property
    def cause_words(self) -> Any:
        return CAUSES_BY_KEY.get(self.cause, "")


class LeavingStep(models.Model):
    """A step as it was done once; never changed. ``minutes`` is the number of the minutes, or of the letter."""

    SCOPE = ("leaving__household__union_path",)
    objects = ScopedManager()

    leaving = models.ForeignKey(Leaving, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(pgettext_lazy("leaving", "step"), max_length=12, choices=LeaveStep.choices)
    is_passed = models.BooleanField(pgettext_lazy("leaving", "passed"))
    held_on = models.DateField(pgettext_lazy("leaving", "held on"))
    words = models.CharField(pgettext_lazy("leaving", "words"), max_length=400, blank=True)
    present = models.PositiveSmallIntegerField(_("how many were there"), null=True, blank=True)
    minutes = models.CharField(_("number of the minutes or letter"), max_length=60, blank=True)
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="leaving_steps"
    )
    is_in_time = models.BooleanField(_("posted in time"), null=True, blank=True)
    done_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="leaving_refusal_says_why", condition=Q(is_passed=True) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaving_id} {self.step}"


class Call(models.Model):
    """A call that is due so many ``months`` after a household left; it is over once reached, missed too often, or not needed."""

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    leaving = models.ForeignKey(Leaving, on_delete=models.PROTECT, related_name="calls")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="calls")
    months = models.PositiveSmallIntegerField(_("months after leaving"))
    due_on = models.DateField(_("call by"))
    state = models.CharField(
        _("state"), max_length=8, choices=CallState.choices, default=CallState.DUE, db_index=True
    )
    closed_on = models.DateField(pgettext_lazy("call", "closed on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["leaving", "months"], name="call_once"),
            models.CheckConstraint(
                name="call_closed_whole",
                condition=Q(state=CallState.DUE, closed_on=None)
                | ~Q(state=CallState.DUE) & Q(closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaving_id} {self.months}"


class CallTry(SealedModel):
    """Somebody tried to reach the household: whether they did, what was said (sealed), which signals were noticed."""

    SCOPE = ("call__household__union_path",)
    objects = ScopedManager()

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="tries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    called_on = models.DateField(_("day of the call"))
    is_reached = models.BooleanField(pgettext_lazy("call", "reached"))
    said = SealedField(_("what was said"), data_class=DataClass.HARDSHIP, mask=Mask.ALL)
    signals = models.JSONField(_("signals"), default=list, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-called_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.called_on}"


class ReturnWarning(SealedModel):
    """A household that left may fall back (返困预警): one signal, with its weight by the settings of that day."""

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="warnings")
    leaving = models.ForeignKey(Leaving, on_delete=models.PROTECT, related_name="warnings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signal = models.CharField(pgettext_lazy("warning", "signal"), max_length=16, db_index=True)
    weight = models.PositiveSmallIntegerField(pgettext_lazy("warning", "weight"))
    source = models.CharField(pgettext_lazy("warning", "whence"), max_length=8, choices=Source.choices)
    said = SealedField(
        pgettext_lazy("warning", "what was noticed"), data_class=DataClass.HARDSHIP, mask=Mask.ALL
    )
    state = models.CharField(
        _("state"), max_length=10, choices=Alarm.choices, default=Alarm.OPEN, db_index=True
    )
    raised_on = models.DateField(pgettext_lazy("warning", "raised on"))
    raised_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_on = models.DateField(pgettext_lazy("warning", "settled on"), null=True, blank=True)
    settled_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(pgettext_lazy("warning", "words"), max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "signal"],
                name="warning_once_a_signal",
                condition=Q(state__in=[Alarm.OPEN, Alarm.LOOKED_AT]),
            ),
            models.CheckConstraint(
                name="warning_dismissed_says_why", condition=~Q(state=Alarm.DISMISSED) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.signal}"

    @property
    def signal_words(self) -> Any:
        return SIGNALS_BY_KEY.get(self.signal, "")


class Return(models.Model):
    """A file that had ended is taken up again (返困), with all its history; ``filed_on`` once it went through verification anew."""

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="returns")
    leaving = models.OneToOneField(Leaving, on_delete=models.PROTECT, related_name="came_back")
    words = models.CharField(pgettext_lazy("return", "why"), max_length=400)
    begun_on = models.DateField(pgettext_lazy("return", "taken up again on"))
    begun_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    filed_on = models.DateField(_("on file again since"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.household_id} {self.begun_on}"
