from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.china.names import parted_sound
from lianshou.kernel.access.enums import InvitationState, Role
from lianshou.kernel.access.rules import state_of_invitation, why_not_lend
from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.models import ScopedManager


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        user = self.model(
            username=username.lower(), sound=parted_sound(str(fields.get("name", "")))[:80], **fields
        )
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """An account. What it may do comes from its posts alone; there is no superuser."""

    username = models.CharField(_("user name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=40)
    sound = models.CharField(max_length=80, blank=True, default="", editable=False, db_index=True)
    """The syllables of the name, so that lists stand in the order of pinyin."""
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.username

    def has_used(self, password: str, *, memory: int) -> bool:
        """Whether ``password`` is the present one or among the last ``memory``, which is slow on purpose."""
        if self._state.adding:
            return False
        before = self.past_passwords.values_list("password", flat=True)[: max(memory - 1, 0)]
        return any(check_password(password, made) for made in (self.password, *before))


class PastPassword(models.Model):
    """What was stored of a password that an account has laid aside, so that it does not come back at once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.replaced_at:%Y-%m-%d}"


class Post(models.Model):
    """A person holds a role at a union from one day to another; it reaches over the union's subtree."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            # triggers on both databases refuse what a constraint cannot say (migration 0003): nobody holds an office
            # of the three administrators beside another role in the same days
            models.UniqueConstraint(
                fields=["user", "union", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="post_once_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    def is_held(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    @property
    def is_delegable(self) -> bool:
        """Whether somebody can stand in at all."""
        return why_not_lend(role=self.role) is None


class Delegation(models.Model):
    """Somebody stands in for the holder of a post from one day to another (an officer's leave)."""

    SCOPE = ("post__union__path",)
    objects = ScopedManager()

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="delegations")
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="delegated")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_start", condition=models.Q(ends_on__gte=models.F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} → {self.to}"


class PostRequest(models.Model):
    """Whoever opened an account asks a security administrator to give it a post; answered once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="requests")
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    post = models.OneToOneField(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="request"
    )
    refusal = models.CharField(_("why not"), max_length=120, blank=True)

    SCOPE = ("union__path",)
    objects = ScopedManager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "union", "role"],
                condition=models.Q(answered_at__isnull=True),
                name="post_asked_once",
            ),
            models.CheckConstraint(
                name="request_ends_after_start",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {Role(self.role).label}"


class Invitation(models.Model):
    """A link by which a person opens their own account with one post; only a digest of its secret is kept."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=40)
    email = models.EmailField(_("e-mail"), blank=True)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role.choices)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_role_display()}"

    def state_at(self, now: datetime) -> InvitationState:
        """Where the invitation stands at ``now``."""
        return state_of_invitation(
            accepted_at=self.accepted_at,
            withdrawn_at=self.withdrawn_at,
            expires_at=self.expires_at,
            now=now,
        )

    @property
    def state(self) -> InvitationState:
        """Where the invitation stands at this moment."""
        return self.state_at(timezone.now())
