from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.enums import Clock, DisposalState, KeptClass, RowState
from lianshou.kernel.unions.models import Union


class RetentionPeriod(models.Model):
    """How long a class of data is kept, by region and date: the longest region and the latest day win."""

    data_class = models.CharField(_("class of data"), max_length=12, choices=KeptClass.choices)
    region = models.CharField(_("region"), max_length=6, blank=True)
    starts_on = models.DateField(_("valid from"))
    months = models.PositiveSmallIntegerField(_("months"))
    clock = models.CharField(_("counted from"), max_length=12, choices=Clock.choices, default=Clock.LEFT)
    law = models.CharField(_("ground"), max_length=200, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["data_class", "region", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["data_class", "region", "starts_on"], name="retention_once"),
            models.CheckConstraint(
                name="retention_log_half_a_year", condition=~Q(data_class="log") | Q(months__gte=6)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_data_class_display()} {self.region} {self.starts_on}"


class Hold(models.Model):
    """A reason to keep the data of a person although their time is over: a lawsuit, an inspection."""

    SCOPE = ("person__union__path",)
    objects = ScopedManager()

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="retention_holds")
    reason = models.CharField(_("reason"), max_length=200)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at=None), name="retention_hold_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.placed_at:%Y-%m-%d}"


class Disposal(models.Model):
    """What is to be erased at one go: prepared by one person, confirmed by another, carried out in the background."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="disposals")
    state = models.CharField(
        _("state"), max_length=10, choices=DisposalState.choices, default=DisposalState.PREPARED
    )
    note = models.CharField(_("remark"), max_length=200, blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="disposal_two_persons",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="disposal_confirmed_before_carried_out",
                condition=Q(state__in=["prepared", "dropped"]) | Q(confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.prepared_at:%Y-%m-%d}"


class DisposalRow(models.Model):
    """One class of one person's data in a disposal, since when it is due and by which period."""

    SCOPE = ("disposal__union__path",)
    objects = ScopedManager()

    disposal = models.ForeignKey(Disposal, on_delete=models.CASCADE, related_name="rows")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disposal_rows")
    data_class = models.CharField(_("class of data"), max_length=12, choices=KeptClass.choices)
    since = models.DateField(_("due since"))
    period = models.ForeignKey(RetentionPeriod, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=RowState.choices, default=RowState.WAITING)
    values_erased = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["disposal", "person", "data_class"], name="disposal_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.data_class}"


class Anonymised(models.Model):
    """Since when, and on which ground, a person stands in the register without a name."""

    SCOPE = ("person__union__path",)
    objects = ScopedManager()

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="anonymised")
    anonymised_on = models.DateField()
    basis = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.anonymised_on}"
