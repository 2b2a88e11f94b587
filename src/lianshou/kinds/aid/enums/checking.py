"""How far a line of a check-list is, and why a check-list is not taken."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CheckSort(models.TextChoices):
    """The check-lists of a household."""

    SAFETY = "safety", pgettext_lazy("checklist", "Safety lines")
    COVERAGE = "coverage", pgettext_lazy("checklist", "Full coverages")
    MEASURE = "measure", pgettext_lazy("checklist", "Measures of aid")


class Standing(models.TextChoices):
    """How far a line is for a household."""

    MET = "met", pgettext_lazy("checklist", "Met")
    UNDER_WAY = "under_way", pgettext_lazy("checklist", "Under way")
    NOT_NEEDED = "not_needed", pgettext_lazy("checklist", "Not needed")
    OPEN = "open", pgettext_lazy("checklist", "Not met yet")


class CheckReason(models.TextChoices):
    NOT_ON_FILE = "not_on_file", _("Only a household on file has a check-list: put it on file first.")
    IN_FUTURE = "in_future", _("The day of the check lies in the future.")
    BEFORE_LAST = "before_last", _("The day lies before the last check of this household.")
    NOTHING_SAID = "nothing_said", _("Choose for at least one line how far it is.")
    UNKNOWN_LINE = (
        "unknown_line",
        _("The lines of the check-list have changed meanwhile: open the page anew."),
    )
    OVERTAKEN = (
        "overtaken",
        _(
            "Somebody else has checked this household meanwhile. What you chose still stands here: compare it with the list on "
            "the page of the household, then save again."
        ),
    )


CHECK_VERBS: dict[str, Promise] = {"checklist.taken": _("Check-list of a household gone through")}
