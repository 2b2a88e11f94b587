"""Drafts of a browser arrive once; photographs without consent stay inside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.followups import picture
from tests.factories.pledges import in_force
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.followups.actions import NewPhoto, record_followup
from lianshou.kernel.followups.enums import Reason
from lianshou.kernel.followups.models import FollowUp, Photo
from lianshou.kernel.followups.queries import photos_in_scope, photos_to_show_outside
from lianshou.kernel.placement.models import Placement

pytestmark = pytest.mark.django_db
NOON = datetime(2020, 6, 24, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def placement(world: World) -> Placement:
    found: Placement = in_force(world).placement
    return found


def draft(key: UUID, **told: Any) -> dict[str, Any]:
    made = {"sort": "visit", "title": "走访", "happened_on": "2020-06-24", "people": "3", "key": str(key)}
    return made | {"partners": "县人民医院", "credit": "王启航"} | told


def sent(client: Client, placement: Placement, told: dict[str, Any], outbox: bool = True) -> Any:
    headers = {"X-Outbox": str(client.session["_auth_user_id"])} if outbox else {}
    return client.post(f"/activities/new/?placement={placement.pk}", told, headers=headers)


def test_draft_that_arrives_twice_is_on_record_once(
    world: World, placement: Placement, client: Client
) -> None:
    client.force_login(world.officer)
    key = uuid4()
    answers = [
        sent(client, placement, draft(key, photos=SimpleUploadedFile("a.jpg", picture()))) for _ in range(2)
    ]
    (followup,) = FollowUp.objects.all()
    assert [answer.json() for answer in answers] == [{"url": f"/activities/{followup.pk}/"}] * 2
    assert (followup.partners, followup.key, Photo.objects.count()) == ("县人民医院", key, 1)


def test_draft_that_is_refused_is_told_why_in_words(
    world: World, placement: Placement, client: Client
) -> None:
    client.force_login(world.officer)
    bad = sent(client, placement, draft(uuid4(), people="", happened_on="2020-06-25"))
    late = sent(client, placement, draft(uuid4(), happened_on="2020-06-25"))
    assert (bad.status_code, bad.json()) == (422, {"errors": ["参加人数：这个字段是必填项。"]})
    assert (late.status_code, late.json()) == (422, {"errors": ["日期：日期不能晚于今天。"]})
    assert FollowUp.objects.count() == 0


def test_form_that_somebody_went_back_to_records_another_activity(
    world: World, placement: Placement, client: Client
) -> None:
    client.force_login(world.officer)
    key = uuid4()
    for title in ("走访", "再次走访", "走访"):
        assert sent(client, placement, draft(key, title=title), outbox=False).status_code == 302
    assert sorted(FollowUp.objects.values_list("title", flat=True)) == ["再次走访", "走访"]


def test_draft_of_an_account_that_is_not_signed_in_any_more_is_not_taken(
    world: World, placement: Placement, client: Client
) -> None:
    client.force_login(world.officer)
    headers = {"X-Outbox": str(world.guest_account.pk)}
    answer = client.post(f"/activities/new/?placement={placement.pk}", draft(uuid4()), headers=headers)
    assert (answer.status_code, FollowUp.objects.count()) == (409, 0)


def test_key_of_somebody_else_is_refused(world: World, placement: Placement) -> None:
    told = {"placement": placement, "sort": "visit", "title": "走访", "happened_on": NOON.date(), "now": NOON}
    key = uuid4()
    record_followup(actor=world.officer, key=key, **told)
    with pytest.raises(Refused) as caught:
        record_followup(actor=world.guest_account, key=key, **told)
    assert caught.value.reason is Reason.KEY_TAKEN


def test_outbox_tells_who_is_there_and_what_has_arrived(
    world: World, placement: Placement, client: Client
) -> None:
    client.force_login(world.officer)
    key, other = uuid4(), uuid4()
    sent(client, placement, draft(key))
    told = client.get(f"/activities/outbox/?key={key}&key={other}&key=nonsense").json()
    assert (told["user"], told["there"], bool(told["token"])) == (world.officer.pk, [str(key)], True)
    client.force_login(world.guest_account)
    assert client.get(f"/activities/outbox/?key={key}").json()["there"] == []


def test_session_that_ended_sends_to_the_door(client: Client, db: None) -> None:
    assert client.get("/activities/outbox/").status_code == 302


def test_worker_is_a_script_for_its_own_folder(client: Client, db: None) -> None:
    answer = client.get("/activities/worker.js")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "text/javascript",
        "no-cache",
    )


@pytest.mark.parametrize(("consent", "outside"), [("", 0), ("not_asked", 0), ("given", 1), ("nobody", 1)])
def test_photograph_without_consent_stays_inside(
    world: World, placement: Placement, client: Client, consent: str, outside: int
) -> None:
    client.force_login(world.officer)
    photo = SimpleUploadedFile("a.jpg", picture())
    url = sent(client, placement, draft(uuid4(), photos=photo, consent=consent)).json()["url"]
    assert photos_in_scope(actor=world.officer).count() == 1
    assert photos_to_show_outside(actor=world.officer).count() == outside
    assert ("ls-inside" in client.get(url).content.decode()) is not bool(outside)


def test_nobody_said_anything_means_no_consent(world: World, placement: Placement) -> None:
    photo = NewPhoto(content=picture(), credit="王启航")
    record_followup(
        actor=world.officer, placement=placement, sort="visit", title="走访", happened_on=NOON.date(), now=NOON,
        photos=[photo],
    )  # fmt: skip
    assert Photo.objects.get().is_for_inside
