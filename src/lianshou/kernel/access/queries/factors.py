"""Second factors and connected sign-ins of an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import QuerySet

from lianshou.kernel.access.enums import Factor
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.queries.scope import posts_of, scope_of


@dataclass(frozen=True)
class Factors:
    """What an account has set up: a code app, passkeys, and recovery codes for the day when both are lost."""

    code_app: Authenticator | None
    passkeys: Sequence[Authenticator]
    recovery: Authenticator | None

    @property
    def any(self) -> bool:
        """Whether there is a second factor; recovery codes alone are none."""
        return self.code_app is not None or bool(self.passkeys)

    @property
    def codes_left(self) -> int:
        return len(self.recovery.wrap().get_unused_codes()) if self.recovery else 0


def factors_of(*, actor: User) -> Factors:
    """The second factors of an account, the oldest passkey first."""
    found = list(Authenticator.objects.filter(user=actor).order_by("pk"))
    by_type = {entry.type: entry for entry in found}
    return Factors(
        code_app=by_type.get(Factor.TOTP),
        passkeys=[entry for entry in found if entry.type == Factor.WEBAUTHN],
        recovery=by_type.get(Factor.RECOVERY_CODES),
    )


def has_factor(*, actor: User) -> bool:
    """Whether an account has a second factor."""
    kinds = (Factor.TOTP, Factor.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=actor, type__in=kinds).exists())


def roles_of(*, actor: Any) -> frozenset[str]:
    """The roles that an account has today."""
    return frozenset(posts_of(actor=actor).values_list("role", flat=True))


def demands_factor(*, actor: Any) -> bool:
    """Whether one of the account's posts demands a second factor (LIANSHOU_SECOND_FACTOR_ROLES)."""
    demanded = frozenset(settings.LIANSHOU_SECOND_FACTOR_ROLES)
    return bool(demanded) and bool(roles_of(actor=actor) & demanded)


def accounts_within(*, actor: Any, verb: str) -> QuerySet[User]:
    """The accounts all of whose posts lie where the actor may do ``verb``; without any post, those of nobody."""
    scope = scope_of(actor=actor, verb=verb)
    inside = Post.objects.admitted().filter(scope.q("union__path"))
    outside = Post.objects.admitted().exclude(pk__in=inside.values("pk"))
    held = User.objects.filter(pk__in=inside.values("user"))
    return held.exclude(pk__in=outside.values("user"))


def sign_ins_of(*, actor: User) -> list[SocialAccount]:
    """The sign-ins of other houses (OpenID Connect and the like) that are connected with an account."""
    return list(SocialAccount.objects.filter(user=actor).order_by("pk"))
