"""Every list: it pages, it sorts, it is the page's, and no page with a workbook lacks one."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.api.yard.asking import operations
from tests.api.yard.conftest import Yard
from zeal import zeal_ignore

from lianshou.core.kinds import registry
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries.permissions import addresses, let_in
from lianshou.web.api.listing import KNOWN, Listing, filters_of

# pages with a workbook whose list is no endpoint, and why
NOT_A_LIST = {
    "unions:template": "an empty workbook to fill in",
    "people:template": "an empty workbook to fill in",
    "intake:template": "an empty workbook to fill in",
    "intake:register_template": "an empty workbook to fill in",
    "intake:sample": "an example to fill in",
    "events:attendance": "a list to fill in and bring back; who was there is told by the list of places",
    "funds:batch_list": "what goes to the bank, with accounts in clear, to whoever pays and to nobody else",
    "inspections:export_checklist": "the lines of one checklist in the form that is taken in",
    "inspections:template": "an empty workbook to fill in",
    "works:template": "an empty workbook to fill in",
    "aid:civil_template": "an empty workbook to fill in",
    "aid:roster": "the list for signing, printed; its rows are those of the list of aid",
    "aid:export_money": "funds by source and project: sums, whose rows are the list of aid",
    "aid:export_match": "who is proposed for whom; what is in force once it is accepted is a list of its own",
    "works:export": "a year's portfolio in the form of the officers; its tasks are a list of their own",
    "figures:export_overview": "the six works by figure and by union: sums, no records",
    "figures:export_lines": "a number cut by something: sums, whose records are a list of their own",
    "me:export": "everything about one person, for that person alone",
}
# what a page's workbook is asked with so that nothing is folded away: a report shows first what differs
WHOLE = {"aid_civil_lines": {"mismatch": ""}}
PATHS = {one.name: one for one in operations() if one.method == "get"}
WHO = {Role.CHAIR: "jinhai", Role.AUDIT_ADMIN: "auditor", Role.SYSTEM_ADMIN: "admin"} | {
    Role.SECURITY_ADMIN: "security"
}


def reader_of(listing: Listing) -> str:
    """Somebody whom the list lets in: the officer where they are, who sees most."""
    roles = let_in(listing.door)
    if Role.OFFICER in roles:
        return "officer"
    return WHO.get(roles[0], roles[0].value)


def test_every_page_with_a_workbook_has_its_list() -> None:
    exports = {one.name for one in addresses() if re.search(r"\.xlsx$|/export/$", one.path)}
    told = {page for listing in KNOWN for page in listing.pages}
    assert exports - told == NOT_A_LIST.keys()
    assert told <= {one.name for one in addresses()}


def test_no_two_descriptions_share_a_name() -> None:
    """In the description of the API one would silently take the place of the other."""
    items = {listing.item for listing in KNOWN}
    assert len({item.__name__ for item in items}) == len(items)


def test_every_kind_has_a_list() -> None:
    modules = {
        listing.rows.__module__.split(".")[2] for listing in KNOWN if ".kinds." in listing.rows.__module__
    }
    assert modules == {kind.slug for kind in registry}


@pytest.mark.parametrize("listing", KNOWN, ids=lambda listing: listing.name)
def test_list_pages_in_every_order(yard: Yard, listing: Listing) -> None:
    program, path = yard.program(reader_of(listing)), PATHS[listing.name].address(yard.grounds.own)
    for order in listing.orders:
        whole = program.get(path, {"order": order, "limit": 200})
        assert whole.status_code == 200, (order, whole.content)
        assert _paged(program, path, order) == [_key(one) for one in whole.json()["items"]][:6], order


def _paged(program: Any, path: str, order: str) -> list[str]:
    """The first six rows, two at a time."""
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None and len(found) < 6:
        page = program.get(path, {"order": order, "limit": 2, "cursor": cursor})
        assert page.status_code == 200, page.content
        found += [_key(one) for one in page.json()["items"]]
        cursor = page.json()["next"]
    return found


def _key(one: dict[str, Any]) -> str:
    return repr(sorted(one.items(), key=str))


@pytest.mark.parametrize("listing", KNOWN, ids=lambda listing: listing.name)
def test_list_refuses_a_filter_that_does_not_fit(yard: Yard, listing: Listing) -> None:
    program, path = yard.program(reader_of(listing)), PATHS[listing.name].address(yard.grounds.own)
    for asked in ({"limit": 201}, {"limit": 0}, {"order": "nonsense"}, {"nonsense": 1}, {"cursor": "x"}):
        answer = program.get(path, asked)
        assert answer.status_code == 422, (asked, answer.content)
        assert answer.json()["errors"] != []


@pytest.mark.parametrize(
    "listing",
    [one for one in KNOWN if "q" in dict(filters_of(one.filters))],
    ids=lambda listing: listing.name,
)
def test_list_is_narrowed_by_words(yard: Yard, listing: Listing) -> None:
    program, path = yard.program(reader_of(listing)), PATHS[listing.name].address(yard.grounds.own)
    answer = program.get(path, {"q": "查无此条"})
    assert answer.status_code in (200, 422)  # where numbers alone are looked for
    assert answer.json().get("items", []) == []


EXPORTS = {one.name: one.path for one in addresses() if re.search(r"\.xlsx$|/export/$", one.path)}


def _export_of(listing: Listing, path: str) -> str:
    """The address of the page's workbook, about the record that the list is about."""
    page = next(page for page in listing.pages if page in EXPORTS)
    first, *more = path.split("/")[1::2] or [""]
    parts = iter((first, *more))
    return re.sub(r"<[^>]+>", lambda _part: next(parts, first), EXPORTS[page])


def _rows_in(sheet: Any) -> int:
    """How many rows stand below the header and what is written above it; behind an empty one there are only remarks."""
    filled = [sum(cell is not None for cell in row) for row in sheet.values]
    above = 1 if filled[0] == 1 < filled[1] else 0
    return [*filled, 0].index(0) - above - 1


@pytest.mark.parametrize(
    "listing",
    [one for one in KNOWN if not EXPORTS.keys().isdisjoint(one.pages)],
    ids=lambda listing: listing.name,
)
def test_list_is_as_long_as_the_workbook_of_its_page(yard: Yard, listing: Listing) -> None:
    who, path = reader_of(listing), PATHS[listing.name].address(yard.grounds.own)
    with zeal_ignore():
        answer = yard.grounds.client(who).get(_export_of(listing, path), WHOLE.get(listing.name, {}))
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[
        1 if listing.name == "permissions" else 0
    ]  # the first one there explains the roles
    told = yard.program(who).get(path, {"limit": 200}).json()["items"]
    assert len(told) == min(200, _rows_in(sheet))


# nobody here is asked, or nothing is left over
EMPTY = {"aid_gaps", "erasure_rows", "assignments", "approvals", "cases", "checks", "pairing_unmatched"}


def test_lists_hold_something_on_these_grounds(yard: Yard) -> None:
    """A list that is empty proves nothing: these may be, and no other."""
    empty = {
        listing.name
        for listing in KNOWN
        if not yard.program(reader_of(listing))
        .get(PATHS[listing.name].address(yard.grounds.own))
        .json()["items"]
    }
    assert empty == EMPTY
