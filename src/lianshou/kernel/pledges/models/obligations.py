from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.pledges.enums import Counted, Duty, Progress
from lianshou.kernel.pledges.models.pledges import Party, Pledge


class Obligation(models.Model):
    """A promise of one party with a day: done with evidence, or waived with a reason. Being late is a matter of the day."""

    SCOPE = ("pledge__programme__union__path", "pledge__parties__union__path")
    objects = ScopedManager()

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="obligations")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="obligations")
    words = models.CharField(_("what"), max_length=300)
    done_when = models.CharField(_("what counts as done"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"))
    counted = models.CharField(max_length=8, choices=Counted.choices, default=Counted.CALENDAR)
    state = models.CharField(_("state"), max_length=8, choices=Duty.choices, default=Duty.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    waive_reason = models.CharField(_("why it was waived"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="obligation_by_day")]

    def __str__(self) -> str:
        return self.words

    def progress(self, today: date) -> Progress:
        """How it stands on a day; nothing is due before its agreement is in force."""
        if self.state == Duty.WAIVED:
            return Progress.WAIVED
        if self.pledge.in_force_at is None:
            return Progress.AHEAD
        late = (self.done_on or today) > self.due_on
        if self.state == Duty.DONE:
            return Progress.DONE_LATE if late else Progress.DONE
        return Progress.OVERDUE if late else Progress.OPEN
