"""The sides, each run as a process of its own: it prints what it measured as one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any


def main() -> None:
    side, workbook = sys.argv[1], Path(sys.argv[2])
    import django

    django.setup()
    from lianshou.core.ambient import beyond_scope

    with beyond_scope("the benchmark"):
        actor, union = _county()
        before = _memory()
        begun, used = time.perf_counter(), time.process_time()
        parts = {"ours": ours, "desk": desk, "civil": civil}[side](actor, union, workbook)
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
        told = {
            "wall": wall,
            "cpu": cpu,
            "before": before,
            "peak": _memory(),
            "parts": parts,
            "made": _made(),
        }
    sys.stdout.write(json.dumps(told) + "\n")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _made() -> dict[str, int]:
    from lianshou.kinds.aid.models import CivilLine, Household, Member, Survey

    return {model.__name__: model.objects.count() for model in (Household, Member, Survey, CivilLine)}


def _county() -> tuple[Any, Any]:
    from lianshou.kernel.access.models import Post, User
    from lianshou.kernel.unions.models import Union

    if union := Union.objects.first():
        return User.objects.get(username="officer"), union
    union = Union.objects.add_root({"name": "阜宁县总工会", "level": "county", "division_code": "320923"})
    actor = User.objects.create_user(username="officer", password=None, name="王启航")
    Post.objects.create(user=actor, union=union, role="officer", starts_on=date(2017, 1, 3))
    return actor, union


def ours(actor: Any, union: Any, workbook: Path) -> dict[str, float]:
    """What happens when an officer uploads the list, looks it through, and takes it over."""
    from django.utils import timezone

    from lianshou.kernel.intake.actions import accept_rows, execute_import, read_workbook

    given: dict[str, Any] = {"actor": actor, "enqueue": lambda _key: None}
    now: Callable[[], datetime] = timezone.now
    begun = time.perf_counter()
    content = workbook.read_bytes()
    batch = read_workbook(
        **given, union=union, list_slug="households-2021", name=workbook.name, content=content, now=now()
    )
    del content
    execute_import(import_id=batch.pk, clock=now)
    read = time.perf_counter() - begun
    batch = accept_rows(**given, batch=batch, now=now())
    done = execute_import(import_id=batch.pk, clock=now)
    assert done is not None
    assert (done.done, done.failure) == (done.total, [])
    return {"read and preview": read, "take over": time.perf_counter() - begun - read}


def desk(actor: Any, union: Any, workbook: Path) -> dict[str, float]:
    """The same households one by one, as a form that is typed in is handed in."""
    from django.utils import timezone

    from lianshou.formats.sheets.recognising import typed_rows
    from lianshou.kernel.intake.rules import check_rows, read_list
    from lianshou.kinds.aid.actions import Filled, record_household
    from lianshou.kinds.aid.rules.form import form_of
    from lianshou.kinds.aid.rules.importing.households import answers_of, households_layout, members_beside

    assert typed_rows is not None
    layout = households_layout(2021)
    reading = read_list(workbook.read_bytes(), name=workbook.name, layout=layout, beside=members_beside(2021))
    judged = check_rows(reading.rows, layout, lambda _rows: ())
    begun = time.perf_counter()
    for one in judged:
        filled = Filled(answers=answers_of(form_of(2021), one.row.values))
        record_household(actor=actor, union=union, filled=filled, now=timezone.now())
    return {"typed in": time.perf_counter() - begun}


def civil(actor: Any, union: Any, workbook: Path) -> dict[str, float]:
    """Their list read and compared with what stands."""
    from django.utils import timezone

    from lianshou.kinds.aid.actions import compare_civil_list
    from lianshou.kinds.aid.forms.civil import list_in

    begun = time.perf_counter()
    rows = list_in(workbook.read_bytes(), name=workbook.name).payees
    read = time.perf_counter() - begun
    today = timezone.localdate()
    compare_civil_list(actor=actor, union=union, title="低保", drawn_on=today, rows=rows, now=timezone.now())
    return {"read": read, "compare": time.perf_counter() - begun - read}


if __name__ == "__main__":
    main()
