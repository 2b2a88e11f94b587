"""Levels and sorts of stations, and why not."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tier(models.TextChoices):
    """The five levels of the network (五级网络), highest first."""

    CITY = "city", pgettext_lazy("network", "City")
    COUNTY = "county", pgettext_lazy("network", "County or district")
    TOWNSHIP = "township", pgettext_lazy("network", "Township")
    STREET = "street", pgettext_lazy("network", "Street or community")
    ENTERPRISE = "enterprise", pgettext_lazy("network", "City-owned enterprise or institution")


class StationSort(models.TextChoices):
    """What is kept there: a centre does everything, a station most, a point receives and passes on."""

    CENTRE = "centre", pgettext_lazy("network", "Service centre")
    STATION = "station", pgettext_lazy("network", "Station")
    POINT = "point", pgettext_lazy("network", "Service point")


class StationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("network", "Running")
    CLOSED = "closed", pgettext_lazy("network", "Closed")


class StationReason(models.TextChoices):
    """Why a station is not opened, changed or closed."""

    NAME_MISSING = "name_missing", _("Give the station a name: it stands on its door.")
    ADDRESS_MISSING = "address_missing", _("Say where it is: people have to find the way.")
    TIER_ABOVE = "tier_above", _("A union keeps stations of its own level or below, never of one above it.")
    DISSOLVED = "dissolved", _("A dissolved union keeps no station.")
    BAD_DIVISION = "bad_division", _("This division is not known. Write its name or six-digit code.")
    BAD_POINT = "bad_point", _("Longitude and latitude do not name a point in China.")
    PHONE_MISSING = "phone_missing", _("Give the telephone of the office: people ring before they come.")
    PHONE_BAD = (
        "phone_bad",
        _("Write a landline with its area code, such as 0771-5512345, or a short number."),
    )
    PHONE_PERSONAL = (
        "phone_personal",
        _("This is somebody's mobile. Everybody can read this page: give the telephone of the office."),
    )
    NO_DAYS = "no_days", _("Tick the days on which it is open.")
    DAY_TWICE = "day_twice", _("A day of the week stands in both lines: leave it in one of them.")
    HOURS_ORDER = "hours_order", _("It closes before it opens: correct the hours.")
    LUNCH = "lunch", _("The lunch break has to lie inside the hours, with a beginning and an end.")
    IN_FUTURE = "station_future", _("The day lies in the future.")
    TWIN = "twin", _("This union keeps a station of this name already.")
    UNIT_UNKNOWN = "unit_unknown", _("No union of yours has this name, or several have it.")
    CLOSED = "closed", _("This station is closed: it stays as it was.")
    BEFORE_OPENING = "before_opening", _("The day lies before the station was opened.")
    WHY_MISSING = "station_why", _("Say why it closes, and where people go now: they read it.")


NETWORK_VERBS: dict[str, Promise] = {
    "station.opened": _("Station of the aid network opened"),
    "station.changed": _("Station of the aid network changed"),
    "station.closed": _("Station of the aid network closed"),
    "station.taken_back": _("Station of a list taken back"),
}
NETWORK_SUBJECTS: dict[str, Promise] = {"aid.station": _("Station of the aid network")}
