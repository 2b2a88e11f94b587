"""What a household says on its own page, and why something there cannot be done."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConcernKind(models.TextChoices):
    """What a household says of itself."""

    WISH = "wish", pgettext_lazy("concern", "A wish")
    OBJECTION = "objection", pgettext_lazy("concern", "A correction or objection")
    LEAVE = "leave", pgettext_lazy("concern", "Wants to give the file up")
    PHOTOS_YES = "photos_yes", pgettext_lazy("concern", "Agrees to photographs")
    PHOTOS_NO = "photos_no", pgettext_lazy("concern", "Refuses photographs")


WRITTEN = (ConcernKind.WISH, ConcernKind.OBJECTION, ConcernKind.LEAVE)
"""What is said in words and waits for an answer."""
PHOTOS = (ConcernKind.PHOTOS_YES, ConcernKind.PHOTOS_NO)
"""What is said with one press and needs no answer; the last one counts."""


class ConcernReason(models.TextChoices):
    NO_WORDS = "no_words", _("Write in a few words what it is about.")
    WAITS = "waits", _("You have written about this already; your union answers here.")
    FILE_ENDED = "file_ended", _("This file has ended: ask your union, or apply anew.")
    NOT_ON_FILE = (
        "not_on_file",
        _("The file is not in force yet: withdraw the application instead."),
    )
    ON_FILE = (
        "on_file",
        _("The file is in force: write that you want to give it up, and your union answers."),
    )
    ANSWERED = "answered", _("What the household wrote has been answered already.")
    NO_ANSWER = "no_answer", _("Write the answer that the household reads.")


OWN_VERBS: dict[str, Promise] = {
    "household.said": _("Household said something on its page"),
    "household.answered": _("Household answered"),
    "household.withdrew": _("Household withdrew its application"),
    "household.saw_own": _("Household looked at its computation"),
}
