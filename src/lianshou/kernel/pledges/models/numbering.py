from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.pledges.enums import USUAL_PATTERN
from lianshou.kernel.unions.models import Union


class Series(models.Model):
    """The numbers of a union's papers of one prefix and year: how they are written, and which comes next.

    Whoever takes numbers holds this row; ``pattern``, ``width`` and ``start`` stand still once the first was given.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    prefix = models.CharField(_("words before the year"), max_length=40)
    year = models.PositiveSmallIntegerField(pgettext_lazy("calendar", "Year"))
    pattern = models.CharField(_("form of the number"), max_length=60, default=USUAL_PATTERN)
    width = models.PositiveSmallIntegerField(_("digits at least"), default=1)
    start = models.PositiveIntegerField(_("first number"), default=1)
    next = models.PositiveIntegerField(_("next number"), default=1)

    class Meta:
        ordering = ["-year", "prefix", "pk"]
        constraints = [models.UniqueConstraint(fields=["union", "prefix", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.next}"

    @property
    def given(self) -> int:
        """How many numbers were given, void ones among them."""
        return self.next - self.start


class VoidNumber(models.Model):
    """A number that stands on no paper in force, and why: so that no gap in a series is left unexplained."""

    SCOPE = ("series__union__path",)
    objects = ScopedManager()

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="void")
    n = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=80)
    reason = models.CharField(_("reason"), max_length=200)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    voided_at = models.DateTimeField(_("recorded"))

    class Meta:
        ordering = ["series", "n"]
        constraints = [models.UniqueConstraint(fields=["series", "n"], name="void_number_once")]

    def __str__(self) -> str:
        return self.number
