from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.access.enums import Role
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.inbox.enums import Errand, EscalationState
from lianshou.kernel.unions.models import Union

_USER = settings.AUTH_USER_MODEL


class EscalationRule(models.Model):
    """After how many working days overdue an item of a union and of those below it goes to the union above, and to whom.

    Of two rules that hold, the one of the nearer union, and there the one for the very sort of item, goes first.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union"))
    errand = models.CharField(_("sort of work"), max_length=10, choices=Errand.choices, blank=True)
    days = models.PositiveSmallIntegerField(_("working days overdue"))
    role = models.CharField(_("to which post"), max_length=20, choices=Role.choices)
    set_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["union__path", "errand", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "errand"], condition=models.Q(ended_at=None), name="escalation_rule_once"
            ),
            models.CheckConstraint(name="escalation_rule_waits", condition=models.Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        errand = self.get_errand_display() if self.errand else _("Every sort")
        return f"{self.union} · {errand}"


class Escalation(models.Model):
    """One overdue item that went up, once for each time that it fell due. It keeps no words of the item, which may name
    persons: its sort, where it stands, since when, and the way to it."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    key = models.CharField(max_length=120)
    errand = models.CharField(_("sort of work"), max_length=10, choices=Errand.choices)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union"))
    to = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("escalated to"))
    role = models.CharField(_("to which post"), max_length=20, choices=Role.choices)
    rule = models.ForeignKey(EscalationRule, on_delete=models.PROTECT, related_name="escalations")
    url = models.CharField(max_length=300)
    due_on = models.DateField(_("was due"))
    raised_at = models.DateTimeField(_("escalated"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answer_until = models.DateField(_("will be done by"), null=True, blank=True)
    answered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "due_on"], name="escalation_once")]
        indexes = [models.Index(fields=["to", "done_at"], name="escalation_open")]

    def __str__(self) -> str:
        return f"{self.union} · {self.get_errand_display()}"

    def state_on(self, today: date) -> EscalationState:
        """Where it stands on a day: an answer postpones it until its day is over."""
        if self.done_at:
            return EscalationState.DONE
        postponed = self.answer_until is not None and self.answer_until >= today
        return EscalationState.POSTPONED if postponed else EscalationState.OPEN
