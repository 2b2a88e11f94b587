"""The grounds of the sweep: the demonstration with one record of each kind on either side of the county's border."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from lianshou.core.ambient import beyond_scope
from lianshou.demo.building import build
from lianshou.demo.plan import JINHAI, ZHONGCHENG
from lianshou.demo.rounds import fresh_year
from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.followups.actions import NewPhoto, record_followup
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.intake.actions import open_import
from lianshou.kernel.people.actions import add_person, add_relative
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.views import PERSONS
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.privacy.actions import ask_export, reveal
from lianshou.kernel.privacy.models import Reveal
from lianshou.kernel.privacy.queries import looked_at
from lianshou.kernel.programmes.actions import create_programme
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.rights.models import (
    Consent,
    ConsentText,
    Disposal,
    Hold,
    ImpactAssessment,
    PersonRequest,
)
from lianshou.kernel.unions.models import Union

# the roles of our county by the letters of the table
ROLES = {
    "officer": "o",
    "approver": "a",
    "leader": "l",
    "jinhai": "c",
    "guest1": "s",
    "auditor": "u",
    "admin": "m",
    "nobody": "n",
}
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass
class Grounds:
    """Records on both sides, and the names that must not cross the border."""

    own: dict[str, Any]
    foreign: dict[str, Any]
    ours: re.Pattern[str]
    theirs: re.Pattern[str]
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        client = Client(raise_request_exception=True)
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def foreign_name(self, body: str) -> str:
        return _hit(self.theirs, body)

    def our_name(self, body: str) -> str:
        return _hit(self.ours, body)

    def is_about_records(self, about: str) -> bool:
        return any(part.partition("=")[2][0] != "=" for part in about.split())


def text_of(response: Any) -> str:
    """Everything a body says: the parts of a zipped paper too, with \\u escapes read."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), content.decode("utf-8", errors="replace"))


def make_grounds(today: date) -> Grounds:
    """Build the demonstration, put the few records beside it that it lacks, and log everybody in."""
    with beyond_scope("building the grounds of the sweep"):
        return _made(today)


def _made(today: date) -> Grounds:
    world = build(today=today)
    nobody = User.objects.create_user(username="nobody", password="nobody-at-all", name="无岗")
    world.accounts["nobody"], world.accounts["neighbour"] = nobody, world.accounts["binhai"]
    own = _records(
        world,
        world.unions[ZHONGCHENG],
        world.officer,
        Programme.objects.get(title__contains="年“联手兴家”", state="preparing"),
    )
    stranger = _neighbours_guest(world)
    foreign = _records(world, stranger, world.accounts["binhai"], _foreign_fresh(world, today))
    own |= {"union": world.unions[JINHAI].pk, **_people(world.unions[JINHAI], world.county, world.officer)}
    foreign |= _people(stranger, world.neighbour, world.accounts["binhai"])
    ours, theirs = (
        Person.objects.get(account=world.accounts["jinhai"]),
        Person.objects.get(pk=foreign["person"]),
    )
    own |= _rights(ours, world.county, world.officer, today)
    foreign |= _rights(theirs, world.neighbour, world.accounts["binhai"], today)
    grounds = Grounds(own, foreign, _names(world.county), _names(world.neighbour))
    for role in (*ROLES, "neighbour"):
        client = Client()
        client.force_login(world.accounts[role])
        grounds.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return grounds


def _records(world: World, guest: Union, officer: User, fresh: Programme) -> dict[str, Any]:
    """The ids of one record of each kind around the pairing of ``guest``."""
    placement = Placement.objects.get(application__union=guest)
    programme = placement.programme
    batch = open_import(
        actor=officer,
        programme=fresh,
        list_slug="hosts",
        name="名单.csv",
        content=f"单位名称,荣誉级别\n{guest.name[:2]}试验有限公司,省级\n".encode(),
        now=moment(date(fresh.year, 7, 1)),
    )
    followup = FollowUp.objects.filter(placement=placement, photos__isnull=False).first()
    followup = followup or _activity(placement, officer)
    return {
        "union": guest.pk,
        "programme": programme.pk,
        "fresh": fresh.pk,
        "batch": batch.pk,
        "row": batch.rows.get().pk,
        "opening": placement.opening_id,
        "application": placement.application_id,
        "placement": placement.pk,
        "hold": programme.holds.get(application=placement.application).pk,
        "run": programme.runs.get().pk,
        "number": programme.runs.get().number,
        "pledge": placement.pledge.pk,
        "followup": followup.pk,
        "photo": followup.photos.get().pk,
    }


