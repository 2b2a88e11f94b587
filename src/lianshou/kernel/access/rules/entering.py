"""Pure decisions about entering: what a password must be, how long an account rests, who enters by code, invitations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from lianshou.kernel.access.enums import InvitationState, Reason, Role

# --- passwords
CLASSES_NEEDED = 3
# beside the twenty thousand of Django's own list: what Chinese offices are fond of, written small
OFTEN_USED = frozenset(
    {
        *("aa123456", "abc123456", "abc@123", "abcd1234", "abcd@1234", "aa@123456", "a123456!", "asd@123456"),
        *("admin123", "admin@123", "admin@1234", "admin888", "admin@888", "administrator@123", "root@123"),
        *("1qaz@wsx", "1qaz2wsx", "1qaz!qaz", "!qaz2wsx", "1q2w3e4r", "1q2w3e4r5t", "qwer1234", "qwer@1234"),
        *("p@ssw0rd", "passw0rd", "p@ssword1", "password@123", "pass@word1", "test@123", "welcome@123"),
        *("woaini1314", "woaini520", "wo@ini1314", "5201314a", "5201314@a", "a5201314", "zxcvbnm123"),
        *("gonghui123", "gonghui@123", "gh@123456", "ghgh@1234", "zgh@123456", "zgh@2025", "china@123"),
        *("lianshou123", "lianshou@123", "huawei@123", "abc!@#123", "qwe!@#123", "123!@#qwe", "1234@abcd"),
    }
)


def classes_in(password: str) -> int:
    """How many of the four classes a password has: small letters, capitals, digits, anything else."""
    found = {_class_of(character) for character in password}
    return len(found)


def _class_of(character: str) -> str:
    if character.isascii() and character.isalpha():
        return "small" if character.islower() else "capital"
    return "digit" if character.isascii() and character.isdigit() else "other"


def is_often_used(password: str) -> bool:
    """Whether a password is one of those that are tried first, also with signs or a year hung on."""
    small = password.lower()
    return small in OFTEN_USED or small.rstrip("!.@#$*?~") in OFTEN_USED


def why_change_password(
    *, is_usable: bool, must_change: bool, changed_at: datetime, days: int, now: datetime
) -> Reason | None:
    """Why an account has to choose a new password before it may go on, or None; no ``days`` means no expiry."""
    if not is_usable:
        return None
    if must_change:
        return Reason.FIRST_PASSWORD
    return Reason.PASSWORD_EXPIRED if days and now - changed_at > timedelta(days=days) else None


# --- lock-out
LONGEST_REST = timedelta(hours=24)


def rest_after(failures: int, *, tries: int, first: timedelta) -> timedelta:
    """How long an account rests after so many failures in a row: nothing before ``tries``, then ``first``,
    doubled by every further failure up to a day."""
    if failures < tries:
        return timedelta(0)
    doubled: timedelta = first * 2 ** min(failures - tries, 20)
    return min(doubled, LONGEST_REST)


def wait_left(*, locked_until: datetime | None, now: datetime) -> timedelta:
    """How long there is still to wait; zero when nobody has to."""
    return max(locked_until - now, timedelta(0)) if locked_until else timedelta(0)


def may_enter_by_code(roles: Collection[str]) -> bool:
    """Whether a code sent to a telephone or by e-mail is enough: for those who are workers and nothing else."""
    return bool(roles) and set(roles) <= {Role.WORKER}


# --- invitations
def state_of_invitation(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> InvitationState:
    """Where an invitation stands at ``now``."""
    if accepted_at:
        return InvitationState.ACCEPTED
    if withdrawn_at:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if now >= expires_at else InvitationState.OPEN


def why_not_accept(state: InvitationState) -> Reason | None:
    """Why an invitation opens no account, or None."""
    return {
        InvitationState.ACCEPTED: Reason.INVITATION_USED,
        InvitationState.WITHDRAWN: Reason.INVITATION_WITHDRAWN,
        InvitationState.EXPIRED: Reason.INVITATION_OVER,
    }.get(state)


def why_not_withdraw(state: InvitationState) -> Reason | None:
    """Why an invitation cannot be withdrawn, or None."""
    if state is InvitationState.ACCEPTED:
        return Reason.INVITATION_USED
    return Reason.INVITATION_WITHDRAWN if state is InvitationState.WITHDRAWN else None


def why_not_renew(state: InvitationState) -> Reason | None:
    """Why an invitation cannot get a new link, or None; one that has expired can."""
    return why_not_withdraw(state)
