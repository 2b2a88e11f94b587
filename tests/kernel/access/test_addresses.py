"""One's own e-mail address counts once the link that was sent there is opened."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.factories.access import UserFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import take_address
from lianshou.kernel.access.enums import Reason
from lianshou.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/account/address/"
NEW = "li@example.com"


@pytest.fixture(autouse=True)
def _mails(settings: Any) -> None:
    settings.LIANSHOU_MAILS = True


def confirmed(client: Client, user: Any) -> Client:
    """A session that has shown its password just now."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    return client


def link_sent() -> str:
    found = re.search(r"http://testserver(/account/address/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def test_digest_page_leads_to_where_an_address_is_given(client: Client, world: World) -> None:
    client.force_login(world.officer)
    assert f'href="{reverse("access:address")}"' in client.get(reverse("inbox:digest")).content.decode()


def test_address_counts_once_its_link_is_opened_and_the_link_only_once(client: Client, world: World) -> None:
    confirmed(client, world.officer).post(PAGE, {"address": "Li@Example.com"})
    world.officer.refresh_from_db()
    assert (world.officer.email, mail.outbox[-1].to) == ("", [NEW])
    link = link_sent()
    assert client.get(link).status_code == 200
    assert client.post(link)["Location"] == reverse("mfa_index")
    world.officer.refresh_from_db()
    assert world.officer.email == NEW
    assert client.post(link)["Location"] == PAGE
    entry = Entry.objects.get(verb="account.address_taken")
    assert NEW not in str(entry.details)


def test_a_session_that_has_not_just_shown_who_it_is_confirms_first(client: Client, world: World) -> None:
    client.force_login(world.officer)
    assert client.post(PAGE, {"address": NEW})["Location"].startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []


def test_link_of_another_account_and_a_forged_one_do_nothing(client: Client, world: World) -> None:
    confirmed(client, world.officer).post(PAGE, {"address": NEW})
    other = Client()
    other.force_login(world.approver)
    for link in (link_sent(), f"{PAGE}forged/"):
        assert other.post(link)["Location"] == PAGE
    world.approver.refresh_from_db()
    assert world.approver.email == ""


def test_address_of_another_account_is_refused(world: World, now: Any) -> None:
    UserFactory(email=NEW)
    with pytest.raises(Refused) as caught:
        take_address(actor=world.officer, address=NEW, now=now)
    assert caught.value.reason is Reason.ADDRESS_TAKEN


def test_without_a_mail_server_nothing_is_sent(client: Client, world: World, settings: Any) -> None:
    settings.LIANSHOU_MAILS = False
    assert confirmed(client, world.officer).post(PAGE, {"address": NEW}).status_code == 422
    assert mail.outbox == []
