from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

USUAL_PATTERN = "{prefix}〔{year}〕{n}号"


class State(models.TextChoices):
    DRAFTED = "drafted", _("Waiting for both sides to agree")
    AGREED = "agreed", _("Agreed, waiting for signatures")
    IN_FORCE = "in_force", pgettext_lazy("agreement", "In force")
    EXPIRED = "expired", pgettext_lazy("agreement", "Term over")
    JUDGED = "judged", pgettext_lazy("agreement", "Evaluated")
    RENEWED = "renewed", pgettext_lazy("agreement", "Renewed")
    ENDED = "ended", pgettext_lazy("agreement", "Ended")


class Sort(models.TextChoices):
    PAIR = "pair", _("Agreement of two")
    MANY = "many", _("Agreement of several")
    LETTER = "letter", _("Letter of responsibility")
    OFFICIAL = "official", _("Official letter")


class Side(models.TextChoices):
    HOST = "host", _("Host")
    GUEST = "guest", _("Guest")
    HUB = "hub", _("Leading party")
    MEMBER = "member", pgettext_lazy("agreement", "Member")
    BEARER = "bearer", _("Bearer of responsibility")
    RECEIVER = "receiver", _("Receiver")


LEADS = (Side.HOST, Side.HUB)

HEADS = {
    Sort.PAIR: (Side.HOST.label, Side.GUEST.label),
    Sort.MANY: (Side.HUB.label, Side.MEMBER.label),
    Sort.LETTER: (_("Issuing union"), Side.BEARER.label),
    Sort.OFFICIAL: (_("Issuing union"), Side.RECEIVER.label),
}
MIXED_HEADS = (_("Leading or issuing union"), _("Other parties"))
"""What a list calls whoever leads or issues and the others, by the sort of its papers; papers of several sorts share neutral words."""


class Owner(models.TextChoices):
    """Whose a promise of a template is."""

    HOST = "host", _("The host or leading party")
    GUEST = "guest", _("The guest, or every member")
    EACH = "each", _("Every party")


class TemplateState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("template", "Waiting for approval")
    IN_FORCE = "in_force", pgettext_lazy("template", "In use")
    RETIRED = "retired", pgettext_lazy("template", "No longer used")


class Counted(models.TextChoices):
    CALENDAR = "calendar", _("Calendar days")
    WORKING = "working", _("Working days")


class Duty(models.TextChoices):
    OPEN = "open", pgettext_lazy("obligation", "Open")
    DONE = "done", pgettext_lazy("obligation", "Done")
    WAIVED = "waived", pgettext_lazy("obligation", "Waived")


class Progress(models.TextChoices):
    """How an obligation stands on a day."""

    AHEAD = "ahead", pgettext_lazy("obligation", "Not in force yet")
    OPEN = "open", pgettext_lazy("obligation", "In time")
    OVERDUE = "overdue", pgettext_lazy("obligation", "Overdue")
    DONE = "done", pgettext_lazy("obligation", "Done")
    DONE_LATE = "done_late", pgettext_lazy("obligation", "Done late")
    WAIVED = "waived", pgettext_lazy("obligation", "Waived")


class Grade(models.TextChoices):
    GOOD = "good", pgettext_lazy("evaluation", "Good")
    FAIR = "fair", pgettext_lazy("evaluation", "Fair")
    PLAIN = "plain", pgettext_lazy("evaluation", "Middling")
    POOR = "poor", pgettext_lazy("evaluation", "Poor")


class BatchState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("letters", "Waiting")
    RUNNING = "running", pgettext_lazy("letters", "Under way")
    DONE = "done", pgettext_lazy("letters", "Issued")
    FAILED = "failed", pgettext_lazy("letters", "Broken off")


class Purpose(models.TextChoices):
    SIGNED = "signed", _("Signed paper")
    EVIDENCE = "evidence", _("Evidence")


class Event(models.TextChoices):
    """What the book says about a pledge, in the order of its life."""

    ISSUED = "pledge.issued", _("Issued")
    AGREED = "pledge.agreed", _("One side agreed")
    SIGNED = "pledge.signed", _("One side signed")
    PAPER_RECORDED = "pledge.paper_recorded", _("Signatures on paper recorded")
    SCANNED = "pledge.scanned", _("Scan of the signed paper stored")
    IN_FORCE = "pledge.in_force", _("Came into force")
    JOINED = "pledge.joined", _("A party joined by a supplement")
    LEFT = "pledge.left", _("A party left")
    EXPIRED = "pledge.expired", _("The term ran out")
    JUDGED = "pledge.judged", _("One side evaluated it")
    RENEWED = "pledge.renewed", pgettext_lazy("agreement", "Renewed")
    ENDED = "pledge.ended", pgettext_lazy("agreement", "Ended")


