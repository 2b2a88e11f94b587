from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """What sort of thing happened."""

    VISIT = "visit", _("Visit")
    MUTUAL_ACTIVITY = "mutual_activity", _("Mutual activity")
    TRAINING = "training", _("Training")
    SHARED_FACILITY = "shared_facility", _("Shared facility")


class Consent(models.TextChoices):
    """Whether those whom a photograph shows agreed to its being shown outside."""

    NOT_ASKED = "not_asked", _("Not asked, or not all agreed: only for those who may see the activity")
    GIVEN = "given", _("Everybody who can be recognised agreed, the parents for children")
    NOBODY = "nobody", _("Nobody can be recognised")


class Event(models.TextChoices):
    """What the book says about an activity."""

    RECORDED = "followup.recorded", _("Recorded")
    PHOTO_ADDED = "followup.photo_added", _("Photograph added")
    REMOVED = "followup.removed", _("Taken back")


class Reason(models.TextChoices):
    IN_THE_FUTURE = "in_the_future", _("The day lies in the future.")
    BEFORE_START = "before_start", _("The day lies before the pairing began.")
    NOT_RUNNING = "not_running", _("The agreement is not in force.")
    NOT_A_PARTY = "not_a_party", _("Your union has no part in this pairing.")
    TITLE_MISSING = "title_missing", _("Give the activity a title.")
    NOT_A_PICTURE = "not_a_picture", _("This file is not a picture (JPEG, PNG or WebP).")
    DAMAGED = "damaged", _("This picture file is damaged; please send it again or choose another one.")
    TOO_MANY_PIXELS = "too_many_pixels", _("The picture has more than 60 million pixels.")
    TOO_LARGE = "too_large", _("The picture is larger than 10 MB.")
    TOO_MANY = "too_many", _("At most 9 photographs for one activity.")
    CREDIT_MISSING = "credit_missing", _("Say who took the photograph: no picture without its credit.")
    REASON_MISSING = "reason_missing", _("Say why in a few words.")
    REMOVED = "removed", _("This activity has been taken back.")
    KEY_TAKEN = "key_taken", _("This draft was sent by another account already.")
    NO_FOLLOW_UP = "no_follow_up", _("This kind of programme records no activities.")
