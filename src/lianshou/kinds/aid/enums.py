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


class Layer(models.TextChoices):
    """A layer of verification, in the usual order (docs/aid-verification.md)."""

    APPLICATION = "application", pgettext_lazy("layer", "Application and authorisation")
    FIRST_CHECK = "first_check", pgettext_lazy("layer", "First check")
    VISIT = "visit", pgettext_lazy("layer", "Home visit")
    CIVIL = "civil", pgettext_lazy("layer", "Check against civil-affairs lists")
    DELIBERATION = "deliberation", pgettext_lazy("layer", "Deliberation")
    NOTICE = "notice", pgettext_lazy("layer", "Public notice")
    APPROVAL = "approval", pgettext_lazy("layer", "County approval")


class Sort(models.TextChoices):
    """Why a household is verified."""

    FIRST = "first", pgettext_lazy("verification", "To be put on file")
    AGAIN = "again", pgettext_lazy("verification", "Verified again")


class Mismatch(models.TextChoices):
    """What a line of the report on a civil-affairs list says."""

    AGREES = "agrees", pgettext_lazy("civil", "Agrees")
    CATEGORY = "category", pgettext_lazy("civil", "Category differs")
    AMOUNT = "amount", pgettext_lazy("civil", "Amount differs")
    OURS_ONLY = "ours_only", pgettext_lazy("civil", "On file, not on their list")
    THEIRS_ONLY = "theirs_only", pgettext_lazy("civil", "On their list, not on file")


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
    LAYER_NOT_ASKED = (
        "layer_not_asked",
        _("This layer is not asked for in this round: take the next one that the page shows."),
    )
    LAYERS_OPEN = (
        "layers_open",
        _(
            "Layers of verification are still open: the page of the household shows which one is next and who has it."
        ),
    )
    LAYER_AHEAD = ("layer_ahead", _("The day lies in the future: enter a layer once it was done."))
    OWN_LAYER = (
        "own_layer",
        _(
            "Who entered a layer of this round, or handed its survey in, does not approve: somebody else does."
        ),
    )
    OWN_APPLICATION = (
        "own_application",
        _("Who took the application in does not check it: somebody else does."),
    )
    WORDS_MISSING = (
        "words_missing",
        _("Say why, in words that the household can read: what is missing, and what they can do."),
    )
    WORDS_PERSONAL = (
        "words_personal",
        _("The words are kept and read out: leave telephone, identity and card numbers out."),
    )
    UNSIGNED = (
        "unsigned",
        _(
            "Both papers are signed before the application is taken in: the application and the authorisation to check."
        ),
    )
    NO_VISIT = (
        "no_visit",
        _(
            "No visit by two with a photograph is on record for this round: survey the household at the door first."
        ),
    )
    VOTES = (
        "votes",
        _("The votes do not add up to those who were there."),
    )
    FEW_THERE = (
        "few_there",
        _("Too few took part in the deliberation for it to count: hold it again with more."),
    )
    BEFORE_LAST = (
        "before_last",
        _("The day lies before the layer that came before it: check the date."),
    )
    NOT_IN_PROGRAMME = (
        "not_in_programme",
        _("A public notice belongs to a programme: choose the programme in which this household asks first."),
    )
    IN_PROGRAMME = ("in_programme", _("This household asks in a programme already."))
    NOTICE_NOT_POSTED = (
        "notice_not_posted",
        _(
            "No public notice of this round lists the household yet: post one, then come back when its window is over."
        ),
    )
    NOTICE_RUNS = (
        "notice_runs",
        _("The public notice still runs: come back after its last day."),
    )
    NOTICE_OBJECTION = (
        "notice_objection",
        _("An objection to the public notice is open: it is settled first."),
    )
    NOTICE_UPHELD = (
        "notice_upheld",
        _(
            "An objection was upheld: enter that the notice was not passed, or withdraw the notice and post another."
        ),
    )
    LIST_EMPTY = ("list_empty", _("The list has no row that can be read."))
    LIST_TWICE = (
        "list_twice",
        _("An identity number stands in the list twice: ask for a clean list, or take one of the rows out."),
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
    "verification.passed": _("Layer of verification passed"),
    "verification.refused": _("Layer of verification not passed"),
    "verification.begun": _("Verification of a household begun"),
    "verification.shown": _("Scan of an application looked at"),
    "household.asked": _("Household asks in a programme"),
    "civil_list.compared": _("Civil-affairs list compared"),
    "civil_list.dropped": _("Report on a civil-affairs list dropped"),
    "survey.discarded": _("Draft of a survey discarded"),
}
SUBJECTS: dict[str, Promise] = {
    "aid.household": pgettext_lazy("book", "Household"),
    "aid.survey": pgettext_lazy("book", "Survey of a household"),
    "aid.verification": pgettext_lazy("book", "Verification of a household"),
    "aid.civillist": pgettext_lazy("book", "Civil-affairs list"),
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
