from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.programmes.enums import CalendarState, DaySort, ParameterState, Pillar, State
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


class Counted(models.Model):
    """A row with a last day in working days: from which day and how many, so that it can be counted again.

    ``is_provisional`` marks a day that was counted without the calendar of a year that nobody has confirmed (ADR 24).
    """

    counted_from = models.DateField(null=True, blank=True)
    counted_days = models.PositiveSmallIntegerField(null=True, blank=True)
    is_provisional = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Parameter(models.Model):
    """A value of a declared setting that a federation set for its region from a day on: the longest region, then the latest day wins.

    ``region`` is the beginning of a division code, empty for the whole country; only what is ``standing`` counts. Who set it
    is empty where the value came with the installation.
    """

    key = models.CharField(_("setting"), max_length=80)
    region = models.CharField(_("region"), max_length=12, blank=True)
    starts_on = models.DateField(pgettext_lazy("setting", "From the day"))
    value = models.JSONField(pgettext_lazy("setting", "Value"))
    source = models.CharField(pgettext_lazy("setting", "Document"), max_length=200, blank=True)
    document_no = models.CharField(pgettext_lazy("setting", "Document number"), max_length=80, blank=True)
    dated_on = models.DateField(pgettext_lazy("setting", "Document of"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ParameterState.choices, default=ParameterState.STANDING
    )
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("union")
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["key", "region", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "region", "starts_on"],
                condition=models.Q(state__in=["proposed", "standing"]),
                name="parameter_once",
            ),
            models.CheckConstraint(
                name="parameter_of_a_document",
                condition=models.Q(union=None) | ~models.Q(document_no="") & models.Q(dated_on__isnull=False),
            ),
            models.CheckConstraint(
                name="parameter_taken_back_with_words",
                condition=~models.Q(state__in=["refused", "withdrawn"]) | ~models.Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.region} {self.starts_on}"


class CalendarYear(models.Model):
    """The working-day calendar of a year, proposed from a library and confirmed by a person against the notice.

    ``region`` is a division code; empty for the whole country. Regions of their own (民族自治地方) may have more holidays.
    """

    region = models.CharField(_("region"), max_length=12, blank=True)
    year = models.PositiveSmallIntegerField(pgettext_lazy("calendar", "Year"))
    state = models.CharField(
        _("state"), max_length=10, choices=CalendarState.choices, default=CalendarState.PROPOSED
    )
    document_no = models.CharField(_("number of the notice"), max_length=80, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "region"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="calendar_year_once"),
            models.CheckConstraint(
                name="calendar_confirmed_by_notice",
                condition=models.Q(state="proposed")
                | ~models.Q(document_no="") & models.Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_confirmed(self) -> bool:
        return self.state == CalendarState.CONFIRMED


class CalendarDay(models.Model):
    """A day that differs from the rule of the week: a holiday from Monday to Friday, a working Saturday or Sunday."""

    calendar = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    is_working = models.BooleanField()
    name = models.CharField(pgettext_lazy("calendar", "Name"), max_length=40, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    @property
    def sort(self) -> DaySort:
        return DaySort.WORKED if self.is_working else DaySort.HOLIDAY
