"""Run in a process of its own: plants the ground of a race, and tells afterwards what stands in the database.

``plant CLIENTS PEOPLE PLACES RACES`` prints sessions, people and events as JSON; ``tell EVENT`` prints what became of one.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any


def plant(clients: int, people: int, places: int, races: int) -> dict[str, Any]:
    """A county with a chair and some members for every client, and an event of ``places`` seats for every race."""
    from django.conf import settings
    from django.test import Client

    from lianshou.china.names import pinyin_key
    from lianshou.kernel.access.actions import appoint, create_account
    from lianshou.kernel.people.models import Person
    from lianshou.kernel.programmes.actions import create_programme
    from lianshou.kernel.unions.actions import add_union
    from lianshou.kinds.events.actions import add_event, open_event

    now = datetime.now(UTC)
    county = add_union(
        actor=None, parent=None, name="赛场县总工会", level="county", division_code="320923", now=now
    )

    def account(name: str, role: str, union: Any) -> Any:
        user = create_account(actor=None, username=name, name=name, password="Fu-ning-2020", now=now)
        appoint(actor=None, user=user, union=union, role=role, starts_on=now.date(), now=now)
        user.must_change_password = False
        user.save()
        return user

    officer = account("officer", "officer", county)
    sessions, members = [], []
    for turn in range(clients):
        union = add_union(
            actor=officer,
            parent=county,
            name=f"第{turn}公司工会",
            level="enterprise",
            division_code="320923",
            now=now,
        )
        browser = Client()
        browser.force_login(account(f"chair{turn}", "chair", union))
        sessions.append(browser.cookies[settings.SESSION_COOKIE_NAME].value)
        names = [f"选手{number}" for number in range(turn, people, clients)]
        rows = [Person(name=name, search=pinyin_key(name), union=union) for name in names]
        for row in rows:
            row.save()
        members.append([row.pk for row in rows])
    programme = create_programme(
        actor=officer, kind="events", union=county, title="赛场", year=now.year, round=1,
        starts_on=now.date(), ends_on=now.date() + timedelta(days=60), now=now,
    )  # fmt: skip
    events = []
    for race in range(races):
        starts = now + timedelta(days=30)
        event = add_event(
            actor=officer, programme=programme, title=f"第{race}场", sort="tour", starts_at=starts,
            ends_at=starts + timedelta(hours=2), closes_at=starts, place="大礼堂", most=places, now=now,
        )  # fmt: skip
        open_event(actor=officer, event=event, now=now)
        events.append(event.pk)
    return {"sessions": sessions, "members": members, "events": events}


def tell(event: int) -> dict[str, Any]:
    """Every seat of an event as [person, ticket, state], by ticket; the counters; the tickets in the order of the book."""
    from lianshou.kernel.audit.models import Entry
    from lianshou.kernel.placement.models import Opening, Placement

    opening = Opening.objects.get(event=event)
    seats = Placement.objects.filter(opening=opening).order_by("ticket")
    rows = list(seats.values_list("application__person", "ticket", "state"))
    by_pk = {str(pk): ticket for pk, ticket in seats.values_list("pk", "ticket")}
    told = Entry.objects.filter(verb__in=("seat.placed", "seat.queued"), subject_id__in=by_pk)
    return {
        "seats": rows,
        "taken": opening.taken,
        "last_ticket": opening.last_ticket,
        "book": [by_pk[subject] for subject in told.order_by("pk").values_list("subject_id", flat=True)],
    }


def main() -> None:
    from lianshou.cli.serve import prepare
    from lianshou.core.ambient import beyond_scope

    words = sys.argv[1:]
    if words[0] == "plant":
        prepare()
    else:
        import django

        django.setup()
    with beyond_scope("the ground of a race"):
        done = plant(*map(int, words[1:])) if words[0] == "plant" else tell(int(words[1]))
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main()
