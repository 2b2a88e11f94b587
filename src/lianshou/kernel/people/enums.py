from django.db import models
from django.utils.translation import gettext_lazy as _


class Position(models.TextChoices):
    CHAIR = "chair", _("Union chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    OFFICER = "officer", _("Union officer")
    COMMITTEE = "committee", _("Committee member")
    GROUP_LEADER = "group_leader", _("Union group leader")


class Relation(models.TextChoices):
    SPOUSE = "spouse", _("Spouse")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    PARENT_IN_LAW = "in_law", _("Parent-in-law")
    SIBLING = "sibling", _("Brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild")
    OTHER = "other", _("Other family member")


class Reason(models.TextChoices):
    NO_CHAIR = "no_chair", _("No chair is on record: name the chair first.")
    HAS_ACCOUNT = "has_account", _("The chair has an account already.")
    PERSON_HAS_ACCOUNT = "person_has_account", _("This person has an account already.")
    NO_PHONE = "no_phone", _("No mobile number is on record: codes could not reach this person.")
    PHONE_SHARED = (
        "phone_shared",
        _("Another account is entered with the same mobile number: find out whose it is first."),
    )
    NOTHING_TO_OPEN = "nothing_to_open", _("Every chair has an account already.")
    IDENTITY_TAKEN = (
        "identity_taken",
        _("A person with this identity number is on record already."),
    )
    IDENTITY_ELSEWHERE = (
        "identity_elsewhere",
        _(
            "This identity number is on record outside your unions: check it, and if it is right, ask the federation above "
            "to move the person to you."
        ),
    )
    NOT_SOUND = "not_sound", _("Some of what was given cannot be right.")
    NO_NAME = "no_name", _("A person needs a name.")
    LEFT_BEFORE_JOINING = "left_before_joining", _("The day of leaving lies before the day of joining.")
    JOINED_IN_FUTURE = "joined_in_future", _("The day of joining lies in the future.")
    LEFT_IN_FUTURE = "left_in_future", _("The day of leaving lies in the future.")
    HAS_LEFT = "has_left", _("This person has left already.")
    HAS_NOT_LEFT = "has_not_left", _("This person has not left.")
    HELD_ALREADY = "held_already", _("The person holds this office already.")
    HAS_ENDED = "has_ended", _("This office has ended already.")
    STARTS_IN_FUTURE = "starts_in_future", _("The first day lies in the future.")
    CHAIR_ELSEWHERE = "chair_elsewhere", _("A chair is named, and replaced, on the page of the union.")
    BORN_IN_FUTURE = "born_in_future", _("The day of birth lies in the future.")
    BIRTH_DIFFERS = "birth_differs", _("The day of birth differs from the one in the identity number.")
    SAME_IDENTITY = "same_identity", _("This is the person's own identity number.")
