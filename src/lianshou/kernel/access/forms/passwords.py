"""What a password must be, in the form that Django's settings ask for; the sentences stand on every page that sets one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy

from lianshou.kernel.access.rules import CLASSES_NEEDED, classes_in, is_often_used

# sentences of Django and allauth whose Chinese speaks to the reader in another voice: our catalogue words them
gettext_noop("The password is too similar to the %(verbose_name)s.")
gettext_noop("Your password can’t be too similar to your other personal information.")
gettext_noop("Incorrect code.")
ngettext_lazy(
    "Your password must contain at least %(min_length)d character.",
    "Your password must contain at least %(min_length)d characters.",
    "min_length",
)


class ClassesValidator:
    """Characters of at least three classes."""

    def validate(self, password: str, user: Any = None) -> None:
        if classes_in(password) < CLASSES_NEEDED:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _("Use at least three of these: small letters, capital letters, digits, signs such as # or 。")


class OftenUsedValidator:
    """None of those that are tried first: Django's list of common passwords, and those dear to Chinese offices."""

    def __init__(self) -> None:
        from django.contrib.auth.password_validation import CommonPasswordValidator

        self._common = CommonPasswordValidator()

    def validate(self, password: str, user: Any = None) -> None:
        if is_often_used(password) or password.lower().strip() in self._common.passwords:
            raise ValidationError(
                _("Many people use this password; it is tried first."), code="password_common"
            )

    def get_help_text(self) -> str:
        return _("Nothing that many people use, such as Admin@123 or 1qaz@WSX.")


class UsedBeforeValidator:
    """None of the last passwords of the account."""

    def validate(self, password: str, user: Any = None) -> None:
        used = getattr(user, "has_used", None)
        if used is not None and used(password, memory=settings.LIANSHOU_PASSWORD_MEMORY):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("None of your last %(n)s passwords.") % {"n": settings.LIANSHOU_PASSWORD_MEMORY}
