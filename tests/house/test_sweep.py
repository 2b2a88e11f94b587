"""Every url × every role × own and foreign records: refused unless the table lists it; nothing foreign in any body.

A new url gets one line in ``TABLE``: the record it is about (none for lists), and who is let in by GET and by POST, as
letters: o officer, a approver, l leader, c chair of a party, s chair of another union of the same county, u auditor,
m system administrator, n an account without posts. Whoever is not named must be refused with 403 or 404.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.house.sweeping import ROLES, Grounds, text_of
from zeal import zeal_ignore


@dataclass(frozen=True)
class Row:
    """Who is let in where; ``about`` names the record of each parameter, "=word" is the word itself.

    ``more`` names the records that stand behind the "?" or in the form.
    """

    get: str = ""
    post: str = ""
    about: str = ""
    more: str = ""


ALL, DESK, INSIDE = "oalcsumn", "oal", "oalcs"
PARTY = "oalc"

TABLE: dict[str, Row] = {
    "inbox:desk": Row(get=ALL),
    "account_change_password": Row(get=ALL, post=ALL),
    "account_reauthenticate": Row(get=ALL, post=ALL),
    "account_logout": Row(get=ALL, post=ALL),
    "unions:list": Row(get=INSIDE),
    "unions:export": Row(get=INSIDE),
    "unions:tree": Row(get=INSIDE),
    "unions:map": Row(get=INSIDE),
    "unions:industries": Row(get="o"),
    "unions:places": Row(get="o"),
    "unions:upload": Row(post="o", about="slug==zones"),
    "unions:template": Row(get="o", about="slug==zones"),
    "unions:detail": Row(get=PARTY, about="pk=union"),
    "unions:children": Row(get=PARTY, about="pk=union"),
    "unions:changes": Row(get=PARTY, about="pk=union"),
    "unions:edit": Row(get="o", post="o", about="pk=union"),
    "unions:add": Row(get="o", post="o", about="pk=union"),
    "unions:add_honour": Row(get="o", post="o", about="pk=union"),
    "unions:add_upgrade": Row(get="o", post="o", about="pk=union"),
    "people:name_chair": Row(get="o", post="o", about="pk=union"),
    "people:open_account": Row(post="o", about="pk=union"),
    "people:changes": Row(get=PARTY, about="pk=person"),
    "people:show_phone": Row(post=PARTY, about="pk=person"),
    "programmes:list": Row(get=DESK),
    "programmes:export": Row(get=DESK),
    "programmes:changes": Row(get=DESK, about="pk=programme"),
    "programmes:new": Row(get="o", post="o"),
    "intake:new": Row(get="o", post="o", about="programme=fresh list_slug==hosts"),
    "intake:template": Row(get="o", about="programme=fresh list_slug==hosts"),
    "intake:sample": Row(get="o", about="programme=fresh list_slug==hosts"),
    "intake:detail": Row(get="o", about="pk=batch"),
    "intake:take": Row(post="o", about="pk=batch"),
    "intake:replace": Row(post="o", about="pk=batch"),
    "intake:undo": Row(post="o", about="pk=batch"),
    "intake:export": Row(get="o", about="pk=batch"),
    "intake:edit": Row(get="o", post="o", about="pk=row"),
    "intake:drop": Row(post="o", about="pk=row"),
    "intake:restore": Row(post="o", about="pk=row"),
    "placement:run": Row(get=DESK, about="pk=run"),
    "placement:input": Row(get=DESK, about="pk=run"),
    "placement:result": Row(get=DESK, about="pk=run"),
    "pledges:list": Row(get=INSIDE),
    "pledges:export": Row(get=INSIDE),
    "pledges:papers": Row(get="oalc", more="programme=programme"),
    "pledges:issue": Row(get="o", post="o", about="programme=programme"),
    "pledges:accounts": Row(get="o", post="o", about="programme=programme"),
    "pledges:detail": Row(get=PARTY, about="pk=pledge"),
    "pledges:paper": Row(get=PARTY, about="pk=pledge"),
    "pledges:print": Row(get=PARTY, about="pk=pledge"),
    "pledges:agree": Row(post="c", about="pk=pledge"),
    "pledges:sign": Row(post="c", about="pk=pledge"),
    "pledges:record": Row(post="o", about="pk=pledge"),
    "pledges:end": Row(post="o", about="pk=pledge"),
    "followups:list": Row(get=INSIDE),
    "followups:export": Row(get=INSIDE),
    "followups:new": Row(get="ocs", post="ocs"),
    "followups:detail": Row(get=PARTY, about="pk=followup"),
    "followups:add_photos": Row(post="oc", about="pk=followup"),
    "followups:remove": Row(post="oc", about="pk=followup"),
    "followups:photo": Row(get=PARTY, about="pk=photo"),
    "followups:thumbnail": Row(get=PARTY, about="pk=photo"),
    "figures:list": Row(get=DESK),
    "figures:detail": Row(get=DESK, about="slug==guests"),
    "figures:export": Row(get=DESK, about="slug==guests"),
    "access:book": Row(get="u"),
    "access:export": Row(get="u"),
    "access:check": Row(get="u"),
    "access:start_check": Row(post="u"),
    "access:entry": Row(get="u", about="number=entry"),
    "access:anchors": Row(get="u"),
    "access:add_anchor": Row(post="u"),
    "access:anchor_file": Row(get="u", about="pk==1"),
    "pairing:desk": Row(get=DESK, about="pk=programme"),
    "pairing:hosts": Row(get=DESK, about="pk=programme"),
    "pairing:host": Row(get=DESK, about="pk=programme opening=opening"),
    "pairing:room": Row(get="o", post="o", about="pk=programme opening=opening"),
    "pairing:close": Row(post="o", about="pk=programme opening=opening"),
    "pairing:guests": Row(get=DESK, about="pk=programme"),
    "pairing:guest": Row(get=DESK, about="pk=programme application=application"),
    "pairing:withdraw": Row(get="o", post="o", about="pk=programme application=application"),
    "pairing:move": Row(get="o", about="pk=programme application=application"),
    "pairing:confirm_move": Row(post="o", about="pk=programme application=application", more="to=opening"),
    "pairing:hold": Row(post="o", about="pk=programme application=application", more="opening=opening"),
    "pairing:release": Row(post="o", about="pk=programme hold=hold"),
    "pairing:settings": Row(get="o", post="o", about="pk=programme"),
    "pairing:start": Row(post="o", about="pk=programme"),
    "pairing:run": Row(get=DESK, about="pk=programme number=number"),
    "pairing:pairs": Row(get=DESK, about="pk=programme"),
    "pairing:pair": Row(get=DESK, about="pk=programme placement=placement"),
    "pairing:what_if": Row(get=DESK, about="pk=programme"),
    "pairing:adopt": Row(post="o", about="pk=programme"),
    "pairing:steady": Row(get=DESK, about="pk=programme"),
    "pairing:balance": Row(get=DESK, about="pk=programme"),
    "pairing:use_weights": Row(post="o", about="pk=programme"),
    "pairing:map": Row(get=DESK, about="pk=programme"),
    "pairing:workbook": Row(get=DESK, about="pk=programme"),
    "pairing:result": Row(get=DESK, about="pk=programme"),
    "pairing:map_file": Row(get=DESK, about="pk=programme"),
    "pairing:approval": Row(get=DESK, about="pk=programme"),
    "pairing:approve": Row(post="a", about="pk=programme"),
    "pairing:reopen": Row(post="a", about="pk=programme"),
}
# open to everybody: how the server is, the language, the door itself
PUBLIC = {"health", "set_language", "account_login", "account_signup"}
# files with examples that are no records
EXAMPLES = {"intake:template", "intake:sample", "unions:template"}

LET_IN, REFUSED = {200, 204, 302, 409, 422}, {403, 404}


def url_names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        else:
            yield from url_names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)


def test_every_url_has_its_line() -> None:
    names = list(url_names(get_resolver()))
    assert set(names) - PUBLIC == TABLE.keys()
    assert len(names) == len(set(names))


def named(parts: str, records: dict[str, object]) -> dict[str, object]:
    """ "pk=union slug==zones" with the ids of ``records``."""
    found = [part.partition("=") for part in parts.split()]
    return {key: what[1:] if what[0] == "=" else records[what] for key, _, what in found}


def ask(client: Client, method: str, name: str, records: dict[str, object]) -> HttpResponseBase:
    """One request about ``records``, whose writes are undone."""
    url, more = reverse(name, kwargs=named(TABLE[name].about, records)), named(TABLE[name].more, records)
    with transaction.atomic(), zeal_ignore():
        response = client.get(url, more) if method == "get" else client.post(url, more)
        response._body = text_of(response)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return response


def is_of_login(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and "/account/login/?next=" in response["Location"]


def expected(row: Row, method: str, letter: str) -> set[int]:
    """The statuses that are right; a method that nobody may use is 405, or refused before."""
    allowed = row.get if method == "get" else row.post
    if letter in allowed:
        return LET_IN
    return REFUSED if allowed else REFUSED | {405}


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_own_records_open_to_whom_the_table_says(name: str, method: str, grounds: Grounds) -> None:
    found = {role: ask(grounds.client(role), method, name, grounds.own) for role in ROLES}
    wrong = {
        role: response.status_code
        for role, response in found.items()
        if response.status_code not in expected(TABLE[name], method, ROLES[role]) or is_of_login(response)
    }
    assert wrong == {}
    if name not in EXAMPLES:
        assert {role: hit for role, one in found.items() if (hit := grounds.foreign_name(one._body))} == {}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if "=" in row.about.replace("==", "")])
@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_records_are_refused_to_everybody(name: str, method: str, grounds: Grounds) -> None:
    found = {role: ask(grounds.client(role), method, name, grounds.foreign) for role in ROLES}
    allowed = REFUSED | ({405} if not (TABLE[name].get if method == "get" else TABLE[name].post) else set())
    assert {role: one.status_code for role, one in found.items() if one.status_code not in allowed} == {}
    assert {role: hit for role, one in found.items() if (hit := grounds.foreign_name(one._body))} == {}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_neighbour_sees_its_own_and_nothing_of_ours(name: str, method: str, grounds: Grounds) -> None:
    neighbour, row = grounds.client("neighbour"), TABLE[name]
    own = ask(neighbour, method, name, grounds.foreign)
    assert own.status_code in expected(row, method, "o")
    ours = ask(neighbour, method, name, grounds.own)
    if row.about and grounds.is_about_records(row.about):
        assert ours.status_code in REFUSED | {405}
    if name not in EXAMPLES:
        assert grounds.our_name(own._body) == grounds.our_name(ours._body) == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TABLE)
def test_without_logging_in_there_is_only_the_door(name: str, grounds: Grounds) -> None:
    for method in ("get", "post"):
        response = ask(Client(), method, name, grounds.own)
        assert (response.status_code, response["Location"].partition("?")[0]) == (
            302,
            reverse("account_login"),
        )


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_open_to_everybody(name: str, grounds: Grounds) -> None:
    assert Client().get(reverse(name)).status_code in {200, 302, 405}
