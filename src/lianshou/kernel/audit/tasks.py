from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from lianshou.kernel.audit.actions import execute_check


@task()
def check_book(check_id: int) -> None:
    execute_check(check_id=check_id, clock=timezone.now)
