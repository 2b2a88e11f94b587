"""How somebody is told, and the robots of unions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.inbox.enums import Reason
from lianshou.kernel.inbox.models import DigestSetting, Robot
from lianshou.kernel.unions.models import Union


@transaction.atomic
def set_digest(
    *,
    actor: Any,
    every: str,
    channel: str,
    hour: int,
    quiet_from: int,
    quiet_until: int,
    now: datetime,
) -> DigestSetting:
    """Say how one wants to be told of one's own work, or no longer. One's own affair: leaves nothing in the book."""
    values = {"every": every, "channel": channel, "hour": hour, "changed_at": now}
    values |= {"quiet_from": quiet_from, "quiet_until": quiet_until}
    setting, _made = DigestSetting.objects.update_or_create(user=actor, defaults=values)
    return setting


@transaction.atomic
def set_robot(*, actor: Any, union: Union, channel: str, key: str, secret: str, now: datetime) -> Robot:
    """Let digests of a union's people go through a group robot, in place of the one before. The key stays out of the book.

    Raises PermissionDenied. Leaves ``channel.set``.
    """
    require(actor, "channel.keep", on=union)
    Union.objects.admitted().select_for_update().get(pk=union.pk)
    standing = Robot.objects.admitted().filter(union=union, channel=channel, ended_at=None)
    standing.update(ended_at=now, key="", secret="")
    robot = Robot.objects.create(
        union=union, channel=channel, key=key.strip(), secret=secret.strip(), set_by=actor, set_at=now
    )
    record(actor=actor, verb="channel.set", subject=robot, at=now, union_path=union.path, channel=channel)
    return robot


@transaction.atomic
def drop_robot(*, actor: Any, robot: Robot, now: datetime) -> Robot:
    """Send nothing more through a robot; its key and secret are erased.

    Raises PermissionDenied, or Refused with an ``inbox.enums.Reason``. Leaves ``channel.dropped``.
    """
    require(actor, "channel.keep", on=robot.union)
    robot = Robot.objects.admitted().select_for_update().get(pk=robot.pk)
    if robot.ended_at:
        raise Refused(Reason.ROBOT_GONE)
    robot.ended_at, robot.key, robot.secret = now, "", ""
    robot.save()
    path = robot.union.path
    record(actor=actor, verb="channel.dropped", subject=robot, at=now, union_path=path, channel=robot.channel)
    return robot
