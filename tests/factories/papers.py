"""Edited templates, agreements of several and letters, in the world of ``world``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from docx import Document
from tests.factories.pledges import NOON
from tests.factories.unions import UnionFactory
from tests.factories.world import World, chair_of

from lianshou.core.papers import Clause
from lianshou.kernel.access.models import User
from lianshou.kernel.pledges.actions import (
    agree_pledge,
    ask_for_letters,
    draw_up_agreement,
    issue_letters,
    propose_template,
    sign_pledge,
    use_template,
)
from lianshou.kernel.pledges.models import LetterBatch, PaperTemplate, Pledge
from lianshou.kernel.unions.models import Union
from lianshou.kinds.pairing.exports.agreement import default_template


def edited(*lines: str) -> bytes:
    """The house's own template of a pairing with further paragraphs, as an officer saves it in Word."""
    document = Document(BytesIO(default_template("zh")))
    for line in lines:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def proposed(world: World, *lines: str, union: Union | None = None, **facts: Any) -> PaperTemplate:
    return propose_template(
        **{
            "actor": world.officer,
            "union": union or world.county,
            "slug": "pairing",
            "content": edited(*(lines or ("本县补充条款。",))),
            "file_name": "协议书.docx",
            "note": "增加补充条款",
            "now": NOON,
            **facts,
        }
    )


def in_use(world: World, *lines: str, **facts: Any) -> PaperTemplate:
    return use_template(actor=world.approver, template=proposed(world, *lines, **facts), now=NOON)


def member(world: World, name: str) -> tuple[Union, User]:
    """A union of the county with a chair who has an account."""
    union = UnionFactory(parent=world.county, name=f"{name}公司工会")
    chair = chair_of(union, f"{name}主席", name)
    assert chair.account is not None
    return union, chair.account


def several(world: World, members: Sequence[Union], *, now: datetime = NOON, **facts: Any) -> Pledge:
    """An agreement of the world's host and these members, just drawn up."""
    return draw_up_agreement(
        **{
            "actor": world.officer,
            "programme": world.programme,
            "title": "三方共建协议书",
            "words": "互派骨干交流。\n\n每季度开一次联席会。",
            "hub": world.host,
            "members": members,
            "starts_on": date(2020, 6, 24),
            "ends_on": date(2020, 12, 31),
            "prefix": "阜联协",
            "clauses": [Clause(side="guest", words="报送年度计划", after=60)],
            "now": now,
            **facts,
        }
    )


def signed_by(pledge: Pledge, *accounts: User | None, now: datetime = NOON) -> Pledge:
    """Each agrees, then each signs."""
    for account in accounts:
        pledge = agree_pledge(actor=account, pledge=pledge, now=now)
    for account in accounts:
        pledge = sign_pledge(actor=account, pledge=pledge, now=now)
    return pledge


def asked(world: World, **facts: Any) -> LetterBatch:
    """A letter of responsibility to the world's host and guest, asked for."""
    return ask_for_letters(
        **{
            "actor": world.officer,
            "programme": world.programme,
            "sort": "letter",
            "title": "安全生产责任书",
            "words": "落实群众监督责任。",
            "unions": [world.host, world.guest],
            "starts_on": date(2020, 7, 1),
            "ends_on": date(2021, 6, 30),
            "prefix": "阜责",
            "now": NOON,
            "enqueue": lambda _key: None,
            "clauses": [{"side": "guest", "words": "报送自查表", "after": 30}],
            **facts,
        }
    )


def worked(batch: LetterBatch, later: timedelta = timedelta()) -> LetterBatch | None:
    """The batch as a worker leaves it."""
    return issue_letters(batch_id=batch.pk, clock=lambda: NOON + later)
