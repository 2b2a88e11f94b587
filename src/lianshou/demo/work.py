"""A rule of escalation in the county, what went up by it, and how an officer is told."""

from __future__ import annotations

from datetime import date

from lianshou.demo.world import World, moment
from lianshou.kernel.inbox.actions import escalate_overdue, set_digest, set_rule


def escalate_late_work(world: World, *, today: date) -> None:
    """What is overdue for more than five working days goes to the county's leader; the officer has a digest each day."""
    leader, now = world.accounts["leader"], moment(today, 0)
    set_rule(actor=leader, union=world.county, errand="", days=5, role="leader", now=now)
    escalate_overdue(actor=None, now=now)
    set_digest(
        actor=world.officer, every="day", channel="mail", hour=9, quiet_from=21, quiet_until=8, now=now
    )
