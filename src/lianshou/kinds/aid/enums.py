from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """In whose archive a file is kept."""

    NATION = "nation", pgettext_lazy("file", "National")
    PROVINCE = "province", pgettext_lazy("file", "Provincial")
    CITY = "city", pgettext_lazy("file", "City")


class State(models.TextChoices):
    """How far a file is."""

    ASKED = "asked", pgettext_lazy("file", "Asked for")
    CHECKING = "checking", pgettext_lazy("file", "Being checked")
    ON_FILE = "on_file", pgettext_lazy("file", "On file")
    ENDED = "ended", pgettext_lazy("file", "Ended")


class Ground(models.TextChoices):
    """Why a file ended."""

    OUT = "out", pgettext_lazy("file", "Out of hardship")
    GUARANTEED = "guaranteed", pgettext_lazy("file", "Relieved by guarantee")
    NOT_FITTING = "not_fitting", pgettext_lazy("file", "Does not fit the conditions")
    DIED = "died", pgettext_lazy("file", "Died")
    MOVED = "moved", pgettext_lazy("file", "Moved away")
    MISTAKEN = "mistaken", pgettext_lazy("file", "Entered by mistake")
    WITHDRAWN = "withdrawn", pgettext_lazy("file", "Withdrawn by the household")
    MERGED = "merged", pgettext_lazy("file", "Merged into another file")


class Mode(models.TextChoices):
    """Where a form was filled in."""

    DESK = "desk", pgettext_lazy("survey", "At the desk")
    VISIT = "visit", pgettext_lazy("survey", "At the door")


class Stage(models.TextChoices):
    """Whether a form may still be changed."""

    DRAFT = "draft", pgettext_lazy("survey", "Draft")
    HANDED_IN = "handed_in", pgettext_lazy("survey", "Handed in")


class Proof(models.TextChoices):
    """What a picture shows."""

    IDENTITY = "identity", _("Identity card")
    REGISTER = "register", _("Household register")
    ILLNESS = "illness", _("Papers of an illness")
    DISABILITY = "disability", _("Disability certificate")
    SCHOOL = "school", _("Papers of a school")
    INCOME = "income", _("Proof of income")
    DOOR = "door", _("Photograph of the visit")
    OTHER = "other", pgettext_lazy("proof", "Other")


class Reason(models.TextChoices):
    HELD_IN_SIGHT = (
        "held_in_sight",
        _("This identity number stands in a file already: open that file instead of a second one."),
    )
    HELD_ELSEWHERE = (
        "held_elsewhere",
        _(
            "This identity number stands in a file of a union that you do not see: check the number, and if it is right, "
            "ask the federation above."
        ),
    )
    OTHER_NAME = (
        "other_name",
        _("The register of persons has another name for this identity number: check both."),
    )
    PERSON_ELSEWHERE = (
        "person_elsewhere",
        _("This person belongs to another union in the register of persons: move the person first."),
    )
    NO_IDENTITY = (
        "no_identity",
        _("The register of persons has no identity number for this person: give it."),
    )
    OUTSIDE = "outside", _("This union does not belong to those that keep files here.")
    NO_DRAFT = "no_draft", _("This survey has been handed in already; it is never changed. Begin a new one.")
    DRAFT_OPEN = "draft_open", _("A survey of this household is being filled in already: go on with it.")
    ENDED = "ended", _("This file has ended.")
    NOT_CHECKING = (
        "not_checking",
        _("Only a household whose survey has been handed in can be put on file."),
    )
    NOT_IN_HARDSHIP = (
        "not_in_hardship",
        _("By the last survey this household is not in hardship: it cannot be put on file."),
    )
    OWN_SURVEY = (
        "own_survey",
        _("Who handed the survey in does not put the household on file: somebody else does."),
    )
    FAULTS = "faults", _("Not handed in yet: some fields need a look. What you typed is still there.")
    FEW_TAKERS = (
        "few_takers",
        _("A visit is made by at least two: choose or name the second visitor."),
    )
    IN_FUTURE = "in_future", _("The day of the survey lies in the future.")
    OVERTAKEN = (
        "overtaken",
        _(
            "Somebody else, or another window, has saved this survey meanwhile. What you typed still stands here: compare it, "
            "then send it again."
        ),
    )
    HEAD_CHANGED = (
        "head_changed",
        _(
            "The head of the household is fixed by the file: the identity number cannot become another person's."
        ),
    )
    GROUND_MISSING = "ground_missing", _("Say why the file ends.")
    CONSENT_MISSING = (
        "consent_missing",
        _("Confirm that the household agreed, or take the photographs out."),
    )
    SAME_FILE = "same_file", _("A file is not merged with itself: give the number of the other one.")
    NO_SUCH_FILE = "no_such_file", _("No standing file in your unions has this number.")
    DRAFT_FIRST = (
        "draft_first",
        _("A survey of this household is being filled in: hand it in or throw it away first."),
    )
    NO_NEW_HEAD = "no_new_head", _("Choose who becomes the head of the new household.")
    SAME_UNION = "same_union", _("This union keeps the file already.")
    TOO_MANY = "too_many", _("At most twelve pictures belong to a survey.")
    TOO_LARGE = "too_large", _("This picture is too large: 8 MB at most.")
    NOT_A_PICTURE = "not_a_picture", _("This file is no picture: take a JPEG, PNG or WebP.")
    TOO_MANY_PIXELS = "too_many_pixels", _("This picture has too many pixels: make it smaller.")
    DAMAGED = "damaged", _("This picture is damaged: take it again.")


