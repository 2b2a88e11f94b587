"""Texts, consents, requests and periods, made by the actions that make them in life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.models import Consent, ConsentText, PersonRequest, RetentionPeriod


def assessed(world: World, *, purpose: str, classes: Sequence[str], now: datetime) -> None:
    """An impact assessment of the county's approver."""
    actions.record_assessment(
        actor=world.approver,
        union=world.county,
        purpose=purpose,
        classes=classes,
        lawful="为办理互助所必需。",
        risk="medium",
        influence="泄露会影响职工的尊严。",
        measures="加密保存，查看留痕。",
        assessed_on=now.date(),
        now=now,
    )


def published(
    world: World,
    *,
    now: datetime,
    purpose: str = "contact",
    classes: Sequence[str] = ("contact",),
    **words: Any,
) -> ConsentText:
    """A text of the county in force from ``now``."""
    with zeal_ignore():
        assessed(world, purpose=purpose, classes=classes, now=now)
        facts = {
            "title_zh": "联系电话使用告知书",
            "body_zh": "我们用您的电话通知活动。",
            "necessity_zh": "没有电话无法通知。",
            "classes": [*classes],
        }
        text = actions.draft_text(
            actor=world.approver, union=world.county, purpose=purpose, now=now, **(facts | words)
        )
        return actions.publish_text(actor=world.approver, text=text, now=now)


def agreed(
    world: World,
    text: ConsentText,
    *,
    now: datetime,
    parts: Sequence[str] = ("",),
    relative: Relative | None = None,
) -> list[Consent]:
    """The host's chair agrees on the own page."""
    return actions.give_consent(actor=world.host_account, text=text, parts=parts, relative=relative, now=now)


def asked(world: World, *, now: datetime, kind: str = "question", **facts: Any) -> PersonRequest:
    """The host's chair asks for something."""
    return actions.ask_request(
        actor=world.host_account, kind=kind, now=now, **({"words": "请问保存多久？"} | facts)
    )


def period(data_class: str, *, months: int = 36, region: str = "", clock: str = "left") -> RetentionPeriod:
    """A period from long ago; those as delivered are thrown away first."""
    RetentionPeriod.objects.filter(data_class=data_class, region=region).delete()
    return RetentionPeriod.objects.create(
        data_class=data_class, region=region, starts_on=date(2016, 1, 1), months=months, clock=clock
    )


def left(person: Person, *, years: int, now: datetime) -> Person:
    """Somebody who left so many years ago."""
    person.left_on = now.date() - timedelta(days=366 * years)
    person.save(update_fields=["left_on"])
    return person
