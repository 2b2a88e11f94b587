from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from lianshou.kernel.intake.actions import execute_import, take_up_silent


@task()
def work_on_import(import_id: int) -> None:
    execute_import(import_id=import_id, clock=timezone.now)
    take_up_silent(now=timezone.now(), enqueue=work_on_import.enqueue)
