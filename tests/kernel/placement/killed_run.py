"""A match run whose workers are killed, and the agreements of its pairs whose server is: a scenario of tests/killing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

BEGUN = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)


def prepare(count: int) -> None:
    """So many guests and a quarter of that in hosts on the lists of a programme, all within 40 km."""
    from tests.factories.pairing import guest, host, unit
    from tests.factories.world import make_world

    world = make_world()
    for number in range(count // 4):
        host(world.programme, unit(world, f"帮带{number}公司", number % 40))
    for number in range(count):
        guest(world.programme, unit(world, f"新建{number}公司", number % 37 + 0.5))


def at(turn: int) -> datetime:
    """The hour of a turn: every worker finds the job of the one before silent."""
    from lianshou.kernel.placement.rules import LEASE

    return BEGUN + turn * (LEASE + timedelta(seconds=1))


def work(turn: int) -> None:
    from lianshou.kernel.placement.actions import execute_run
    from lianshou.kernel.placement.models import MatchRun

    run = MatchRun.objects.order_by("number").last()
    assert run is not None
    execute_run(run_id=run.pk, clock=lambda: at(turn))


def ask(word: str, turn: int) -> None:
    """The officer matches, the approver approves, the officer has the agreements drawn up."""
    from lianshou.kernel.access.models import User
    from lianshou.kernel.placement import actions
    from lianshou.kernel.pledges.actions import issue_pledges
    from lianshou.kernel.programmes.models import Programme

    programme = Programme.objects.get(kind="pairing", union__name="阜宁县总工会")
    officer, approver = (User.objects.get(username=name) for name in ("officer", "approver"))
    now, told = at(turn), {"programme": programme}
    if word == "match":
        actions.start_run(actor=officer, now=now, enqueue=lambda _key: None, keep=turn > 0, **told)
    elif word == "approve":
        actions.approve_placements(actor=approver, now=now, **told)
    else:
        issue_pledges(actor=officer, now=now, **told)


def look() -> dict[str, Any]:
    from django.db.models import Count

    from lianshou.kernel.audit.models import Entry
    from lianshou.kernel.placement.models import MatchRun, Placement
    from lianshou.kernel.pledges.models import Party, Pledge

    placements = Placement.objects.order_by().values_list("run__number", "state").annotate(n=Count("pk"))
    numbers = list(Pledge.objects.order_by("pk").values_list("number", flat=True))
    return {
        "runs": list(MatchRun.objects.order_by("number").values_list("state", flat=True)),
        "placements": sorted(placements),
        "pledges": len(numbers),
        "different": len(set(numbers)),
        "last": numbers[-1] if numbers else None,
        "parties": Party.objects.count(),
        "told": Entry.objects.filter(verb="pledge.issued").count(),
        "ended": Entry.objects.filter(verb__in=("run.done", "run.failed")).count(),
    }
