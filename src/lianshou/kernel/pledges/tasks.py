from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from lianshou.kernel.pledges.actions import issue_letters, take_up_silent_letters


@task()
def work_on_letters(batch_id: int) -> None:
    issue_letters(batch_id=batch_id, clock=timezone.now)
    take_up_silent_letters(now=timezone.now(), enqueue=work_on_letters.enqueue)
