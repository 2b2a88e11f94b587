from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class AccountState(models.TextChoices):
    """What the list of accounts can be narrowed to; an account may be in several of these states."""

    OPEN = "open", pgettext_lazy("account", "Open")
    CLOSED = "closed", pgettext_lazy("account", "Closed")
    LOCKED = "locked", pgettext_lazy("account", "Locked")
    NEVER = "never", _("Never logged in")
    IDLE = "idle", _("Without a post")


class InvitationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("invitation", "Open")
    ACCEPTED = "accepted", pgettext_lazy("account", "Accepted")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("account", "Withdrawn")


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
    ACCOUNT_OPEN = "account_open", _("This account is open.")
    OWN_ACCOUNT = "own_account", _("Nobody closes their own account.")
    OWN_PASSWORD = "own_password", _("Change your own password under “Password”.")
    NOT_YOUR_OWN_END = "not_your_own_end", _("Nobody ends their own post: another administrator does it.")
    IN_THE_PAST = "in_the_past", _("This day lies in the past.")
    ENDS_EARLIER = "ends_earlier", _("The post ends on that day or earlier already.")
    NOT_PASSED_ON = "not_passed_on", _("Whoever stands in for somebody does not pass the post on.")
    ANSWERED = "answered", _("This has been answered already.")
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
    ADDRESS_TAKEN = "address_taken", _("Another account uses this address already.")
    NOT_LOCKED = "not_locked", _("This account is not locked.")
    LAST_ADMIN = (
        "last_admin",
        _("Somebody must be able to administer accounts: give the office to another first."),
    )


class Factor(models.TextChoices):
    """The second factors, by allauth's names."""

    TOTP = "totp", _("Code app")
    WEBAUTHN = "webauthn", _("Passkey")
    RECOVERY_CODES = "recovery_codes", _("Recovery codes")


class ConfirmWay(models.TextChoices):
    """The ways to confirm that it is you, by allauth's names."""

    PASSWORD = "reauthenticate", _("With the password")
    CODE = "mfa_reauthenticate", _("With a code")
    PASSKEY = "mfa_reauthenticate:webauthn", _("With a passkey")


class Hold(models.TextChoices):
    """Why a session stops before every page."""

    SET_UP = "set_up", _("Your post demands a second factor: set one up, then everything opens.")
    CONFIRM = (
        "confirm",
        _("Your post demands a second factor: confirm that it is you, then everything opens."),
    )


class FactorReason(models.TextChoices):
    """Why something about second factors is refused."""

    WRONG_CODE = (
        "wrong_code",
        _("This code does not fit. Take a fresh one, and check the clock of your phone."),
    )
    TOO_MANY = "too_many", _("Too many wrong codes: wait a quarter of an hour, or use a passkey.")
    WRONG_KEY = "wrong_key", _("This passkey was not accepted. Try again, or choose another way.")
    LAST_FACTOR = (
        "last_factor",
        _("Your post demands a second factor: add another one before you remove this one."),
    )
    NO_FACTOR = "no_factor", _("Recovery codes come with a second factor: set one up first.")
    NOT_CONFIRMED_MAIL = "not_confirmed_mail", _("Confirm your e-mail address first.")
    NOT_YOUR_OWN = "not_your_own", _("Another security administrator does this for you.")
    NOTHING_TO_RESET = "nothing_to_reset", _("This account has no second factor.")
    OTHER_ACCOUNT = "other_account", _("This sign-in is connected with another account already.")
    NO_PASSWORD = "no_password", _("You have no password yet: set one before you disconnect this sign-in.")


class Ended(models.TextChoices):
    """Why a session is over."""

    IDLE = "idle", _("Nothing was done for a while, so you were signed out to protect what is personal.")
    DAY = "day", _("The working day of this session is over, so you were signed out.")
    UNKNOWN = "unknown", _("You were signed out.")


# for the book (see apps.py)
VERBS: dict[str, Promise] = {"account.address_taken": _("E-mail address taken down")}
