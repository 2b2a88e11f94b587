"""A county asks for a public notice before pairs are approved: the demonstration went the whole way, and the gate holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lianshou.core.refusals import Refused
from lianshou.demo.world import World, moment
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.notices.enums import Bar
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.notices.queries import asks_notice, bar_for
from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme


def test_nothing_was_approved_before_the_window_had_closed(demo: World, db: Any) -> None:
    programme = Programme.objects.get(union=demo.neighbour, kind="pairing")
    notice = Notice.objects.get(programme=programme)
    approved = Entry.objects.get(verb="placements.approved", subject_id=programme.pk)
    assert asks_notice(programme=programme)
    assert notice.state == "closed"
    assert approved.at.date() > notice.closes_on  # type: ignore[operator]
    assert notice.lines.count() == programme.applications.count()


def test_gate_of_the_demonstration_holds_while_the_window_runs(demo: World, db: Any) -> None:
    programme = Programme.objects.select_related("union").get(union=demo.neighbour, kind="pairing")
    notice = Notice.objects.get(programme=programme)
    last = notice.closes_on
    assert last is not None
    Notice.objects.filter(pk=notice.pk).update(state="posted")
    assert bar_for(programme=programme, today=last) == Bar.WINDOW_OPEN
    Programme.objects.filter(pk=programme.pk).update(state="preparing")
    Placement.objects.filter(programme=programme).update(state="proposed")
    approver = demo.accounts["binhai2"]
    with pytest.raises(Refused) as refused:
        approve_placements(actor=approver, programme=programme, now=moment(last))
    assert refused.value.reason is Bar.WINDOW_OPEN
    assert approve_placements(actor=approver, programme=programme, now=moment(last + timedelta(days=1))) > 0


def test_other_county_asks_for_none(demo: World, db: Any) -> None:
    programmes = Programme.objects.filter(union=demo.county, kind="pairing").select_related("union")
    assert {asks_notice(programme=one) for one in programmes} == {False}
