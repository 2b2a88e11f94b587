"""Run in a process of its own: an empty installation, and the accounts that the attacks are aimed at."""

from __future__ import annotations

PASSWORD = "Fu-ning-2020"
REST = 8  # seconds instead of five minutes
PEOPLE = ("officer", "crowded", "mirror", "forgetful", "steady")
PHONES = {"worker": "13700001111", "guessed": "13700002222"}


def plant() -> None:
    from datetime import UTC, datetime

    from tests.laying import lay_out

    from lianshou.cli.serve import load, prepare
    from lianshou.core.ambient import beyond_scope

    load()
    lay_out()
    prepare()
    with beyond_scope("an installation is planted for the suite"):
        _accounts(datetime.now(UTC))


def _accounts(now: object) -> None:
    from lianshou.kernel.access.actions import appoint, create_account
    from lianshou.kernel.access.models import User
    from lianshou.kernel.people.actions import open_worker_account
    from lianshou.kernel.people.models import Person
    from lianshou.kernel.unions.actions import add_union

    union = add_union(
        actor=None, parent=None, name="阜宁县总工会", level="county", division_code="320923", now=now
    )
    for name in PEOPLE:
        user = create_account(actor=None, username=name, name=name, password=PASSWORD, now=now)
        appoint(actor=None, user=user, union=union, role="officer", starts_on=now.date(), now=now)  # type: ignore[attr-defined]
        user.must_change_password, user.email = False, f"{name}@example.cn"
        user.save()
    officer = User.objects.get(username="officer")
    for name, phone in PHONES.items():
        person = Person.objects.create(name=name, union=union, phone=phone)
        account = open_worker_account(actor=officer, person=person, now=now).account
        account.email = f"{name}@example.cn"
        account.save()


if __name__ == "__main__":
    plant()
