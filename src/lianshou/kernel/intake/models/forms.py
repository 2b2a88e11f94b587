"""The register of forms: what a federation asks for on paper or by workbook, beside what the house asks itself."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianshou.core.asking import TIMES, Often
from lianshou.core.facts import Fact, facts
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.intake.enums import Filler, HowOften
from lianshou.kernel.unions.models import Union


class Form(models.Model):
    """A form that a union asks others for: why, on what ground, from whom, how often, until when."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="forms", verbose_name=_("union"))
    title = models.CharField(_("title of the form"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=200)
    filler = models.CharField(_("who fills it in"), max_length=12, choices=Filler.choices)
    often = models.CharField(_("how often"), max_length=12, choices=HowOften.choices)
    starts_on = models.DateField(_("in force from"))
    expires_on = models.DateField(_("expires on"))
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    retired_why = models.CharField(_("why it was retired"), max_length=200, blank=True)

    class Meta:
        ordering = ["union__path", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="form_expires_after_start", condition=models.Q(expires_on__gte=models.F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_expired(self, today: date) -> bool:
        """Whether it is still asked for after its last day."""
        return self.retired_on is None and self.expires_on < today

    @property
    def times(self) -> int:
        """How many times a year it is filled in."""
        return TIMES.get(Often(self.often), 1)


class FormField(models.Model):
    """One field of a form; ``fact`` names what the house holds of it already."""

    SCOPE = ("form__union__path",)
    objects = ScopedManager()

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("field"), max_length=80)
    fact = models.CharField(_("held already"), max_length=40, blank=True)

    class Meta:
        ordering = ["form", "position"]
        constraints = [models.UniqueConstraint(fields=["form", "position"], name="form_field_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def held(self) -> Fact | None:
        return facts.get(self.fact)
