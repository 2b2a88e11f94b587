"""Canaries of a household: what each page, export, answer of the API, paper, log and mail shows of a file is what the table here says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from tests.factories.access import person_with
from tests.factories.gateway import Program, token_for
from tests.factories.world import World
from tests.house.sweeping import session_of, text_of
from tests.house.test_canaries import said  # noqa: F401
from tests.kinds.aid.doors import RECORDS
from tests.kinds.aid.singing import Planted, plant
from zeal import zeal_ignore

from lianshou.core.ambient import beyond_scope
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries.permissions import Address, addresses
from lianshou.kinds.aid.exports.papers import BY_SLUG
from lianshou.kinds.aid.models import Survey

pytestmark = pytest.mark.django_db

_READ = {"officer", "approver", "leader", "chair"}
_PLAIN = {
    *("bank_branch", "employer", "income_wages", "industry", "member place", "nation", "registered_at"),
    "wages",
}
SHOWN: dict[str, tuple[set[str], set[str]]] = {
    "aid:fill": ({"officer", "chair"}, _PLAIN),
    "aid:paper": (_READ, _PLAIN | {"wages said"}),  # the approval carries the computation that is signed for
    "aid:survey": (_READ, _PLAIN | {"wages said"}),
    "aid:household": (_READ, {"wages said"}),
    "aid:shape": (_READ, _PLAIN),
    "aid:write_shape": (_READ, _PLAIN),
    "aid:own": ({"worker"}, {"concern"}),
}
"""Which pages show what of an answer, and to which roles: the form itself and its papers, what the form does not hide, and the
computation. Whatever is hidden stands nowhere, and no list, export, figure or public page shows any of it.
"""
UNOPENED: set[str] = set()
"""Pages of this kind that none of the planted records opens."""
_TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def planted(world: World) -> Planted:
    with zeal_ignore():
        return plant(world, timezone.now())


def accounts(world: World) -> dict[Role, User]:
    told = {
        Role.OFFICER: world.officer,
        Role.APPROVER: world.approver,
        Role.LEADER: world.leader,
        Role.CHAIR: world.guest_account,
        Role.AUDIT_ADMIN: world.audit_admin,
        Role.SYSTEM_ADMIN: world.system_admin,
        Role.SECURITY_ADMIN: world.security_admin,
        Role.HELPER: world.nobody,
        Role.WORKER: User.objects.get(username="head"),
    }
    return {
        role: told.get(role) or person_with(role, world.county, username=f"x{role.value}") for role in Role
    }


def _sung(planted: Planted, text: str) -> set[str]:
    plain = text + _TAGS.sub("", text)
    return {what for what, secret in planted.secrets.items() if secret in plain}


def _urls(planted: Planted) -> Iterator[tuple[str, str, Sequence[Role | None]]]:
    """Every address that opens without more than the records of the file, and the roles that its door lets in; None is nobody."""
    for one in addresses():
        if one.name.startswith("api:"):
            continue
        about = RECORDS.get(one.name, "")
        about = about if isinstance(about, str) else about[0]
        parts = [part.partition("=") for part in about.split()]
        if any(what[0] != "=" and what not in planted.records for _, _, what in parts):
            continue
        asked = {key: what[1:] if what[0] == "=" else planted.records[what] for key, _, what in parts}
        guesses = [asked] if asked else [{}, *_guessed(one.name, planted)]
        for kwargs in guesses:
            try:
                yield one.name, reverse(one.name, kwargs=kwargs), _let_in(one)
            except NoReverseMatch:
                continue
    for slug in BY_SLUG:
        for name, more in (("aid:paper", {"pk": planted.records["household"]}), ("aid:papers", {})):
            yield name, reverse(name, kwargs={**more, "slug": slug}), tuple(Role)


def _let_in(one: Address) -> Sequence[Role | None]:
    return (None, Role.OFFICER) if one.door.is_public else one.roles("GET")


def _guessed(name: str, planted: Planted) -> list[dict[str, Any]]:
    of = {"people": "person", "unions": "union", "notices": "notice", "programmes": "aid", "rights": "person"}
    record = of.get(name.partition(":")[0].removeprefix("public_"))
    return [{"pk": planted.records[record]}] if record else []


def test_each_page_and_export_shows_of_a_file_what_is_written_here(world: World, planted: Planted) -> None:
    sessions = {role: session_of(account) for role, account in accounts(world).items()}
    shown: dict[str, tuple[set[str], set[str]]] = {}
    opened: set[str] = set()
    for name, url, roles in _urls(planted):
        for role in roles:
            client = Client(raise_request_exception=False)
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role] if role else ""
            with zeal_ignore(), transaction.atomic():
                answer = client.get(url)
                if answer.status_code == 200:
                    opened.add(name)
                    if hit := _sung(planted, text_of(answer)):
                        to, what = shown.setdefault(name, (set(), set()))
                        to.add(role.value if role else "")
                        what |= hit
                transaction.set_rollback(True)
    assert shown == SHOWN
    readable = {one.name for one in addresses() if one.name.startswith("aid:") and one.roles("GET")}
    assert readable - opened == UNOPENED


def test_no_answer_of_the_api_holds_anything_of_a_file(world: World, planted: Planted) -> None:
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    paths = [path for path, told in described.items() if "get" in told]
    shown, opened = {}, 0
    of = {"aid/stations": "union", "aid/civil-lists": "civil_list", "persons": "person", "unions": "union"}
    for role, account in accounts(world).items():
        program = Program(token_for(account))
        for path in paths:
            short = path.removeprefix("/api/v1/")
            for word, record in of.items():
                short = re.sub(rf"^{word}/{{\w+}}", f"{word}/{planted.records[record]}", short)
            if "{" in short:
                continue
            with zeal_ignore():
                answer = program.get(short)
            if answer.status_code == 200:
                opened += 1
                if hit := _sung(planted, text_of(answer)):
                    shown[short, role.value] = hit
    assert shown == {}
    assert opened > 40


def test_no_table_holds_an_answer_in_clear(world: World, planted: Planted) -> None:
    found: dict[str, set[str]] = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    raw = isinstance(cell, bytes | memoryview)
                    plain = bytes(cell).decode("utf-8", "replace") if raw else str(cell)
                    if hit := _sung(planted, plain):
                        found.setdefault(table, set()).update(hit)
    assert found == {}
    with beyond_scope("the suite"):
        survey = Survey.objects.get(pk=planted.records["survey_done"])
        assert survey.answers["illness"] == planted.secrets["illness"]


def test_neither_log_nor_mail_tells_anything_of_a_file(
    world: World,
    said: io.StringIO,  # noqa: F811
    now: datetime,
) -> None:
    with zeal_ignore():
        planted = plant(world, timezone.now())
    client = Client(raise_request_exception=False)
    client.force_login(world.officer)
    secret = planted.secrets
    for url in ("/aid/households/", "/aid/households/find/", f"/aid/households/{secret['id_number']}/"):
        with zeal_ignore():
            client.get(url, {"q": secret["id_number"]})
            client.post(url, {"q": secret["id_number"], "id_number": secret["id_number"]})
    mailed = "".join(f"{one.subject}{one.body}{one.alternatives}" for one in mail.outbox)  # type: ignore[attr-defined]
    assert _sung(planted, said.getvalue()) == set()
    assert _sung(planted, mailed) == set()
