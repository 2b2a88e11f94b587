"""Every address × every role × own, foreign and higher records × GET and POST: the answers are those of docs/permissions.md.

Who is let in where is read from that page, which is generated from the doors in the code. Here stands only which record an
address is about. A new address needs its door beside the view, its line here when it names a record, and the page anew
(`lianshou permissions --out docs/permissions.md`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse
from tests.house.sweeping import ROLES, Grounds, text_of
from zeal import zeal_ignore

from lianshou.cli.permissions import permissions_text
from lianshou.config import urls
from lianshou.core.kinds import registry
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries.permissions import addresses

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
_LINE = re.compile(
    r"^\| `([\w:]+)` \| `/[^`]*` \| (\S+) \| ([^|]+) \| (\S+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)


@dataclass(frozen=True)
class Record:
    """What each parameter of an address names; "=word" is the word itself. ``more`` stands behind the "?" or in the form."""

    about: str = ""
    more: str = ""
    whose: str = (
        ""  # the accounts that our own record concerns, where it does not concern all whom the door lets in
    )

    @property
    def is_of_somebody(self) -> bool:
        """Whether a record is named, and not only a word."""
        return any(part.partition("=")[2][0] != "=" for part in f"{self.about} {self.more}".split())


RECORDS: dict[str, Record] = {
    "unions:upload": Record("slug==zones"),
    "unions:template": Record("slug==zones"),
    "unions:detail": Record("pk=union"),
    "unions:children": Record("pk=union"),
    "unions:edit": Record("pk=union"),
    "unions:add": Record("pk=union"),
    "unions:add_honour": Record("pk=union"),
    "unions:add_upgrade": Record("pk=union"),
    "people:name_chair": Record("pk=union"),
    "people:open_account": Record("pk=union"),
    "people:show_phone": Record("pk=person"),
    "intake:new": Record("programme=fresh list_slug==hosts"),
    "intake:template": Record("programme=fresh list_slug==hosts"),
    "intake:sample": Record("programme=fresh list_slug==hosts"),
    "intake:detail": Record("pk=batch"),
    "intake:take": Record("pk=batch"),
    "intake:replace": Record("pk=batch"),
    "intake:undo": Record("pk=batch"),
    "intake:drop_rest": Record("pk=batch"),
    "intake:discard": Record("pk=batch"),
    "intake:resume": Record("pk=batch"),
    "intake:register": Record("list_slug==persons"),
    "intake:register_template": Record("list_slug==persons"),
    "intake:export": Record("pk=batch"),
    "intake:edit": Record("pk=row"),
    "intake:drop": Record("pk=row"),
    "intake:restore": Record("pk=row"),
    "applications:list": Record("pk=programme"),
    "applications:export": Record("pk=programme"),
    "applications:choose": Record("programme=fresh slug==guest", whose="officer jinhai guest1"),
    "applications:fill_union": Record("programme=fresh slug==guest union=asker", whose="officer"),
    "applications:keep_union": Record("programme=fresh slug==guest union=asker", whose="officer"),
    "applications:fill_person": Record("programme=events slug==request person=applicant", whose="officer"),
    "applications:keep_person": Record("programme=events slug==request person=applicant", whose="officer"),
    "applications:discard": Record("pk=draft", whose="officer"),
    "applications:correct": Record("pk=filing", whose="officer"),
    "applications:keep_correction": Record("pk=filing", whose="officer"),
    "applications:detail": Record("pk=application", whose="officer approver leader"),
    "applications:accept": Record("pk=application"),
    "applications:return": Record("pk=application"),
    "applications:refuse": Record("pk=application"),
    "applications:withdraw": Record("pk=application", whose="officer"),
    "forms:detail": Record("pk=form"),
    "forms:mark": Record("pk=form_field"),
    "forms:retire": Record("pk=form"),
    "forms:declared": Record("programme=fresh slug==guest"),
    "review:round": Record("pk=round"),
    "review:board": Record("pk=round"),
    "review:results": Record("pk=round"),
    "review:results_export": Record("pk=round"),
    "review:add_criterion": Record("pk=round"),
    "review:add_reviewer": Record("pk=round"),
    "review:open_round": Record("pk=round"),
    "review:assign": Record("pk=round"),
    "review:draw_line": Record("pk=round"),
    "review:close_round": Record("pk=round"),
    "review:remove_criterion": Record("pk=criterion"),
    "review:remove_reviewer": Record("pk=reviewer"),
    "review:settle_conflict": Record("pk=conflict"),
    "review:marks": Record("pk=round application=submitted"),
    "review:decide": Record("pk=round application=submitted"),
    "review:settle_decision": Record("pk=closed application=submitted"),
    "review:ascent": Record("pk=ascent"),
    "review:approve": Record("pk=ascent"),
    "review:return": Record("pk=ascent"),
    "review:refuse": Record("pk=ascent"),
    "review:comment": Record("pk=ascent"),
    "review:delegate": Record("pk=ascent"),
    "review:settle": Record("pk=ascent"),
    "review:submit": Record("pk=submitted"),
    "review:ladder": Record("pk=ladder"),
    "review:retire_ladder": Record("pk=ladder"),
    "review:mark": Record("pk=assignment", whose="expert"),
    "review:declare": Record("pk=assignment", whose="expert"),
    "review:case": Record("pk=ascent", whose="jinhai"),
    "review:resubmit": Record("pk=ascent", whose="jinhai"),
    "review:appeal": Record("pk=ascent", whose="jinhai"),
    "review:decision": Record("pk=decision", whose="jinhai"),
    "review:appeal_decision": Record("pk=decision", whose="jinhai"),
    "programmes:calendar": Record("year==2026"),
    "programmes:amend_calendar": Record("year==2026"),
    "programmes:confirm_calendar": Record("year==2026"),
    "programmes:setting": Record("key==notice.working_days"),
    "programmes:set_setting": Record("key==notice.working_days"),
    "programmes:confirm_setting": Record("pk=parameter"),
    "programmes:refuse_setting": Record("pk=parameter"),
    "programmes:withdraw_setting": Record("pk=parameter"),
    "notices:detail": Record("pk=notice"),
    "notices:export_lines": Record("pk=notice"),
    "notices:edit": Record("pk=notice"),
    "notices:drop": Record("pk=notice"),
    "notices:post": Record("pk=notice"),
    "notices:withdraw": Record("pk=notice"),
    "notices:close": Record("pk=notice"),
    "notices:poster": Record("pk=notice"),
    "notices:paper": Record("pk=notice"),
    "notices:told": Record("pk=notice"),
    "notices:objection": Record("pk=objection"),
    "notices:hear": Record("pk=objection"),
    "notices:settle": Record("pk=objection"),
    "public_notices:detail": Record("pk=notice"),
    "public_notices:object": Record("pk=notice"),
    "placement:run": Record("pk=run"),
    "placement:again": Record("pk=run"),
    "placement:input": Record("pk=run"),
    "placement:result": Record("pk=run"),
    "pledges:papers": Record(more="programme=programme"),
    "pledges:issue": Record("programme=programme"),
    "pledges:accounts": Record("programme=programme"),
    "pledges:detail": Record("pk=pledge"),
    "pledges:paper": Record("pk=pledge"),
    "pledges:print": Record("pk=pledge"),
    "pledges:agree": Record("pk=pledge"),
    "pledges:sign": Record("pk=pledge"),
    "pledges:record": Record("pk=pledge"),
    "pledges:end": Record("pk=pledge"),
    **{
        f"pledges:{act}": Record("pk=pledge") for act in ("scan", "oblige", "judge", "renew", "join", "leave")
    },
    "pledges:report": Record("pk=obligation"),
    "pledges:waive": Record("pk=obligation"),
    "pledges:file": Record("pk=file"),
    "pledges:batch": Record("pk=letters"),
    "pledges:batch_export": Record("pk=letters"),
    "pledges:series": Record("pk=series"),
    "pledges:pass_over": Record("pk=series"),
    "pledges:template_now": Record("union=union slug==pairing"),
    "pledges:template_new": Record("union=union slug==pairing"),
    "pledges:template": Record("pk=template"),
    "pledges:template_source": Record("pk=template"),
    "pledges:template_preview": Record("pk=template form==docx"),
    "pledges:template_use": Record("pk=template"),
    "pledges:template_retire": Record("pk=template"),
    "works:add": Record("pk=works"),
    "works:upload": Record("pk=works"),
    "works:revise": Record("pk=works"),
    "works:task": Record("pk=task"),
    "works:changes": Record("pk=task"),
    "works:report": Record("pk=task"),
    "works:name": Record("pk=task"),
    "works:split": Record("pk=task"),
    "works:change": Record("pk=task"),
    "works:feed": Record("pk=task"),
    "works:withdraw": Record("pk=task"),
    "works:evidence": Record("pk=proof"),
    "works:highlight": Record("pk=highlight"),
    "works:offer": Record("pk=highlight"),
    "works:choose": Record("pk=highlight"),
    **{
        f"inspections:{name}": Record("pk=plan")
        for name in ("plan", "group", "stratum", "announce", "draw", "lots", "proof", "fix", "discard_plan")
    },
    "inspections:checklist": Record("pk=checklist"),
    "inspections:export_checklist": Record("pk=checklist"),
    "inspections:visit": Record("pk=inspection"),
    "inspections:move_visit": Record("pk=inspection"),
    "inspections:record_visit": Record("pk=inspection"),
    **{
        f"inspections:{name}": Record("pk=finding")
        for name in ("finding", "assign", "report", "verify", "return", "strike", "remind", "urge")
    },
    "inspections:letter": Record("pk=urging"),
    "inspections:field_visit": Record("pk=going"),
    "inspections:raise_problem": Record("pk=going"),
    "inspections:solve": Record("pk=problem"),
    "followups:detail": Record("pk=followup"),
    "followups:add_photos": Record("pk=followup"),
    "followups:remove": Record("pk=followup"),
    "followups:photo": Record("pk=photo"),
    "followups:thumbnail": Record("pk=photo"),
    "funds:source": Record("pk=source"),
    "funds:edit_source": Record("pk=source"),
    "funds:new_budget": Record("pk=source"),
    "funds:budget": Record("pk=budget"),
    "funds:ceiling": Record("pk=budget"),
    "funds:plan": Record("pk=budget"),
    "funds:several": Record("pk=budget"),
    "funds:payment": Record("pk=payment"),
    "funds:approve": Record("pk=payment"),
    "funds:refuse": Record("pk=payment"),
    "funds:cancel": Record("pk=payment"),
    "funds:correct": Record("pk=payment"),
    "funds:record_paid": Record("pk=payment"),
    "funds:record_receipt": Record("pk=payment"),
    "funds:show_receipt": Record("pk=payment"),
    "funds:batch": Record("pk=transfers"),
    "funds:batch_list": Record("pk=transfers"),
    "funds:answer": Record("pk=transfers"),
    "funds:drop": Record("pk=transfers"),
    "funds:make": Record("union=purse"),
    "gateway:revoke_token": Record("pk==1", whose="-"),  # nobody here has made one
    "gateway:end_webhook": Record("pk=webhook"),
    "gateway:redeliver": Record("pk=delivery"),
    **{
        f"bulletins:{name}": Record("pk=bulletin")
        for name in (
            "detail",
            "edit",
            "discard",
            "submit",
            "check",
            "sign",
            "return",
            "issue",
            "correct",
            "paper",
        )
    },
    "bulletins:publish": Record("pk=issued"),
    "bulletins:take_down": Record("pk=issued"),
    "public_bulletins:detail": Record("pk=issued"),
    "bulletins:add_photos": Record("pk=bulletin"),
    "bulletins:remove_photo": Record("pk=bulletin photo=draft_photo"),
    "bulletins:photo": Record("pk=sent_photo"),
    "public_bulletins:photo": Record("pk=sent_photo"),
    "bulletins:ask": Record("pk=signing"),
    "bulletins:withdraw_ask": Record("pk=signing asked=countersignature"),
    "bulletins:countersign": Record("pk=countersignature"),
    "bulletins:receipts": Record("pk=issued"),
    "bulletins:export_receipts": Record("pk=issued"),
    "bulletins:receipt": Record("pk=receipt"),
    "bulletins:received_paper": Record("pk=receipt"),
    "bulletins:acknowledge": Record("pk=receipt"),
    "bulletins:rows": Record("pk=issued place==1"),
    "bulletins:export_rows": Record("pk=issued place==1"),
    "figures:detail": Record("slug==guests"),
    "figures:export": Record("slug==guests"),
    "figures:export_lines": Record("slug==guests cut==unions"),
    "inbox:drop_channel": Record("pk=robot"),
    "inbox:escalation": Record("pk=escalation"),
    "inbox:answer": Record("pk=escalation"),
    "inbox:end_rule": Record("pk=rule"),
    "pairing:desk": Record("pk=programme"),
    "pairing:hosts": Record("pk=programme"),
    "pairing:host": Record("pk=programme opening=opening"),
    "pairing:room": Record("pk=programme opening=opening"),
    "pairing:close": Record("pk=programme opening=opening"),
    "pairing:guests": Record("pk=programme"),
    "pairing:guest": Record("pk=programme application=application"),
    "pairing:withdraw": Record("pk=programme application=application"),
    "pairing:move": Record("pk=programme application=application"),
    "pairing:confirm_move": Record("pk=programme application=application", more="to=opening"),
    "pairing:hold": Record("pk=programme application=application", more="opening=opening"),
    "pairing:release": Record("pk=programme hold=hold"),
    "pairing:settings": Record("pk=programme"),
    "pairing:start": Record("pk=programme"),
    "pairing:run": Record("pk=programme number=number"),
    "pairing:pairs": Record("pk=programme"),
    "pairing:pair": Record("pk=programme placement=placement"),
    "pairing:what_if": Record("pk=programme"),
    "pairing:adopt": Record("pk=programme"),
    "pairing:steady": Record("pk=programme"),
    "pairing:balance": Record("pk=programme"),
    "pairing:use_weights": Record("pk=programme"),
    "pairing:map": Record("pk=programme"),
    "pairing:workbook": Record("pk=programme"),
    "pairing:result": Record("pk=programme"),
    "pairing:map_file": Record("pk=programme"),
    "pairing:approval": Record("pk=programme"),
    "pairing:approve": Record("pk=programme"),
    "pairing:reopen": Record("pk=programme"),
    "events:list": Record("pk=events"),
    "events:export": Record("pk=events"),
    "events:new": Record("pk=events"),
    "events:close": Record("pk=events"),
    "events:event": Record("pk=event"),
    "events:edit": Record("pk=event"),
    "events:open": Record("pk=event"),
    "events:finish": Record("pk=event"),
    "events:cancel": Record("pk=event"),
    "events:promote": Record("pk=event"),
    "events:photos": Record("pk=event"),
    "events:seats": Record("pk=event"),
    "events:seats_export": Record("pk=event"),
    "events:attendance": Record("pk=event"),
    "events:sheet": Record("pk=event"),
    "events:poster": Record("pk=event"),
    "events:attend": Record("pk=event", more="seat=seat"),
    "events:scan": Record("code=seat_code"),
    "events:join": Record("pk=event", whose="officer jinhai guest1 worker"),
    "events:leave": Record("pk=event", more="seat=seat", whose="officer jinhai"),
    "events:own_code": Record("pk=event", whose="jinhai"),
    "events:here": Record("pk=event code=here_code", whose="officer jinhai guest1 worker"),
    "events:say": Record("pk=event", whose="jinhai"),
    "access:decline": Record("pk=request"),
    "access:account": Record("pk=account"),
    "access:close_account": Record("pk=account"),
    "access:reopen_account": Record("pk=account"),
    "access:unlock_account": Record("pk=account"),
    "access:renew_password": Record("pk=account"),
    "access:give_post": Record("pk=account"),
    "access:hand_over": Record("pk=account"),
    "access:handed_over": Record("pk=account"),
    "access:end_post": Record("pk=post"),
    "access:who": Record("sort==agreement pk=pledge"),
    "access:who_account": Record("pk=account"),
    "access:delegate": Record("pk=post", whose="officer security"),
    "access:end_delegation": Record("pk=delegation", whose="officer leader security"),
    "unions:move": Record("pk=union"),
    "unions:merge": Record("pk=union"),
    "mfa_deactivate_totp": Record(whose="-"),  # nobody here has what it is about
    "mfa_view_recovery_codes": Record(whose="-"),
    "mfa_download_recovery_codes": Record(whose="-"),
    "me:show": Record(whose="jinhai guest1 worker"),
    "me:export": Record(whose="jinhai guest1 worker"),
    "me:give": Record("pk=text", whose="jinhai guest1 worker"),
    "me:withdraw": Record("pk=consent", whose="jinhai"),
    "me:ask": Record("kind==question", whose="jinhai guest1 worker"),
    "me:request": Record("pk=asked", whose="jinhai"),
    "me:take_back": Record("pk=asked", whose="jinhai"),
    "rights:request": Record("pk=asked"),
    "rights:show_value": Record("pk=asked"),
    "rights:grant": Record("pk=asked"),
    "rights:refuse": Record("pk=asked"),
    "rights:text": Record("pk=text"),
    "rights:edit_text": Record("pk=text"),
    "rights:publish_text": Record("pk=text"),
    "rights:drop_draft": Record("pk=text"),
    "rights:assess": Record("pk=text"),
    "rights:compare": Record("pk=text other=text"),
    "rights:assessment": Record("pk=assessment", whose="officer approver leader"),
    "rights:person_consents": Record("pk=person"),
    "rights:record_consent": Record("pk=person text=text"),
    "rights:place_hold": Record("pk=person"),
    "rights:withdraw_consent": Record("pk=consent"),
    "rights:disposal": Record("pk=disposal"),
    "rights:export_rows": Record("pk=disposal"),
    "rights:confirm": Record("pk=disposal"),
    "rights:drop": Record("pk=disposal"),
    "rights:lift_hold": Record("pk=data_hold"),
    "mfa_edit_webauthn": Record("pk==1"),
    "mfa_remove_webauthn": Record("pk==1"),
    "access:end_device": Record("pk==1"),
    "access:reset_factors": Record("pk=account"),
    "access:withdraw_invitation": Record("pk=invitation"),
    "access:renew_invitation": Record("pk=invitation"),
    "people:open_worker_account": Record("pk=person"),
    "unions:changes": Record("pk=union"),
    "people:changes": Record("pk=person"),
    "programmes:changes": Record("pk=programme"),
    "access:entry": Record("number=entry"),
    "access:anchor_file": Record("pk==1"),
    "people:detail": Record("pk=person"),
    "people:edit": Record("pk=person"),
    "people:leave": Record("pk=person"),
    "people:take_back": Record("pk=person"),
    "people:give_office": Record("pk=person"),
    "people:end_office": Record("pk=office"),
    "people:add_relative": Record("pk=person"),
    "people:edit_relative": Record("pk=relative"),
    "people:remove_relative": Record("pk=relative"),
    "privacy:reveal": Record("slug==person pk=person name==phone"),
    "privacy:shown": Record("pk=reveal", whose="officer"),
    "privacy:ask": Record(
        "slug==persons", whose="officer"
    ),  # finance asks for the list that goes to the bank
    "privacy:request": Record("pk=export", whose="officer approver leader"),
    "privacy:approve": Record("pk=export"),
    "privacy:refuse": Record("pk=export"),
    "privacy:withdraw": Record("pk=export", whose="officer"),
    "privacy:fetch": Record("pk=export", whose="officer"),
    "access:keep_address": Record("token==nobodys-link"),
    "access:invitation": Record("token==nobodys-secret"),
    "account_reset_password_from_key": Record("uidb36==1 key==none"),
    "openid_connect_login": Record("provider_id==none"),
    "openid_connect_callback": Record("provider_id==none"),
}
# what `lianshou kind new` laid out: tests/kinds/<slug>/doors.py
for _kind in registry:
    if (Path(__file__).parents[1] / "kinds" / _kind.slug / "doors.py").exists():
        _doors = import_module(f"tests.kinds.{_kind.slug}.doors").RECORDS
        RECORDS |= {
            name: Record(about) if isinstance(about, str) else Record(about[0], whose=about[1])
            for name, about in _doors.items()
        }
# files with examples that are no records
EXAMPLES = {"intake:register_template", "intake:template", "intake:sample", "unions:template"}
# what a chair's post grants at the address of a record holds for the chair of a party to it, and not for any other
PARTY, STRANGER = "jinhai", "guest1"
# what the county holds beside and above the chair of an enterprise
ABOVE_A_CHAIR = {"union", "station", "person", "pledge", "obligation", "file", "followup", "photo"}

LET_IN, REFUSED, NO_SUCH_METHOD = {200, 204, 302, 400, 409, 422}, {403, 404}, {405}


@dataclass(frozen=True)
class Line:
    """An address as the page says: what GET and POST need, the roles they let in, and what becomes of records of others."""

    needs: dict[str, str]
    roles: dict[str, frozenset[str]]
    others: str


def said() -> dict[str, Line]:
    """The table of addresses of docs/permissions.md."""
    everybody = frozenset(role.value for role in Role)

    def roles(text: str) -> frozenset[str]:
        return everybody if text == "all" else frozenset(re.findall(r"[a-z_]+", text))

    found = _LINE.findall(PAGE.read_text(encoding="utf-8"))
    return {
        name: Line({"get": get, "post": post}, {"get": roles(read), "post": roles(write)}, others)
        for name, get, read, post, write, others in found
    }


SAID = said()
OF_THE_API = frozenset(name for name in SAID if name.startswith("api:"))
"""Addresses that no session opens: tests/api sweeps them with tokens."""
NAMES = [
    name for name, line in SAID.items() if "public" not in line.needs.values() and name not in OF_THE_API
]
METHODS = ("get", "post")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of refusals are expected here: they need neither lines in the log nor their pages, which know no record."""
    monkeypatch.setattr(urls, "handler403", lambda request, exception=None: HttpResponse(status=403))
    monkeypatch.setattr(urls, "handler404", lambda request, exception=None: HttpResponse(status=404))
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def test_page_of_permissions_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == permissions_text()


