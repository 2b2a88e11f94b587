"""States, grounds and reasons of files, surveys and their verification."""

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


class Media(models.TextChoices):
    """How a paper came: as a picture, or as a document."""

    JPEG = "jpeg", pgettext_lazy("paper", "Picture")
    PDF = "pdf", "PDF"


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
    RETURN = "return", pgettext_lazy("verification", "Taken up again")
    STANDING = "standing", pgettext_lazy("verification", "Taken over from the superior's archive")


class Mismatch(models.TextChoices):
    """What a line of the report on a civil-affairs list says."""

    AGREES = "agrees", pgettext_lazy("civil", "Agrees")
    CATEGORY = "category", pgettext_lazy("civil", "Category differs")
    AMOUNT = "amount", pgettext_lazy("civil", "Amount differs")
    OURS_ONLY = "ours_only", pgettext_lazy("civil", "Should be on their list by its category, and is not")
    UNCOMPUTED = "uncomputed", pgettext_lazy("civil", "Not computed yet, not on their list")
    UNLISTED = "unlisted", pgettext_lazy("civil", "Not on their list, which fits its category")
    THEIRS_ONLY = "theirs_only", pgettext_lazy("civil", "On their list, not on file")


# what somebody must look at, the most telling first; then what is only to be known
DIFFERS = (Mismatch.CATEGORY, Mismatch.AMOUNT, Mismatch.OURS_ONLY)
BY_WEIGHT = (*DIFFERS, Mismatch.THEIRS_ONLY, Mismatch.UNCOMPUTED, Mismatch.UNLISTED, Mismatch.AGREES)


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
    HAS_LEFT = (
        "has_left",
        _(
            "This worker has a file that ended when the household left hardship: take that one up again, with its history, instead of a second one."
        ),
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
    DIFFERENCE_UNSAID = (
        "difference_unsaid",
        _(
            "The newest civil-affairs list and the file differ: say what was found out, or enter the layer as not passed."
        ),
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
    NOT_ACCEPTED = (
        "not_accepted",
        _(
            "The application of this household in the programme waits to be accepted; only then a public notice lists it."
        ),
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
    NUMBER_HELD = (
        "number_held",
        _("A standing file has this number of the superior's archive already."),
    )
    NO_UNIT = "no_unit", _("Your unions have none of this name, or several.")
    NOTHING_STANDS = (
        "nothing_stands",
        _(
            "No household from the superior's archive waits for you here; those that you imported wait for somebody else."
        ),
    )
    LIST_EMPTY = ("list_empty", _("The list has no row that can be read."))
    LIST_TWICE = (
        "list_twice",
        _("An identity number stands in the list twice: ask for a clean list, or take one of the rows out."),
    )
    GROUND_MISSING = "ground_missing", _("Say why the file ends.")
    NO_PHOTOGRAPH = (
        "no_photograph",
        _(
            "The visit counts only with a photograph of it: add one, or tick that one follows later on the page of the survey."
        ),
    )
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
    NOT_A_PDF = "not_a_pdf", _("This file is no PDF: take a PDF, or a picture of the paper.")
    PDF_LARGE = "pdf_large", _("This PDF is too large: 8 MB at most.")
    PDF_PAGES = "pdf_pages", _("This PDF has more than 30 pages: take those that prove something.")
    PDF_LOCKED = "pdf_locked", _("This PDF is locked with a password: save it without one.")
    PDF_ACTIVE = (
        "pdf_active",
        _("This PDF holds a script or another file: print it into a new PDF, or take a picture."),
    )
    PDF_DAMAGED = "pdf_damaged", _("This PDF is damaged: save it anew, or take a picture.")
    DAMAGED = "damaged", _("This picture is damaged: take it again.")


# what the book calls what is done here, and what it is done to
VERBS: dict[str, Promise] = {
    "household.opened": _("File of a household opened"),
    "households.imported": _("Households imported"),
    "households.struck": _("Imported households taken back"),
    "households.filed": _("Households of the superior's archive put on file"),
    "column_map.saved": _("Layout of an export saved"),
    "column_map.removed": _("Layout of an export removed"),
    "households.written": _("Households written out by a layout"),
    "household.checked": _("Household to be checked"),
    "household.filed": _("Household put on file"),
    "household.caused": _("Causes of a household set"),
    "household.ended": _("File of a household ended"),
    "household.moved": _("File of a household moved"),
    "household.merged": _("Files of households merged"),
    "household.split": _("Household split"),
    "survey.begun": _("Survey of a household begun"),
    "survey.handed_in": _("Survey of a household handed in"),
    "survey.pictured": _("Pictures added to a survey"),
    "survey.unpictured": _("Pictures taken out of a draft"),
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
    "aid.columnmap": pgettext_lazy("book", "Layout of an export"),
    "aid.survey": pgettext_lazy("book", "Survey of a household"),
    "aid.verification": pgettext_lazy("book", "Verification of a household"),
    "aid.civillist": pgettext_lazy("book", "Civil-affairs list"),
}
