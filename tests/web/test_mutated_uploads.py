"""500 files gone wrong at every door that takes files: the page says so, and nothing is half-written."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.factories.documents import scanned
from tests.factories.events import opened, seated, workers
from tests.factories.followups import FollowUpFactory, picture
from tests.factories.funds import CARD, make_purse
from tests.factories.mutating import mutated_document, mutated_file, mutated_workbook
from tests.factories.pairing import GUEST_HEADINGS, HOST_HEADINGS, guest_row, workbook
from tests.factories.papers import edited
from tests.factories.pledges import in_force
from tests.factories.programmes import ProgrammeFactory
from tests.factories.works import make_desk
from tests.factories.world import World
from tests.kinds.aid.answers import number, old_answers, posted
from tests.kinds.aid.sheets import book_of, sound
from tests.kinds.aid.sheets import household as taken_in
from tests.kinds.aid.verified import opened as opened_file

from lianshou.core.kinds import registry
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.templates import write_template
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.bulletins.actions import draft_bulletin
from lianshou.kernel.funds.actions import make_batch
from lianshou.kernel.intake.actions import open_import
from lianshou.kernel.people.rules.listing import persons_layout
from lianshou.kernel.unions.rules import LISTS
from lianshou.kinds.aid.actions import Filled, record_household
from lianshou.kinds.aid.rules.importing.enlisting import helpers_layout
from lianshou.kinds.aid.rules.station_list import stations_layout

pytestmark = pytest.mark.django_db
EACH = int(os.environ.get("LIANSHOU_MUTATED_UPLOADS", "42"))
NOON = datetime.fromisoformat("2020-07-02T04:00+00:00")
CODE = re.compile(r"Traceback|Exception|object at 0x|&lt;class|SheetError|PictureError")
FLAW = re.compile(
    r'class="(?:errorlist|[^"]*\berrors?\b|[^"]*\bproblems?\b)[^"]*"|aria-invalid="true"|role="alert"|alert-danger'
)


@dataclass(frozen=True)
class Door:
    """A form that takes a file: where, who, the field, what is typed beside it, a sound file."""

    url: str
    user: User
    sound: bytes
    under: str = "file"
    name: str = "名单.xlsx"
    typed: dict[str, str] = field(default_factory=dict)

    def mutated(self, seed: int) -> bytes:
        change = {"xlsx": mutated_workbook, "docx": mutated_document}.get(self.name[-4:], mutated_file)
        return change(self.sound, seed)

    def post(self, content: bytes) -> Any:
        client = Client(raise_request_exception=False)
        client.force_login(self.user)
        return client.post(
            self.url, {**self.typed, self.under: SimpleUploadedFile(self.name, content)}, follow=False
        )


Maker = Callable[[World], Door]


def template_of(layout: Layout) -> bytes:
    target = BytesIO()
    write_template(layout, target, language="zh")
    return target.getvalue()


def list_of_pairing(slug: str) -> Maker:
    def made(world: World) -> Door:
        programme = ProgrammeFactory(kind="pairing", union=world.county, year=2021, round=1)
        headings = GUEST_HEADINGS if slug == "guests" else HOST_HEADINGS
        sound = workbook(headings, [[f"公司{number}", *[""] * (len(headings) - 1)] for number in range(5)])
        return Door(reverse("intake:new", args=[programme.pk, slug]), world.officer, sound)

    return made


def attendance(world: World) -> Door:
    event = opened(world)
    seated(world, event, workers(world.guest, 2))
    url = reverse("intake:new", args=[event.opening.programme_id, "attendance"])
    return Door(url, world.officer, template_of(registry["events"].list_called("attendance").layout()))


def persons(world: World) -> Door:
    layout = persons_layout(today=NOON.date(), full=True)
    typed = {"unit": world.county.name}
    return Door(reverse("intake:register", args=["persons"]), world.officer, template_of(layout), typed=typed)


def stations(world: World) -> Door:
    """The template's own row stands in another county."""
    return Door(
        reverse("intake:register", args=["stations"]),
        world.officer,
        template_of(stations_layout()),
        typed={"unit": world.county.name},
    )


def list_of_households(world: World) -> Door:
    return Door(
        reverse("intake:register", args=["households-2021"]),
        world.officer,
        book_of([sound(), taken_in(1)], beside=True),
        typed={"unit": world.county.name},
    )


def list_of_helpers(world: World) -> Door:
    return Door(
        reverse("intake:register", args=["helpers"]),
        world.officer,
        template_of(helpers_layout()),
        typed={"unit": world.county.name},
    )


