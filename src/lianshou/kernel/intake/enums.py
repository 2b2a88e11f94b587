from django.db import models
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
    TAKING = "taking", _("Being taken over")
    UNDOING = "undoing", _("Being taken back")
    FAILED = "failed", _("Could not be read")


UNDER_WAY = (Stage.READING, Stage.TAKING, Stage.UNDOING)


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
    NOTHING_TAKEN = "nothing_taken", _("Nothing of this upload was taken over.")
    FORGOTTEN = "forgotten", _("The cells of this upload have been erased; upload the file again.")
    NO_WAY_BACK = (
        "no_way_back",
        _("This list cannot be taken back as a whole; correct the records themselves."),
    )
    NOT_DROPPED = "not_dropped", _("Only a row that was set aside can be fetched back.")
    WITHDRAWN = "withdrawn", _("This unit has been withdrawn already.")
    NO_WAY = "no_way", _("The application has gone on in the meantime: open it again.")
