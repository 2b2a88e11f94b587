"""Digests: planned once for each account and period, claimed before they are sent, tried again when they fail.

A digest that was claimed and never settled belongs to a process that died in the midst of sending: whether it went out
cannot be known, so it is not sent again ("never twice" goes before "always once") and the administrator is told.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from smtplib import SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from lianshou.core.couriers import Declined, NotSent
from lianshou.kernel.inbox.enums import Channel, DigestState, Every, Fault
from lianshou.kernel.inbox.models import Digest, DigestSetting
from lianshou.kernel.inbox.queries.calendars import Calendars
from lianshou.kernel.inbox.queries.digests import (
    Told,
    digests_there,
    digests_to_send,
    first_posts,
    robot_for,
    settings_to_ask,
    told_of,
)
from lianshou.kernel.inbox.rules.digests import LEASE, may_go_out, period_of, wait_after
from lianshou.kernel.unions.models import Union
from lianshou.web.couriers import carry
from lianshou.web.robots import group_courier


@transaction.atomic
def plan_digests(*, actor: Any, now: datetime) -> int:
    """Lay down a digest for everybody whose hour has come and who has none for this period; gives how many.

    Those whose account is closed or locked, and those without a post, get none. Leaves nothing in the book.
    """
    del actor
    asked, today = list(settings_to_ask(now=now)), timezone.localdate(now)
    users = [one.user_id for one in asked]
    unions, calendars = first_posts(users=users, today=today), Calendars()
    there = digests_there(users=users, since=today - timedelta(days=7))
    made = [
        Digest(
            user=one.user,
            union=unions[one.user_id],
            starts_on=_period(one, today),
            channel=one.channel,
            next_at=now,
        )
        for one in asked
        if one.user_id in unions
        and (one.user_id, _period(one, today)) not in there
        and _may_go_out(one, unions[one.user_id], calendars, now)
    ]
    Digest.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def claim_digest(*, actor: Any, digest: Digest, now: datetime) -> Digest | None:
    """Take a digest in hand for sending; None when another process has it, or it may not go out now.

    What failed and whose period is over is given up. Leaves nothing in the book.
    """
    del actor
    found = Digest.objects.admitted().select_for_update(of=("self",)).select_related("user", "union")
    held = found.filter(pk=digest.pk, state__in=(DigestState.WAITING, DigestState.FAILED)).first()
    setting = DigestSetting.objects.filter(user=digest.user_id).exclude(every=Every.OFF).first()
    if held is None:
        return None
    if setting is None or _period(setting, timezone.localdate(now)) != held.starts_on:
        held.state = DigestState.GIVEN_UP if held.attempts else DigestState.EMPTY
        held.save(update_fields=["state"])
        return None
    if not _may_go_out(setting, held.union, Calendars(), now):
        return None
    held.state, held.claimed_at, held.attempts = DigestState.SENDING, now, held.attempts + 1
    held.channel = setting.channel
    held.save(update_fields=["state", "claimed_at", "attempts", "channel"])
    return held


@transaction.atomic
def settle_digest(*, actor: Any, digest: Digest, fault: str | None, now: datetime) -> Digest:
    """Note how sending went: sent, or failed for a ``Fault`` and to be tried again, later each time, or given up."""
    del actor
    digest = Digest.objects.admitted().select_for_update().get(pk=digest.pk)
    digest.fault, digest.claimed_at = fault or "", None
    if not fault:
        digest.state, digest.sent_at = DigestState.SENT, now
    elif (wait := wait_after(digest.attempts)) is None:
        digest.state = DigestState.GIVEN_UP
    else:
        digest.state, digest.next_at = DigestState.FAILED, now + wait
    digest.save()
    return digest


def send_digests(*, actor: Any, now: datetime) -> int:
    """Plan what is due and send it, each digest in steps of its own, so that a crash loses none of the others.

    ``now`` is the moment at which all of it began. Gives how many went out. Leaves nothing in the book: the rows tell it.
    """
    _give_up_on_the_dead(now)
    plan_digests(actor=actor, now=now)
    return sum(_send(actor, digest, now) for digest in list(digests_to_send(now=now)))


def _send(actor: Any, digest: Digest, now: datetime) -> bool:
    told = told_of(actor=digest.user, today=timezone.localdate(now))
    if told.is_empty:
        Digest.objects.admitted().filter(pk=digest.pk, state__in=_OPEN).update(state=DigestState.EMPTY)
        return False
    held = claim_digest(actor=actor, digest=digest, now=now)
    if held is None:
        return False
    fault = _carry(held, told, now)
    return settle_digest(actor=actor, digest=held, fault=fault, now=now).state == DigestState.SENT


_OPEN = (DigestState.WAITING, DigestState.FAILED)


def _give_up_on_the_dead(now: datetime) -> None:
    dead = Digest.objects.admitted().filter(state=DigestState.SENDING, claimed_at__lt=now - LEASE)
    dead.update(state=DigestState.UNSURE)


def _carry(digest: Digest, told: Told, now: datetime) -> Fault | None:
    try:
        return _by_mail(digest, told) if digest.channel == Channel.MAIL else _by_robot(digest, told, now)
    except (Declined, SMTPResponseException):
        return Fault.DECLINED
    except (NotSent, OSError):
        return Fault.UNREACHABLE


def _by_mail(digest: Digest, told: Told) -> Fault | None:
    if not settings.LIANSHOU_MAILS:
        return Fault.NO_MAILS
    if not digest.user.email:
        return Fault.NO_ADDRESS
    carry(EmailMessage(subject=told.title, body=told.words(), to=[digest.user.email]))
    return None


def _by_robot(digest: Digest, told: Told, now: datetime) -> Fault | None:
    robot = robot_for(union=digest.union, channel=digest.channel)
    if robot is None:
        return Fault.NO_ROBOT
    courier = group_courier(digest.channel)
    courier.send(key=robot.key, secret=robot.secret, title=told.title, words=told.words(), at=now.timestamp())
    return None


def _period(setting: DigestSetting, today: date) -> date:
    return period_of(today, weekly=setting.every == Every.WEEK)


def _may_go_out(setting: DigestSetting, union: Union, calendars: Calendars, now: datetime) -> bool:
    return may_go_out(
        timezone.localtime(now),
        weekly=setting.every == Every.WEEK,
        hour=setting.hour,
        quiet_from=setting.quiet_from,
        quiet_until=setting.quiet_until,
        is_working=calendars.of(union.division_code or "").is_working,
    )