class Reason(models.TextChoices):
    NOT_A_PARTY = "not_a_party", _("Only the chair of a union that is a party can do this.")
    ALREADY_AGREED = "already_agreed", _("Your side has agreed already.")
    ALREADY_SIGNED = "already_signed", _("Your side has signed already.")
    NOT_DRAFTED = "not_drafted", _("This agreement is past the stage of agreeing.")
    NOT_AGREED = "not_agreed", _("All parties must agree before anyone signs.")
    ENDED = "ended", _("The term of this agreement is over.")
    NOTHING_TO_ISSUE = "nothing_to_issue", _("Every approved pairing already has its agreement.")
    WRONG_STATE = "wrong_state", _("The pairing has not been approved.")
    NO_PAPER = "no_paper", _("This kind of programme has no agreement.")
    PREFIX_MISSING = "prefix_missing", _("Give the words that stand before the year in the number.")
    IN_FORCE = "in_force", _("All parties have signed; the agreement is in force.")
    DAY_IN_FUTURE = "day_in_future", _("The day lies in the future.")
    DAY_BEFORE_START = "day_before_start", _("The day lies before the agreement began.")
    REASON_MISSING = "reason_missing", _("Say why in a few words.")
    NAME_MISSING = "name_missing", _("Give the names of all who signed.")
    # templates
    NOT_EDITABLE = "not_editable", _("This paper has no template that could be edited.")
    TEMPLATE_WRONG = "template_wrong", _("The template cannot be used as it is.")
    TEMPLATE_SAME = "template_same", _("This very file is in use already.")
    TEMPLATE_LARGE = "template_large", _("The file is too large: at most 2 MB.")
    SAME_PERSON = "same_person", _("Whoever uploaded a template cannot put it in force; ask a colleague.")
    TEMPLATE_STATE = "template_state", _("The version is not in a state for this.")
    # numbers
    PATTERN_WRONG = (
        "pattern_wrong",
        _("The form needs the number and the year once each, and no other braces."),
    )
    SERIES_BEGUN = (
        "series_begun",
        _("Numbers of this series were given already; its form stays for the year."),
    )
    NUMBERS_WRONG = "numbers_wrong", _("Between 1 and 200 numbers can be passed over at once.")
    # obligations
    OBLIGATION_SETTLED = "obligation_settled", _("This obligation is settled already.")
    NOT_IN_FORCE = "not_in_force", _("The agreement is not in force.")
    NOT_OWNER = "not_owner", _("Only the union whose obligation it is, or the federation, can report it.")
    EVIDENCE_MISSING = "evidence_missing", _("Say what was done, or add a file.")
    # judging and renewing
    NOT_JUDGED = "not_judged", _("All parties evaluate the agreement before it is renewed.")
    TOO_EARLY = (
        "too_early",
        _("An agreement is evaluated and renewed in the last ninety days of its term, or after it."),
    )
    ALREADY_JUDGED = "already_judged", _("Your side has evaluated it already.")
    ALREADY_RENEWED = "already_renewed", _("A renewal of this agreement is under way already.")
    TERM_WRONG = "term_wrong", _("The new term has to begin after the old one and to end after it begins.")
    # several parties and letters
    TOO_FEW = "too_few", _("An agreement of several needs a leading party and at least two members.")
    TWICE = "twice", _("A union stands in the list twice.")
    NEEDED_WRONG = "needed_wrong", _("The number of signatures lies between 2 and the number of parties.")
    ALREADY_PARTY = "already_party", _("This union is a party already.")
    NOT_MANY = "not_many", _("Only agreements of several can be joined or left.")
    NO_RECEIVER = "no_receiver", _("Choose at least one union.")
    TOO_MANY = "too_many", _("At most 2,000 letters are issued at once.")
    WORDS_MISSING = "words_missing", _("Write the text.")
    NOT_ALLOWED = "not_allowed", _("Whoever asked for the letters may not issue them any more.")
    # files
    FILE_UNREADABLE = "file_unreadable", _("The file is neither a PDF nor a JPEG or PNG picture.")
    FILE_LARGE = "file_large", _("The file is too large: at most 10 MB.")
    FILE_ACTIVE = (
        "file_active",
        _("The PDF holds programs or attached files; scan the paper anew or print it to PDF."),
    )
