"""An import whose workers are killed: a scenario of tests/killing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def prepare(count: int) -> None:
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