def test_every_address_has_its_line_and_its_record() -> None:
    found = addresses()
    assert {one.name for one in found} == SAID.keys()
    assert len(found) == len(SAID)
    assert {one.name for one in found if one.names_a_record} <= RECORDS.keys() | OF_THE_API


def named(parts: str, records: dict[str, object]) -> dict[str, object]:
    """ "pk=union slug==zones" with the ids of ``records``."""
    found = [part.partition("=") for part in parts.split()]
    return {key: what[1:] if what[0] == "=" else records[what] for key, _, what in found}


def ask(client: Client, method: str, name: str, records: dict[str, object]) -> HttpResponseBase:
    """One request about ``records``, whose writes are undone."""
    record = RECORDS.get(name, Record())
    url, more = reverse(name, kwargs=named(record.about, records)), named(record.more, records)
    with transaction.atomic(), zeal_ignore():
        response = client.get(url, more) if method == "get" else client.post(url, more)
        response._body = text_of(response)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return response


def is_of_login(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and "/account/login/?next=" in response["Location"]


def lets_in(response: HttpResponseBase) -> bool:
    """Whether an answer lets in; an answer that is neither yes nor no is a defect."""
    if response.status_code in REFUSED | NO_SUCH_METHOD or is_of_login(response):
        return False
    if response.status_code not in LET_IN:
        raise Defect(f"{response.status_code} {getattr(response, 'exc_info', ('', ''))[1]!r}"[:200])
    return True


class Defect(AssertionError):
    """An answer that nobody should get."""


def record_of(name: str) -> Record:
    return RECORDS.get(name, Record())


def expected(name: str, method: str, who: str) -> bool:
    """What the page says of an account of our county, about one of our own records."""
    line, record = SAID[name], record_of(name)
    if record.whose or line.needs[method] == "concerned":
        return who in record.whose.split() and bool(line.roles[method])
    if line.needs[method] == "anyone":
        return True
    if who == STRANGER and record.is_of_somebody and line.others != "shared downwards":
        return False
    return ROLES[who] in line.roles[method]


def sides_of(name: str) -> dict[str, Collection[str]]:
    """Whose records an address is asked about, and by whom: our own, those beside, those of the city, and those above a chair."""
    sides: dict[str, Collection[str]] = {"own": ROLES}
    if record_of(name).is_of_somebody:
        sides |= {"foreign": ROLES, "higher": ROLES}
    if any(part.partition("=")[2] in ABOVE_A_CHAIR for part in record_of(name).about.split()):
        sides["above"] = [PARTY]
    return sides


def is_turned_away(name: str, method: str, who: str) -> bool:
    """Whether the door of an address asks for a right that none of an account's posts has."""
    line = SAID[name]
    return line.needs[method] not in ("anyone", "concerned") and ROLES[who] not in line.roles[method]


def let_in_as_said(name: str, method: str, side: str, who: str) -> bool:
    """What the page says of an account and the records of a side."""
    if side == "own" or (side == "higher" and SAID[name].others == "shared downwards"):
        return expected(name, method, who)
    return False


def test_table_of_answers_is_the_table_of_the_page(grounds: Grounds) -> None:
    """Every address × method × side × account: who is let in is whom docs/permissions.md names; nothing foreign is shown.

    Whom the door itself turns away from our own records, before any record is looked for, is not asked about others' again.
    """
    observed: dict[tuple[str, str, str], set[str]] = {}
    strange: dict[
        tuple[str, str, str, str], str
    ] = {}  # what is shown where it should not, and answers that are none
    for name, method in product(NAMES, METHODS):
        for side, accounts in sides_of(name).items():
            found = observed[name, method, side] = set()
            for who in accounts:
                if (
                    side != "own"
                    and is_turned_away(name, method, who)
                    and who not in observed[name, method, "own"]
                ):
                    continue
                answer = ask(grounds.client(who), method, name, getattr(grounds, side))
                try:
                    found |= {who} if lets_in(answer) else set()
                except Defect as defect:
                    strange[name, method, side, who] = str(defect)
                if name not in EXAMPLES and (hit := grounds.foreign_name(answer._body)):  # type: ignore[attr-defined]
                    strange[name, method, side, who] = hit
    assert strange == {}
    assert observed == {
        (name, method, side): {who for who in accounts if let_in_as_said(name, method, side, who)}
        for name, method in product(NAMES, METHODS)
        for side, accounts in sides_of(name).items()
    }


def test_whom_records_concern_is_told_where_the_page_says_so() -> None:
    # the programs' addresses have a sweep of their own (tests/api/yard/test_doors.py)
    pages = {name: line for name, line in SAID.items() if name not in OF_THE_API}
    concerned = {name for name, line in pages.items() if "concerned" in line.needs.values()}
    assert concerned <= {name for name, record in RECORDS.items() if record.whose}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", METHODS)
def test_neighbour_sees_its_own_and_nothing_of_ours(name: str, method: str, grounds: Grounds) -> None:
    neighbour, record = grounds.client("neighbour"), record_of(name)
    own = ask(neighbour, method, name, grounds.foreign)
    assert lets_in(own) == expected(name, method, "officer")  # which the neighbour is, over there
    ours = ask(neighbour, method, name, grounds.own)
    if record.is_of_somebody:
        assert not lets_in(ours)
    if name not in EXAMPLES:
        assert grounds.our_name(own._body) == grounds.our_name(ours._body) == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_without_logging_in_there_is_only_the_door(name: str, grounds: Grounds) -> None:
    for method in METHODS:
        response = ask(Client(), method, name, grounds.own)
        assert (response.status_code, response["Location"].partition("?")[0]) == (
            302,
            reverse("account_login"),
        )


@pytest.mark.parametrize("name", [name for name in SAID if name not in {*NAMES, *OF_THE_API}])
@pytest.mark.parametrize("method", METHODS)
def test_public_addresses_answer_everybody(name: str, method: str, grounds: Grounds) -> None:
    open_to_all = SAID[name].needs[method] == "public"
    answer = ask(Client(), method, name, grounds.own)
    assert (answer.status_code in LET_IN | {404, 410, 429}) if open_to_all else (answer.status_code == 405)
