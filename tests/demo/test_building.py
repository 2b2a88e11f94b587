from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

from django.test import Client
from zeal import zeal_ignore

from lianshou.demo.building import is_demonstration, is_empty
from lianshou.demo.world import ACCOUNTS, CHAIRS, NAN_WORKER, PASSWORD, WORKER
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.queries import broken_lines
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

TODAY = date(2026, 11, 22)
# the beginnings of the SHA-256 of the names of the persons on the newspaper's page, so that they stand nowhere here
REAL = frozenset(
    [
        "0af4ef917c5cfa91",
        "0c6e5fe880465ad0",
        "0c7457f424935c19",
        "1160bbe2f41d1753",
        "23e65b2697e04e45",
        "268aca15ff99c93a",
        "2a8272186aca90e1",
        "2c56453ddac3e8f2",
        "312c907f28940492",
        "331d3ec61d957dfc",
        "3c16b3fa9c69b96c",
        "4aff5b2b8882b3ba",
        "50c4be39a44ac5f1",
        "711e83ff21d5f585",
        "7e31a9a4e404695f",
        "80ca04e4aa3fda84",
        "8f152b32197f89f5",
        "92d40d5f815aa7e1",
        "97850b43028a5840",
        "9a2823c4d67b329d",
        "9e8578adcc686bf7",
        "a415346534757555",
        "af0815a2da0dd542",
        "b7ea11bb19649fc7",
        "bdd2edc80bfadb71",
        "be0e1e08914b2457",
        "c13ab915136b1921",
        "c7b15a0c15219487",
        "dc6fe371db4826ad",
        "eda0e8bbc8751161",
        "ede4cb632a73592b",
        "eebd505863b52910",
        "fa303401b527377d",
    ]
)


def test_demonstration_says_that_it_is_one(demo: Any, db: None) -> None:
    assert is_demonstration()
    assert not is_empty()


def test_book_of_the_demonstration_is_unbroken(demo: Any, db: None) -> None:
    assert list(broken_lines()) == []


def test_every_account_opens_with_the_demonstrations_password(demo: Any, db: None) -> None:
    users = {user.username: user.check_password(PASSWORD) for user in User.objects.all()}
    expected = (
        {account.username for account in ACCOUNTS}
        | {username for username, _ in CHAIRS.values()}
        | {WORKER, NAN_WORKER}
    )
    assert users == dict.fromkeys(expected, True)


def test_nobody_of_the_page_is_in_the_demonstration(demo: Any, db: None) -> None:
    names = {*Person.objects.values_list("name", flat=True), *User.objects.values_list("name", flat=True)}
    assert {hashlib.sha256(name.encode()).hexdigest()[:16] for name in names} & REAL == set()


def test_every_unit_has_a_chair_and_a_place(demo: Any, db: None) -> None:
    units = Union.objects.filter(level="enterprise")
    assert units.filter(offices=None).count() == 0
    assert units.filter(longitude=None).count() == 0


def test_fresh_programme_waits_for_its_lists(demo: Any, db: None) -> None:
    fresh = Programme.objects.get(state="preparing")
    typed = fresh.applications.filter(filings__isnull=False).count()  # two unions have asked by the form
    assert (typed, fresh.applications.count(), fresh.openings.count(), fresh.year) == (2, 2, 0, TODAY.year)


def test_samples_lie_beside_the_lists_of_the_fresh_programme(demo: Any, db: None, client: Client) -> None:
    fresh = Programme.objects.get(title__endswith="“联手兴家”", state="preparing")
    client.force_login(demo.officer)
    with zeal_ignore():
        body = client.get(f"/pairing/{fresh.pk}/").content.decode()
        links = re.findall(r'href="(/imports/sample/[^"]+)"', body)
        sizes = [len(client.get(link).content) > 5000 for link in links]
    assert sizes == [True, True]
