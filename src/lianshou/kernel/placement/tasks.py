from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from lianshou.kernel.placement.actions import execute_run


@task()
def compute_run(run_id: int) -> None:
    execute_run(run_id=run_id, clock=timezone.now)
