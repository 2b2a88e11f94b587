from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.pledges.enums import Grade
from lianshou.kernel.pledges.models.obligations import Obligation
from lianshou.kernel.pledges.models.pledges import Party, Pledge


class Judgement(models.Model):
    """How one party found an agreement at its end, in a grade and in words."""

    SCOPE = ("pledge__programme__union__path", "pledge__parties__union__path")
    objects = ScopedManager()

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="judgements")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="judgement")
    grade = models.CharField(_("on the whole"), max_length=8, choices=Grade.choices)
    words = models.CharField(_("in words"), max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.party} {self.get_grade_display()}"


class ClauseMark(models.Model):
    """The grade that one party gives to one obligation, of either side."""

    SCOPE = ("judgement__pledge__programme__union__path", "judgement__pledge__parties__union__path")
    objects = ScopedManager()

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="marks")
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="marks")
    grade = models.CharField(max_length=8, choices=Grade.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["judgement", "obligation"], name="clause_mark_once")]

    def __str__(self) -> str:
        return self.get_grade_display()
