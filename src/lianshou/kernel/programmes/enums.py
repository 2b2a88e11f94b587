from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Pillar(models.TextChoices):
    """The six works (六大工程) as set up in 2018; a later issue versions them."""

    THEORY = "theory", _("Theory")
    COHESION = "cohesion", _("Cohesion")
    IDEAS = "ideas", _("Ideas")
    ACHIEVEMENT = "achievement", _("Achievement")
    RIGHTS_AND_AID = "rights_and_aid", _("Rights and aid")
    SELF_BUILDING = "self_building", _("Self-building")


class State(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    APPROVED = "approved", _("Approved")
    RUNNING = "running", _("Under way")
    CLOSED = "closed", _("Closed")


class Reason(models.TextChoices):
    WRONG_STATE = "wrong_state", _("The programme is not at the stage for this.")
    UNKNOWN_KIND = "unknown_kind", _("There is no such kind of programme.")
    ENDS_BEFORE_START = "ends_before_start", _("The programme would end before it starts.")
    ROUND_EXISTS = "round_exists", _("This union already has this round of the programme in this year.")
    YEAR_EXISTS = "year_exists", _("The calendar of this year has been confirmed; amend its days instead.")
    YEAR_UNKNOWN = "year_unknown", _("Calendars are kept for the years from 2008 to 2100.")
    YEAR_CONFIRMED = "year_confirmed", _("The calendar of this year has been confirmed already.")
    OTHER_YEAR = "other_year", _("This day lies in another year.")
    AS_THE_WEEK = "as_the_week", _("This is what the day is by the rule of the week already.")
    UNCHANGED = "unchanged", _("The day stands so already.")
    WHY_MISSING = (
        "why_missing",
        _("Say why a confirmed calendar is changed, best with the number of the notice."),
    )
    DOCUMENT_MISSING = "document_missing", _("Give the number of the State Council's notice.")
    NO_SWAPPED_DAYS = (
        "no_swapped_days",
        _("No swapped working day stands in this calendar: look at the notice, then say that there is none."),
    )
    NO_REGION = (
        "no_region",
        _("Settings are kept for the country, a province, a city or a county, by the federation there."),
    )
    BAD_VALUE = "bad_value", _("The setting cannot have this value.")
    DOCUMENT_NEEDED = "document_needed", _("Give the document that sets this, its number and its day.")
    DATED_LATER = "dated_later", _("The day of the document lies in the future.")
    SET_ALREADY = "set_already", _("A value from this day on stands or waits already.")
    NOT_WAITING = "not_waiting", _("This value does not wait for a second person any more.")
    SAME_PERSON = "same_person", _("Somebody else must confirm what you have entered.")
    IN_FORCE = "in_force", _("This value is in force: set a new one from a later day on.")
    WORDS_MISSING = "words_missing", _("Say why.")


class ParameterState(models.TextChoices):
    """Where a value of a setting stands; only a standing one counts, from its day on."""

    PROPOSED = "proposed", pgettext_lazy("setting", "Waiting for a second person")
    STANDING = "standing", pgettext_lazy("setting", "Confirmed")
    REFUSED = "refused", pgettext_lazy("setting", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("setting", "Withdrawn")


class CalendarState(models.TextChoices):
    """Where the calendar of a year stands."""

    PROPOSED = "proposed", pgettext_lazy("calendar", "To be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("calendar", "Confirmed")


class DaySort(models.TextChoices):
    """What a day of the calendar is."""

    HOLIDAY = "holiday", pgettext_lazy("calendar", "Holiday")
    WORKED = "worked", pgettext_lazy("calendar", "Swapped working day")
    ORDINARY = "ordinary", pgettext_lazy("calendar", "As the week has it")
