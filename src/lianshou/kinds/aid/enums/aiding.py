"""What aid is, how far it is, and why it is refused."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Nature(models.TextChoices):
    """In what a project consists."""

    MONEY = "money", pgettext_lazy("aid", "Money")
    TRAINING = "training", pgettext_lazy("aid", "Training")
    SERVICE = "service", pgettext_lazy("aid", "Service")
    JOB = "job", pgettext_lazy("aid", "Job")


class AidState(models.TextChoices):
    """How far aid is; money is given once its payment was paid."""

    PLANNED = "planned", pgettext_lazy("aid", "Planned")
    GIVEN = "given", pgettext_lazy("aid", "Given")
    ENDED = "ended", pgettext_lazy("aid", "Cancelled")


class LongGround(models.TextChoices):
    """Why a household cannot leave hardship by itself."""

    NO_CAPACITY = "no_capacity", pgettext_lazy("long", "Nobody in the family can work")
    ILLNESS = "illness", pgettext_lazy("long", "Grave illness for years")
    DISABILITY = "disability", pgettext_lazy("long", "Grave disability")
    AGE = "age", pgettext_lazy("long", "Old age without support")
    OTHER = "other", pgettext_lazy("long", "Another reason")


class AidReason(models.TextChoices):
    NO_TITLE = "no_title", _("Give the project a name.")
    SAME_TITLE = "same_title", _("This union has a project of this name in this year: choose another name.")
    UNKNOWN_SORT = (
        "unknown_sort",
        _("The federation of this region has no such sort of project: choose one of those listed."),
    )
    OTHER_KIND = "other_kind", _("A project belongs to a programme of aid that your union runs: choose one.")
    ABOVE_SORT = (
        "above_sort",
        _("The ceiling lies above that of this sort of project in your region: enter less."),
    )
    PROJECT_CLOSED = "project_closed", _("This project is closed: choose another one.")
    NOTHING_CHOSEN = "nothing_chosen", _("Choose at least one household.")
    NOT_ON_FILE = "not_on_file", _("Only a household on file is helped: put it on file first, then give aid.")
    OUTSIDE = (
        "outside",
        _("The household does not belong to the union that runs this project, nor to those below it."),
    )
    NOBODY = "nobody", _("Choose who of the household receives it: one of those who stand in the file.")
    GIVEN_ALREADY = (
        "given_already",
        _(
            "This person has a project of this sort in this year already; cancel it first if it was entered wrongly."
        ),
    )
    AMOUNT = "amount", _("Say how much: an amount in yuan.")
    OVER_CEILING = "over_ceiling", _("This is more than the ceiling for one person and year leaves.")
    NO_BUDGET = "no_budget", _("Choose from which budget the money comes.")
    OTHER_BUDGET = (
        "other_budget",
        _("This budget belongs to another programme: choose one of the project's programme."),
    )
    EARMARKED = (
        "earmarked",
        _("This budget is earmarked for another sort of project: choose one of this sort, or ask finance."),
    )
    NO_MONEY = "no_money", _("This project gives no money: leave amount and budget empty.")
    BUDGET_LEFT = (
        "budget_left",
        _("The budget does not have that much left: choose another one, or ask finance."),
    )
    ENDED = "ended", _("This aid has been cancelled already.")
    PAID = (
        "paid",
        _("The money has been paid, or is on a list for the bank: it can no longer be cancelled here."),
    )
    IS_MONEY = "is_money", _("Money counts as given once finance has paid it.")
    IN_FUTURE = "in_future", _("The day lies in the future: enter it once it was done.")
    OTHER_YEAR = "other_year", _("The day lies outside the year of the project.")
    NO_HOURS = "no_hours", _("Say how many hours it took.")
    NO_PROVIDER = "no_provider", _("Say who taught, advised or employs: the name of the institution.")
    WORDS_MISSING = "words_missing", _("Say why in a few words.")
    WORDS_PERSONAL = (
        "words_personal",
        _("The words are kept for years: leave telephone, identity and card numbers out."),
    )
    LONG_ALREADY = "long_already", _("This household has the mark already.")
    NOT_LONG = "not_long", _("This household does not have the mark.")


AID_VERBS: dict[str, Promise] = {
    "aid.planned": _("Aid planned for a household"),
    "aid.given": _("Aid given to a household"),
    "aid.corrected": _("Aid of a household corrected"),
    "aid.cancelled": _("Aid of a household cancelled"),
    "aid.carried": _("Aid carried over with a merged file"),
    "aid_project.entered": _("Aid project entered"),
    "aid_project.changed": _("Aid project changed"),
    "aid_project.closed": _("Aid project closed"),
    "household.long_term": _("Household marked for long-term aid"),
    "household.not_long_term": _("Mark for long-term aid taken off"),
}
AID_SUBJECTS: dict[str, Promise] = {
    "aid.aidproject": pgettext_lazy("book", "Aid project"),
}
