from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    """How the thing that an entry tells of came out."""

    DONE = "done", pgettext_lazy("book", "Done")
    REFUSED = "refused", pgettext_lazy("book", "Refused")
    FAILED = "failed", pgettext_lazy("book", "Failed")


class CheckState(models.TextChoices):
    RUNNING = "running", _("Under way")
    DONE = "done", pgettext_lazy("book", "Done")
    FAILED = "failed", pgettext_lazy("book", "Broken off")


class Reason(models.TextChoices):
    EMPTY_BOOK = "empty_book", _("There is no entry yet that could be anchored.")
    CHECK_UNDER_WAY = "check_under_way", _("A check is under way.")


class Wrong(models.TextChoices):
    """What a check of the book finds wrong at a number."""

    ALTERED = "altered", _("Altered")
    MISSING = "missing", _("Missing")
    MOVED = "moved", _("Moved to another place")
    FORGED = "forged", _("Not sealed by this installation: put in, or altered with a new digest")
    LINK = "link", _("Not the entry that the next one was chained to")
    CUT = "cut", _("Cut off: an anchor knows more entries")
    REWRITTEN = "rewritten", _("Not the entry that was anchored")
    ANCHOR = "anchor", _("Anchor altered, missing or put in")
    UNGUARDED = "unguarded", _("The triggers that refuse changes do not stand")
