"""Run as a script: for every line of its input it forks a worker and says how that one ended.

``work 0.35`` runs the job of the one upload and kills the worker after 0.35 seconds of its time; ``work`` lets it end;
``look`` prints the state. The clock of every worker is one lease later than that of the one before, so that it finds the
job silent.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import timedelta
from typing import Any


def upload(count: int) -> None:
    """An officer uploads a list of so many persons; nothing is read yet."""
    from django.utils import timezone
    from tests.factories.access import person_with
    from tests.factories.unions import UnionFactory
    from tests.kernel.intake.persons import persons_csv

    from lianshou.kernel.intake.actions import read_workbook

    county = UnionFactory(name="阜宁县总工会", level="county", division_code="320923")
    officer = person_with("officer", county, name="王启航", username="officer")
    read_workbook(
        actor=officer,
        union=county,
        list_slug="persons",
        name="人员.csv",
        content=persons_csv(count),
        now=timezone.now(),
        enqueue=lambda _key: None,
    )


def work(turn: int) -> None:
    from django.utils import timezone

    from lianshou.kernel.intake.actions import execute_import
    from lianshou.kernel.intake.models import Import
    from lianshou.kernel.intake.rules import LEASE

    later = turn * (LEASE + timedelta(seconds=1))
    execute_import(import_id=Import.objects.get().pk, clock=lambda: timezone.now() + later)


def ask(word: str, turn: int) -> None:
    """The officer has the rows taken over, or taken back."""
    from django.utils import timezone

    from lianshou.kernel.access.models import User
    from lianshou.kernel.intake import actions
    from lianshou.kernel.intake.models import Import

    begin = {"take": actions.accept_rows, "undo": actions.undo_import}[word]
    officer, batch = User.objects.get(username="officer"), Import.objects.get()
    begin(actor=officer, batch=batch, now=timezone.now(), enqueue=lambda _key: None)


def look() -> dict[str, Any]:
    from django.db.models import Count

    from lianshou.kernel.intake.models import Import, ImportPart, ImportRow, RowTrace
    from lianshou.kernel.people.models import Office, Person

    batch = Import.objects.first()
    states = ImportRow.objects.order_by().values_list("state").annotate(n=Count("pk"))
    numbers = list(ImportRow.objects.order_by("pk").values_list("number", flat=True))
    return {
        "stage": batch.stage if batch else None,
        "done": [batch.done, batch.total] if batch else None,
        "failure": batch.failure if batch else None,
        "parts": ImportPart.objects.count(),
        "rows": dict(states),
        "in_order": numbers == list(range(2, len(numbers) + 2)),
        "persons": Person.objects.count(),
        "different": Person.objects.values("id_index").distinct().count(),
        "offices": Office.objects.count(),
        "histories": Person.history.count(),
        "untold": Person.history.filter(entry=None).count(),
        "traces": RowTrace.objects.count(),
    }


def _child(word: str, turn: int, answer: int) -> None:
    from lianshou.core.ambient import beyond_scope

    try:
        with beyond_scope("the suite"):
            if word == "look":
                os.write(answer, json.dumps(look()).encode())
            elif word == "work":
                work(turn)
            else:
                ask(word, turn)
    except BaseException:  # noqa: BLE001  whatever it is, the child ends here
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    import django

    django.setup()
    if sys.argv[1:2] == ["upload"]:
        from lianshou.core.ambient import beyond_scope

        with beyond_scope("the suite"):
            upload(int(sys.argv[2]))
        return
    for turn, line in enumerate(sys.stdin):
        word, *when = line.split()
        hears, says = os.pipe()
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(hears)
            _child(word, turn, says)
        os.close(says)
        if when:
            time.sleep(float(when[0]))
            os.kill(child, signal.SIGKILL)
        with os.fdopen(hears) as told:
            said = told.read()
        ended = os.waitpid(child, 0)[1]
        print(json.dumps({"ended": ended, "took": time.monotonic() - begun, "said": said}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
