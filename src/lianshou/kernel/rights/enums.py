from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.enums import DataClass

SENSITIVE = frozenset(
    {DataClass.IDENTITY, DataClass.FINANCE, DataClass.HEALTH, DataClass.HARDSHIP, DataClass.CHILD}
)
"""Classes that need a consent of their own (个人信息保护法 28, 29); identity and hardship by choice of the house."""


class Basis(models.TextChoices):
    """On what a processing stands (个人信息保护法 13)."""

    CONSENT = "consent", _("Consent of the person")
    CONTRACT = "contract", _("A contract or collective agreement of the person")
    DUTY = "duty", _("A duty or task set by law")
    EMERGENCY = "emergency", _("An emergency: life, health or property")
    LAW = "law", _("Another ground in a law")


class How(models.TextChoices):
    """How a consent was given or withdrawn."""

    SELF = "self", _("By the person, on the own page")
    PAPER = "paper", _("On paper, recorded by the union")
    GUARDIAN = "guardian", _("By the guardian of the child")


class Risk(models.TextChoices):
    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


class RequestKind(models.TextChoices):
    """What a person may ask (个人信息保护法 24, 44–48)."""

    CORRECT = "correct", _("Correct or complete something")
    OBJECT = "object", _("Object to a use of my data")
    ERASE = "erase", _("Erase data about me")
    EXPLAIN = "explain", _("Explain a decision made by computation")
    QUESTION = "question", _("Ask a question")


class RequestState(models.TextChoices):
    OPEN = "open", pgettext_lazy("request", "Open")
    ACCEPTED = "accepted", pgettext_lazy("request", "Granted")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Taken back")


class Why(models.TextChoices):
    """Why a request is refused; the person reads it."""

    RIGHT_ALREADY = "right_already", _("What is kept agrees with the evidence that we have.")
    NOT_PROVEN = "not_proven", _("The evidence that the change needs is missing.")
    LAW_KEEPS = "law_keeps", _("A law says that we keep this for longer.")
    STILL_NEEDED = "still_needed", _("A service that you asked for still needs it.")
    NOT_OURS = "not_ours", _("Another union or authority keeps this; we tell you which.")
    OTHERS = "others", _("It would tell about other people.")


class Clock(models.TextChoices):
    """From which day a retention period is counted."""

    LEFT = "left", _("The day on which the person left")
    PROGRAMME = "programme", _("The end of the last programme that used it")


class KeptClass(models.TextChoices):
    """What a retention period is about: a class of data, the name with the account, or the book and its log lines."""

    IDENTITY = DataClass.IDENTITY.value, DataClass.IDENTITY.label
    CONTACT = DataClass.CONTACT.value, DataClass.CONTACT.label
    FINANCE = DataClass.FINANCE.value, DataClass.FINANCE.label
    HEALTH = DataClass.HEALTH.value, DataClass.HEALTH.label
    HARDSHIP = DataClass.HARDSHIP.value, DataClass.HARDSHIP.label
    RELATIONS = DataClass.RELATIONS.value, DataClass.RELATIONS.label
    CHILD = DataClass.CHILD.value, DataClass.CHILD.label
    NAME = "name", _("Name and account")
    LOG = "log", _("Book and log lines")


class DisposalState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("disposal", "Waits for the second person")
    QUEUED = "queued", pgettext_lazy("disposal", "Confirmed, waits for its turn")
    RUNNING = "running", pgettext_lazy("disposal", "Being carried out")
    DONE = "done", pgettext_lazy("disposal", "Done")
    DROPPED = "dropped", pgettext_lazy("disposal", "Dropped")


class RowState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("disposal row", "To be erased")
    DONE = "done", pgettext_lazy("disposal row", "Erased")
    HELD = "held", pgettext_lazy("disposal row", "Kept: a hold")
    KEPT = "kept", pgettext_lazy("disposal row", "Kept: no longer due")


