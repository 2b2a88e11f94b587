from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from lianshou.kernel.intake.actions import execute_import


@task()
def work_on_import(import_id: int) -> None:
    execute_import(import_id=import_id, clock=timezone.now)
