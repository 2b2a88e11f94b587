from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    """Why a token, a key or a webhook is refused."""

    NO_VERB = "no_verb", _("Choose at least one thing that the token may do.")
    NOT_YOURS = "not_yours", _("A token can do no more than its maker.")
    EXPIRES_TOO_LATE = "expires_too_late", _("A token lasts a year at most.")
    TOO_MANY_TOKENS = "too_many_tokens", _("Twenty tokens are enough: revoke one first.")
    REVOKED = "revoked", _("This token is revoked already.")
    NOT_HTTPS = "not_https", _("Only addresses that begin with https:// can be called.")
    BAD_ADDRESS = "bad_address", _("This address cannot be called.")
    PRIVATE_ADDRESS = (
        "private_address",
        _("This address lies inside a network that is not open to the world."),
    )
    UNKNOWN_HOST = "unknown_host", _("Nobody knows this host.")
    UNKNOWN_VERB = "unknown_verb", _("The book knows no such verb.")
    ENDED = "ended", _("This webhook has ended.")
    DELIVERED = "delivered", _("This was delivered already.")


class Shut(models.TextChoices):
    """Why a token that is known opens nothing."""

    REVOKED = "token_revoked", _("This token has been revoked.")
    EXPIRED = "token_expired", _("This token has expired.")
    CLOSED = "account_closed", _("The account of this token is closed.")
    LOCKED = "account_locked", _("The account of this token rests after failed attempts.")
    PASSWORD = "password_due", _("The account of this token must choose a new password first.")
    FACTOR = (
        "factor_missing",
        _("The account of this token has lost the second factor that its post demands."),
    )


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("webhook", "Waiting")
    DELIVERED = "delivered", pgettext_lazy("webhook", "Delivered")
    GIVEN_UP = "given_up", pgettext_lazy("webhook", "Given up")