def some_persons(world: World) -> Door:
    layout = persons_layout(today=NOON.date())
    return Door(
        reverse("people:bring"), world.officer, template_of(layout), typed={"unit": world.county.name}
    )


def corrected(world: World) -> Door:
    sound = workbook(GUEST_HEADINGS, [guest_row("甲公司"), guest_row("")])
    programme = ProgrammeFactory(kind="pairing", union=world.county, year=2021, round=1)
    batch = open_import(
        actor=world.officer, programme=programme, list_slug="guests", name="a.xlsx", content=sound, now=NOON
    )
    return Door(reverse("intake:replace", args=[batch.pk]), world.officer, sound)


def places(slug: str) -> Maker:
    def made(world: World) -> Door:
        return Door(reverse("unions:upload", args=[slug]), world.officer, template_of(LISTS[slug].layout))

    return made


def new_activity(world: World) -> Door:
    url = f"{reverse('followups:new')}?placement={in_force(world).placement_id}"
    typed = {"sort": "visit", "title": "走访", "happened_on": "2020-06-25", "people": "3", "credit": "王启航"}
    return Door(url, world.officer, picture(place=True), "photos", "现场.jpg", typed)


def more_photos(world: World) -> Door:
    visit = FollowUpFactory(placement=in_force(world).placement, recorded_by=world.officer)
    url = reverse("followups:add_photos", args=[visit.pk])
    return Door(url, world.officer, picture(kind="PNG"), "photos", "现场.png", {"credit": "王启航"})


def photos_of_an_event(world: World) -> Door:
    url = reverse("events:photos", args=[opened(world).pk])
    typed = {"credit": "王启航", "consent": "on"}
    return Door(url, world.officer, picture(kind="WEBP"), "photos", "现场.webp", typed)


def receipt(world: World) -> Door:
    payment = make_purse(world).paid()
    url = reverse("funds:record_receipt", args=[payment.pk])
    return Door(url, world.officer, picture(), name="收据.jpg")


def bank(world: World) -> Door:
    purse = make_purse(world)
    purse.approved()
    batch = make_batch(actor=purse.finance, union=world.county, now=NOON)
    rows = [[batch.number, "田困难", CARD, "500.00", "成功"]]
    sound = workbook(("流水号", "收款人", "账号", "金额", "结果"), rows)
    return Door(
        reverse("funds:answer", args=[batch.pk]), purse.finance, sound, typed={"paid_on": "2020-07-01"}
    )


def template(world: World) -> Door:
    url = reverse("pledges:template_new", args=[world.county.pk, "pairing"])
    return Door(url, world.officer, edited("本县补充条款。"), "content", "协议书.docx", {"note": "补充条款"})


def scan(world: World) -> Door:
    url = reverse("pledges:scan", args=[in_force(world).pk])
    return Door(url, world.officer, picture(), "content", "签字件.jpg")


def kept_promise(world: World) -> Door:
    promise = in_force(world).obligations.first()
    assert promise is not None
    url = reverse("pledges:report", args=[promise.pk])
    return Door(url, world.officer, picture(kind="PNG"), "content", "佐证.png", {"done_on": "2020-07-01"})


def evidence(world: World) -> Door:
    task = make_desk(world).task(union=world.county)
    typed = {"value": "3", "happened_on": "2020-06-25", "words": "已签3份"}
    return Door(
        reverse("works:report", args=[task.pk]), world.officer, picture(), "proofs", "佐证.jpg", typed
    )


def brief_photos(world: World) -> Door:
    facts = {"union": world.county, "sort": "brief", "title": "简报", "text": "正文"}
    days = {"starts_on": NOON.date(), "ends_on": NOON.date()}
    brief = draft_bulletin(actor=world.officer, now=NOON, **facts, **days)  # type: ignore[arg-type]
    typed = {"credit": "林晓舟", "consent": "nobody"}
    return Door(
        reverse("bulletins:add_photos", args=[brief.pk]),
        world.officer,
        picture(),
        "photos",
        "现场.jpg",
        typed,
    )


def checklist(world: World) -> Door:
    sound = workbook(
        ("督查内容", "分值", "是否必达"), [["按期换届", "10", "是"], ["会员名册完整", "20", "否"]]
    )
    typed = {"union": str(world.county.pk), "title": "督查表", "sort": "all", "pass_mark": "20"}
    return Door(reverse("inspections:upload_checklist"), world.officer, sound, typed=typed)


def household(world: World) -> Door:
    answers = old_answers(bank_card="")
    typed = {key: value for key, value in posted(answers).items() if isinstance(value, str)}
    typed |= {"union": str(world.guest.pk), "mode": "desk", "picture_sort": "door", "consent": "on"}
    return Door(reverse("aid:new_visit"), world.officer, picture(), "pictures", "a.jpg", typed)


