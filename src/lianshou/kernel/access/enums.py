from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")
    OFFICER = "officer", _("Officer")
    APPROVER = "approver", _("Approver")
    LEADER = "leader", _("Leader")
    CHAIR = "chair", _("Union chair")
    HELPER = "helper", _("Helper")
    EXPERT = "expert", _("Expert or judge")
    MENTOR = "mentor", _("Mentor")
    FINANCE = "finance", _("Finance")
    WORKER = "worker", _("Worker")


class InvitationState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Reason(models.TextChoices):
    NAME_TAKEN = "name_taken", _("There is an account of this name already.")
    SEPARATE_OFFICES = (
        "separate_offices",
        _("System, security and audit administration are three offices: nobody holds two of them."),
    )
    NO_CASE_DATA = (
        "no_case_data",
        _("An administrator of system, security or audit holds no other post: they see no case data."),
    )
    ALREADY_HELD = "already_held", _("This post is held already in these days.")
    ENDS_BEFORE_START = "ends_before_start", _("The last day lies before the first.")
    ENDED = "ended", _("This has ended already.")
    NOT_YOUR_OWN = "not_your_own", _("Nobody gives a post to themselves.")
    SAME_PERSON = "same_person", _("Choose somebody else.")
    ACCOUNT_CLOSED = "account_closed", _("This account is closed.")
    NOT_DELEGABLE = "not_delegable", _("Posts of administrators and of workers are not delegated.")
    DELEGATION_TOO_LONG = "delegation_too_long", _("A delegation lasts at most 90 days: give a post instead.")
    OUTSIDE_POST = "outside_post", _("The post does not hold on all of these days.")
    INVITATION_USED = "invitation_used", _("This invitation has been used.")
    INVITATION_OVER = "invitation_over", _("This invitation has expired: ask for a new one.")
    INVITATION_WITHDRAWN = "invitation_withdrawn", _("This invitation has been withdrawn.")
    FIRST_PASSWORD = (
        "first_password",
        _("Somebody else gave you this password: choose your own before you go on."),
    )
    PASSWORD_EXPIRED = "password_expired", _("Your password has served its time: choose a new one.")
    NOT_LOCKED = "not_locked", _("This account is not locked.")
    LAST_ADMIN = (
        "last_admin",
        _("Somebody must be able to administer accounts: give the office to another first."),
    )
