"""A rule, something that went up by it, and a robot."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from lianshou.kernel.access.models import User
from lianshou.kernel.inbox.models import Escalation, EscalationRule, Robot
from lianshou.kernel.unions.models import Union

MOMENT = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)


def rule_of(union: Union, by: User, **fields: Any) -> EscalationRule:
    made = {"errand": "", "days": 3, "role": "leader", "set_at": MOMENT} | fields
    return EscalationRule.objects.create(union=union, set_by=by, **made)


def escalated(
    union: Union, to: Union, by: User, rule: EscalationRule | None = None, **fields: Any
) -> Escalation:
    """Something of ``union`` that was due on 15 June 2020 and went up."""
    made = {
        "key": f"probe:{union.pk}",
        "errand": "money",
        "role": "leader",
        "url": "/funds/",
        "due_on": date(2020, 6, 15),
        "raised_at": MOMENT,
    }
    rule = rule or rule_of(to, by)
    return Escalation.objects.create(union=union, to=to, rule=rule, **made | fields)


def robot_of(union: Union, by: User, channel: str = "wecom", **fields: Any) -> Robot:
    made = {"key": "robot-key-1", "secret": "", "set_at": MOMENT} | fields
    return Robot.objects.create(union=union, channel=channel, set_by=by, **made)


def work_records(union: Union, top: Union, by: User) -> dict[str, Any]:
    """The ids of one of each for the sweep: something of ``union`` that went up to ``top``, whose rule and robot they are."""
    raised = escalated(
        union, top, by, rule_of(top, by, errand="event")
    )  # the demonstration has one for every sort
    return {"escalation": raised.pk, "rule": raised.rule_id, "robot": robot_of(top, by).pk}
