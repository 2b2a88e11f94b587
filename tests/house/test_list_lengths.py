"""Every list page asks the database as often for 300 rows as for 3 and for 1, and so does its workbook."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.lengths import LISTS, Listed, Stock, stock_of
from tests.factories.lengths.listing import NOW
from tests.factories.world import make_world
from zeal import zeal_ignore

import lianshou
from lianshou.kernel.access.queries.permissions import addresses
from lianshou.web.api.listing import KNOWN

LENGTHS = (1, 3, 300)
NO_TABLE_THAT_GROWS = {
    "CountTable": "stands in the workbook of forms:counts only, which is here",
    "VerbTable": "the verbs stand in the code",
    "AddressTable": "the addresses stand in the code",
    "_OfFiles": "what three tables of files share; each of them is here",
    "MoveTable": "its rows are read from the one answer of the engine",
}
NO_BOOK_OF_A_LIST = {
    "access:permissions_export": "the table of verbs, which stands in the code",
    "aid:civil_template": "an empty workbook to fill in",
    "aid:export_money": "funds by source and project: sums, no records",
    "figures:export_overview": "the six works by figure and by union: sums, no records",
    "figures:export_lines": "a number cut by something: sums, no records",
    "intake:register_template": "an empty workbook to fill in",
    "intake:sample": "a workbook with invented rows",
    "intake:template": "an empty workbook to fill in",
    "me:export": "what is kept about one person, as a file of text",
    "pairing:workbook": "written from the one answer of the engine",
    "people:template": "an empty workbook to fill in",
    "inspections:export_checklist": "the lines of one checklist, which never grows",
    "inspections:template": "an empty workbook to fill in",
    "works:template": "an empty workbook to fill in",
    "unions:template": "an empty workbook to fill in",
}
NO_PAGE_THAT_GROWS = {"access:permissions": "the verbs stand in the code"}


@pytest.fixture(scope="module")
def _stocked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stock]:
    """The world of all tests of this file; each undoes what it adds."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield stock_of(make_world())
        transaction.set_rollback(True)


@pytest.fixture
def stock(_stocked: Stock, db: None) -> Iterator[Stock]:
    with time_machine.travel(NOW, tick=False):
        yield Stock(_stocked.world, _stocked.seers)


def reader(listed: Listed, stock: Stock) -> Client:
    client = Client()
    client.force_login(stock.seers[listed.who])
    return client


def url_of(listed: Listed, name: str, stock: Stock, *more: str) -> str:
    asked = "&".join(part for part in (listed.asked, urlencode(listed.asked_of(stock)), *more) if part)
    return reverse(name, kwargs=listed.where(stock)) + (f"?{asked}" if asked else "")


def asked_for(client: Client, url: str) -> tuple[list[str], Any]:
    """What a page asks the database, and its answer."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, content == b"") == (200, False), url
    return [query["sql"] for query in captured], answer


def rows_in(answer: Any, name: str) -> int:
    """How many rows the table of this name has, all pages; none where the page shows no table."""
    if not name:
        return 0
    if name.islower():
        thing = answer.context[name]
        return thing.paginator.count if hasattr(thing, "paginator") else len(thing)
    found = [value for context in answer.context for layer in context.dicts for value in layer.values()]
    shown = [one for one in found if isinstance(one, tables.Table) and type(one).__name__ == name]
    return len(shown[0].data) if shown else 0


def grown(client: Client, listed: Listed, stock: Stock) -> Iterator[tuple[int, list[str]]]:
    """The list at each length with what its page asks; the table really has that many rows more."""
    listed.fill(stock, range(0))
    url, done = url_of(listed, listed.page, stock), 0
    before = rows_in(asked_for(client, url)[1], listed.table)
    for rows in LENGTHS:
        with zeal_ignore():
            listed.fill(stock, range(done, rows))
        done = rows
        asked, answer = asked_for(client, url)
        found, expected = (
            rows_in(answer, listed.table),
            min(before + rows * listed.each * bool(listed.table), listed.most),
        )
        assert found == expected, listed
        yield rows, asked


@pytest.mark.parametrize("listed", LISTS, ids=str)
def test_list_asks_as_often_at_every_length(stock: Stock, listed: Listed) -> None:
    client, page, book = reader(listed, stock), {}, {}
    for rows, asked in grown(client, listed, stock):
        page[rows] = asked
        if listed.export:
            url = url_of(listed, listed.export, stock, listed.book)
            if not book:
                client.get(url)  # what is read once and kept
            book[rows] = asked_for(client, url)[0]
    assert (lengthening(page), lengthening(book)) == ({}, {})


def test_lists_that_ask_for_every_row_are_told() -> None:
    asked = {1: ["a", "b"], 3: ["a", "b"], 300: ["a", "b", "b"]}
    assert lengthening(asked) == {300: (2, 3, [(2, "b"), (1, "a")])}


def lengthening(asked: dict[int, list[str]]) -> dict[int, Any]:
    """The lengths at which more, or less, is asked than at three rows; with what is asked most, to find its cause."""
    usual = len(asked.get(3, []))
    return {rows: (usual, len(sqls), most_asked(sqls)) for rows, sqls in asked.items() if len(sqls) != usual}


def most_asked(sqls: list[str]) -> list[tuple[int, str]]:
    begun = [sql[:200] for sql in sqls]
    return sorted(((begun.count(one), one) for one in set(begun)), reverse=True)[:4]


def tables_of_the_house() -> set[str]:
    """The name of every table that the house has."""
    for module in pkgutil.walk_packages(lianshou.__path__, "lianshou."):
        if "tables" in module.name.split("."):
            importlib.import_module(module.name)
    return {one.__name__ for one in _below(tables.Table) if one.__module__.startswith("lianshou.")}


def _below(table: type) -> Iterator[type]:
    for one in table.__subclasses__():
        yield one
        yield from _below(one)


def test_every_table_is_on_a_list_here() -> None:
    missing = tables_of_the_house() - {listed.table for listed in LISTS}
    assert missing == set(NO_TABLE_THAT_GROWS)


def test_every_workbook_is_the_book_of_a_list_here() -> None:
    books = {one.name for one in addresses() if one.path.endswith((".xlsx", "/export/"))}
    assert books - {listed.export for listed in LISTS} == set(NO_BOOK_OF_A_LIST)


def test_every_page_that_the_programs_have_as_a_list_is_here() -> None:
    pages = {page for listing in KNOWN for page in listing.pages}
    covered = {name for listed in LISTS for name in (listed.page, listed.export)}
    assert pages - covered == set(NO_PAGE_THAT_GROWS) | (set(NO_BOOK_OF_A_LIST) & pages)
