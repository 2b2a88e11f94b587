from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sort(models.TextChoices):
    """Whence money comes, which says what it may be spent on."""

    CENTRAL = "central", _("Central budget")
    LOCAL = "local", _("Local budget")
    DUES = "dues", _("Membership dues")
    ADMINISTRATION = "administration", _("Appropriation of the administration")
    SUPERIOR = "superior", _("Grant of a higher union")
    SPECIAL = "special", _("Special fund")
    DONATION = "donation", _("Donations")
    OTHER = "other", pgettext_lazy("money", "Other income")


class State(models.TextChoices):
    """Where a payment stands; all but the last two count against its budget."""

    PLANNED = "planned", pgettext_lazy("payment", "Planned")
    APPROVED = "approved", pgettext_lazy("payment", "Approved")
    PAID = "paid", pgettext_lazy("payment", "Paid")
    RECEIPTED = "receipted", pgettext_lazy("payment", "Receipted")
    REFUSED = "refused", pgettext_lazy("payment", "Refused")
    CANCELLED = "cancelled", pgettext_lazy("payment", "Cancelled")


class PayeeSort(models.TextChoices):
    PERSON = "person", pgettext_lazy("payee", "Person")
    UNION = "union", pgettext_lazy("payee", "Union")
    OUTSIDE = "outside", pgettext_lazy("payee", "Outside body")


class BatchState(models.TextChoices):
    OPEN = "open", _("Waiting for the bank's answer")
    ANSWERED = "answered", _("Answered by the bank")
    DROPPED = "dropped", pgettext_lazy("batch", "Dropped")


class Result(models.TextChoices):
    """What came of a payment on one list for the bank."""

    SENT = "sent", _("Waiting for the bank's answer")
    PAID = "paid", pgettext_lazy("payment", "Paid")
    FAILED = "failed", _("Not paid by the bank")
    FREED = "freed", _("Taken off the list for the bank")


class Event(models.TextChoices):
    """What the book says about a payment."""

    PLANNED = "payment.planned", pgettext_lazy("payment", "Entered")
    CORRECTED = "payment.corrected", _("Account corrected: to be approved anew")
    APPROVED = "payment.approved", pgettext_lazy("payment", "Approved")
    REFUSED = "payment.refused", pgettext_lazy("payment", "Refused")
    CANCELLED = "payment.cancelled", pgettext_lazy("payment", "Cancelled")
    BATCHED = "payment.batched", _("Put on a list for the bank")
    UNBATCHED = "payment.unbatched", _("Taken off the list for the bank")
    PAID = "payment.paid", pgettext_lazy("payment", "Paid")
    FAILED = "payment.failed", _("The bank did not pay")
    RECEIPTED = "payment.receipted", pgettext_lazy("payment", "Receipted")


class Reason(models.TextChoices):
    AMOUNT = "amount", _("The amount must be more than nothing.")
    TITLE_MISSING = "title_missing", _("Give it a name.")
    PURPOSE_MISSING = "purpose_missing", _("Say what the payment is for.")
    PAYEE_MISSING = "payee_missing", _("Say who is paid.")
    OVER_CEILING = "over_ceiling", _("The budget does not have that much left.")
    OVER_SOURCE = "over_source", _("The source does not have that much left for budgets.")
    BELOW_USED = "below_used", _("More than that has been planned or paid from it already.")
    OUTSIDE = "outside", _("The programme is not run in the subtree of the union whose money this is.")
    SAME_ITEM = "same_item", _("This programme has a budget of this name from this source already.")
    OTHER_PROGRAMME = "other_programme", _("This belongs to another programme than the budget.")
    OWN = "own", _("Nobody approves what they entered: another person must.")
    NOT_CORRECTED = "not_corrected", _("The bank did not pay it: first its bank account must be corrected.")
    OWN_PAYEE = "own_payee", _("Nobody approves a payment to themselves.")
    NOT_PLANNED = "not_planned", _("This payment has been decided already.")
    NOT_APPROVED = "not_approved", _("This payment is not approved.")
    NOT_PAID = "not_paid", _("Only what has been paid has a receipt.")
    ENDED = "ended", _("This payment was refused or cancelled.")
    MOVED = "moved", _("The money has been paid already.")
    IN_BATCH = "in_batch", _("This payment is on a list for the bank that has not been answered yet.")
    IN_FUTURE = "in_future", _("The day lies in the future.")
    BEFORE_APPROVAL = "before_approval", _("The day lies before the approval.")
    WORDS_MISSING = "words_missing", _("Say why in a few words.")
    RECEIPT_MISSING = "receipt_missing", _("A receipt needs its number or its file.")
    NOT_A_RECEIPT = "not_a_receipt", _("The file is neither a PDF nor a picture.")
    RECEIPT_TOO_LARGE = "receipt_too_large", _("The file is larger than 10 MB.")
    NO_ACCOUNT = "no_account", _("No bank account is on record for this payee.")
    NOTHING_CHOSEN = "nothing_chosen", _("Choose at least one.")
    NOTHING_TO_PAY = "nothing_to_pay", _("Nothing that is approved and has a bank account waits to be paid.")
    BATCH_ANSWERED = "batch_answered", _("This list has been answered or dropped already.")
    NOT_IN_BATCH = "not_in_batch", _("The answer names a payment that is not on this list.")
    TWICE = "twice", _("The answer names a payment twice.")
    OTHER_AMOUNT = "other_amount", _("The bank's amount differs from ours.")
