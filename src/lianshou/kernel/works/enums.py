from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.quantities import UNITS, Money, Qualifier, Unit

COUNTED: tuple[Unit, ...] = tuple(one for one in UNITS if not isinstance(one, Money) or one is Unit.FEN)
"""What a goal may count; money that is only hoped for is no goal."""
UNIT_CHOICES = [(one.name, one.wording.zh) for one in COUNTED]
QUALIFIERS = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.ABOUT)
"""How a goal may be said; what is done is always exact."""


class Light(models.TextChoices):
    """The traffic light of a task; the rule behind it is ``rules.lights``."""

    GREY = "grey", pgettext_lazy("light", "Not begun")
    GREEN = "green", pgettext_lazy("light", "On time")
    AMBER = "amber", pgettext_lazy("light", "Behind")
    RED = "red", pgettext_lazy("light", "Far behind or overdue")


class Standing(models.TextChoices):
    """What a list of tasks can be narrowed to."""

    OPEN = "open", pgettext_lazy("task", "Open")
    SOON = "soon", _("Due within 30 days")
    OVERDUE = "overdue", pgettext_lazy("task", "Overdue")
    DONE = "done", pgettext_lazy("task", "Done")


class State(models.TextChoices):
    """How far a highlight has come on its way into a bulletin."""

    KEPT = "kept", pgettext_lazy("highlight", "On record")
    OFFERED = "offered", pgettext_lazy("highlight", "Offered for the bulletin")
    TAKEN = "taken", pgettext_lazy("highlight", "Chosen for the bulletin")


class Event(models.TextChoices):
    """What the book says about a task or a highlight."""

    LAID = "task.laid", pgettext_lazy("task", "Set")
    SHARED = "task.split", pgettext_lazy("task", "Split among lower unions")
    ASSIGNED = "task.assigned", pgettext_lazy("task", "Person answerable named")
    CHANGED = "task.changed", pgettext_lazy("task", "Goal or days changed")
    FED = "task.fed", pgettext_lazy("task", "Connected to a figure")
    REPORTED = "task.reported", pgettext_lazy("task", "Progress reported")
    WITHDRAWN = "task.withdrawn", pgettext_lazy("task", "Withdrawn")
    RECORDED = "highlight.recorded", pgettext_lazy("highlight", "Recorded")
    OFFERED = "highlight.offered", pgettext_lazy("highlight", "Offered for the bulletin")
    TAKEN = "highlight.taken", pgettext_lazy("highlight", "Chosen for the bulletin")


class Reason(models.TextChoices):
    TITLE_MISSING = "title_missing", _("Give it a name.")
    YEAR_EXISTS = "year_exists", _("This union has its six works of that year already.")
    REASON_MISSING = "reason_missing", _("Say why: the reason stays beside the change.")
    ITEM_ENDED = "item_ended", _("This item has been taken out already.")
    OTHER_UNIT = "other_unit", _("One item, one unit: another unit answers for this item already.")
    OTHER_PERSON = "other_person", _("One item, one person: another person answers for this item already.")
    OUTSIDE = "outside", _("The unit answerable lies outside the union that sets the task.")
    DUE_BEFORE_START = "due_before_start", _("The last day lies before the first.")
    OTHER_YEAR = "other_year", _("The task falls due in another year than its portfolio.")
    GOAL_WITHOUT_UNIT = "goal_without_unit", _("A number needs its unit, and a unit its number.")
    GOAL = "goal", _("A goal is at least 1.")
    ENDED = "ended", _("This task was withdrawn.")
    DONE = "done", _("This task is done.")
    IS_SPLIT = (
        "is_split",
        _("This task is split: the units that have a share report, and their sum stands here."),
    )
    HAS_PROGRESS = "has_progress", _("Progress has been reported already: a split now would count it twice.")
    IS_FED = "is_fed", _("The system counts this by itself: nobody types what a figure already knows.")
    NO_SHARES = "no_shares", _("Give at least one unit a share.")
    SUM_DIFFERS = "sum_differs", _("The shares must add up to the goal, neither less nor more.")
    SHARE_TWICE = "share_twice", _("A unit has one share only.")
    NOT_BELOW = "not_below", _("Shares go to the unit itself or to unions below it.")
    OVER_LIMIT = (
        "over_limit",
        _(
            "This unit has its limit of tasks for the month already: say why this one must be added; the reason is printed."
        ),
    )
    NOT_YOURS = "not_yours", _("Only the union that set the task changes or withdraws it.")
    IN_FUTURE = "in_future", _("The day lies in the future.")
    LESS_THAN_BEFORE = "less_than_before", _("This is less than was reported before: say in the note why.")
    VALUE_MISSING = "value_missing", _("Say how much is done in all.")
    NOTE_MISSING = "note_missing", _("Say in a few words what was done.")
    TOO_MANY_FILES = "too_many_files", _("At most 9 files with one report.")
    FILE_TOO_LARGE = "file_too_large", _("The file is larger than 10 MB.")
    NOT_EVIDENCE = "not_evidence", _("Evidence is a PDF or a picture.")
    NO_FIGURE = "no_figure", _("There is no such figure, or it counts in another unit than the goal.")
    WRONG_STATE = "wrong_state", _("The highlight is not at the stage for this.")
    VERSION_IN_USE = (
        "version_in_use",
        _("Work under this version has begun: open a new version and say why, then add the item."),
    )
    OWN = "own", _("Nobody chooses their own highlight: another person does.")
    STANDS = "stands", _("This task stands in the portfolio already, set to the same unit.")
    ALL_STAND = (
        "all_stand",
        _(
            "Every line stands in the portfolio already; nothing was changed. What changes about a task is changed on its page, "
            "with a reason."
        ),
    )
    GOAL_OF_SHARES = (
        "goal_of_shares",
        _(
            "This goal is the sum of what the units below have taken on. To change it, withdraw the task, set it anew with the new "
            "goal and split it again; what was reported stays on record."
        ),
    )
    NO_ROWS = "no_rows", _("The file holds no row to take over.")
