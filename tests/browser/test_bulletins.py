"""Pages of bulletins, for those who write them, those below, and everybody: accessible, and nothing runs out of the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.browser.axe import violations
from tests.browser.looking import fits, shoot
from tests.factories.access import person_with
from tests.factories.bulletins import put_photo
from tests.kernel.bulletins.test_actions import written
from zeal import zeal_ignore

from lianshou.kernel.access.enums import Role
from lianshou.kernel.bulletins import actions
from lianshou.kernel.bulletins.models import Countersignature, Receipt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_of_bulletins_is_accessible(world: Any, opened: Any, live_server: Any, size: str) -> None:
    now = timezone.now()
    with zeal_ignore():
        person_with(Role.OFFICER, world.township, username="township")
        names = {"reporter": ["林晓舟"], "correspondent": ["何沐阳"], "photographer": ["秦远帆"]}
        brief = written(world, now, sort="brief", bylines=names, recipients=[world.township])
        put_photo(brief)
        draft = written(world, now, sort="brief", title="简报")
        for step, actor in (("submit", world.officer), ("check", world.approver)):
            getattr(actions, f"{step}_bulletin")(actor=actor, bulletin=brief, now=now)
        asked = actions.ask_countersignatures(
            actor=world.officer, bulletin=brief, unions=[world.township], now=now
        )
        waiting = {"signing": ("officer", f"/bulletins/{brief.pk}/"), "countersign": ("township", f"/bulletins/countersign/{asked[0].pk}/")}  # fmt: skip
        look(waiting, opened, live_server, size)
        Countersignature.objects.all().delete()
        actions.sign_bulletin(actor=world.leader, bulletin=brief, now=now)
        actions.issue_bulletin(actor=world.officer, bulletin=brief, prefix="阜工简", now=now)
        actions.publish_bulletin(actor=world.leader, bulletin=brief, names_checked=True, now=now)
    receipt = Receipt.objects.get()
    pages = {
        "bulletins": ("officer", "/bulletins/"),
        "new": ("officer", "/bulletins/new/?from=brief"),
        "draft": ("officer", f"/bulletins/{draft.pk}/"),
        "issued": ("leader", f"/bulletins/{brief.pk}/"),
        "receipts": ("officer", f"/bulletins/{brief.pk}/receipts/"),
        "received": ("township", "/bulletins/received/"),
        "receipt": ("township", f"/bulletins/received/{receipt.pk}/"),
        "public-bulletins": ("", "/public/bulletins/"),
        "public-bulletin": ("", f"/public/bulletins/{brief.pk}/"),
    }
    look(pages, opened, live_server, size)


def look(pages: dict[str, tuple[str, str]], opened: Any, live_server: Any, size: str) -> None:
    for name, (who, address) in pages.items():
        page = opened(who)
        answer = page.goto(f"{live_server.url}{address}")
        shoot(page, f"bulletins-{name}", size)
        assert (address, answer.status, violations(page), fits(page)) == (address, 200, [], True)
