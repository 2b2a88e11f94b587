from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import Post
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.actions import open_worker_account
from lianshou.kernel.people.enums import Reason
from lianshou.kernel.people.queries import account_by_phone
from lianshou.kernel.people.rules import why_not_open_worker

PHONE = "13700001111"


@pytest.mark.parametrize(
    ("phone", "has_account", "is_shared", "reason"),
    [
        (PHONE, False, False, None),
        (PHONE, True, False, Reason.PERSON_HAS_ACCOUNT),
        ("", False, False, Reason.NO_PHONE),
        ("0515-87212345", False, False, Reason.NO_PHONE),
        (PHONE, False, True, Reason.PHONE_SHARED),
    ],
)
def test_light_account_needs_a_mobile_number_of_its_own(
    phone: str, has_account: bool, is_shared: bool, reason: Reason | None
) -> None:
    assert why_not_open_worker(phone=phone, has_account=has_account, is_shared=is_shared) == reason


def test_light_account_is_a_workers_without_a_password(world: World, now: datetime) -> None:
    person = PersonFactory(name="周工", union=world.host, phone=PHONE)
    account = open_worker_account(actor=world.officer, person=person, now=now).account
    assert account is not None
    post = Post.objects.get(user=account)
    assert (account.username, account.name, account.has_usable_password()) == (
        f"worker{person.pk}",
        "周工",
        False,
    )
    assert (post.role, post.union_id, account_by_phone(phone=PHONE)) == ("worker", world.host.pk, account)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["account.created", "post.given", "person.linked"]


def test_number_of_two_accounts_finds_nobody(world: World, now: datetime) -> None:
    person = PersonFactory(union=world.host, phone="13812340001")  # the chair's
    with pytest.raises(Refused, match="PHONE_SHARED"):
        open_worker_account(actor=world.officer, person=person, now=now)
    world.guest_chair.phone = world.host_chair.phone
    world.guest_chair.save()
    assert account_by_phone(phone=world.host_chair.phone) is None


@pytest.mark.parametrize("who", ["leader", "host_account", "foreign_officer", "system_admin"])
def test_only_the_officer_opens_it(world: World, now: datetime, who: str) -> None:
    person = PersonFactory(union=world.host, phone=PHONE)
    with pytest.raises(PermissionDenied):
        open_worker_account(actor=getattr(world, who), person=person, now=now)


def test_button_stands_on_the_page_of_the_union_until_it_is_done(client: Client, world: World) -> None:
    client.force_login(world.officer)
    person = PersonFactory(name="周工", union=world.host, phone=PHONE)
    PersonFactory(name="无号", union=world.host, phone="")
    page, address = f"/unions/{world.host.pk}/", f"/people/{person.pk}/account/"
    assert [words in client.get(page).content.decode() for words in (address, "周工", "无号")] == [
        True,
        True,
        False,
    ]
    done = client.post(address, follow=True)
    assert (done.redirect_chain, "本人用手机验证码登录" in done.content.decode()) == ([(page, 302)], True)
    assert address not in client.get(page).content.decode()
    again = client.post(address, follow=True)
    assert "此人已有账号" in again.content.decode()
