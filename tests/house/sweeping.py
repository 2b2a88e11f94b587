"""The grounds of the sweep: the demonstration with one record of each kind on either side of the county's border."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from tests.factories.aid import laid_station
from tests.factories.bulletins import put_photo
from tests.factories.followups import FollowUpFactory, PhotoFactory
from tests.factories.funds import laid
from tests.factories.inbox import work_records
from tests.factories.inspections import laid_inspections
from tests.factories.pairing import guest, host
from tests.factories.papers import edited
from tests.factories.people import PersonFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import UnionFactory
from tests.factories.works import laid_works
from tests.house.judging import judged
from tests.kinds.aid.laying import laid_households

from lianshou.core.ambient import beyond_scope
from lianshou.core.kinds import registry
from lianshou.demo.building import build
from lianshou.demo.plan import JINHAI, ZHONGCHENG
from lianshou.demo.rounds import fresh_year
from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import Delegation, Invitation, Post, PostRequest, User
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.bulletins.actions import (
    check_bulletin,
    draft_bulletin,
    issue_bulletin,
    sign_bulletin,
    submit_bulletin,
)
from lianshou.kernel.bulletins.models import Bulletin, Byline, Countersignature, Receipt
from lianshou.kernel.bulletins.queries import unions_below
from lianshou.kernel.followups.actions import NewPhoto, record_followup
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.gateway.models import Delivery, Webhook
from lianshou.kernel.intake.actions import open_import, register_form, save_draft, submit_application
from lianshou.kernel.intake.models import Filing
from lianshou.kernel.notices.actions import draft_notice, object_to, post_notice
from lianshou.kernel.people.actions import add_person, add_relative
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.views import PERSONS
from lianshou.kernel.placement.actions import execute_run, hold, start_run
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.actions import (
    add_obligation,
    ask_for_letters,
    issue_letters,
    issue_pledges,
    propose_template,
    store_scan,
)
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.privacy.actions import ask_export, reveal
from lianshou.kernel.privacy.models import Reveal
from lianshou.kernel.privacy.queries import looked_at
from lianshou.kernel.programmes.actions import create_programme
from lianshou.kernel.programmes.models import Parameter, Programme
from lianshou.kernel.rights.models import (
    Consent,
    ConsentText,
    Disposal,
    Hold,
    ImpactAssessment,
    PersonRequest,
)
from lianshou.kernel.rights.rules.keeping import region_of
from lianshou.kernel.unions.models import Union
from lianshou.kinds.events.actions import add_event, join_event, open_event
from lianshou.kinds.events.queries.codes import code_of_event, code_of_seat

# the accounts of our county and their roles; "nobody" holds no post
ROLES = {
    "officer": "officer",
    "approver": "approver",
    "leader": "leader",
    "jinhai": "chair",
    "guest1": "chair",
    "auditor": "audit_admin",
    "admin": "system_admin",
    "security": "security_admin",
    "helper": "helper",
    "expert": "expert",
    "mentor": "mentor",
    "finance": "finance",
    "worker": "worker",
    "nobody": "",
}
PARTY = "jinhai"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass
class Grounds:
    """Records on both sides, and the names that must not cross the border."""

    own: dict[str, Any]
    foreign: dict[str, Any]
    higher: dict[str, Any]  # of the city above both counties
    above: dict[str, Any]  # of the county, above and beside the chair of one of its unions
    ours: re.Pattern[str]
    theirs: re.Pattern[str]
    sessions: dict[str, str] = field(default_factory=dict)
    handler: ClientHandler = field(default_factory=partial(ClientHandler, enforce_csrf_checks=False))

    def client(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        client.handler = self.handler  # else the middleware is set up for every request
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def foreign_name(self, body: str) -> str:
        return _hit(self.theirs, body)

    def our_name(self, body: str) -> str:
        return _hit(self.ours, body)


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
        made = _made(today)
    # what waits here for a commit that never comes is looked through at every savepoint that is rolled back
    connection.run_on_commit.clear()
    return made


def _made(today: date) -> Grounds:
    world = build(today=today)
    world.accounts["neighbour"] = world.accounts["binhai"]
    for username, role in ROLES.items():
        if username not in world.accounts:
            post = {"role": role, "union": world.county} if role else None
            world.accounts[username] = account_with(username, post)
    own = _records(
        world,
        world.unions[ZHONGCHENG],
        world.officer,
        Programme.objects.get(title__contains="年“联手兴家”", state="preparing"),
    )
    stranger = _neighbours_guest(world)
    foreign = _records(world, stranger, world.accounts["binhai"], _foreign_fresh(world, today))
    own |= _offices(world, world.county, "approver", "officer", "leader", today)
    foreign |= _offices(world, world.neighbour, "binhai2", "binhai", "binhai2", today)
    own |= work_records(world.unions[JINHAI], world.county, world.officer)
    foreign |= work_records(stranger, world.neighbour, world.accounts["binhai"])
    chair = Person.objects.get(union=world.unions[JINHAI], account__isnull=False)
    own |= _rights(chair, world.county, world.officer, today)
    own |= _event(world.officer, world.county, chair, today)
    foreign |= _event(world.accounts["binhai"], world.neighbour, _with_account(stranger), today)
    own |= laid_works(union=world.county, unit=world.unions[JINHAI], by=world.officer)
    own |= laid_inspections(union=world.county, unit=world.unions[JINHAI], by=world.officer)
    foreign |= laid_works(union=world.neighbour, unit=stranger, by=world.accounts["binhai"])
    foreign |= laid_inspections(union=world.neighbour, unit=stranger, by=world.accounts["binhai"])
    own |= _money(own, world.officer, world.accounts["approver"])
    own |= _bulletins(world.county, "officer", "approver", "leader", world, today)
    foreign |= _money(foreign, world.accounts["binhai"], world.accounts["binhai2"])
    foreign |= _bulletins(world.neighbour, "binhai", "binhai2", "", world, today)
    own |= {"station": laid_station(world.unions[JINHAI], tier="enterprise", sort="point").pk}
    own |= laid_households(union=world.county, unit=world.unions[JINHAI], by=world.officer)
    foreign |= laid_households(union=world.neighbour, unit=stranger, by=world.accounts["binhai"])
    own |= {"union": world.unions[JINHAI].pk, **_people(world.unions[JINHAI], world.county, world.officer)}
    foreign |= _people(stranger, world.neighbour, world.accounts["binhai"])
    foreign |= _rights(
        Person.objects.get(pk=foreign["person"]), world.neighbour, world.accounts["binhai"], today
    )
    higher = _higher_records(world, today)
    sides = [(own, world.unions[JINHAI]), (foreign, stranger), (higher, world.city)]
    _received(world.accounts["city1"], world.city, sides, today)
    higher |= _judged_there(higher, world.accounts["city2"], "city-expert", today)
    above = own | _above_a_chair(world)
    both = [Programme.objects.get(pk=own[name]) for name in ("programme", "fresh")]
    party = world.accounts[PARTY]
    own |= judged(
        old=both[0],
        fresh=both[1],
        asking=world.unions[JINHAI],
        by=party,
        expert=world.accounts["expert"],
        now=moment(today),
    )
    foreign |= _judged_there(foreign, world.accounts["binhai2"], "binhai-expert", today)
    grounds = Grounds(own, foreign, higher, above, _names(world.county), _names(world.neighbour))
    for role in (*ROLES, "neighbour"):
        grounds.sessions[role] = session_of(world.accounts[role])
    return grounds


def session_of(account: User) -> str:
    """The cookie of a session of an account, for any number of requests that are undone."""
    client = Client()
    client.force_login(account)
    session = client.session
    session["lianshou.seen"] += 7200  # else every request, being undone, would note its device anew
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _records(world: World, asking: Union, officer: User, fresh: Programme) -> dict[str, Any]:
    """The ids of one record of each kind around the pairing of ``asking``."""
    placement = Placement.objects.get(application__union=asking, ticket=None)
    programme = placement.programme
    batch = open_import(
        actor=officer,
        programme=fresh,
        list_slug="hosts",
        name="名单.csv",
        content=f"单位名称,荣誉级别\n{asking.name[:2]}试验有限公司,省级\n".encode(),
        now=moment(date(fresh.year, 7, 1)),
    )
    followup = FollowUp.objects.filter(placement=placement, photos__isnull=False).first()
    followup = followup or _activity(placement, officer)
    return {
        "union": asking.pk,
        "station": laid_station(asking, name=f"{asking.name}服务点", tier="enterprise", sort="point").pk,
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
        **_papers(placement.pledge, officer),
        "invitation": _invitation(world, asking).pk,
        **_notice(programme, officer),
        **_webhook(world, asking),
        "followup": followup.pk,
        "entry": history_of(followup).order_by("pk")[0].pk,
        "photo": followup.photos.get().pk,
        **_filled_in(fresh, officer),
    }


def _filled_in(fresh: Programme, officer: User) -> dict[str, Any]:
    """A union that asks by a form, its draft, a person of it, and a form of the register."""
    federation, now = fresh.union, moment(date(fresh.year, 7, 1))
    asker = UnionFactory(parent=federation, name=f"{federation.name[:2]}填报公司工会")
    facts = {"programme": fresh, "slug": "guest", "union": asker}
    draft = save_draft(actor=officer, texts={"wish": "先写一半"}, seen=0, now=now, **facts)
    form = register_form(
        actor=officer, union=federation, title=f"{federation.name[:2]}情况表", purpose="试", basis="试",
        filler="enterprise", often="yearly", starts_on=date(fresh.year, 1, 1), expires_on=date(fresh.year, 12, 31),
        fields=["工会名称", "困难"], now=now,
    )  # fmt: skip
    filed = UnionFactory(parent=federation, name=f"{federation.name[:2]}填过公司工会")
    texts = {"name": filed.name, "members": "40", "chair": "试", "phone": "13812340009", "wish": "试"}
    submit_application(actor=officer, texts=texts, seen=0, now=now, **{**facts, "union": filed})
    return {
        "asker": asker.pk,
        "draft": draft.pk,
        "filing": Filing.objects.get(application__union=filed).pk,
        "applicant": PersonFactory(union=asker).pk,
        "form": form.pk,
        "form_field": form.fields.all()[0].pk,
    }


def _papers(pledge: Pledge, officer: User) -> dict[str, Any]:
    """An agreement with a promise and a scan, its series of numbers, bulk letters, and a template that its federation edited."""
    union, now = pledge.programme.union, moment(date(2020, 6, 24))
    facts = {"words": f"{union.name}的约定", "due_on": pledge.ends_on, "now": now}
    row = add_obligation(actor=officer, pledge=pledge, party=pledge.parties.all()[0], **facts)
    template = propose_template(
        actor=officer,
        union=union,
        slug="pairing",
        content=edited(union.name),
        file_name="a.docx",
        note=union.name,
        now=now,
    )
    scan = store_scan(actor=officer, pledge=pledge, content=b"%PDF-1.4 scanned", now=now)
    ids = {"obligation": row.pk, "template": template.pk, "file": scan.pk, "series": pledge.series_id}
    batch = ask_for_letters(
        actor=officer,
        programme=pledge.programme,
        sort="letter",
        title=f"{union.name}责任书",
        words="落实责任。",
        unions=[pledge.parties.all()[0].union],
        starts_on=pledge.starts_on,
        ends_on=pledge.ends_on,
        prefix="责",
        now=now,
        enqueue=lambda _batch: None,
    )
    issue_letters(batch_id=batch.pk, clock=lambda: now)
    ids["letters"] = batch.pk
    return {"pledge": pledge.pk, **ids}


def account_with(username: str, post: dict[str, Any] | None) -> User:
    """An account of the county with one post, or none."""
    user = User.objects.create_user(username=username, password="not-for-the-door", name=f"{username}账号")
    if post:
        Post.objects.create(user=user, starts_on=date(2017, 1, 3), **post)
    return user


def _higher_records(world: World, today: date) -> dict[str, Any]:
    """One record of each kind that belongs to the city itself, above both counties."""
    officer = account_with("city1", {"role": "officer", "union": world.city})
    programme = ProgrammeFactory(union=world.city, year=2020, round=1, title="2020年盐城市联手兴家")
    host_union, guest_union = (
        UnionFactory(parent=world.city, name=name, division_code="320900", longitude="120.1", latitude="33.3")
        for name in ("盐城市属帮带公司工会", "盐城市属新建公司工会")
    )
    opening, application = host(programme, host_union), guest(programme, guest_union)
    PersonFactory(union=guest_union)
    now = moment(date(2020, 6, 24))
    hold(actor=officer, application=application, opening=opening, verdict="lock", reason="同属市属", now=now)
    run = start_run(actor=officer, programme=programme, now=now, enqueue=lambda run_id: None)
    execute_run(run_id=run.pk, clock=lambda: now)
    Placement.objects.filter(programme=programme).update(state="approved")
    Programme.objects.filter(pk=programme.pk).update(state="approved")
    programme.refresh_from_db()
    issue_pledges(actor=officer, programme=programme, now=now)
    placement = Placement.objects.get(programme=programme)
    followup = FollowUpFactory(placement=placement, recorded_by=officer)
    PhotoFactory(followup=followup)
    record(actor=officer, verb="followup.recorded", subject=followup, at=now, union_path=world.city.path)
    year = fresh_year(today)
    fresh = ProgrammeFactory(union=world.city, year=year, round=1, title=f"{year}年盐城市联手兴家")
    world.accounts |= {
        "city1": officer,
        "city2": account_with("city2", {"role": "approver", "union": world.city}),
    }
    found = _records(world, guest_union, officer, fresh) | _people(guest_union, world.city, officer)
    found |= _offices(world, world.city, "city2", "city1", "city2", today)
    found |= _event(officer, world.city, Person.objects.get(pk=found["person"]), today)
    found |= _money(found, officer, world.accounts["city2"])
    found |= _bulletins(world.city, "city1", "city2", "", world, today)
    found |= work_records(guest_union, world.city, officer)
    found |= laid_works(union=world.city, unit=world.city, by=officer)
    found |= laid_inspections(union=world.city, unit=world.city, by=officer)
    found |= laid_households(union=world.city, unit=world.city, by=officer)
    return found | _rights(Person.objects.get(pk=found["person"]), world.city, officer, today)


def _money(records: dict[str, Any], officer: User, approver: User) -> dict[str, Any]:
    """A source, a budget, a payment with its receipt and a list for the bank, of the programme of these records."""
    programme = Programme.objects.get(pk=records["programme"])
    payee = PersonFactory(union=Union.objects.get(pk=records["union"]))
    return dict(laid(programme=programme, entered_by=officer, approved_by=approver, payee=payee))


def _bulletins(
    union: Union, writes: str, checks: str, signs: str, world: World, today: date
) -> dict[str, Any]:
    """A draft, and a bulletin whose number of unions is frozen; issued where there is somebody to sign it."""
    facts: dict[str, Any] = {"union": union, "title": f"{union.name}通报", "text": "{工会组织}"}
    facts |= {"starts_on": date(1990, 1, 1), "ends_on": today, "now": moment(today)}
    actor = world.accounts[writes]
    draft, frozen, signing = (draft_bulletin(actor=actor, **facts) for _ in range(3))
    for bulletin in (frozen, signing):
        submit_bulletin(actor=actor, bulletin=bulletin, now=moment(today))
        check_bulletin(actor=world.accounts[checks], bulletin=bulletin, now=moment(today))
    asked = Countersignature.objects.create(
        bulletin=signing, union=union, asked_by=actor, asked_at=moment(today)
    )  # by hand: above the region nobody is left to ask
    if signs:
        sign_bulletin(actor=world.accounts[signs], bulletin=frozen, now=moment(today))
        issue_bulletin(actor=actor, bulletin=frozen, prefix="通", now=moment(today))
    Byline.objects.create(bulletin=draft, role="reporter", place=1, name="林晓舟")
    Receipt.objects.create(bulletin=draft, union=unions_below(union=union)[0])
    photo = put_photo(draft)
    found = {"draft_photo": photo.pk, "bulletin": draft.pk, "issued": frozen.pk, "nth": 1}
    return found | {"signing": signing.pk, "countersignature": asked.pk}


def _received(by: User, city: Union, sides: list[tuple[dict[str, Any], Union]], today: date) -> None:
    """A bulletin of the city, sent to a union of each side."""
    for number, (side, union) in enumerate(sides, start=1):
        issued = Bulletin.objects.create(
            union=city, title="关于回执的通报", text="正文", starts_on=today, ends_on=today, state="issued",
            number=f"盐工通〔2020〕{number}号", issued_on=today, frozen_at=moment(today), written_by=by,
            written_at=moment(today),
        )  # fmt: skip
        side["sent_photo"] = put_photo(issued).pk
        side["receipt"] = Receipt.objects.create(bulletin=issued, union=union).pk


def _event(officer: User, union: Union, person: Person, today: date) -> dict[str, Any]:
    """A programme of events with an event tomorrow, at which ``person`` has a place."""
    programme = ProgrammeFactory(kind="events", union=union, year=2019, title=f"{union.name}2019年职工活动")
    starts = moment(today + timedelta(days=1), 6)
    event = add_event(
        actor=officer,
        programme=programme,
        title="报告会",
        sort="lecture",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        closes_at=starts,
        place="礼堂",
        most=30,
        now=moment(today),
    )
    event = open_event(actor=officer, event=event, now=moment(today))
    (seat,) = join_event(actor=officer, event=event, people=[person], now=moment(today)).seats
    others = [kind.slug for kind in registry if kind.slug not in ("pairing", "events")]
    fresh = {
        slug: ProgrammeFactory(kind=slug, union=union, title=f"{union.name}{slug}").pk for slug in others
    }
    codes = {"here_code": code_of_event(event), "seat_code": code_of_seat(seat)}
    return {"events": programme.pk, "event": event.pk, "seat": seat.pk, **codes, **fresh}


def _with_account(union: Union) -> Person:
    found = Person.objects.filter(union=union).first()
    assert found is not None
    return found


def _above_a_chair(world: World) -> dict[str, Any]:
    """The county itself, a person of it, and an agreement and an activity with which the chair of JINHAI has nothing to do."""
    ours = Pledge.objects.filter(programme__union=world.county)
    pledge = ours.exclude(parties__union=world.unions[JINHAI])[0]
    followup = FollowUpFactory(placement=pledge.placement, recorded_by=world.officer)
    PhotoFactory(followup=followup)
    return {
        "union": world.county.pk,
        "station": laid_station(world.county).pk,
        "person": PersonFactory(union=world.county).pk,
        **laid_works(union=world.county, unit=world.county, by=world.officer),
        **laid_inspections(union=world.county, unit=world.county, by=world.officer),
        **_papers(pledge, world.officer),
        "followup": followup.pk,
        "photo": followup.photos.get().pk,
    }


def _offices(world: World, union: Union, leaving: str, holder: str, to: str, today: date) -> dict[str, Any]:
    """An account whose duties were handed over once, somebody's post, its delegation to come, and a post asked for."""
    account, post = world.accounts[leaving], world.accounts[holder].posts.get()
    lent = Delegation.objects.create(
        post=post,
        to=world.accounts[to],
        starts_on=today + timedelta(days=30),
        ends_on=today + timedelta(days=40),
    )
    newcomer = User.objects.create_user(username=f"newcomer{union.pk}", name="新来")
    asked = PostRequest.objects.create(
        user=newcomer,
        union=union,
        role="officer",
        starts_on=today,
        asked_by=world.accounts["admin"],
        asked_at=moment(today),
    )
    told = {"to": post.user_id, "last_day": today.isoformat(), "moved": {}}
    record(actor=None, verb="account.handed_over", subject=account, at=moment(today), **told)
    return {"account": account.pk, "post": post.pk, "delegation": lent.pk, "request": asked.pk}


