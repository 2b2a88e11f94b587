"""What every test may ask for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from tests.factories.holding import hold_to_scope

from lianshou.core.ambient import beyond_scope

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.factories.world import World


# how long a draw or an example takes is no matter of correctness: speed lives in bench/
settings.register_profile("lianshou", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lianshou")

TOGETHER = (
    "tests/engines/",
    "tests/demo/",
    "tests/config/",
    "tests/house/test_sweep.py",
    "tests/api/yard/",
    "tests/kernel/audit/test_queries.py",
    "tests/browser/",
)
"""Tests that share what is dear to make (a compiled engine, the demonstration, a running desk, a yard of records, a long book), or
that leave something busy behind (Chromium): each of these runs in one process of the run. The others go wherever there is time."""


HOLDING = {"demo", "_yard", "_stocked", "_swept", "_filled"}
"""Fixtures that hold a transaction open for the tests of a file or folder."""
_held_for: set[Path] = set()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test begins inside a transaction that somebody else's fixture left open: it would see, or lock, what is not its own."""
    from django.db import connections

    here = item.path.parent
    if HOLDING & set(getattr(item, "fixturenames", ())):
        _held_for.add(here)
    open_still = [one.alias for one in connections.all(initialized_only=True) if one.in_atomic_block]
    if open_still and here not in _held_for:
        pytest.fail(
            f"A fixture of an earlier test still holds a transaction open on {', '.join(open_still)}."
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            one_test = nodeid.partition("[")[
                0
            ]  # its thousand cases travel together: to hand out each costs more than it takes
            return next((folder for folder in TOGETHER if nodeid.startswith(folder)), one_test)

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def _migrations_again() -> Iterator[Callable[[], None]]:
    """No app has migrations until this is called."""
    from tests.laying import no_migrations

    with ExitStack() as stack:
        stack.enter_context(no_migrations())
        yield stack.close


@pytest.fixture(scope="session")
def django_db_setup(
    _migrations_again: Callable[[], None], django_db_setup: None, django_db_blocker: Any
) -> None:
    """The database of this process, laid out at once (tests/laying.py)."""
    from tests.laying import finish

    _migrations_again()
    with django_db_blocker.unblock():
        finish()  # where no test of the run asks for a database there is none to finish


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium for the tests of a file: left open to the end of a run it takes half a core by itself."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=os.environ.get("LIANSHOU_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


@pytest.fixture
def now() -> datetime:
    """A fixed moment for actions: the morning after the seed's newspaper page."""
    return datetime(2020, 6, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> World:
    """A small county with everybody in office, and a foreign county beside it."""
    from tests.factories.world import make_world

    return make_world()


@pytest.fixture(scope="session", autouse=True)
def _book_opens_for_the_flush() -> Iterator[None]:
    """Tests that commit empty every table when they are done, the append-only book with them; what the migrations deliver is laid
    down again for those that come after."""
    from importlib import import_module

    from django.apps import apps
    from django.db import OperationalError
    from django.test import TransactionTestCase

    from lianshou.kernel.audit.models import open_for_clearing

    usual = TransactionTestCase._fixture_teardown
    deliver = import_module("lianshou.kernel.rights.migrations.0002_periods").seed

    def emptied(case: TransactionTestCase) -> None:
        for tries_left in reversed(range(50)):
            try:
                with open_for_clearing():
                    usual(case)
                break
            except (
                OperationalError
            ):  # SQLite, while the server still answers what a page asked before it was closed
                if not tries_left:
                    raise
                time.sleep(0.2)
        deliver(apps, None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture(autouse=True)
def _chinese_first() -> Iterator[None]:
    """A page read in English leaves its language to the thread: no test may inherit it from another."""
    from django.utils import translation

    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _looks_at_everything() -> Iterator[None]:
    """The suite itself looks at records with nobody's eyes; what it calls is held to scope, see the next fixture."""
    with beyond_scope("the suite looks at what was done"):
        yield


@pytest.fixture(autouse=True)
def _calls_are_held_to_scope(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Functions of the house that a test imports run as in production: without anything that lets them beyond scope.

    Requests of the test client are held by the middleware. Querysets that a function returns must be admitted.
    """
    hold_to_scope(request.module, monkeypatch)