class Reason(models.TextChoices):
    """Why something is refused."""

    # texts
    PUBLISHED = "published", _("This text has been published and never changes: write a new version.")
    DRAFT_WAITS = "draft_waits", _("A draft of the next version is waiting already.")
    CLASSES_MISSING = "classes_missing", _("Say which classes of data it covers.")
    ASSESSMENT_MISSING = (
        "assessment_missing",
        _("The text covers sensitive data: record an impact assessment that covers the same classes first."),
    )
    NECESSITY_MISSING = (
        "necessity_missing",
        _("The text covers sensitive data: say why they are needed and what it means for the person."),
    )
    LAW_MISSING = "law_missing", _("Name the law on which it stands.")
    MUST_ASK_AGAIN = (
        "must_ask_again",
        _("This version covers classes that the one before did not: people must be asked again."),
    )
    NOT_PUBLISHED = "not_published", _("This text has not been published.")
    SUPERSEDED = "superseded", _("There is a newer version of this text.")
    # consents
    NO_CONSENT_NEEDED = "no_consent_needed", _("This stands on a law: no consent is asked for.")
    NOTHING_CHOSEN = "nothing_chosen", _("Choose at least one thing to agree to.")
    NOT_FOR_THEM = "not_for_them", _("A part that was chosen does not concern this person.")
    ALREADY_GIVEN = "already_given", _("This consent is on record already.")
    ALREADY_WITHDRAWN = "already_withdrawn", _("This consent has been withdrawn already.")
    GUARDIAN_NEEDED = "guardian_needed", _("For a child under 14 the guardian decides.")
    NO_CHILD = "no_child", _("A guardian decides only for children under 14.")
    AGE_UNKNOWN = (
        "age_unknown",
        _("Enter the date of birth first: for children under 14 the guardian decides."),
    )
    ONLY_ON_PAPER = "only_on_paper", _("A grown-up relative agrees for themselves, on paper.")
    GUARDIAN_MISSING = "guardian_missing", _("Give the guardian's name and relation to the child.")
    PAPER_MISSING = "paper_missing", _("Say where the signed paper is kept.")
    DAY_IN_FUTURE = "day_in_future", _("The day lies in the future.")
    BEFORE_TEXT = "before_text", _("The day lies before the text was published.")
    FOREIGN_TEXT = "foreign_text", _("This text belongs to another federation.")
    # why_not_process
    NO_TEXT = "no_text", _("No published text says what these data are used for.")
    CLASS_NOT_COVERED = "class_not_covered", _("The published text does not cover this class of data.")
    NO_CONSENT = "no_consent", _("The person has not consented.")
    NO_SEPARATE_CONSENT = "no_separate_consent", _("The separate consent to this sensitive class is missing.")
    WITHDRAWN = "withdrawn", _("The person has withdrawn the consent.")
    OBJECTED = "objected", _("The person has objected to this use, and the union agreed.")
    # requests
    NOT_OPEN = "not_open", _("This request has been answered already.")
    WORDS_MISSING = "words_missing", _("Say in a few words what it is about.")
    VALUE_MISSING = "value_missing", _("Choose what is wrong, and write what it should be.")
    SAME_OPEN = "same_open", _("You have asked for this already; the answer is on its way.")
    REASON_MISSING = "reason_missing", _("Say why in a few words.")
    NOT_YOURS = "not_yours", _("Only the person can do this.")
    OWN_REQUEST = "own_request", _("Somebody else answers your own request.")
    NO_SUCH_FIELD = "no_such_field", _("There is no such field.")
    NOT_READABLE = (
        "not_readable",
        _("This cannot stand in that field: write days as 1990-03-01 and numbers without words."),
    )
    BAD_VALUE = "bad_value", _("The field cannot hold this value: refuse it, or ask the person again.")
    # retention
    TOO_SHORT = "too_short", _("The book and log lines are kept for at least six months.")
    PERIOD_TAKEN = "period_taken", _("A period of this class begins on this day already.")
    IN_THE_PAST = "in_the_past", _("A new period begins today or later.")
    OUTSIDE_REGION = "outside_region", _("Your post does not reach this region.")
    NOTHING_DUE = "nothing_due", _("Nothing is due.")
    SAME_PERSON = "same_person", _("Somebody other than who prepared it must confirm.")
    NOT_PREPARED = "not_prepared", _("This has been decided already.")
    HELD = "held", _("A hold keeps the data of this person.")
    ALREADY_HELD = "already_held", _("A hold is in place already.")
    NOT_HELD = "not_held", _("This hold has been lifted already.")