def _judged_there(there: dict[str, Any], by: User, name: str, today: date) -> dict[str, Any]:
    """The records of rounds and approvals on the other side of a border, where a unit asks that has no pairing yet."""
    programme = Programme.objects.get(pk=there["programme"])
    unit = UnionFactory(parent=programme.union, name=f"{programme.union.name[:2]}送审公司工会")
    return judged(
        old=programme,
        fresh=Programme.objects.get(pk=there["fresh"]),
        asking=unit,
        by=by,
        expert=account_with(name, {"role": "expert", "union": programme.union}),
        now=moment(today),
    )


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
        "asked": request.pk,
        "assessment": assessment.pk,
        "data_hold": Hold.objects.create(**by, reason="诉讼", placed_by=officer, placed_at=now).pk,
        "disposal": Disposal.objects.create(union=federation, prepared_by=officer, prepared_at=now).pk,
    }


def _notice(programme: Programme, officer: User) -> dict[str, Any]:
    """A notice that was posted long ago, with an objection that waits."""
    now = moment(date(2020, 6, 24))
    notice = draft_notice(
        actor=officer,
        programme=programme,
        title=f"{programme.title}名单公示",
        text="现予公示。",
        decides="确定名单",
        box="意见箱",
        now=now,
    )
    notice = post_notice(actor=officer, notice=notice, now=now)
    received = object_to(actor=None, notice=notice, words="有误", name="某人", now=now)
    region = region_of(programme.union.division_code)
    value = Parameter.objects.create(
        key="objection.working_days",
        region=region,
        starts_on=date(2019, 1, 1),
        value=12,
        source="通知",
        document_no="盐工发〔2019〕1号",
        dated_on=date(2019, 1, 1),
        state="proposed",
        union=programme.union,
        set_by=officer,
        set_at=now,
    )
    return {"notice": notice.pk, "objection": received.objection.pk, "parameter": value.pk}


def _webhook(world: World, union: Union) -> dict[str, Any]:
    """A webhook that is told of a union, with a delivery that waits."""
    by, now = world.accounts["admin"], timezone.now()
    hook = Webhook.objects.create(
        union=union, url="https://example.com/", verbs=["union.edited"], secret="x", made_by=by, made_at=now
    )
    delivery = Delivery.objects.create(webhook=hook, entry=1, verb="union.edited", due_at=now)
    return {"webhook": hook.pk, "delivery": delivery.pk}


def _invitation(world: World, union: Union) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        digest=f"{union.pk:064}",
        name="新人",
        union=union,
        role="officer",
        invited_by=world.accounts["admin"],
        invited_at=now,
        expires_at=now + timedelta(days=7),
    )


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
