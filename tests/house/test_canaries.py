"""Canaries: values about a person are planted, the system is worked and broken, and everything it emits is searched for them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import NoReverseMatch, path, reverse
from tests.factories.access import person_with
from tests.factories.funds import NOON, make_purse
from tests.factories.world import World
from tests.house.sweeping import session_of, text_of
from zeal import zeal_ignore

from lianshou.config import urls as real_urls
from lianshou.core.ambient import beyond_scope
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries.permissions import addresses
from lianshou.kernel.funds.actions import correct_account, make_batch
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.people.actions import add_person, add_relative, edit_person
from lianshou.kernel.people.models import Person, Relative
from lianshou.web.doors import PUBLIC, opens
from lianshou.web.logs import Scrubbing, formatter

pytestmark = pytest.mark.django_db

PERSON = {
    "phone": "13987654301",
    "email": "canary.bird@example.cn",
    "address": "金丝雀巷九号院七零一室",
    "id_number": "320923197704153014",
    "bank_name": "金丝雀农村商业银行",
    "bank_card": "6222021234567890128",
}
PAYEE = {"account": "9558801234567890124", "bank": "金丝雀城市合作社"}
CHILD = {"id_number": "110105201503070021"}
BEFORE = {"phone": "13987654302", "address": "旧雀里二号"}
SECRETS = [*PERSON.values(), *PAYEE.values(), *CHILD.values(), *BEFORE.values(), "1977-04-15", "19770415"]
NAME = "雀金丝"


def _sung(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def planted(world: World, now: datetime) -> Person:
    """A member of the host with every protected field filled in, changed once, with a child."""
    person = add_person(actor=world.officer, union=world.host, name=NAME, now=now, **BEFORE)
    edit_person(actor=world.officer, person=person, now=now, **PERSON)
    add_relative(actor=world.officer, person=person, relation="child", name="雀小丝", now=now, **CHILD)
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def paid(world: World, planted: Person) -> list[Payment]:
    """Payments in every state to the planted person, to their own card and to accounts given; one on a list for the bank."""
    purse = make_purse(world)
    given = {"person": planted, "bank_name": PAYEE["bank"], "account": PAYEE["account"]}
    by_state = [
        purse.receipted(person=planted),
        purse.paid(**given),
        purse.plan(**given),
        purse.plan(person=None, outside="某印刷社", bank_name=PAYEE["bank"], account=PAYEE["account"]),
    ]
    correct_account(
        actor=purse.finance, payment=by_state[2], bank_name=PAYEE["bank"], account=PAYEE["account"], now=NOON
    )
    listed = [purse.approved(person=planted), purse.approved(**given)]
    make_batch(actor=purse.finance, union=world.county, now=NOON)
    return [Payment.objects.get(pk=one.pk) for one in (*by_state, *listed)]


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything that goes through the log, as the console of an installation shows it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    handler.addFilter(Scrubbing())
    loggers = [logging.getLogger(name) for name in ("", "django", "lianshou", "django_tasks")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


def _about(name: str, planted: Person, paid: list[Payment]) -> list[dict[str, Any]]:
    """The records that an address could be about."""
    if name.startswith("people:"):
        return [{}, {"pk": planted.pk}]
    if name.startswith("funds:"):
        budget = paid[0].budget
        rows = {budget.pk, budget.source_id, *(one.pk for one in paid), *(one.batch_id or 0 for one in paid)}
        return [{}, {"union": budget.source.union_id}, *({"pk": pk} for pk in sorted(rows))]
    return [{}, {"pk": planted.union_id}]


def _pages(planted: Person, paid: list[Payment], role: Role) -> list[str]:
    """Every address whose door lets a role in, and that opens without more than the planted person, their union, or the payments
    to them. That doors turn the others away is the business of the sweep.
    """
    known: dict[str, dict[str, Any]] = {}
    for one in addresses():
        if role not in one.roles("GET"):
            continue
        for kwargs in _about(one.name, planted, paid):
            try:
                known.setdefault(reverse(one.name, kwargs=kwargs), kwargs)
            except NoReverseMatch:
                continue
    return sorted(known)


@pytest.mark.parametrize(
    "role",
    [
        Role.OFFICER,
        Role.APPROVER,
        Role.LEADER,
        Role.CHAIR,
        Role.FINANCE,
        Role.AUDIT_ADMIN,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
    ],
)
def test_no_page_list_or_export_shows_a_protected_value(
    world: World, planted: Person, paid: list[Payment], role: Role
) -> None:
    named = {Role.CHAIR: world.host_account, Role.OFFICER: world.officer, Role.APPROVER: world.approver}
    named |= {Role.LEADER: world.leader, Role.AUDIT_ADMIN: world.audit_admin}
    named |= {Role.SYSTEM_ADMIN: world.system_admin, Role.FINANCE: paid[0].budget.set_by}
    account = named.get(role) or person_with("security_admin", world.county)
    assert account is not None
    cookie, opened, sung = session_of(account), 0, {}
    for url in _pages(planted, paid, role):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        with zeal_ignore(), transaction.atomic():
            answer = client.get(url)
            if answer.status_code == 200 and (hit := _sung(text_of(answer))):
                sung[url] = hit
            opened += answer.status_code == 200
            transaction.set_rollback(True)
    assert sung == {}
    assert opened >= 3


def test_no_table_holds_a_protected_value_in_clear(
    world: World, planted: Person, paid: list[Payment]
) -> None:
    found = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    plain = (
                        bytes(cell).decode("utf-8", "replace")
                        if isinstance(cell, bytes | memoryview)
                        else str(cell)
                    )
                    if hit := _sung(plain):
                        found[table] = hit
    assert found == {}
    with beyond_scope("the suite"):
        assert Person.objects.get(pk=planted.pk).phone == PERSON["phone"]
        assert Relative.objects.get(person=planted).id_number == CHILD["id_number"]
        assert [one.account for one in paid[:2]] == [PERSON["bank_card"], PAYEE["account"]]


def _breaks(request: HttpRequest) -> HttpResponse:
    phone, person, account = PERSON["phone"], dict(PERSON), PAYEE["account"]
    raise RuntimeError(f"{NAME} {phone} {person} {account}")


def _breaks_in_the_database(request: HttpRequest) -> HttpResponse:
    with beyond_scope("the suite breaks something"):
        Person(name=f"{NAME}{PERSON['address']}", union_id=None).save()
    return HttpResponse()


class BrokenUrls:
    urlpatterns = [
        *real_urls.urlpatterns,
        path("broken/", opens(PUBLIC, post=PUBLIC)(_breaks)),
        path("broken/table/", opens(PUBLIC, post=PUBLIC)(_breaks_in_the_database)),
    ]
    handler500 = real_urls.handler500
    handler404 = real_urls.handler404
    handler403 = real_urls.handler403


@pytest.mark.parametrize("address", ["/broken/", "/broken/table/"])
@override_settings(
    ROOT_URLCONF=BrokenUrls,
    ADMINS=[("", "ops@example.cn")],
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
)
def test_error_page_log_and_mail_tell_nothing_of_a_person(
    world: World, said: io.StringIO, capfd: pytest.CaptureFixture[str], address: str
) -> None:
    client = Client(raise_request_exception=False, HTTP_USER_AGENT=PERSON["email"])
    with zeal_ignore(), transaction.atomic():
        answer = client.post(f"{address}?q={PERSON['phone']}", {**PERSON, **PAYEE, "name": NAME})
        transaction.set_rollback(True)
    emitted = said.getvalue() + capfd.readouterr().err
    mailed = "".join(f"{one.subject}{one.body}{one.alternatives}" for one in mail.outbox)  # type: ignore[attr-defined]
    assert answer.status_code == 500
    assert len(mail.outbox) == 1
    for text in (answer.content.decode(), emitted, mailed):
        assert _sung(text) == []
        assert NAME not in text
    assert "broken" in emitted


@pytest.mark.parametrize(
    ("url", "status"),
    [(f"/people/{PERSON['phone']}{PERSON['phone']}/", 404), (f"/{PERSON['id_number']}/", 404)],
)
def test_log_of_what_was_not_found_names_no_number(
    world: World, said: io.StringIO, url: str, status: int
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.officer)
    assert client.get(f"{url}?q={PERSON['phone']}").status_code == status
    assert said.getvalue() != ""
    assert _sung(said.getvalue()) == []


def test_database_error_that_quotes_a_row_is_logged_without_it(planted: Person, said: io.StringIO) -> None:
    with pytest.raises(DatabaseError), beyond_scope("the suite breaks something"), transaction.atomic():
        Person(name=NAME, union_id=None).save()
    try:
        with beyond_scope("the suite breaks something"), transaction.atomic():
            Person(name=NAME, union_id=None).save()
    except DatabaseError:
        logging.getLogger("lianshou.test").exception("could not save %s %s", NAME, PERSON["phone"])
    assert NAME not in said.getvalue()
    assert _sung(said.getvalue()) == []
    assert "IntegrityError" in said.getvalue()


def test_nothing_prints_a_protected_value(planted: Person, paid: list[Payment]) -> None:
    relative = Relative.objects.get(person=planted)
    shown = "".join(f"{one!r}{one}{vars(type(one))}" for one in (planted, relative, *paid))
    assert _sung(shown) == []
    request = RequestFactory().post("/", PERSON | PAYEE)
    assert _sung(repr(request)) == []
