from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.programmes.enums import Pillar, State
from lianshou.kernel.unions.models import Union


class Programme(models.Model):
    """One run of a kind by a union for a period; ``round`` tells several runs of one year apart."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    kind = models.SlugField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("union")
    )
    pillar = models.CharField(_("work"), max_length=20, choices=Pillar.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PREPARING)
    settings = models.JSONField(default=dict, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["-year", "-round", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "union", "year", "round"], name="programme_round_once"),
            models.CheckConstraint(
                name="programme_ends", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Parameter(models.Model):
    """A number or table that differs by region and date: the longest region prefix and latest day win."""

    key = models.CharField(max_length=80)
    region = models.CharField(max_length=12, blank=True)
    starts_on = models.DateField()
    value = models.JSONField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["key", "region", "starts_on"]
        constraints = [models.UniqueConstraint(fields=["key", "region", "starts_on"], name="parameter_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.region} {self.starts_on}"
