from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopedManager, SealedField, SealedModel
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.enums.checking import CheckSort, Standing
from lianshou.kinds.aid.models.households import Household
from lianshou.kinds.aid.rules.checking.lists import Line

_USER = settings.AUTH_USER_MODEL


class Checking(models.Model):
    """Somebody went through the check-lists of a household on a day. Never changed; the newest one holds."""

    SCOPE = ("household__union_path",)
    objects = ScopedManager()

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="checkings")
    checked_on = models.DateField(pgettext_lazy("checklist", "Day of the check"))
    checked_year = models.PositiveSmallIntegerField(_("year"))
    checked_by = models.ForeignKey(
        _USER,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("checklist", "checked by"),
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["household", "-id"], name="checking_newest")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.checked_on}"


class CheckedLine(SealedModel):
    """How far a line was for a household on the day of a check, in the words of that day; the note is sealed.

    ``since`` is the day from which it has been so without a break, ``due_on`` by when an open line is to be met.
    """

    SCOPE = ("checking__household__union_path",)
    objects = ScopedManager()

    checking = models.ForeignKey(Checking, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """The head of the household on that day, whose data the note is."""
    sort = models.CharField(pgettext_lazy("checklist", "list"), max_length=10, choices=CheckSort.choices)
    key = models.CharField(pgettext_lazy("checklist", "line"), max_length=12)
    words = models.CharField(pgettext_lazy("checklist", "line in words"), max_length=60)
    state = models.CharField(_("state"), max_length=12, choices=Standing.choices)
    since = models.DateField(pgettext_lazy("checklist", "since"))
    due_on = models.DateField(pgettext_lazy("checklist", "to be met by"), null=True, blank=True)
    note = SealedField(pgettext_lazy("checklist", "note"), data_class=DataClass.HARDSHIP, mask=Mask.ALL)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sort", "key", "state"], name="checked_line_state")]
        constraints = [
            models.UniqueConstraint(fields=["checking", "sort", "key"], name="checked_line_once"),
            models.CheckConstraint(
                name="checked_line_due_while_open",
                condition=models.Q(state=Standing.OPEN, due_on__isnull=False)
                | ~models.Q(state=Standing.OPEN) & models.Q(due_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line.name} {self.get_state_display()}"

    @property
    def line(self) -> Line:
        """The line in the words of its day."""
        return Line(CheckSort(self.sort), self.key, self.words)
