"""Run as a script on a database of its own: letters are asked for, and their worker is killed (SIGKILL) at given letters.

``letters.py COUNT AT…`` prints what stands after each kill and after a worker that was let end; ``letters.py threads`` has
several take numbers at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any


def ask(count: int) -> int:
    from django.utils import timezone
    from tests.factories.access import person_with
    from tests.factories.programmes import ProgrammeFactory
    from tests.factories.unions import UnionFactory

    from lianshou.kernel.pledges.actions import ask_for_letters

    county = UnionFactory(name="阜宁县总工会", level="county", division_code="320923")
    officer = person_with("officer", county, name="王启航", username="officer")
    unions = [UnionFactory(parent=county) for _n in range(count)]
    batch = ask_for_letters(
        actor=officer,
        programme=ProgrammeFactory(union=county),
        sort="letter",
        title="安全生产责任书",
        words="落实安全生产群众监督责任。",
        unions=unions,
        starts_on=date(2020, 7, 1),
        ends_on=date(2021, 6, 30),
        prefix="阜责",
        now=timezone.now(),
        enqueue=lambda _key: None,
        clauses=[{"side": "guest", "words": "报送自查表", "after": 30}],
    )
    return int(batch.pk)


def work(batch: int, turn: int, kill_at: int) -> None:
    from django.utils import timezone

    from lianshou.kernel.pledges.actions import issue_letters, lettering
    from lianshou.kernel.pledges.queries import LEASE

    usual, seen = lettering.note, []

    def noted(*args: Any, **kwargs: Any) -> None:
        seen.append(1)
        if len(seen) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        usual(*args, **kwargs)

    lettering.note = noted  # type: ignore[attr-defined]
    later = turn * (LEASE + timedelta(seconds=1))
    issue_letters(batch_id=batch, clock=lambda: timezone.now() + later)


def look() -> dict[str, Any]:
    from lianshou.kernel.audit.models import Entry
    from lianshou.kernel.pledges.models import LetterBatch, Obligation, Party, Pledge, Series

    batch, series = LetterBatch.objects.get(), Series.objects.first()
    return {
        "state": batch.state,
        "failure": batch.failure,
        "letters": Pledge.objects.count(),
        "numbers": Pledge.objects.values("n").distinct().count(),
        "next": series.next if series else 1,
        "parties": Party.objects.count(),
        "obligations": Obligation.objects.count(),
        "told": Entry.objects.filter(verb="pledge.issued").count(),
    }


def threads() -> list[Any]:
    from django.db import connection, transaction
    from tests.factories.unions import UnionFactory

    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.pledges.actions.numbering import take_numbers

    union, ready = UnionFactory(name="某县总工会"), Barrier(6)
    taken: list[str] = []

    def take() -> None:
        try:
            with beyond_scope("the suite"):
                ready.wait(60)
                with transaction.atomic():
                    taken.extend(
                        one.number for one in take_numbers(union=union, prefix="联", year=2020, count=3)
                    )
        finally:
            connection.close()

    crew = [Thread(target=take) for _n in range(6)]
    for one in crew:
        one.start()
    for one in crew:
        one.join(120)
    return sorted(taken)


def _forked(act: Any) -> int:
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:  # noqa: BLE001  whatever it is, the child ends here
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def main() -> None:
    import django

    django.setup()
    from lianshou.core.ambient import beyond_scope

    with beyond_scope("the suite"):
        if sys.argv[1] == "threads":
            print(json.dumps(threads()))  # noqa: T201
            return
        batch, seen = ask(int(sys.argv[1])), []
        for turn, at in enumerate((*map(int, sys.argv[2:]), 0), start=1):
            ended = _forked(lambda turn=turn, at=at: work(batch, turn, at))
            seen.append({"ended": ended} | look())
        print(json.dumps(seen))  # noqa: T201


if __name__ == "__main__":
    main()
