from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sort(models.TextChoices):
    """What sort of event: the same in every way but its name and what its photographs are filed under."""

    FORUM = "forum", _("Forum")
    LECTURE = "lecture", _("Lecture")
    TOUR = "tour", _("Tour")
    STUDY = "study", _("Study session")
    CULTURE = "culture", _("Culture and sports")
    OTHER = "other", pgettext_lazy("event", "Other")


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("event", "Draft")
    OPEN = "open", pgettext_lazy("event", "Open for sign-up")
    HELD = "held", pgettext_lazy("event", "Held")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


class Ground(models.TextChoices):
    """Why an event is called off: what the book says of it, which keeps no words that could name anybody."""

    WEATHER = "weather", _("The weather")
    PLACE = "place", _("The place cannot be used")
    FEW = "few", _("Too few signed up")
    SPEAKER = "speaker", _("Those who were to run it cannot come")
    SAFETY = "safety", _("Safety, or an order from above")
    OTHER = "other", pgettext_lazy("ground", "Another reason")


class Way(models.TextChoices):
    """How somebody's attendance came to be known."""

    SCANNED = "scanned", _("Scanned the code on the spot")
    SHOWN = "shown", _("Showed the own code")
    PAPER = "paper", _("From the paper list")
    HAND = "hand", pgettext_lazy("attendance", "Ticked by hand")


class Score(models.IntegerChoices):
    VERY_GOOD = 5, _("Very satisfied")
    GOOD = 4, _("Satisfied")
    FAIR = 3, _("So-so")
    POOR = 2, _("Not satisfied")
    BAD = 1, _("Not satisfied at all")


class Reason(models.TextChoices):
    WRONG_STATE = "wrong_state", _("The event is not at the stage for this.")
    GROUND_MISSING = "ground_missing", _("Say why: those who signed up read it.")
    TITLE_MISSING = "title_missing", _("Give the event a title.")
    TITLE_TAKEN = (
        "title_taken",
        _("There is an event of this title already: add the day or a number to tell them apart."),
    )
    ENDS_BEFORE_START = "ends_before_start", _("The event would end before it starts.")
    CLOSES_AFTER_START = "closes_after_start", _("Sign-up has to close before the event starts.")
    SIGN_UP_OVER = "sign_up_over", _("Sign-up has ended.")
    NOBODY_CHOSEN = "nobody_chosen", _("Choose at least one person.")
    TOO_EARLY = "too_early", _("Signing in opens two hours before the start.")
    TOO_LATE = "too_late", _("Signing in is over; ask the organiser to note you down.")
    NO_PLACE = "no_place", _("You are not among those who have a place.")
    NOT_STARTED = "not_started", _("The event has not begun yet.")
    NOT_ATTENDED = "not_attended", _("Only those who were there can say how it was.")
    ANSWERED = "answered", _("You have answered already. Thank you.")
    OTHER_EVENT = "other_event", _("This number belongs to another programme.")
    UNKNOWN_SEAT = "unknown_seat", _("No place has this number.")
    HAS_PHOTOS = (
        "has_photos",
        _("This event has its photographs already; add more on the page of the activity."),
    )
    CONSENT_MISSING = (
        "consent_missing",
        _("Confirm that those who can be recognised agreed to be photographed."),
    )
    RUNNING_EVENTS = "running_events", _("Some events are still open: finish or cancel them first.")


# what the book calls what is done here, and what it is done to
VERBS: dict[str, Promise] = {
    "event.planned": _("Event planned"),
    "event.changed": _("Event changed"),
    "event.opened": _("Event opened for sign-up"),
    "event.held": _("Event held"),
    "event.cancelled": _("Event called off"),
    "event.photographed": _("Photographs of an event recorded"),
    "seat.attended": _("Attendance noted"),
    "seat.attendance_undone": _("Attendance taken back"),
}
SUBJECTS: dict[str, Promise] = {"events.event": pgettext_lazy("book", "Event")}
