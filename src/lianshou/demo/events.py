"""A handful of events of this year, at every stage: planned, open, full with a waiting list, held, called off. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from lianshou.demo.photographs import draw_photograph
from lianshou.demo.world import World, moment
from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.actions import create_programme
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.events import actions
from lianshou.kinds.events.enums import Ground, Sort, Way
from lianshou.kinds.events.models import Event

SEED = 20201128


@dataclass(frozen=True)
class Plan:
    """One event: how many days from today it is, its places, and how many members sign up beside the chairs."""

    title: str
    sort: Sort
    days: int
    place: str
    about: str
    most: int
    members: int


_LECTURE = Plan(
    "劳模工匠宣讲会", Sort.LECTURE, -21, "县工人文化宫报告厅", "请三位工匠讲岗位上的故事。", 60, 24
)
_TOUR = Plan("非遗工坊参观", Sort.TOUR, -9, "示例非遗工坊", "参观剪纸、草编工坊，动手做一件。", 16, 20)
_FULL = Plan(
    "沿海湿地一日学习考察", Sort.TOUR, 16, "湿地保护区游客中心集合", "往返班车七点发车，自带水杯。", 12, 18
)
_STUDY = Plan("职工读书会（第三期）", Sort.STUDY, 23, "职工书屋", "共读一本书，每人说三分钟。", 40, 9)
_FORUM = Plan("青年职工座谈会", Sort.FORUM, 35, "县总工会三楼会议室", "听听青年职工的急难愁盼。", 30, 0)
_OFF = Plan("登山健步走", Sort.CULTURE, 10, "城南公园", "沿河步道五公里，请穿运动鞋。", 100, 6)
_WORDS = ("讲得实在", "希望多讲些具体做法", "", "时间可以再长一点", "", "很受启发", "")


def record_events(world: World, *, today: date) -> Programme:
    """Open this year's programme of events and run it up to today."""
    random = Random(SEED)  # noqa: S311  invented records, no secret
    programme = create_programme(
        actor=world.officer,
        kind="events",
        union=world.county,
        title=f"{today.year}年职工活动",
        year=today.year,
        round=1,
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        now=moment(today - timedelta(days=60)),
    )
    members = _members(world)
    _held(world, programme, _LECTURE, members, today, random)
    _held(world, programme, _TOUR, members[9:], today, random)
    for plan in (_FULL, _STUDY, _OFF):
        event = _opened(world, programme, plan, today)
        _sign_up(world, event, plan, members, today - timedelta(days=3))
        if plan is _OFF:
            actions.cancel_event(
                actor=world.officer,
                event=event,
                ground=Ground.WEATHER,
                words="气象台预报有大雨，改期另行通知。",
                now=moment(today - timedelta(days=1)),
            )
    _planned(world, programme, _FORUM, today)
    return programme


def _members(world: World) -> list[Person]:
    """Members without accounts, of the unions below the county, in the order in which they were entered."""
    found = Person.objects.within(Scope((world.county.path,))).filter(
        account=None, left_on=None, offices=None
    )
    return list(found.select_related("union").order_by("pk")[:60])


def _chairs(world: World) -> list[Person]:
    found = Person.objects.within(Scope((world.county.path,))).filter(account__isnull=False)
    return list(found.select_related("union", "account").order_by("pk"))


def _planned(world: World, programme: Programme, plan: Plan, today: date) -> Event:
    starts = datetime.combine(today + timedelta(days=plan.days), time(6, 30), UTC)
    return actions.add_event(
        actor=world.officer,
        programme=programme,
        title=plan.title,
        sort=plan.sort,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        closes_at=starts - timedelta(days=2),
        place=plan.place,
        about=plan.about,
        most=plan.most,
        now=moment(today + timedelta(days=min(plan.days, 0) - 30)),
    )


def _opened(world: World, programme: Programme, plan: Plan, today: date) -> Event:
    event = _planned(world, programme, plan, today)
    return actions.open_event(
        actor=world.officer, event=event, now=moment(today + timedelta(days=min(plan.days, 0) - 25))
    )


def _sign_up(world: World, event: Event, plan: Plan, members: list[Person], day: date) -> list[Placement]:
    """The chairs by themselves, some members by the officer; the chair of a guest last, so that a full event queues them."""
    chairs = _chairs(world)
    seats: list[Placement] = []
    people = [*chairs[:-1], *members[: plan.members], chairs[-1]]
    for turn, person in enumerate(people):
        joined = actions.join_event(
            actor=person.account or world.officer, event=event, people=[person], now=moment(day, 1, turn % 60)
        )
        seats += joined.seats
    return seats


def _held(
    world: World, programme: Programme, plan: Plan, members: list[Person], today: date, random: Random
) -> None:
    event = _opened(world, programme, plan, today)
    day = today + timedelta(days=plan.days)
    seats = _sign_up(world, event, plan, members, day - timedelta(days=10))
    if plan is _TOUR:
        actions.leave_event(
            actor=world.officer, event=event, seat=seats[3], now=moment(day - timedelta(days=3))
        )
    placed = Placement.objects.admitted().filter(opening=event.opening_id, state="placed").order_by("ticket")
    there = [
        seat
        for seat in placed.select_related("opening", "programme__union", "application__person")
        if random.random() < 0.9
    ]
    for turn, seat in enumerate(there):
        way = Way.PAPER if turn % 3 else Way.SHOWN
        actions.note_attendance(
            actor=world.officer,
            event=event,
            seat=seat,
            way=way,
            now=event.starts_at + timedelta(minutes=turn),
        )
    _answers(event, there, random)
    photo = NewPhoto(content=draw_photograph(random), credit="示意图", caption=f"{plan.title}现场（示意图）")
    over = event.ends_at + timedelta(hours=1)
    actions.record_photos(
        actor=world.officer, event=event, photos=[photo], consent=True, note=plan.about, now=over
    )
    actions.finish_event(actor=world.officer, event=event, now=over)


def _answers(event: Event, there: list[Placement], random: Random) -> None:
    asked = [seat for seat in there if seat.application.person and seat.application.person.account]
    for turn, seat in enumerate(asked):
        person = seat.application.person
        assert person is not None  # noqa: S101
        actions.answer_event(
            actor=person.account,
            event=event,
            seat=seat,
            score=random.choice((5, 5, 4, 4, 3)),
            words=_WORDS[turn % len(_WORDS)],
            number=UUID(int=random.getrandbits(128), version=4),
            now=event.ends_at,
        )
