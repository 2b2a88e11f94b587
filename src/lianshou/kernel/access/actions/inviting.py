from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions.opening import ask_for_post, enter_account
from lianshou.kernel.access.enums import Reason
from lianshou.kernel.access.models import Invitation, User
from lianshou.kernel.access.queries import digest_of_secret, may, require
from lianshou.kernel.access.rules import why_not_accept, why_not_renew, why_not_withdraw
from lianshou.kernel.audit.actions import record


@dataclass(frozen=True)
class SentInvitation:
    """An invitation with the secret of its link, which is known here and nowhere else."""

    invitation: Invitation
    secret: str = field(repr=False)


@transaction.atomic
def invite(
    *, actor: Any, name: str, union: Any, role: str, days: int, now: datetime, email: str = ""
) -> SentInvitation:
    """Invite somebody to open their own account, and say which post at ``union`` it is meant for.

    Raises PermissionDenied. Leaves ``invitation.sent``; neither name, address nor secret.
    """
    require(actor, "account.invite", on=union)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        digest=digest_of_secret(secret),
        name=name,
        email=email.lower(),
        union=union,
        role=role,
        invited_by=actor,
        invited_at=now,
        expires_at=now + timedelta(days=days),
    )
    _record(actor, "invitation.sent", invitation, now, role=role, days=days)
    return SentInvitation(invitation, secret)


@transaction.atomic
def renew_invitation(*, actor: Any, invitation: Invitation, days: int, now: datetime) -> SentInvitation:
    """Give an invitation a new link and a new last day; the link before opens nothing any more.

    Raises PermissionDenied, or Refused once it was accepted or withdrawn. Leaves ``invitation.renewed``.
    """
    invitation = _held(actor, invitation)
    if reason := why_not_renew(invitation.state_at(now)):
        raise Refused(reason)
    secret = secrets.token_urlsafe(32)
    invitation.digest, invitation.expires_at = digest_of_secret(secret), now + timedelta(days=days)
    invitation.invited_by, invitation.invited_at = actor, now
    invitation.save()
    _record(actor, "invitation.renewed", invitation, now, days=days)
    return SentInvitation(invitation, secret)


@transaction.atomic
def withdraw_invitation(*, actor: Any, invitation: Invitation, now: datetime) -> Invitation:
    """Take an invitation back: its link opens nothing any more.

    Raises PermissionDenied, or Refused once it was accepted or withdrawn. Leaves ``invitation.withdrawn``.
    """
    invitation = _held(actor, invitation)
    if reason := why_not_withdraw(invitation.state_at(now)):
        raise Refused(reason)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    _record(actor, "invitation.withdrawn", invitation, now)
    return invitation


def accept_invitation(
    *, actor: None = None, invitation: Invitation, username: str, password: str, now: datetime
) -> User:
    """Open the account of an invitation, for whoever holds its link, and ask the security administrators for its post;
    all or nothing. Whoever invites gives no right by it.

    Nobody is logged in, hence no actor: the account is opened by whoever invited, who must still be one who may.
    The password has passed the policy. Raises Refused when the invitation is over or the name is taken.
    Leaves ``account.created``, ``post.asked`` and ``invitation.accepted``.
    """
    made = make_password(password)  # slow on purpose, hence before anything is locked
    with transaction.atomic():
        invitation = _open_invitation(invitation, now)
        if User.objects.filter(username=username.lower()).exists():
            raise Refused(Reason.NAME_TAKEN)
        host, union, today = invitation.invited_by, invitation.union, timezone.localdate(now)
        user = enter_account(
            actor=host,
            username=username,
            name=invitation.name,
            password=None,
            now=now,
            union_path=union.path,
        )
        user.password, user.password_changed_at, user.email = made, now, invitation.email
        user.save()
        ask_for_post(actor=host, user=user, union=union, role=invitation.role, starts_on=today, now=now)
        invitation.accepted_by, invitation.accepted_at = user, now
        invitation.save(update_fields=["accepted_by", "accepted_at"])
        _record(user, "invitation.accepted", invitation, now)
    return user


def _locked(invitation: Invitation) -> Invitation:
    held: Invitation = (
        Invitation.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union", "invited_by")
        .get(pk=invitation.pk)
    )
    return held


def _held(actor: Any, invitation: Invitation) -> Invitation:
    held = _locked(invitation)
    require(actor, "account.invite", on=held.union)
    return held


def _open_invitation(invitation: Invitation, now: datetime) -> Invitation:
    held = _locked(invitation)
    if reason := why_not_accept(held.state_at(now)):
        raise Refused(reason)
    if not may(held.invited_by, "account.invite", on=held.union):
        raise Refused(Reason.INVITATION_OVER)
    return held


def _record(actor: Any, verb: str, invitation: Invitation, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=invitation, at=now, union_path=invitation.union.path, **details)
