"""The world before the first round: the tree of federations, places and zones, who holds which post."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from lianshou.core.wording import Wording
from lianshou.demo.places import (
    COUNTY,
    DISTRICTS,
    NEIGHBOUR,
    NEIGHBOUR_TOWNSHIPS,
    TOWNSHIPS,
    place_rows,
    zone_rows,
)
from lianshou.demo.plan import EARLY_GUESTS, GCL, GCL_GUEST, JINHAI, POWER, RONGWEI, ZHONGCHENG, Unit
from lianshou.kernel.access.actions import appoint, create_account
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.people.actions import link_account, name_chair
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.actions import add_union, enter_places, enter_zones
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union, Zone

PASSWORD = "lianshou-demo"  # noqa: S105  printed for everybody: the demonstration has no secrets
_BEGAN = date(2017, 1, 3)


def moment(day: date, hour: int = 1, minute: int = 0) -> datetime:
    """A moment of a working day: ``hour`` counts from midnight UTC, eight in the morning in China."""
    return datetime.combine(day, time(hour, minute), UTC)


@dataclass(frozen=True)
class Account:
    """An account of the demonstration: where its post is, and what to try with it."""

    username: str
    name: str
    role: Role
    place: str
    trial: Wording


ACCOUNTS = (
    Account("officer", "于秋实", Role.OFFICER, "county", Wording("导入名单、匹配、发协议书、看数字", "lists, matching, agreements, figures")),
    Account("approver", "许明远", Role.APPROVER, "county", Wording("批准结对方案", "approve the pairs")),
    Account("finance", "钱守正", Role.FINANCE, "county", Wording("资金来源、预算、付款、银行清单", "sources of money, budgets, payments, lists for the bank")),
    Account("leader", "梁安澜", Role.LEADER, "county", Wording("看进度和数字", "progress and figures")),
    Account("auditor", "秦正平", Role.AUDIT_ADMIN, "county", Wording("查操作记录，看不到业务数据", "reads the book, sees no case data")),
    Account("admin", "魏知行", Role.SYSTEM_ADMIN, "county", Wording("开立、停用账号，看不到业务数据", "opens and closes accounts, sees no case data")),
    Account("security", "严慎之", Role.SECURITY_ADMIN, "county", Wording("给岗位、解锁、办交接，看不到业务数据", "gives posts, hands duties over, sees no case data")),
    Account("binhai", "唐致和", Role.OFFICER, "neighbour", Wording("滨海县，看不到阜宁的任何记录", "sees nothing of 阜宁")),
    Account("binhai2", "沈同尘", Role.APPROVER, "neighbour", Wording("滨海县", "approver of 滨海")),
    Account("city", "柏清和", Role.FINANCE, "city", Wording("市总工会财务，看得到所辖各县的经费", "finance of the city, sees the money of its counties")),
    Account("cityoffice", "石守成", Role.OFFICER, "city", Wording("部署、分解六大工程，看各县进展", "sets and hands down the six works, sees how counties stand")),
    Account("citycheck", "方明远", Role.APPROVER, "city", Wording("核实整改，与登记的人分开", "verifies what was mended, apart from who records")),
    Account("cityleader", "闻伯言", Role.LEADER, "city", Wording("签发市总通报，看各县进展", "signs the city's bulletins, sees how counties stand")),
    Account("fucheng", "卢晨光", Role.OFFICER, "township", Wording("阜城街道，收通报、回执", "a street: receives bulletins and acknowledges them")),
    Account("nanning", "覃知秋", Role.OFFICER, "nanning", Wording("南宁市，困难职工档案、入户复核", "files of households in hardship, surveys at the door")),
    Account("nanning3", "韦青禾", Role.OFFICER, "nanning", Wording("南宁市，初审申请", "first checks of applications")),
    Account("nanning2", "莫怀远", Role.APPROVER, "nanning", Wording("南宁市，审定建档、结束档案", "puts households on file, ends files")),
    Account("qingxiu", "蒙若兰", Role.OFFICER, "qingxiu", Wording("青秀区，只看得到本区的困难职工家庭", "officer of 青秀, sees the households of the district only")),
    Account("nanfinance", "梁清越", Role.FINANCE, "nanning", Wording("南宁市帮扶资金：来源、预算、银行清单", "money for the aid of 南宁: sources, budgets, lists for the bank")),
    Account("nanhelper", "韦知春", Role.HELPER, "nanning", Wording("南宁市帮扶责任人，走访自己的帮扶家庭", "helps households of 南宁, logs the visits")),
    Account("nation", "顾怀民", Role.OFFICER, "root", Wording("全国总工会，看得到全树", "sees the whole tree")),
)  # fmt: skip

CHAIRS = {
    POWER: ("power", Wording("帮带方，联手 5+2 家", "chair of a host: 5 + 2 guests")),
    JINHAI: ("jinhai", Wording("帮带方，登记活动", "chair of a host: records activities")),
    ZHONGCHENG: ("zhongcheng", Wording("被帮带方，登记活动", "chair of a guest: records activities")),
    GCL: ("gcl", Wording("帮带方，同意、签署协议书", "chair of a host: agrees and signs")),
    GCL_GUEST: ("gcl2", Wording("被帮带方，看自己的协议书", "chair of a guest: its own agreement")),
    RONGWEI: ("rongwei", Wording("帮带方，签署协议书", "chair of a host: signs")),
    EARLY_GUESTS[0]: ("guest1", Wording("被帮带方，同意协议书", "chair of a guest: agrees")),
    EARLY_GUESTS[1]: ("guest2", Wording("被帮带方，同意协议书", "chair of a guest: agrees")),
    EARLY_GUESTS[2]: ("guest3", Wording("被帮带方，签署协议书", "chair of a guest: signs")),
}


WORKER, NAN_WORKER = "worker", "nanworker"
_WORKER_TRIAL = Wording(
    "看自己的信息、谁看过、更正和下载", "what is kept about me, who looked, correct, take along"
)
_NAN_WORKER_TRIAL = Wording(
    "南宁市在档困难职工，看自家档案、写给工会",
    "head of a household on file in 南宁: the own file, writing to the union",
)


@dataclass
class World:
    """What the later chapters need: federations, townships and zones by name, accounts by user name, unions by name."""

    root: Union
    city: Union
    county: Union
    neighbour: Union
    nanning: Union
    accounts: dict[str, User] = field(default_factory=dict)
    townships: dict[str, Union] = field(default_factory=dict)
    districts: dict[str, Union] = field(default_factory=dict)
    """The federations below 南宁, by the name of the place."""
    zones: dict[str, Zone] = field(default_factory=dict)
    unions: dict[str, Union] = field(default_factory=dict)
    chairs: dict[int, User] = field(default_factory=dict)
    """The accounts of chairs, by the id of their union."""
    chair_names: dict[int, str] = field(default_factory=dict)

    @property
    def officer(self) -> User:
        return self.accounts["officer"]


def make_world() -> World:
    """Plant the federations, enter places, open the accounts."""
    now = moment(_BEGAN)
    root = add_union(
        actor=None, parent=None, name="中华全国总工会", level=Level.NATION, now=now, division_code="000000"
    )
    nation = _account("nation", root, now)
    world = World(root, root, root, root, root, accounts={"nation": nation})
    province = _federation(world, root, "江苏省总工会", Level.PROVINCE, "320000", now)
    world.city = _federation(world, province, "盐城市总工会", Level.CITY, "320900", now)
    world.county = _federation(world, world.city, "阜宁县总工会", Level.COUNTY, COUNTY, now)
    world.neighbour = _federation(world, world.city, "滨海县总工会", Level.COUNTY, NEIGHBOUR, now)
    _plant_nanning(world, root, now)
    for place, spots in ((world.county, TOWNSHIPS), (world.neighbour, NEIGHBOUR_TOWNSHIPS)):
        for spot in spots:
            world.townships[spot.name] = _township(world, place, spot.name, now)
    _open_accounts(world, now)
    enter_places(actor=world.officer, rows=place_rows(), now=now)
    enter_zones(actor=world.officer, rows=zone_rows(), now=now)
    world.zones = {zone.name: zone for zone in Zone.objects.all()}
    return world


def register(world: World, unit: Unit, *, under: Union, actor: User, now: datetime) -> Union:
    """Enter a unit into the register, with its chair."""
    union = add_union(
        actor=actor,
        parent=under,
        name=f"{unit.name}工会",
        level=Level.ENTERPRISE,
        now=now,
        chains=unit.trade.chains,
        **facts_of(world, unit),
    )
    name_chair(actor=actor, union=union, name=unit.chair, phone=unit.phone, now=now)
    world.unions[unit.name] = union
    world.chair_names[union.pk] = unit.chair
    if unit.name in CHAIRS:
        _open_chair(world, unit, CHAIRS[unit.name][0], now)
    return union


def facts_of(world: World, unit: Unit) -> dict[str, Any]:
    """The facts of a unit as the register holds them."""
    longitude, latitude = unit.point
    return {
        "division_code": unit.division,
        "township": unit.township,
        "zone": world.zones.get(unit.zone),
        "address": f"{unit.spot.name}{unit.members}号",
        "longitude": longitude,
        "latitude": latitude,
        "industry_code": unit.trade.code,
        "industry_words": unit.trade.words,
        "group_name": unit.group,
        "founded_on": unit.founded_on,
        "members": unit.members,
        "credit_code": unit.credit_code,
        "is_new_sector": unit.honour is None,
    }


def give_passwords(world: World) -> None:
    """Give every account the demonstration's password, made once: its making is slow on purpose."""
    made = make_password(PASSWORD)
    for user in world.accounts.values():
        user.password = made
    User.objects.bulk_update(world.accounts.values(), ["password"])


