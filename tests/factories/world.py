"""A small county like 阜宁 with everybody in office, and a foreign county beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories.access import UserFactory, person_with
from tests.factories.kept import Kept
from tests.factories.people import OfficeFactory, PersonFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import HonourFactory, UnionFactory, ZoneFactory
from zeal import zeal_ignore

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.enums import Grade, HonourLevel, Level
from lianshou.kernel.unions.models import Union, Zone


@dataclass(frozen=True)
class World:
    """Who and what there is: ``host`` (provincial model home) and ``guest`` (new-sector union) with their chairs."""

    province: Union
    city: Union
    county: Union
    township: Union
    zone: Zone
    host: Union
    guest: Union
    host_chair: Person
    guest_chair: Person
    officer: User
    approver: User
    leader: User
    audit_admin: User
    system_admin: User
    security_admin: User
    nobody: User
    programme: Programme
    foreign_county: Union
    foreign_host: Union
    foreign_guest: Union
    foreign_chair: Person
    foreign_officer: User
    foreign_programme: Programme

    @property
    def host_account(self) -> User:
        assert self.host_chair.account is not None
        return self.host_chair.account

    @property
    def guest_account(self) -> User:
        assert self.guest_chair.account is not None
        return self.guest_chair.account


def chair_of(union: Union, name: str, username: str, phone: str = "13912345678") -> Person:
    """The sitting chair of a union, with an account and the post that goes with it."""
    account = person_with(Role.CHAIR, union, name=name, username=username)
    person = PersonFactory(name=name, union=union, phone=phone, account=account)
    OfficeFactory(person=person, union=union)
    return person


def make_world() -> World:
    """The world, laid down; planted row by row the first time, which in a page would be a fault."""
    with zeal_ignore():
        return _KEPT()


def _planted() -> World:
    """The accounts are called officer, approver, leader, host, guest, auditor, admin, security, foreign."""
    province = UnionFactory(name="江苏省总工会", level=Level.PROVINCE, division_code="320000")
    city = UnionFactory(parent=province, name="盐城市总工会", level=Level.CITY, division_code="320900")
    county = UnionFactory(parent=city, name="阜宁县总工会", level=Level.COUNTY, division_code="320923")
    foreign_county = UnionFactory(
        parent=city, name="射阳县总工会", level=Level.COUNTY, division_code="320924"
    )
    zone = ZoneFactory(
        name="阜宁经济开发区", division_code="320923", longitude="119.820000", latitude="33.760000"
    )
    township = UnionFactory(
        parent=county, name="阜城街道总工会", level=Level.TOWNSHIP, division_code="320923"
    )
    host = UnionFactory(
        parent=county,
        name="金海新能源公司工会",
        division_code="320923",
        zone=zone,
        township="阜城街道",
        longitude="119.812000",
        latitude="33.762000",
        industry_code="3415",
        industry_words="风电",
        chains=["风电"],
        founded_on=date(2009, 6, 1),
        members=420,
        grade=Grade.MODEL_PROVINCE,
    )
    HonourFactory(
        union=host, level=HonourLevel.PROVINCE, granted_on=date(2018, 4, 28), document_no="苏工发〔2018〕12号"
    )
    guest = UnionFactory(
        parent=county,
        name="中成紧固技术公司工会",
        division_code="320923",
        zone=zone,
        township="阜城街道",
        longitude="119.815000",
        latitude="33.764000",
        industry_code="3482",
        chains=["风电"],
        founded_on=date(2020, 3, 2),
        members=86,
        is_new_sector=True,
    )
    foreign_host = UnionFactory(
        parent=foreign_county,
        name="射阳远景能源公司工会",
        division_code="320924",
        industry_code="3415",
        longitude="120.250000",
        latitude="33.770000",
        grade=Grade.MODEL_CITY,
    )
    HonourFactory(union=foreign_host, level=HonourLevel.CITY, granted_on=date(2018, 4, 28))
    foreign_guest = UnionFactory(
        parent=foreign_county,
        name="射阳港口物流公司工会",
        division_code="320924",
        founded_on=date(2020, 2, 1),
        is_new_sector=True,
    )
    return World(
        province=province,
        city=city,
        county=county,
        township=township,
        zone=zone,
        host=host,
        guest=guest,
        host_chair=chair_of(host, "卢明远", "host", "13812340001"),
        guest_chair=chair_of(guest, "任青禾", "guest", "13812340002"),
        officer=person_with(Role.OFFICER, county, name="王启航", username="officer"),
        approver=person_with(Role.APPROVER, county, name="李静", username="approver"),
        leader=person_with(Role.LEADER, county, name="周强", username="leader"),
        audit_admin=person_with(Role.AUDIT_ADMIN, county, name="陈审", username="auditor"),
        system_admin=person_with(Role.SYSTEM_ADMIN, county, name="吴管", username="admin"),
        security_admin=person_with(Role.SECURITY_ADMIN, county, name="郑安", username="security"),
        nobody=UserFactory(username="nobody", name="无岗"),
        programme=ProgrammeFactory(union=county, year=2020, round=1, title="2020年联手兴家"),
        foreign_county=foreign_county,
        foreign_host=foreign_host,
        foreign_guest=foreign_guest,
        foreign_chair=chair_of(foreign_host, "孙外", "foreignchair", "13812340003"),
        foreign_officer=person_with(Role.OFFICER, foreign_county, name="赵外", username="foreign"),
        foreign_programme=ProgrammeFactory(
            union=foreign_county, year=2020, round=1, title="2020年射阳联手兴家"
        ),
    )


_KEPT = Kept(_planted, Union, User)
