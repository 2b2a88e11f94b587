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
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.inbox.models import Digest
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.pledges.models import LetterBatch
from lianshou.kernel.programmes.models import Programme


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
            _written(Programme.objects.select_related("union").get(pk=side["programme"]))
        known = {user.username: user for user in User.objects.filter(username__in=[*ROLES, "binhai"])}
        secrets = {who: token_for(known[who]) for who in ROLES}
        secrets["neighbour"] = token_for(known["binhai"])
    return Yard(grounds, secrets)


def _written(programme: Programme) -> None:
    """Bulk letters, and a digest that nobody got."""
    by, union, now = User.objects.get(username="officer"), programme.union, timezone.now()
    asked = {"asked": {}, "asked_by": by, "asked_at": now, "state": "done"}
    LetterBatch.objects.create(programme=programme, title=f"{union.name}责任书", **asked)
    told = {"state": "given_up", "fault": "declined", "attempts": 3, "next_at": now}
    for post in Post.objects.filter(union=union, role="officer")[:1]:
        Digest.objects.create(user=post.user, union=union, starts_on=now.date(), channel="mail", **told)


@pytest.fixture(autouse=True)
def _unhurried(settings: Any) -> None:
    """These tests ask more in a minute than a program may; the limits have tests of their own."""
    settings.LIANSHOU_RATES = {
        name: rate for name, rate in settings.LIANSHOU_RATES.items() if "api" not in name
    }


@pytest.fixture
def yard(_yard: Yard, db: None) -> Yard:
    return _yard
