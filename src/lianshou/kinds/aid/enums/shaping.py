"""How an export of households is laid out, and why a layout is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Spread(models.TextChoices):
    """Where members stand in an export."""

    NONE = "none", pgettext_lazy("members", "Left out")
    SHEET = "sheet", pgettext_lazy("members", "On a second sheet")
    ROWS = "rows", pgettext_lazy("members", "Each on a row of their own")


class ShapeReason(models.TextChoices):
    NAME_TAKEN = "name_taken", _("This union has a layout of this name already: choose another name.")
    NO_LINES = "no_lines", _("A layout has at least one column.")
    FIELD_GONE = "field_gone", _("A column asks for a field that there is no longer: choose another one.")
    TWICE = "twice", _("Two columns have the same heading: tell them apart.")
