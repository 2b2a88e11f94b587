"""What somebody fills in who signs up by a form: which event, how to be reached, what to look after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lianshou.core.asking import AskedField, Choice, Sort
from lianshou.core.wording import Wording

PURPOSE = Wording("安排活动时照顾到行动、饮食等特殊需要", "to look after what somebody needs at an event")
BASIS = Wording("本级工会职工活动安排", "the federation's plan of events")


def request_fields(events: Callable[[Any], Sequence[Choice]]) -> tuple[AskedField, ...]:
    """The fields; ``events(programme)`` gives the events to choose from."""
    return (
        AskedField(
            key="event",
            title=Wording("参加哪项活动", "Which event"),
            sort=Sort.CHOICE,
            required=True,
            choices=events,
        ),
        AskedField(
            key="name",
            title=Wording("姓名", "Name of the person"),
            fact="person.name",
            required=True,
            most=40,
        ),
        AskedField(key="union", title=Wording("所在工会", "Union of the person"), fact="person.union"),
        AskedField(
            key="phone",
            title=Wording("手机号码", "Telephone"),
            sort=Sort.PHONE,
            fact="person.phone",
            required=True,
            most=20,
        ),
        AskedField(
            key="needs",
            title=Wording("需要照顾的地方", "What to look after"),
            sort=Sort.LONG,
            note=Wording(
                "比如：轮椅、清真餐、对花生过敏。没有就不用填。",
                "Say: a wheelchair, halal food, an allergy. Leave it empty if there is nothing.",
            ),
        ),
    )
