"""How helpers come and go, and why not."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Begun(models.TextChoices):
    """How a helper came to a household."""

    MATCHED = "matched", pgettext_lazy("helping", "Matched")
    BY_HAND = "by_hand", pgettext_lazy("helping", "Chosen by hand")
    HANDED_OVER = "handed_over", pgettext_lazy("helping", "Handed over")


class Closed(models.TextChoices):
    """Why a helper is no longer that of a household."""

    CHANGED = "changed", pgettext_lazy("helping", "Another helper")
    HANDED_OVER = "handed_over", pgettext_lazy("helping", "Handed over")
    FILE_ENDED = "file_ended", pgettext_lazy("helping", "The file ended")


class Settled(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", pgettext_lazy("proposal", "To be decided")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    DROPPED = "dropped", pgettext_lazy("proposal", "Dropped")


class Fallen(models.TextChoices):
    """Why a proposed pair fell away before the proposal was accepted."""

    NOT_ON_FILE = "not_on_file", _("The household is no longer on file.")
    MOVED = "moved", _("The file has gone to a union outside this proposal.")
    HELPED = "helped", _("The household was given another helper meanwhile.")
    HELPER_LEFT = "helper_left", _("The helper no longer helps.")
    APART = "apart", _("The two must be kept apart now: relatives, or offices in one union.")


class Where(models.TextChoices):
    """Where a helper met a household."""

    HOME = "home", pgettext_lazy("visit", "At home")
    WORK = "work", pgettext_lazy("visit", "At work")
    STATION = "station", pgettext_lazy("visit", "At the service station")
    PHONE = "phone", pgettext_lazy("visit", "By telephone")


class HelpReason(models.TextChoices):
    HELPS_ALREADY = "helps_already", _("This person is a helper already: change the entry instead.")
    PERSON_LEFT = "person_left", _("This person has left the union: choose somebody else.")
    LOAD = "load", _("A helper is given 1 to 50 households.")
    UNKNOWN_WORD = "unknown_word", _("Choose fields and languages from the list.")
    NOBODY = "nobody", _("Nobody was chosen: choose at least one person of the register.")
    NOT_ON_FILE = "not_on_file", _("Only a household on file has a helper: put it on file first.")
    HELPER_LEFT = "helper_left", _("This helper does not help any longer: choose another one.")
    SAME_HELPER = "same_helper", _("This helper is that of the household already.")
    SELF = "self", _("The helper is the head of the household: choose another one.")
    RELATIVE = "relative", _("The helper is a relative of the household: choose another one.")
    SUPERIOR = (
        "superior",
        _("The two hold offices in the same union, one above the other: choose another helper."),
    )
    REASON_MISSING = "reason_missing", _("Say in a few words why this helper is chosen.")
    NO_HOUSEHOLD = "no_household", _("No household on file waits here for a helper.")
    NO_HELPER = "no_helper", _("No helper is on the list here: enter helpers first.")
    SETTLED = "settled", _("This proposal has been decided on already.")
    CHANGED = (
        "changed",
        _("None of the proposed pairs holds any more: match again; the page says why beside each."),
    )
    OVERTAKEN = (
        "overtaken",
        _(
            "Somebody else has chosen a helper for this household meanwhile: the page shows who it is now. Choose again only if "
            "it should be another one."
        ),
    )
    NOT_PROPOSED = "not_proposed", _("No new helper is proposed for this household.")
    ENDED = "ended", _("This helper is not that of the household any longer.")
    IN_FUTURE = "in_future", _("The day of the visit lies in the future.")
    BEFORE_START = "before_start", _("The day lies before the help began.")
    NO_DUTY = "no_duty", _("Tick at least one duty that the visit served.")
    NOTHING_FOUND = "nothing_found", _("Say in a few words what was found.")
    NEXT_TOO_EARLY = "next_too_early", _("The next visit lies after this one.")
    ORPHANED = "orphaned", _("Some households have no successor yet: choose one for each.")
    NO_SUCCESSOR = "no_successor", _("A successor is another helper who still helps.")


HELP_VERBS: dict[str, Promise] = {
    "helper.enlisted": _("Helper entered"),
    "helper.taken_back": _("Helper of a list taken back"),
    "helper.changed": _("Helper changed"),
    "helper.left": _("Helper left and handed over"),
    "helping.proposed": _("Helpers proposed for households"),
    "helping.sifted": _("Proposed helper of a household left out or taken in again"),
    "helping.settled": _("Proposal of helpers decided on"),
    "helping.began": _("Helper given to a household"),
    "helping.ended": _("Helper taken off a household"),
    "helping.wished": _("Wishes of a household set"),
    "helping.visited": _("Household visited"),
    "helping.reached": _("Telephone of a household looked at by its helper"),
}
HELP_SUBJECTS: dict[str, Promise] = {
    "aid.helper": pgettext_lazy("book", "Helper"),
    "aid.helpmatch": pgettext_lazy("book", "Proposal of helpers"),
}
