from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sort(models.TextChoices):
    """What unions a stratum holds; the records that decide are in ``queries.drawing``."""

    NEW = "new", _("Newly founded unions")
    QUALIFIED = "qualified", _("Qualified homes")
    MODEL = "model", _("Model homes")
    ALL = "all", _("All grass-roots unions")


class Stage(models.TextChoices):
    """How far a plan has come."""

    PREPARING = "preparing", pgettext_lazy("inspection", "Being prepared")
    ANNOUNCED = "announced", _("Seed announced")
    DRAWN = "drawn", pgettext_lazy("inspection", "Drawn")
    FIXED = "fixed", _("Visits fixed")


class Source(models.TextChoices):
    """Where a finding comes from."""

    INSPECTION = "inspection", pgettext_lazy("inspection", "Inspection")
    FIELD_VISIT = "field_visit", _("Going down to help")
    REPORT = "report", pgettext_lazy("inspection", "Report from below")


class Severity(models.TextChoices):
    MINOR = "minor", pgettext_lazy("finding", "Minor")
    USUAL = "usual", pgettext_lazy("finding", "Ordinary")
    SEVERE = "severe", pgettext_lazy("finding", "Severe")


class State(models.TextChoices):
    """How far a finding is on its way to being struck off."""

    FOUND = "found", pgettext_lazy("finding", "Nobody named yet")
    MENDING = "mending", pgettext_lazy("finding", "Being mended")
    REPORTED = "reported", pgettext_lazy("finding", "Reported as mended")
    VERIFIED = "verified", pgettext_lazy("finding", "Verified")
    STRUCK = "struck", pgettext_lazy("finding", "Struck off")


class Standing(models.TextChoices):
    """What a list of findings can be narrowed to."""

    OPEN = "open", pgettext_lazy("finding", "Not struck off")
    OVERDUE = "overdue", pgettext_lazy("finding", "Overdue")
    TO_VERIFY = "to_verify", _("To be verified")
    STRUCK = "struck", pgettext_lazy("finding", "Struck off")


class Done(models.TextChoices):
    """Whether a visit was made, or a problem solved."""

    NO = "no", pgettext_lazy("inspection", "Not yet")
    YES = "yes", pgettext_lazy("inspection", "Done")


class Step(models.TextChoices):
    """How hard a superior presses, one after the other."""

    REMINDER = "reminder", pgettext_lazy("urging", "Reminder")
    LETTER = "letter", pgettext_lazy("urging", "Written urging")
    BULLETIN = "bulletin", pgettext_lazy("urging", "Named in a bulletin")


