from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an application stands."""

    SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
    IN_REVIEW = "in_review", pgettext_lazy("application", "In review")
    RETURNED = "returned", pgettext_lazy("application", "Returned to be completed")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", pgettext_lazy("application", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


class Channel(models.TextChoices):
    TYPED = "typed", _("Typed")
    IMPORTED = "imported", _("Imported")


class Stage(models.TextChoices):
    """What is being done with an upload; everything but OPEN and FAILED is work in the background."""

    READING = "reading", _("Being read")
    OPEN = "open", _("Read")
    CHANGING = "changing", _("Corrections being read")
    TAKING = "taking", _("Being taken over")
    UNDOING = "undoing", _("Being taken back")
    FAILED = "failed", _("Could not be read")


UNDER_WAY = (Stage.READING, Stage.CHANGING, Stage.TAKING, Stage.UNDOING)


class RowState(models.TextChoices):
    """What became of a row of an uploaded workbook."""

    BAD = "bad", _("To correct")
    GOOD = "good", _("Understood")
    TAKEN = "taken", _("Taken over")
    DROPPED = "dropped", _("Set aside")


class Reason(models.TextChoices):
    NOTHING_TO_TAKE = "nothing_to_take", _("No row is ready to be taken over.")
    ROW_TAKEN = "row_taken", _("This row has been taken over already; correct the record itself.")
    WRONG_STATE = "wrong_state", _("The programme is no longer in preparation.")
    PLACED = "placed", _("This unit is already paired; dissolve the pairing first.")
    TOO_LARGE = "too_large", _("The file is larger than 20 MB.")
    SOME_TAKEN = (
        "some_taken",
        _("Rows of this file have been taken over already; set the others aside instead."),
    )
    NOT_ALLOWED = "not_allowed", _("Whoever asked for this may no longer do it.")
    BUSY = "busy", _("This upload is being worked on; wait until that is done.")
    NOTHING_FAILED = "nothing_failed", _("No row of this upload needs a correction.")
    NOTHING_TAKEN = "nothing_taken", _("Nothing of this upload was taken over.")
    FORGOTTEN = "forgotten", _("The cells of this upload have been erased; upload the file again.")
    NO_WAY_BACK = (
        "no_way_back",
        _("This list cannot be taken back as a whole; correct the records themselves."),
    )
    NOT_DROPPED = "not_dropped", _("Only a row that was set aside can be fetched back.")
    WITHDRAWN = "withdrawn", _("This unit has been withdrawn already.")
    NO_WAY = "no_way", _("The application has gone on in the meantime: open it again.")
    PAID = "paid", _("Money has been paid or approved on this application: ask the organiser.")
    HAS_PLACE = "has_place", _("There is a place already: give it up first, or ask the organiser.")
    CLOSED = "closed", _("The programme is closed.")
    WORDS_MISSING = "words_missing", _("Say why: it is kept with the application.")
    OVERTAKEN = (
        "overtaken",
        _("Somebody has saved this draft since you opened it. Nothing of yours is lost: compare."),
    )
    OUTSIDE = "outside", _("This union does not belong to the federation that runs the programme.")
    NOT_ASKED = "not_asked", _("This programme takes no applications by this form now.")
    SAME_ALREADY = "same_already", _("There is an application for this programme already.")
    LIKELY_SAME = "likely_same", _("There may be an application already: look, and say why you go on.")
    NOT_CORRECTABLE = (
        "not_correctable",
        _("This has been taken up already: it can be corrected once it is returned to you."),
    )
    CORRECTED_ALREADY = (
        "corrected_already",
        _("This form has been corrected in the meantime: open the newest one."),
    )
    NOTHING_CHANGED = (
        "nothing_changed",
        _("Nothing was changed. Correct a field, or say why it stays as it is."),
    )
    NOT_SUBMITTED = "not_submitted", _("This has been decided already.")
    GATED = "gated", _("This application goes through approval and is decided there.")
    FORM_RETIRED = "form_retired", _("This form has been retired already.")
    NO_FIELDS = "no_fields", _("Put down at least one field.")
    ENDS_BEFORE_START = "ends_before_start", _("The last day lies before the first.")


class Mark(models.TextChoices):
    """Where a value of a form came from."""

    CONFIRMED = "confirmed", pgettext_lazy("answer", "Known and confirmed")
    CHANGED = "changed", pgettext_lazy("answer", "Changed")
    TYPED = "typed", pgettext_lazy("answer", "Newly filled in")


class Filler(models.TextChoices):
    """Who fills a form in: a level of the tree, or a worker."""

    PROVINCE = "province", _("Provincial federation")
    CITY = "city", _("City federation")
    COUNTY = "county", _("County federation")
    TOWNSHIP = "township", _("Township or street federation")
    SECTOR = "sector", _("Sector union")
    JOINT = "joint", _("Joint union")
    ENTERPRISE = "enterprise", _("Enterprise union")
    WORKER = "worker", _("Worker")


class HowOften(models.TextChoices):
    ONCE = "once", pgettext_lazy("form", "Once")
    YEARLY = "yearly", pgettext_lazy("form", "Yearly")
    HALF_YEARLY = "half_yearly", pgettext_lazy("form", "Every half year")
    QUARTERLY = "quarterly", pgettext_lazy("form", "Quarterly")
    MONTHLY = "monthly", pgettext_lazy("form", "Monthly")
    ON_OCCASION = "on_occasion", pgettext_lazy("form", "On occasion")


class FormState(models.TextChoices):
    """Where a form of the register stands on a day."""

    IN_FORCE = "in_force", pgettext_lazy("form", "In force")
    EXPIRED = "expired", pgettext_lazy("form", "Expired")
    RETIRED = "retired", pgettext_lazy("form", "Retired")


# for the book (see apps.py)
VERBS: dict[str, Promise] = {
    "application.filed": _("Application filled in"),
    "application.corrected": _("Application corrected"),
    "draft.kept": _("Draft begun"),
    "draft.discarded": _("Draft discarded"),
    "draft.forgotten": _("Stale draft dropped"),
    "form.registered": _("Form registered"),
    "form.retired": _("Form retired"),
    "form.field_held": _("Field of a form matched with what is held"),
}
SUBJECTS: dict[str, Promise] = {
    "intake.draft": pgettext_lazy("book", "Draft"),
    "intake.form": pgettext_lazy("book", "Form"),
}