def papers(world: World) -> Door:
    """Papers of a household as PDF."""
    door = household(world)
    return replace(
        door, sound=scanned(2), under="documents", name="证明.pdf", typed=door.typed | {"consent": ""}
    )


def pictures_later(world: World) -> Door:
    """Photographs added to a survey that was handed in."""
    answers = old_answers(bank_card="")
    filled = Filled(answers=answers, takers=[world.officer.pk])
    survey = record_household(actor=world.officer, union=world.guest, filled=filled, now=NOON)
    address = reverse("aid:add_pictures", args=[survey.pk])
    return Door(
        address, world.officer, picture(), "pictures", "a.jpg", {"picture_sort": "door", "consent": "on"}
    )


def application(world: World) -> Door:
    file = opened_file(world, NOON)
    typed = {"outcome": "yes", "held_on": NOON.date().isoformat(), "is_applied": "on", "is_authorised": "on"}
    address = reverse("aid:layer", args=[file.pk, "application"])
    return Door(address, world.officer, picture(), "scans", "a.jpg", typed)


def civil_list(world: World) -> Door:
    sound = workbook(("姓名", "身份证号", "救助类别"), [["甲", number("19660101"), "城市低保"]])
    typed = {"union": str(world.county.pk), "title": "名单", "drawn_on": NOON.date().isoformat()}
    return Door(reverse("aid:compare"), world.officer, sound, typed=typed)


DOORS: dict[str, Maker] = {
    "signed application": application,
    "civil-affairs list": civil_list,
    "pictures of a household": household,
    "papers of a household": papers,
    "pictures added later": pictures_later,
    "checklist": checklist,
    "evidence of a task": evidence,
    "template": template,
    "scan": scan,
    "kept promise": kept_promise,
    "hosts": list_of_pairing("hosts"),
    "guests": list_of_pairing("guests"),
    "attendance": attendance,
    "persons": persons,
    "stations": stations,
    "households": list_of_households,
    "helpers": list_of_helpers,
    "some persons": some_persons,
    "corrected rows": corrected,
    "zones": places("zones"),
    "places": places("places"),
    "new activity": new_activity,
    "more photos": more_photos,
    "photographs of a brief": brief_photos,
    "photos of an event": photos_of_an_event,
    "receipt": receipt,
    "answer of the bank": bank,
}
FORMS = {
    "EventPhotosForm", "PlacesForm", "ReceiptForm", "AnswerForm", "PhotosForm", "FollowUpForm", "UploadForm",
    "BriefPhotosForm", "RegisterUploadForm", "PersonsForm", "ScanForm", "TemplateForm", "ReportForm", "EvidenceForm",
    "ChecklistUploadForm", "TakingForm", "ApplicationLayerForm", "CivilListForm",
    "PicturesForm", "AddPicturesForm",
}  # fmt: skip
"""The forms behind those doors."""


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize("name", list(DOORS))
def test_page_shows_no_flaw_before_a_file_was_sent(world: World, name: str) -> None:
    door, client = DOORS[name](world), Client()
    client.force_login(door.user)
    answer = client.get(door.url)
    assert answer.status_code in (200, 405)  # 405: the form stands on another page
    assert FLAW.search(answer.content.decode()) is None


@pytest.mark.parametrize("name", list(DOORS))
def test_every_mutated_upload_is_taken_or_refused_in_words(world: World, name: str) -> None:
    door, outcomes = DOORS[name](world), Counter[int]()
    for seed in range(EACH):
        before = Entry.objects.count()
        with transaction.atomic():
            answer = door.post(door.mutated(seed))
            outcomes[answer.status_code] += 1
            words = answer.content.decode()
            assert answer.status_code in (302, 422), seed
            assert CODE.search(words) is None, seed
            if answer.status_code == 422:
                assert FLAW.search(words), seed
                assert Entry.objects.count() == before, seed
            transaction.set_rollback(True)
    assert sum(outcomes.values()) == EACH
    assert outcomes[422] > 0


def test_no_form_takes_files_beside_those() -> None:
    forms_with_files = {
        form.__name__
        for form in _subclasses(forms.BaseForm)
        if form.__module__.startswith("lianshou.")
        and any(isinstance(field, forms.FileField) for field in form.base_fields.values())
    }
    assert len(DOORS) * EACH >= 500
    assert forms_with_files == FORMS


def _subclasses(base: type) -> set[Any]:
    assert apps.ready
    return {deeper for one in base.__subclasses__() for deeper in (one, *_subclasses(one))}
