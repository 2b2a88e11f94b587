"""Papers of the demonstration: a federation's own template in two versions, promises, an agreement of three, a renewal, terms that ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any

from django.db.models import F

from lianshou.core.papers import Clause
from lianshou.demo.photographs import draw_photograph
from lianshou.demo.plan import GCL, JINHAI, SEED, ZHONGCHENG
from lianshou.demo.world import World, moment
from lianshou.formats.papers.building import timeless
from lianshou.kernel.access.models import User
from lianshou.kernel.pledges.actions import (
    agree_pledge,
    draw_up_agreement,
    end_pledge,
    expire_pledges,
    judge_pledge,
    propose_template,
    renew_pledge,
    report_obligation,
    sign_pledge,
    use_template,
)
from lianshou.kernel.pledges.enums import Side, Sort, State
from lianshou.kernel.pledges.models import Obligation, Pledge
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing.exports.agreement import default_template

_VERSIONS = (
    (date(2019, 11, 4), "增加双方联系人条款", ("双方各明确一名联系人，联系人变动的，五日内告知对方。",)),
    (
        date(2020, 3, 9),
        "按县总要求增加保密条款",
        (
            "双方各明确一名联系人，联系人变动的，五日内告知对方。",
            "双方对职工个人信息负有保密义务，不得用于本协议以外的用途。",
        ),
    ),
)
_CLAUSE = Clause(side="each", words="明确联系人并告知对方", done_when="联系人已登记", after=10, working=True)


def edit_templates(world: World) -> None:
    """The county words its agreements itself: a first version, and the one in use."""
    for day, note, lines in _VERSIONS:
        template = propose_template(
            actor=world.officer,
            union=world.county,
            slug="pairing",
            content=_edited(lines),
            file_name="联手兴家协议书.docx",
            note=note,
            clauses=[_CLAUSE],
            now=moment(day, 2),
        )
        use_template(actor=world.accounts["approver"], template=template, now=moment(day, 6))


def draw_up_of_three(world: World) -> None:
    """Two strong unions and a new one for a year: evaluated by all, and renewed with the same words.

    Of the promises of the second year one was kept, with a photograph; the others are long overdue.
    """
    unions = [world.unions[name] for name in (JINHAI, GCL, ZHONGCHENG)]
    chairs = [world.chairs[union.pk] for union in unions]
    first = draw_up_agreement(
        actor=world.officer,
        programme=Programme.objects.filter(union=world.county, kind="pairing", year=2019).order_by("pk")[0],
        title="新能源产业链工会三方共建协议书",
        words="三方工会资源共享、活动共办、人才共育。\n每季度召开一次联席会议，由牵头方召集。",
        hub=unions[0],
        members=unions[1:],
        starts_on=date(2019, 6, 18),
        ends_on=date(2020, 6, 17),
        prefix="阜联协",
        clauses=_PROMISES,
        now=moment(date(2019, 6, 17), 2),
    )
    first = _signed(first, chairs, date(2019, 6, 18))
    for row in first.obligations.all():
        day = row.due_on - timedelta(days=3)
        _report(row, world.officer, day, "已按约定完成。")
    for chair, words in zip(chairs, _JUDGED, strict=True):
        judge_pledge(actor=chair, pledge=first, grade="good", words=words, now=moment(_RENEWED, 2))
    term: dict[str, Any] = {"starts_on": date(2020, 6, 18), "ends_on": date(2021, 6, 17)}
    second = renew_pledge(actor=world.officer, pledge=first, now=moment(_RENEWED, 6), **term)
    second = _signed(second, chairs, date(2020, 6, 17))
    row = second.obligations.get(party__union=unions[0])
    photo = draw_photograph(Random(SEED))  # noqa: S311  invented records, no secret
    _report(row, chairs[0], date(2020, 8, 3), "每周三、周六开放，首月接待职工126人次。", photo)


_PROMISES = (
    Clause(side="host", words="开放职工书屋和劳模创新工作室", done_when="开放记录和照片", after=60),
    Clause(side="guest", words="报送年度共建计划", done_when="计划已送牵头方", after=20, working=True),
)
_JUDGED = ("三方配合默契，联席会议按季召开。", "共享了培训师资，职工反映好。", "建会建家都有人带。")
_RENEWED = date(2020, 6, 15)


def _signed(pledge: Pledge, chairs: Sequence[User], day: date) -> Pledge:
    for act in (agree_pledge, sign_pledge):
        for chair in chairs:
            pledge = act(actor=chair, pledge=pledge, now=moment(day, 3))
    return pledge


def _report(row: Obligation, actor: User, day: date, words: str, content: bytes = b"") -> None:
    now = moment(day + timedelta(days=1), 2)
    facts: dict[str, Any] = {"done_on": day, "evidence": words, "content": content, "now": now}
    report_obligation(actor=actor, obligation=row, **facts)


def settle_promises(*, today: date) -> None:
    """The promises of pairs whose day has gone by were kept: thousands, written with one statement."""
    due = Obligation.objects.filter(pledge__sort="pair", pledge__in_force_at__isnull=False, due_on__lt=today)
    due.update(state="done", done_on=F("due_on"), evidence="已按协议开展，见活动记录。")


def end_terms(world: World, *, today: date) -> None:
    """What the machine's calendar and the officers did after the last days: each night it said whose term was over, and the
    officer closed most of them. A few wait to be evaluated and renewed, by parties some of which have done it already.
    """
    running = Pledge.objects.filter(state=State.IN_FORCE, ends_on__lt=today)
    for last_day in sorted(set(running.values_list("ends_on", flat=True))):
        expire_pledges(actor=None, now=moment(last_day + timedelta(days=1), 0))
    over = (
        Pledge.objects.filter(state=State.EXPIRED).prefetch_related("parties__union__honours").order_by("pk")
    )
    seats, pairs = set(world.chairs), [one for one in over if one.sort == Sort.PAIR]
    pairs.sort(key=lambda one: (seats.isdisjoint(party.union_id for party in one.parties.all()), one.pk))
    for pledge in pairs[_WAITING:]:
        _end(world, pledge)
    for pledge in [*pairs[:1], *(one for one in over if one.sort == Sort.MANY)]:
        _judge(world, pledge)


_WAITING = 3
"""Agreements of two whose term is over and that nobody has closed."""


def _end(world: World, pledge: Pledge) -> None:
    """The officer closes it in the week after, saying what became of the guest."""
    guest = next(party.union for party in pledge.parties.all() if party.side == Side.GUEST)
    came = "已建成模范职工之家" if list(guest.honours.all()) else "已提档升级"
    end_pledge(
        actor=world.officer,
        pledge=pledge,
        reason=f"协议期满，被帮带方{came}，双方商定不再续签",
        ended_on=pledge.ends_on,
        now=moment(pledge.ends_on + timedelta(days=5), 2),
    )


def _judge(world: World, pledge: Pledge) -> None:
    """The chairs with an account say how it went, but for the last party: its word is for the visitor."""
    now = moment(pledge.ends_on + timedelta(days=9), 2)
    chairs = [world.chairs.get(party.union_id) for party in list(pledge.parties.all())[:-1]]
    said = _JUDGED if pledge.sort == Sort.MANY else ("五年来手把手指导，对方已能独立开展工作。",)
    for chair, words in zip(filter(None, chairs), said, strict=False):
        judge_pledge(actor=chair, pledge=pledge, grade="good", words=words, now=now)


def _edited(lines: tuple[str, ...]) -> bytes:
    """The house's template with further paragraphs before the signatures."""
    from docx import Document

    document, out = Document(BytesIO(default_template("zh"))), BytesIO()
    place = next(line for line in document.paragraphs if "{{ remarks" in line.text or "remarks" in line.text)
    for line in lines:
        place.insert_paragraph_before(line, style="公文正文")
    document.save(out)
    return timeless(out.getvalue())
