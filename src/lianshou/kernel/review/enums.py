from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundState(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("round", "Being set up")
    OPEN = "open", pgettext_lazy("round", "Under review")
    CLOSED = "closed", pgettext_lazy("round", "Closed")


class Ground(models.TextChoices):
    """Why somebody should not judge somebody else."""

    DECLARED = "declared", _("Declared by the reviewer")
    OWN = "own", _("The reviewer's own application, or submitted by the reviewer")
    SAME_UNION = "same_union", _("Same union")
    FAMILY_NAME = "family_name", _("Same family name, which is on the round's list")
    MENTOR = "mentor", _("Paired earlier: mentor and mentee")


class ConflictState(models.TextChoices):
    OPEN = "open", pgettext_lazy("conflict", "To be settled")
    UPHELD = "upheld", pgettext_lazy("conflict", "Confirmed")
    DISMISSED = "dismissed", pgettext_lazy("conflict", "Dismissed")


class AssignmentState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("assignment", "To be marked")
    DONE = "done", pgettext_lazy("assignment", "Marked")
    DROPPED = "dropped", pgettext_lazy("assignment", "Taken away")


class Verdict(models.TextChoices):
    ACCEPT = "accept", pgettext_lazy("verdict", "Accept")
    REFUSE = "refuse", pgettext_lazy("verdict", "Refuse")


class AscentState(models.TextChoices):
    CLIMBING = "climbing", pgettext_lazy("approval", "Under way")
    RETURNED = "returned", pgettext_lazy("approval", "Returned to the applicant")
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    REFUSED = "refused", pgettext_lazy("approval", "Refused")
    APPEALED = "appealed", pgettext_lazy("approval", "Appeal to be settled")
    WITHDRAWN = "withdrawn", pgettext_lazy("approval", "Withdrawn by the applicant")


class Act(models.TextChoices):
    """What somebody did to an application on its way up."""

    SUBMITTED = "submitted", pgettext_lazy("approval", "Submitted")
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    RETURNED = "returned", pgettext_lazy("approval", "Returned")
    RESUBMITTED = "resubmitted", pgettext_lazy("approval", "Submitted again")
    COMMENTED = "commented", pgettext_lazy("approval", "Commented")
    DELEGATED = "delegated", pgettext_lazy("approval", "Handed to somebody")
    REFUSED = "refused", pgettext_lazy("approval", "Refused")
    APPEALED = "appealed", pgettext_lazy("approval", "Appealed")
    GRANTED = "granted", pgettext_lazy("approval", "Appeal granted")
    REJECTED = "rejected", pgettext_lazy("approval", "Appeal rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("approval", "Withdrawn by the applicant")


WITH_WORDS = (Act.RETURNED, Act.COMMENTED, Act.REFUSED, Act.APPEALED, Act.GRANTED, Act.REJECTED)
"""Acts that say why; the database refuses them without words."""


class Reason(models.TextChoices):
    # rounds
    ENDS_BEFORE_START = "ends_before_start", _("The last day lies before the first.")
    NOT_PREPARING = "not_preparing", _("The round is under way: its set-up stays as it is.")
    NOT_OPEN = "not_open", _("The round is not open.")
    NO_CRITERION = "no_criterion", _("Put down at least one criterion first.")
    TOO_FEW_REVIEWERS = (
        "too_few_reviewers",
        _("There are fewer reviewers than each application is to have."),
    )
    NOTHING_TO_REVIEW = "nothing_to_review", _("No application of this programme waits for review.")
    BAD_SCALE = "bad_scale", _("The highest mark must lie above the lowest, a whole number of steps away.")
    BAD_WEIGHT = "bad_weight", _("The weight must be above zero.")
    ALREADY_REVIEWER = "already_reviewer", _("This person is on the list of reviewers already.")
    NOT_A_REVIEWER = "not_a_reviewer", _("Reviewers hold a post as expert, officer or approver.")
    HAS_WORK = "has_work", _("This reviewer has applications assigned: settle a conflict or hand over.")
    # conflicts
    CONFLICT_KNOWN = "conflict_known", _("This conflict is on record already.")
    CONFLICT_SETTLED = "conflict_settled", _("This conflict has been settled already.")
    OWN_CONFLICT = "own_conflict", _("Nobody settles a conflict of their own.")
    NEVER_DISMISSED = "never_dismissed", _("Nobody judges their own application: this cannot be dismissed.")
    # marks
    NOT_YOURS = "not_yours", _("This is assigned to somebody else.")
    OFF_SCALE = "off_scale", _("This mark does not lie on the scale.")
    MARK_MISSING = "mark_missing", _("Some marks are missing. A missing mark is not a zero: give every one.")
    BEFORE_OPENING = "before_opening", _("The round has not begun yet.")
    AFTER_CLOSING = "after_closing", _("The last day of the round is over.")
    BARRED = "barred", _("A conflict of interest bars this reviewer from this application.")
    # decisions
    UNDECIDED = "undecided", _("Some applications have no decision yet.")
    NO_RESULT = "no_result", _("Without a single review there is nothing to decide by.")
    # approvals
    NO_LADDER = "no_ladder", _("No federation above has set up approvals for this kind of programme.")
    NO_RUNG = "no_rung", _("No union above this one stands on any level of the approval.")
    UNDER_WAY = "under_way", _("This application is on its way already.")
    NOT_SUBMITTED = "not_submitted", _("Only a submitted application can be sent for approval.")
    WITHDRAWN = "withdrawn", _("The application has been withdrawn.")
    SETTLED = "settled", _("This has been decided already.")
    OVERTAKEN = "overtaken", _("Somebody else has acted in the meantime: please look at it again.")
    NOT_YOUR_TURN = "not_your_turn", _("It is another union's, or another post's, turn.")
    HANDED_ON = "handed_on", _("This step has been handed to somebody else.")
    OWN_SUBMISSION = "own_submission", _("Nobody approves what they submitted themselves.")
    REASON_MISSING = "reason_missing", _("Say why: the applicant reads it.")
    WORDS_MISSING = "words_missing", _("Write a few words.")
    WORDS_PERSONAL = (
        "words_personal",
        _("The words are kept: leave telephone, identity and card numbers out."),
    )
    FACTOR_NEEDED = "factor_needed", _("Confirm with your second factor first that it is you.")
    NOT_APPLICANT = "not_applicant", _("Only the applicant can do this.")
    NOT_RETURNED = "not_returned", _("This has not been returned to you.")
    NOT_REFUSED = "not_refused", _("Only a refusal can be appealed against.")
    TOO_LATE = "too_late", _("The last day for an appeal is over.")
    APPEALED_BEFORE = "appealed_before", _("The appeal has been settled: this refusal is final.")
    NO_APPEAL = "no_appeal", _("There is no open appeal.")
    REFUSER = "refuser", _("Whoever refused does not settle the appeal.")
    CANNOT_TAKE = "cannot_take", _("This person holds no post at the union whose turn it is.")
    NOTHING_CHOSEN = "nothing_chosen", _("Nothing was chosen.")
    # ladders
    NO_RUNGS = "no_rungs", _("Put down at least one level.")
    NOT_A_FEDERATION = "not_a_federation", _("Only a federation sets up approvals.")
    RUNG_UNCLEAR = "rung_unclear", _("Each level names either a level of the tree or one union.")
    DAYS_UNCLEAR = "days_unclear", _("Each level has at least one day, and reminds before its last.")
