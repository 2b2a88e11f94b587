from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.factories.access import PostFactory, UserFactory
from tests.factories.unions import UnionFactory

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import appoint
from lianshou.kernel.access.models import Post

pytestmark = pytest.mark.django_db


def held(*posts: tuple[str, str, str | None]) -> bool:
    """Whether the database lets one person hold these posts (role, first day, last day)."""
    user, union = UserFactory(), UnionFactory()
    try:
        with transaction.atomic():
            for role, first, last in posts:
                ends_on = date.fromisoformat(last) if last else None
                PostFactory(
                    user=user, union=union, role=role, starts_on=date.fromisoformat(first), ends_on=ends_on
                )
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize(
    ("posts", "is_held"),
    [
        ([("system_admin", "2020-01-01", None), ("security_admin", "2021-01-01", None)], False),
        ([("system_admin", "2020-01-01", "2020-12-31"), ("security_admin", "2021-01-01", None)], True),
        ([("system_admin", "2021-01-01", None), ("security_admin", "2020-01-01", "2021-01-01")], False),
        ([("audit_admin", "2020-01-01", None), ("officer", "2020-01-01", "2020-02-01")], False),
        ([("officer", "2020-01-01", None), ("audit_admin", "2020-01-01", "2020-02-01")], False),
        ([("officer", "2020-01-01", None), ("leader", "2020-01-01", None)], True),
        ([("officer", "2020-01-01", None), ("officer", "2021-01-01", None)], False),
        ([("officer", "2020-01-01", "2020-12-31"), ("officer", "2021-01-01", None)], True),
    ],
)
def test_database_keeps_the_offices_apart(posts: list[tuple[str, str, str | None]], is_held: bool) -> None:
    assert held(*posts) == is_held


def test_database_keeps_them_apart_when_a_post_is_changed() -> None:
    user = UserFactory()
    PostFactory(user=user, role="system_admin", ends_on=date(2020, 12, 31))
    later = PostFactory(user=user, role="officer", starts_on=date(2021, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=later.pk).update(starts_on=date(2020, 12, 31))


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one transaction after another")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_of_two_offices_given_at_the_same_moment_one_is_refused(turn: int) -> None:
    user, union, gate = UserFactory(), UnionFactory(), Barrier(2)
    told: list[str] = []

    def give(role: str) -> None:
        gate.wait()
        try:
            appoint(
                actor=None, user=user, union=union, role=role, starts_on=date(2020, 1, 1), now=timezone.now()
            )
            told.append("given")
        except Refused as refused:
            told.append(refused.reason.name)
        finally:
            connection.close()

    threads = [Thread(target=give, args=(role,)) for role in ("system_admin", "security_admin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(told), Post.objects.filter(user=user).count()) == (["SEPARATE_OFFICES", "given"], 1)
