"""A list of households whose workers are killed: a scenario of tests/killing."""

from __future__ import annotations

from typing import Any

from tests.kernel.intake.killed_import import ask, work

__all__ = ["ask", "look", "prepare", "work"]


def prepare(count: int) -> None:
    """An officer uploads a list of so many households; nothing is read yet."""
    from django.utils import timezone
    from tests.factories.access import person_with
    from tests.factories.unions import UnionFactory
    from tests.kinds.aid.sheets import book_of, household

    from lianshou.kernel.intake.actions import read_workbook

    county = UnionFactory(name="阜宁县总工会", level="county", division_code="320923")
    officer = person_with("officer", county, name="王启航", username="officer")
    read_workbook(
        actor=officer,
        union=county,
        list_slug="households-2021",
        name="困难职工.xlsx",
        content=book_of([household(n) for n in range(count)], beside=True),
        now=timezone.now(),
        enqueue=lambda _key: None,
    )


def look() -> dict[str, Any]:
    from django.db.models import Count

    from lianshou.kernel.intake.models import Import, ImportPart, ImportRow, RowTrace
    from lianshou.kernel.people.models import Person
    from lianshou.kinds.aid.models import Household, Member, Survey, Verification

    batch = Import.objects.first()
    states = ImportRow.objects.order_by().values_list("state").annotate(n=Count("pk"))
    history: Any = Household.history
    return {
        "stage": batch.stage if batch else None,
        "failure": batch.failure if batch else None,
        "parts": ImportPart.objects.count(),
        "rows": dict(states),
        "persons": Person.objects.count(),
        "files": Household.objects.count(),
        "numbers": Household.objects.values("number").distinct().count(),
        "members": Member.objects.count(),
        "surveys": Survey.objects.count(),
        "rounds": Verification.objects.count(),
        "histories": history.count(),
        "untold": history.filter(entry=None).count(),
        "traces": RowTrace.objects.count(),
    }
