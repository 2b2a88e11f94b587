"""Countersignatures: nothing is signed before all have agreed; one who objects sends it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories.access import person_with
from tests.factories.world import World
from tests.kernel.bulletins.test_actions import reason_of, written

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.enums import Answer, Reason, State
from lianshou.kernel.bulletins.models import Bulletin, Countersignature


@pytest.fixture
def deputy(world: World) -> User:
    return person_with(Role.LEADER, world.county, username="deputy", name="周副主席")


@pytest.fixture
def below(world: World) -> User:
    return person_with(Role.OFFICER, world.township, username="township", name="街道干事")


def checked(world: World, now: datetime) -> Bulletin:
    bulletin = actions.submit_bulletin(actor=world.officer, bulletin=written(world, now), now=now)
    return actions.check_bulletin(actor=world.approver, bulletin=bulletin, now=now)


def asked(world: World, now: datetime, **whom: Any) -> tuple[Bulletin, list[Countersignature]]:
    bulletin = checked(world, now)
    return bulletin, actions.ask_countersignatures(actor=world.officer, bulletin=bulletin, now=now, **whom)


def test_signing_waits_until_all_have_agreed(world: World, now: datetime, deputy: User, below: User) -> None:
    bulletin, (town, person) = asked(world, now, unions=[world.township], people=[deputy])

    def sign() -> Bulletin:
        return actions.sign_bulletin(actor=world.leader, bulletin=bulletin, now=now)

    assert reason_of(sign) == Reason.STILL_OPEN
    actions.countersign_bulletin(actor=below, asked=town, answer=Answer.AGREED, now=now)
    assert reason_of(sign) == Reason.STILL_OPEN
    actions.countersign_bulletin(actor=deputy, asked=person, answer=Answer.AGREED, words="同意", now=now)
    assert sign().state == State.SIGNED
    told = (
        Entry.objects.filter(verb__startswith="bulletin.counter")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(told) == ["bulletin.countersigning_asked", "bulletin.countersigned", "bulletin.countersigned"]


def test_objection_returns_the_draft_with_its_words_and_an_edit_clears_what_was_asked(
    world: World, now: datetime, below: User
) -> None:
    bulletin, (town,) = asked(world, now, unions=[world.township])

    def object_with(words: str) -> Countersignature:
        return actions.countersign_bulletin(
            actor=below, asked=town, answer=Answer.OBJECTED, words=words, now=now
        )

    assert reason_of(lambda: object_with(" ")) == Reason.OBJECTION_WORDS_MISSING
    object_with("本街道数字有误")
    bulletin = Bulletin.objects.get(pk=bulletin.pk)
    assert (bulletin.state, bulletin.words) == (State.DRAFT, "阜城街道总工会：本街道数字有误")
    assert (bulletin.checked_by, bulletin.values.count(), bulletin.countersignatures.count()) == (None, 0, 1)
    actions.edit_bulletin(actor=world.officer, bulletin=bulletin, version=1, text="改过的正文", now=now)
    assert bulletin.countersignatures.count() == 0


def test_nobody_speaks_twice_or_for_others(world: World, now: datetime, deputy: User, below: User) -> None:
    bulletin, (town, own, person) = asked(world, now, unions=[world.township, world.county], people=[deputy])

    def by(actor: User, row: Countersignature) -> Reason:
        return reason_of(
            lambda: actions.countersign_bulletin(actor=actor, asked=row, answer=Answer.AGREED, now=now)
        )

    assert by(world.leader, town) == Reason.NOT_OF_THAT_UNION
    assert by(world.leader, person) == Reason.NOT_ASKED
    assert by(world.officer, own) == by(world.approver, own) == Reason.OWN
    actions.countersign_bulletin(actor=deputy, asked=own, answer=Answer.AGREED, now=now)
    assert by(deputy, own) == Reason.ANSWERED
    assert by(deputy, person) == Reason.OWN
    with pytest.raises(PermissionDenied):
        actions.countersign_bulletin(actor=world.foreign_officer, asked=town, answer=Answer.AGREED, now=now)
    actions.countersign_bulletin(actor=below, asked=town, answer=Answer.AGREED, now=now)
    actions.withdraw_countersignature(actor=world.officer, asked=person, now=now)
    assert reason_of(lambda: actions.sign_bulletin(actor=deputy, bulletin=bulletin, now=now)) == Reason.OWN
    assert actions.sign_bulletin(actor=world.leader, bulletin=bulletin, now=now).state == State.SIGNED


def test_only_the_issuer_and_those_below_are_asked_once(world: World, now: datetime) -> None:
    bulletin, _rows = asked(world, now, unions=[world.county])

    def ask(**whom: Any) -> Reason:
        return reason_of(
            lambda: actions.ask_countersignatures(actor=world.officer, bulletin=bulletin, now=now, **whom)
        )

    assert ask() == Reason.NOBODY_NAMED
    assert ask(unions=[world.county]) == Reason.ASKED_ALREADY
    assert ask(unions=[world.foreign_county]) == ask(people=[world.foreign_officer]) == Reason.NOT_TO_BE_ASKED
    assert ask(people=[world.officer]) == Reason.NOT_TO_BE_ASKED
    draft = written(world, now, title="草稿")
    assert (
        reason_of(
            lambda: actions.ask_countersignatures(
                actor=world.officer, bulletin=draft, unions=[world.county], now=now
            )
        )
        == Reason.WRONG_STATE
    )


def test_pages_ask_show_and_answer(world: World, now: datetime, below: User) -> None:
    bulletin = checked(world, now)
    officer, town = Client(), Client()
    officer.force_login(world.officer)
    town.force_login(below)
    page = f"/bulletins/{bulletin.pk}/"
    officer.post(f"{page}countersign/", {"unions": [world.township.pk]})
    row = Countersignature.objects.get()
    assert "还没有答复" in officer.get(page).content.decode()
    address = f"/bulletins/countersign/{row.pk}/"
    assert address in town.get("/").content.decode()
    body = town.get(address).content.decode()
    assert "1家" in body
    assert f"/bulletins/{bulletin.pk}/numbers/1/" in body
    assert town.get(f"/bulletins/{bulletin.pk}/numbers/1/").status_code == 200
    answer = town.post(address, {"answer": "objected", "words": ""})
    assert (answer.status_code, "请简要写明不同意的内容" in answer.content.decode()) == (422, True)
    assert town.post(address, {"answer": "agreed", "words": "无意见"}).status_code == 302
    assert "无意见" in officer.get(page).content.decode()
    assert address not in town.get("/").content.decode()
    assert queries.countersignatures_asked(actor=world.foreign_officer).count() == 0


def test_request_appears_only_to_those_who_may_answer_it(
    world: World, now: datetime, deputy: User, below: User
) -> None:
    _bulletin, (town, own, person) = asked(world, now, unions=[world.township, world.county], people=[deputy])
    everybody = (world.officer, world.approver, world.leader, deputy, below, world.foreign_officer)

    def waiting() -> dict[str, set[int]]:
        found = {one.username: queries.countersignatures_waiting(actor=one) for one in everybody}
        return {name: set(some.values_list("pk", flat=True)) for name, some in found.items() if some}

    assert waiting() == {"leader": {own.pk}, "deputy": {own.pk, person.pk}, "township": {town.pk}}
    leader, named = Client(), Client()
    leader.force_login(world.leader)
    assert leader.get(f"/bulletins/countersign/{town.pk}/").status_code == 404
    actions.countersign_bulletin(actor=world.leader, asked=own, answer=Answer.AGREED, now=now)
    assert waiting() == {"deputy": {person.pk}, "township": {town.pk}}
    actions.countersign_bulletin(actor=deputy, asked=person, answer=Answer.AGREED, now=now)
    named.force_login(deputy)
    assert "同意" in named.get(f"/bulletins/countersign/{person.pk}/").content.decode()


def test_asking_leaves_somebody_to_sign_and_is_of_unions_that_can_answer(
    world: World, now: datetime, deputy: User
) -> None:
    bulletin = checked(world, now)

    def ask(**whom: Any) -> Reason:
        return reason_of(
            lambda: actions.ask_countersignatures(actor=world.officer, bulletin=bulletin, now=now, **whom)
        )

    assert ask(unions=[world.township]) == Reason.NOBODY_TO_ANSWER  # the county's people do not answer for it
    assert ask(people=[deputy, world.leader]) == Reason.NOBODY_TO_SIGN  # the approver has checked it
    actions.ask_countersignatures(actor=world.officer, bulletin=bulletin, people=[deputy], now=now)
    assert ask(people=[world.leader]) == Reason.NOBODY_TO_SIGN
    client = Client()
    client.force_login(world.officer)
    page = client.post(
        f"/bulletins/{bulletin.pk}/countersign/", {"people": [world.leader.pk]}, follow=True
    ).content.decode()
    assert "没有人能签发这份通报" in page