def _rights(person: Person, federation: Union, officer: User, today: date) -> dict[str, Any]:
    """The ids of what a person may ask: a text in force, a consent to it, a request, a hold, a disposal."""
    now, by = moment(today), {"person": person}
    text = ConsentText.objects.create(
        union=federation,
        purpose="sweep",
        version=1,
        title_zh="告知书",
        body_zh="用于通知。",
        classes=["contact"],
        written_by=officer,
        published_on=today,
    )
    consent = Consent.objects.create(**by, text=text, how="paper", given_at=now, recorded_by=officer)
    request = PersonRequest.objects.create(
        **by,
        kind="question",
        words="请问",
        asked_by=person.account or officer,
        asked_at=now,
        due_on=today,
    )
    assessment = ImpactAssessment.objects.create(
        union=federation, purpose="sweep", risk="low", assessed_on=today, assessed_by=officer
    )
    return {
        "text": text.pk,
        "consent": consent.pk,
        "request": request.pk,
        "assessment": assessment.pk,
        "data_hold": Hold.objects.create(**by, reason="诉讼", placed_by=officer, placed_at=now).pk,
        "disposal": Disposal.objects.create(union=federation, prepared_by=officer, prepared_at=now).pk,
    }


def _people(union: Union, county: Union, officer: User) -> dict[str, Any]:
    """A member of a union with an office and a relative, looked at by the officer, who also asks for a list."""
    now = timezone.now()
    person = add_person(
        actor=officer,
        union=union,
        name=f"某{union.name[2:4]}",
        position="committee",
        phone="13900000000",
        now=now,
    )
    relative = add_relative(actor=officer, person=person, relation="child", name="某小某", now=now)
    looked = looked_at(actor=officer, slug="person", pk=person.pk, name="phone")
    assert looked is not None
    shown = reveal(actor=officer, looked=looked, purpose="reach", now=now)
    Reveal.objects.filter(pk=shown.pk).update(until=now + timedelta(days=1))
    export = ask_export(
        actor=officer,
        listing=PERSONS,
        union=county,
        query="",
        fields=["phone"],
        purpose="reach",
        recipient="办公室",
        now=now,
    )
    return {
        "person": person.pk,
        "office": person.offices.get().pk,
        "relative": relative.pk,
        "reveal": shown.pk,
        "export": export.pk,
    }


def _activity(placement: Placement, officer: User) -> FollowUp:
    from random import Random

    from lianshou.demo.photographs import draw_photograph

    assert placement.starts_on is not None
    photo = NewPhoto(content=draw_photograph(Random(1)), credit="示意图")
    return record_followup(
        actor=officer,
        placement=placement,
        sort="visit",
        title="滨海互访",
        happened_on=placement.starts_on,
        now=moment(placement.starts_on, 9),
        photos=[photo],
    )


def _neighbours_guest(world: World) -> Union:
    held = Placement.objects.filter(programme__union=world.neighbour, application__holds__isnull=False)
    return held.select_related("application__union").get().application.union


def _foreign_fresh(world: World, today: date) -> Programme:
    year = fresh_year(today)
    return create_programme(
        actor=world.accounts["binhai"],
        kind="pairing",
        union=world.neighbour,
        title=f"滨海县{year}年“联手兴家”",
        year=year,
        round=1,
        starts_on=date(year, 1, 1),
        ends_on=date(year + 3, 6, 30),
        now=moment(date(year, 3, 2)),
    )


def _names(county: Union) -> re.Pattern[str]:
    """Any name of a union or person below ``county``."""
    below = {"union__path__startswith": county.path}
    unions = Union.objects.filter(path__startswith=county.path).values_list("name", flat=True)
    words = {*unions, *Person.objects.filter(**below).values_list("name", flat=True)}
    words |= set(Programme.objects.filter(**below).values_list("title", flat=True))
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _hit(pattern: re.Pattern[str], body: str) -> str:
    found = pattern.search(body)
    return found[0] if found else ""
