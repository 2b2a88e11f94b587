"""The grounds of the sweep, with a token for everybody, and a webhook on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from tests.factories.gateway import Program, token_for
from tests.house.sweeping import ROLES, Grounds, make_grounds

from lianshou.core.ambient import beyond_scope
from lianshou.kernel.access.models import User
from lianshou.kernel.notices.models import Notice


@dataclass
class Yard:
    """The grounds, and the secrets of the accounts on them."""

    grounds: Grounds
    secrets: dict[str, str]

    def program(self, who: str, **more: Any) -> Program:
        return Program(self.secrets[who], **more)


@pytest.fixture(scope="package")
def _yard(django_db_setup: None, django_db_blocker: Any) -> Iterator[Yard]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield _made()
        transaction.set_rollback(True)


def _made() -> Yard:
    grounds = make_grounds(timezone.localdate())
    with beyond_scope("building the yard of the API"):
        for side in (grounds.own, grounds.foreign):
            runs = timezone.localdate() + timedelta(days=5)
            Notice.objects.filter(pk=side["notice"]).update(closes_on=runs)
        known = {user.username: user for user in User.objects.filter(username__in=[*ROLES, "binhai"])}
        secrets = {who: token_for(known[who]) for who in ROLES}
        secrets["neighbour"] = token_for(known["binhai"])
    return Yard(grounds, secrets)


@pytest.fixture(autouse=True)
def _unhurried(settings: Any) -> None:
    """These tests ask more in a minute than a program may; the limits have tests of their own."""
    settings.LIANSHOU_RATES = {
        name: rate for name, rate in settings.LIANSHOU_RATES.items() if "api" not in name
    }


@pytest.fixture
def yard(_yard: Yard, db: None) -> Yard:
    return _yard
