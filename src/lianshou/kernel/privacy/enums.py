from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why somebody looks at personal values, as the book keeps it."""

    CASE = "case", _("Handling the person's own matter")
    REACH = "reach", _("Reaching the person")
    CHECK = "check", _("Checking the record against documents")
    PAYMENT = "payment", _("Paying or insuring")
    REQUEST = "request", _("At the person's own request")
    AUTHORITY = "authority", _("An authority asks by law")
    OTHER = "other", _("Another reason (in words)")


class State(models.TextChoices):
    ASKED = "asked", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Reason(models.TextChoices):
    WORDS_MISSING = "words_missing", _("Say the reason in words.")
    WORDS_PERSONAL = (
        "words_personal",
        _("The words are kept: leave telephone, identity and card numbers out."),
    )
    NOTHING_HERE = "nothing_here", _("There is nothing on record here.")
    TOO_MANY = (
        "too_many",
        _("You have looked at too many records within an hour. Wait a while, or ask for an export."),
    )
    TIME_OVER = "time_over", _("The time for looking is over: ask again with a reason.")
    NOT_YOURS = "not_yours", _("This was shown to somebody else.")
    NO_FIELDS = "no_fields", _("Choose at least one field to be shown in clear.")
    NO_ROWS = "no_rows", _("There are no rows: nothing would be exported.")
    RECIPIENT_MISSING = "recipient_missing", _("Say who receives the list.")
    SAME_PERSON = "same_person", _("Whoever asks for an export does not decide on it: another person must.")
    DECIDED = "decided", _("This request has been decided or withdrawn already.")
    NOT_APPROVED = "not_approved", _("This request is not approved.")
    EXPIRED = "expired", _("The time for fetching is over: ask again.")
    FETCHED_OUT = "fetched_out", _("The list has been fetched as often as it may be: ask again.")
