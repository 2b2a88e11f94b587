from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from lianshou.kernel.review.actions import send_reminders


@task()
def remind() -> None:
    send_reminders(actor=None, now=timezone.now())
