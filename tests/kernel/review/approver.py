"""Another process that approves at a given moment: `python approver.py USER START ASCENT:TURN …`; prints how each went."""

from __future__ import annotations

import os
import sys
import time


def main(user: str, start: str, *ascents: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.utils import timezone

    from lianshou.core.refusals import Refused
    from lianshou.kernel.access.models import User
    from lianshou.kernel.review.actions import approve_step
    from lianshou.kernel.review.models import Ascent

    actor = User.objects.get(pk=int(user))
    for number, one in enumerate(ascents):
        pk, turn = map(int, one.split(":"))
        ascent = Ascent.objects.admitted().get(pk=pk)
        time.sleep(max(0.0, float(start) + number * 0.3 - time.time()))
        try:
            approve_step(actor=actor, ascent=ascent, now=timezone.now(), seen=turn)
            print("approved")  # noqa: T201
        except Refused as refusal:
            print(refusal.reason.value)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