class Reason(models.TextChoices):
    TITLE_MISSING = "title_missing", _("Give it a name.")
    NO_LINES = "no_lines", _("A checklist has at least one line.")
    TOO_MANY_LINES = "too_many_lines", _("A checklist has at most 200 lines.")
    PASS_MARK = "pass_mark", _("The mark to pass cannot be more than all points together.")
    ENDS_BEFORE = "ends_before", _("The last day lies before the first.")
    BASIS_MISSING = (
        "basis_missing",
        _("Say why, or by which document: units may ask what they are inspected for."),
    )
    NOT_BELOW = "not_below", _("Only unions below the one that inspects are inspected.")
    COVERED_TWICE = "covered_twice", _("Another group covers one of these unions already.")
    TOO_LATE = "too_late", _("The seed is announced: groups and strata stay as they are.")
    MONTHS_MISSING = "months_missing", _("Say within how many months a union counts as newly founded.")
    NOTHING_TO_DRAW = (
        "nothing_to_draw",
        _("A plan needs a group that covers somebody, and a stratum, before the draw."),
    )
    NO_CANDIDATES = "no_candidates", _("No union fits any stratum: look at the strata or the unions covered.")
    WRONG_STAGE = "wrong_stage", _("The plan is not at this step any more: load the page again.")
    WHY_MISSING = "why_missing", _("Say why the day changes: the unit reads it.")
    DAY_OUTSIDE = "day_outside", _("The day lies outside the days of the plan.")
    OVER_LIMIT = (
        "over_limit",
        _(
            "This month a union covered by the plan has its limit of tasks, forms and inspections already: say why it must be now; the reason is printed."
        ),
    )
    VISITED = "visited", _("This visit is on record already.")
    LINES_MISSING = "lines_missing", _("Give every line of the checklist its points.")
    SCORE = "score", _("The points of a line lie between 0 and its full points.")
    WORDS_FOR_FAILED = (
        "words_for_failed",
        _("A mandatory line that was not fully met is a finding: say in its remark what is wrong."),
    )
    IN_FUTURE = "in_future", _("The day lies in the future.")
    TEXT_MISSING = "text_missing", _("Say in a few words what it is about.")
    WRONG_STATE = "wrong_state", _("The finding is not at this step any more: load the page again.")
    WHY_PUT_OFF = "why_put_off", _("Say why the day to mend it by is put off: it stands in the history.")
    DUE_PASSED = "due_passed", _("The day to mend it by lies in the past.")
    NOBODY = "nobody", _("Name the person who answers for mending it.")
    WORDS_MISSING = "words_missing", _("Say in a few words what was done, or what is missing.")
    OWN = "own", _("Whoever reported it as mended does not verify it: another person does.")
    NOT_OVERDUE = "not_overdue", _("Only what is overdue is pressed for.")
    OUT_OF_TURN = (
        "out_of_turn",
        _("First a reminder, then the letter, then the bulletin: no step is left out or taken twice."),
    )
    PREFIX_MISSING = (
        "prefix_missing",
        _("Say with which characters the document number begins, for instance 盐工督."),
    )
    NONE_TO_NAME = (
        "none_to_name",
        _("No overdue finding has had its letter yet: there is nobody to name in a bulletin."),
    )
    SOLVED = "solved", _("This problem is solved already.")
    NO_ROWS = "no_rows", _("The file holds no row to take over.")


VERBS: dict[str, Promise] = {
    "checklist.made": _("Checklist set up"),
    "inspection.planned": _("Inspection planned"),
    "inspection.grouped": _("Group of an inspection set"),
    "inspection.layered": _("Stratum of an inspection set"),
    "inspection.announced": _("Seed of a draw announced, candidates frozen"),
    "inspection.drawn": _("Units to inspect drawn"),
    "inspection.fixed": _("Visits of an inspection fixed"),
    "inspection.moved": _("Visit of an inspection put off or brought forward"),
    "inspection.discarded": _("Plan of an inspection discarded"),
    "inspection.visited": _("Visit of an inspection recorded"),
    "finding.found": _("Finding recorded"),
    "finding.assigned": _("Mending of a finding assigned"),
    "finding.reported": _("Finding reported as mended"),
    "finding.returned": _("Mending of a finding sent back"),
    "finding.verified": _("Mending of a finding verified"),
    "finding.struck": _("Finding struck off"),
    "finding.reminded": _("Reminder about a finding"),
    "finding.urged": _("Written urging about a finding"),
    "finding.named": _("Finding put into the draft of a bulletin"),
    "help.recorded": _("Field visit recorded"),
    "problem.raised": _("Problem of the grass roots taken down"),
    "problem.solved": _("Problem of the grass roots solved"),
}
"""What the book says happened."""
SUBJECTS: dict[str, Promise] = {
    "inspections.checklist": _("Checklist"),
    "inspections.plan": pgettext_lazy("book", "Inspection"),
    "inspections.visit": pgettext_lazy("book", "Visit of an inspection"),
    "inspections.finding": _("Finding"),
    "inspections.fieldvisit": _("Field visit"),
    "inspections.problem": pgettext_lazy("book", "Problem of the grass roots"),
}
"""What a line of the book can be about."""
EVENTS = tuple(verb for verb in VERBS if verb.startswith(("finding.", "inspection.")))
"""What a history of a finding or a plan tells."""
