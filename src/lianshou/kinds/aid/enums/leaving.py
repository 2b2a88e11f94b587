"""Leaving aid, the calls afterwards, warnings of return, and coming back: states, steps and reasons."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LeaveStep(models.TextChoices):
    """A step of leaving, in its order (docs/aid-leaving.md)."""

    INCOME = "income", pgettext_lazy("leaving", "Check of income")
    STUDY = "study", pgettext_lazy("leaving", "Collective study")
    NOTICE = "notice", pgettext_lazy("leaving", "Public notice")
    APPROVAL = "approval", pgettext_lazy("leaving", "County approval")
    LETTER = "letter", pgettext_lazy("leaving", "Written notice")


class Proposer(models.TextChoices):
    """On whose word a household leaves."""

    SELF = "self", pgettext_lazy("leaving", "Own application")
    HELPER = "helper", pgettext_lazy("leaving", "The helper's word")
    UNION = "union", pgettext_lazy("leaving", "The union's finding")


class LeaveState(models.TextChoices):
    """How far a leaving is."""

    OPEN = "open", pgettext_lazy("leaving", "Under way")
    DONE = "done", pgettext_lazy("leaving", "Has left")
    REFUSED = "refused", pgettext_lazy("leaving", "Not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("leaving", "Withdrawn")


class CallState(models.TextChoices):
    """How far a call after leaving is."""

    DUE = "due", pgettext_lazy("call", "To be made")
    REACHED = "reached", pgettext_lazy("call", "Reached")
    MISSED = "missed", pgettext_lazy("call", "Not reached")
    DROPPED = "dropped", pgettext_lazy("call", "Not needed any more")


class Source(models.TextChoices):
    """Whence a warning came."""

    CALL = "call", pgettext_lazy("warning", "A call")
    HAND = "hand", pgettext_lazy("warning", "By hand")
    SYSTEM = "system", pgettext_lazy("warning", "The system")


class Alarm(models.TextChoices):
    """How far a warning is."""

    OPEN = "open", pgettext_lazy("warning", "Open")
    LOOKED_AT = "looked_at", pgettext_lazy("warning", "Being looked into")
    RETURNED = "returned", pgettext_lazy("warning", "The household returned")
    DISMISSED = "dismissed", pgettext_lazy("warning", "Dismissed")


STANDING_ALARMS = (Alarm.OPEN, Alarm.LOOKED_AT)


class LeaveReason(models.TextChoices):
    FILE_ENDED = "file_ended", _("This file has ended already.")
    GROUND_MISSING = "ground_missing", _("Say why the household leaves.")
    UNDER_WAY = "under_way", _("This household is leaving already: go on with it, or withdraw it first.")
    NOT_ON_FILE = (
        "not_on_file",
        _(
            "Only a household on file leaves hardship; whoever was never on file does not fit the conditions, or withdraws."
        ),
    )
    MERGED = "merged", _("Two files are merged on the page of the file that stays.")
    WORDS_MISSING = "words_missing", _("Say why, in words that the household can read.")
    WORDS_PERSONAL = (
        "words_personal",
        _("The words are kept and read out: leave telephone, identity and card numbers out."),
    )
    NOT_UNDER_WAY = "not_under_way", _("This leaving is over: nothing is entered in it any more.")
    NOT_ITS_TURN = (
        "not_its_turn",
        _("It is not the turn of this step: the page shows which one is next and who has it."),
    )
    NO_MONTHS = "no_months", _("Enter the income of at least one month.")
    MONTH_TWICE = "month_twice", _("A month stands there twice: take one of the rows out.")
    MONTH_AHEAD = "month_ahead", _("A month that is not over yet does not count: take it out.")
    NOT_ABOVE = (
        "not_above",
        _(
            "By these months the household does not leave hardship yet: below you see what is missing. Nothing was entered."
        ),
    )
    FEW_THERE = "few_there", _("Too few took part in the study for it to count: hold it again with more.")
    NO_MINUTES = "no_minutes", _("Give the number of the minutes: the study stands by its minutes.")
    AHEAD = "ahead", _("The day lies in the future: enter a step once it was done.")
    BEFORE_LAST = "before_last", _("The day lies before the step that came before it: check the date.")
    NO_PROGRAMME = (
        "no_programme",
        _(
            "A public notice belongs to a programme that is not closed: choose the one in which this household stands first."
        ),
    )
    NOTICE_NOT_POSTED = (
        "notice_not_posted",
        _("No notice of leaving lists the household yet: post one, then come back when its window is over."),
    )
    NOTICE_RUNS = "notice_runs", _("The public notice still runs: come back after its last day.")
    NOTICE_OBJECTION = (
        "notice_objection",
        _("An objection to the public notice is open: it is settled first."),
    )
    NOTICE_UPHELD = (
        "notice_upheld",
        _("An objection was upheld: enter that the notice was not passed; the household stays on file."),
    )
    OWN_STEP = (
        "own_step",
        _("Who began this leaving, or entered a step of it, does not approve it: somebody else does."),
    )
    CALL_OVER = "call_over", _("This call has been made, or is not needed any more.")
    CALL_EARLY = "call_early", _("The day of the call lies before the day on which the household left.")
    NOTHING_SAID = "nothing_said", _("Write what was said in a few words.")
    NO_SIGNAL = "no_signal", _("Choose what was noticed.")
    NOT_FOLLOWED = "not_followed", _("Warnings are about households that have left and are followed up.")
    WARNED = "warned", _("This signal is on the list for the household already: go on with it there.")
    WARNING_OVER = "warning_over", _("This warning is settled already.")
    NOT_ENDED = "not_ended", _("This file stands: there is nothing to take up again.")
    NOT_RETURNING = (
        "not_returning",
        _("This file ended for another reason than leaving hardship: open a new file for the household."),
    )
    HELD_AGAIN = (
        "held_again",
        _(
            "Somebody of this household stands in another file now: end that one or merge it first, then take this one up again."
        ),
    )


LEAVE_VERBS: dict[str, Promise] = {
    "leaving.begun": _("Leaving of a household begun"),
    "leaving.passed": _("Step of a leaving passed"),
    "leaving.refused": _("Step of a leaving not passed"),
    "leaving.withdrawn": _("Leaving of a household withdrawn"),
    "leaving.done": _("Household has left"),
    "call.made": _("Call to a household that left"),
    "call.missed": _("Household that left not reached"),
    "warning.raised": _("Warning that a household may return"),
    "warning.settled": _("Warning about a household settled"),
    "household.returned": _("Household taken up again"),
    "household.erased": _("Sealed data of an ended file erased"),
}
LEAVE_SUBJECTS: dict[str, Promise] = {
    "aid.leaving": pgettext_lazy("book", "Leaving of a household"),
    "aid.call": pgettext_lazy("book", "Call to a household"),
    "aid.returnwarning": pgettext_lazy("book", "Warning of return"),
}