def told_accounts() -> list[tuple[str, str, Wording]]:
    """User name, role and what to try, for whoever starts the demonstration."""
    desk = [(account.username, str(account.role.label), account.trial) for account in ACCOUNTS]
    chairs = [(username, f"{Role.CHAIR.label} {unit}", trial) for unit, (username, trial) in CHAIRS.items()]
    worker = str(Role.WORKER.label)
    return [*desk, *chairs, (WORKER, worker, _WORKER_TRIAL), (NAN_WORKER, worker, _NAN_WORKER_TRIAL)]


def open_worker(world: World, now: datetime) -> None:
    """An account for a plain member, who comes for what is kept about them."""
    members = Person.objects.filter(union__path__startswith=world.county.path, offices=None, account=None)
    person = members.select_related("union").order_by("pk")[0]
    _open(world, person, Role.WORKER, WORKER, now)


def _open(world: World, person: Any, role: str, username: str, now: datetime) -> User:
    """An account and a post for a person of the register."""
    admin, union = world.accounts["admin"], person.union
    user = create_account(
        actor=admin, username=username, name=person.name, password=None, now=now, union=union
    )
    appoint(
        actor=world.accounts["security"], user=user, union=union, role=role, starts_on=_day_of(now), now=now
    )
    link_account(actor=world.officer, person=person, account=user, now=now)
    world.accounts[username] = user
    return user


