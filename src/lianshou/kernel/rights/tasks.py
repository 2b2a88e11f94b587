from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from lianshou.kernel.rights.actions import carry_out_disposal


@task()
def dispose(disposal_id: int) -> None:
    carry_out_disposal(disposal_id=disposal_id, clock=timezone.now)
