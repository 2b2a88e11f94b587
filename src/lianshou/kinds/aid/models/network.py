from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china.divisions import full_name_of, name_of
from lianshou.core.wording import Wording
from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.models import ScopedManager
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import StationSort, Tier
from lianshou.kinds.aid.rules.network import Hours


class Station(models.Model):
    """A service centre, station or point of the five levels, kept by a union of the tree; nobody's name stands in it.

    ``division_code`` is the division served, which need not be that of the union: the federation of a development zone
    serves a part of a district. ``staff`` is a number.
    """

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="stations", verbose_name=_("union that keeps it")
    )
    tier = models.CharField(pgettext_lazy("network", "level"), max_length=12, choices=Tier.choices)
    sort = models.CharField(pgettext_lazy("network", "sort"), max_length=10, choices=StationSort.choices)
    name = models.CharField(_("name"), max_length=80)
    search = models.CharField(max_length=500, editable=False)
    division_code = models.CharField(_("division served"), max_length=12)
    area = models.CharField(_("whom it serves"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    hours_kept = models.JSONField(_("opening hours"))
    phone = models.CharField(_("telephone of the office"), max_length=20)
    staff = models.PositiveSmallIntegerField(_("persons who work there"), default=0)
    opened_on = models.DateField(pgettext_lazy("network", "opened on"))
    closed_on = models.DateField(pgettext_lazy("network", "closed on"), null=True, blank=True)
    closed_for = models.CharField(_("why it closed, where people go now"), max_length=200, blank=True)
    history = RowHistory(excluded_fields=["search"])

    class Meta:
        ordering = ["union__path", "pk"]
        indexes = [models.Index(fields=["division_code"], name="station_by_division")]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "name"], condition=Q(closed_on=None), name="station_once_while_open"
            ),
            models.CheckConstraint(
                name="station_closed_whole",
                condition=Q(closed_on=None, closed_for="")
                | Q(closed_on__isnull=False, closed_on__gte=F("opened_on")) & ~Q(closed_for=""),
            ),
            models.CheckConstraint(
                name="station_point_whole",
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__isnull=False, latitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hours(self) -> Hours:
        return Hours.read(self.hours_kept)

    @property
    def hours_said(self) -> Wording:
        """The opening hours in words."""
        return self.hours.words

    @property
    def county(self) -> str:
        """The name of the county or district served."""
        return name_of(self.division_code) or self.division_code

    @property
    def division(self) -> str:
        """The whole name of the division served."""
        return full_name_of(self.division_code) or self.division_code

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, where they are known."""
        return None if self.longitude is None else (float(self.longitude), float(self.latitude or 0))

    def is_running(self, today: date) -> bool:
        """Whether it receives people on a day."""
        return self.opened_on <= today and self.closed_on is None

    def facts(self) -> dict[str, Any]:
        """What a change starts from."""
        return {name: getattr(self, name) for name in FACTS}


FACTS = (
    "tier",
    "sort",
    "name",
    "division_code",
    "area",
    "address",
    "longitude",
    "latitude",
    "phone",
    "staff",
    "opened_on",
)
"""What somebody says of a station, beside its union and its hours."""