def _open_chair(world: World, unit: Unit, username: str, now: datetime) -> None:
    """An account and a post for the chair of a unit."""
    union = world.unions[unit.name]
    world.chairs[union.pk] = _open(world, union.people.get(name=unit.chair), Role.CHAIR, username, now)


def _day_of(now: datetime) -> date:
    return timezone.localdate(now)


def _federation(world: World, parent: Union, name: str, level: str, code: str, now: datetime) -> Union:
    actor = world.accounts["nation"]
    return add_union(actor=actor, parent=parent, name=name, level=level, now=now, division_code=code)


def _plant_nanning(world: World, root: Union, now: datetime) -> None:
    """Another city far away, for the aid to workers in hardship."""
    region = _federation(world, root, "广西壮族自治区总工会", Level.PROVINCE, "450000", now)
    world.nanning = _federation(world, region, "南宁市总工会", Level.CITY, "450100", now)
    for code, name in DISTRICTS:
        world.districts[name] = _federation(world, world.nanning, f"{name}总工会", Level.COUNTY, code, now)


def _township(world: World, county: Union, name: str, now: datetime) -> Union:
    code = county.division_code
    facts = {"division_code": code, "township": name}
    actor = world.accounts["nation"]
    return add_union(actor=actor, parent=county, name=f"{name}总工会", level=Level.TOWNSHIP, now=now, **facts)


def _open_accounts(world: World, now: datetime) -> None:
    places = {"county": world.county, "city": world.city, "neighbour": world.neighbour, "root": world.root}
    places["nanning"] = world.nanning
    places["qingxiu"] = world.districts["青秀区"]
    places["township"] = world.townships["阜城街道"]
    for account in ACCOUNTS:
        if account.username not in world.accounts:
            world.accounts[account.username] = _account(account.username, places[account.place], now)


def _account(username: str, union: Union, now: datetime) -> User:
    account = next(entry for entry in ACCOUNTS if entry.username == username)
    user = create_account(
        actor=None, username=username, name=account.name, password=None, now=now, union=union
    )
    appoint(actor=None, user=user, union=union, role=account.role, starts_on=_day_of(now), now=now)
    return user