# what the book calls what is done here, and what it is done to
VERBS: dict[str, Promise] = {
    "household.opened": _("File of a household opened"),
    "household.checked": _("Household to be checked"),
    "household.filed": _("Household put on file"),
    "household.caused": _("Causes of a household set"),
    "household.ended": _("File of a household ended"),
    "household.moved": _("File of a household moved"),
    "household.merged": _("Files of households merged"),
    "household.split": _("Household split"),
    "survey.begun": _("Survey of a household begun"),
    "survey.handed_in": _("Survey of a household handed in"),
    "survey.looked_at": _("Picture of a survey looked at"),
    "survey.discarded": _("Draft of a survey discarded"),
}
SUBJECTS: dict[str, Promise] = {
    "aid.household": pgettext_lazy("book", "Household"),
    "aid.survey": pgettext_lazy("book", "Survey of a household"),
}


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
        _("Households or helpers changed since this was proposed, so that it no longer holds: match anew."),
    )
    ENDED = "ended", _("This helper is not that of the household any longer.")
    IN_FUTURE = "in_future", _("The day of the visit lies in the future.")
    BEFORE_START = "before_start", _("The day lies before the help began.")
    NO_DUTY = "no_duty", _("Tick at least one duty that the visit served.")
    NOTHING_FOUND = "nothing_found", _("Say in a few words what was found.")
    NEXT_TOO_EARLY = "next_too_early", _("The next visit lies after this one.")
    ORPHANED = "orphaned", _("Some households have no successor yet: choose one for each.")
    NO_SUCCESSOR = "no_successor", _("A successor is another helper who still helps.")


VERBS |= {
    "helper.enlisted": _("Helper entered"),
    "helper.changed": _("Helper changed"),
    "helper.left": _("Helper left and handed over"),
    "helping.proposed": _("Helpers proposed for households"),
    "helping.settled": _("Proposal of helpers decided on"),
    "helping.began": _("Helper given to a household"),
    "helping.ended": _("Helper taken off a household"),
    "helping.wished": _("Wishes of a household set"),
    "helping.visited": _("Household visited"),
    "helping.reached": _("Telephone of a household looked at by its helper"),
}
SUBJECTS |= {
    "aid.helper": pgettext_lazy("book", "Helper"),
    "aid.helpmatch": pgettext_lazy("book", "Proposal of helpers"),
}
EVENTS = tuple(VERBS)
