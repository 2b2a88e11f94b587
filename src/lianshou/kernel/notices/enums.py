from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a public notice stands."""

    DRAFT = "draft", pgettext_lazy("notice", "Draft")
    POSTED = "posted", pgettext_lazy("notice", "Posted")
    CLOSED = "closed", pgettext_lazy("notice", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("notice", "Withdrawn")


class Lists(models.TextChoices):
    """What a notice makes public."""

    ASKING = "asking", _("Everybody who applies and was accepted")
    PAIRS = "pairs", _("The pairs: who is with whom")
    LEAVING = "leaving", _("Those who are to leave the programme")


class ObjectionState(models.TextChoices):
    """Where an objection stands."""

    RECEIVED = "received", pgettext_lazy("objection", "Received")
    HEARING = "hearing", pgettext_lazy("objection", "Being looked into")
    UPHELD = "upheld", pgettext_lazy("objection", "Upheld")
    DISMISSED = "dismissed", pgettext_lazy("objection", "Dismissed")


OPEN_OBJECTIONS = (ObjectionState.RECEIVED, ObjectionState.HEARING)
OUTCOMES = (ObjectionState.UPHELD, ObjectionState.DISMISSED)


class Channel(models.TextChoices):
    """How an objection came in."""

    WEB = "web", pgettext_lazy("objection", "Public page")
    TELEPHONE = "telephone", pgettext_lazy("objection", "Telephone")
    LETTER = "letter", pgettext_lazy("objection", "Letter or objection box")
    VISIT = "visit", pgettext_lazy("objection", "In person")


class Reason(models.TextChoices):
    WRONG_STATE = "wrong_state", _("The notice is not at the stage for this.")
    TOO_SHORT = "too_short", _("The window is shorter than the rule of this region allows.")
    NOTHING_TO_POST = "nothing_to_post", _("Nobody has applied in this programme: there is nothing to post.")
    NO_PAIRS = (
        "no_pairs",
        _(
            "There are no pairs yet. Match first and take a result over; then the notice lists who is with whom."
        ),
    )
    NO_PAIRS_HERE = "no_pairs_here", _("This kind of programme makes no pairs: post the list of who applies.")
    NO_LEAVING_HERE = (
        "no_leaving_here",
        _("Nobody leaves this kind of programme by a public notice: post the list of who applies."),
    )
    NOBODY_LEAVES = (
        "nobody_leaves",
        _("Nobody waits for a notice of leaving in this programme: there is nothing to post."),
    )
    NO_PLACE = "no_place", _("Say where people can object: a telephone, an address or a box.")
    NAMES_SHOWN = (
        "names_shown",
        _("The words of the notice, or a remark, spell out the full name of somebody on the list."),
    )
    UNCONFIRMED_YEAR = (
        "unconfirmed_year",
        _(
            "The window reaches into a year whose working-day calendar has not been confirmed; nothing is guessed."
        ),
    )
    REASON_MISSING = "reason_missing", _("Say why in a few words.")
    NOT_RUNNING = (
        "not_running",
        _("This notice takes no objections: it is not posted, or its window is over."),
    )
    WORDS_MISSING = "words_missing", _("Say what you object to.")
    OTHER_NOTICE = "other_notice", _("This line stands on another notice.")
    TAKEN_UP = "taken_up", _("This objection has been taken up already.")
    NOT_HANDLER = "not_handler", _("Only the officer who took the objection up settles it.")
    NOT_HEARD = "not_heard", _("Take the objection up and look into it first.")
    SETTLED = "settled", _("This objection has been settled already.")
    ANSWER_MISSING = "answer_missing", _("Give the reasons: whoever objected reads them.")
    STILL_RUNNING = "still_running", _("The window is not over yet.")
    STILL_OPEN = "still_open", _("An objection has not been settled yet.")


class Bar(models.TextChoices):
    """Why the step after the notice cannot be taken yet."""

    NOT_POSTED = "not_posted", _("This work needs a public notice first, and none has been posted.")
    WINDOW_OPEN = "window_open", _("The window of the public notice is not over yet.")
    OBJECTION_OPEN = "objection_open", _("An objection to the public notice has not been settled yet.")
    UPHELD = (
        "upheld",
        _(
            "An objection was upheld: withdraw the application it is about, or withdraw the notice and post a new one."
        ),
    )
    NOT_LISTED = (
        "not_listed",
        _(
            "Somebody who asks now stands on no public notice, or with another partner: post one that lists everybody as it is now."
        ),
    )
