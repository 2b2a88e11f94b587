"""What becomes of approvals, lines and money when an applicant withdraws."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.access import person_with
from tests.factories.events import opened, workers
from tests.factories.review import NOW, climb_of
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.intake.actions import withdraw_application
from lianshou.kernel.intake.enums import Reason
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.review.actions import approve_step
from lianshou.kernel.review.models import Step
from lianshou.kinds.events.actions import join_event

pytestmark = pytest.mark.django_db


def test_an_approval_under_way_ends_and_nobody_acts_on_it_any_more(world: World) -> None:
    climb = climb_of(world)
    ascent = climb.ascent(union=climb.unit)
    withdraw_application(actor=climb.submitter, application=ascent.application, now=NOW, words="材料有误")
    ascent.refresh_from_db()
    assert (ascent.state, ascent.due_on, ascent.finished_at) == ("withdrawn", None, NOW)
    assert [step.act for step in Step.objects.filter(ascent=ascent).order_by("number")] == [
        "submitted",
        "withdrawn",
    ]
    with pytest.raises(Refused):
        approve_step(actor=climb.township, ascent=ascent, now=NOW)


def test_another_chair_withdraws_nothing(world: World) -> None:
    climb = climb_of(world)
    ascent = climb.ascent(union=climb.unit)
    stranger = person_with("chair", world.host, name="别家")
    with pytest.raises(PermissionDenied):
        withdraw_application(actor=stranger, application=ascent.application, now=NOW, words="x")


def test_who_waits_in_line_loses_the_line_and_who_has_a_place_gives_it_up_first(world: World) -> None:
    event = opened(world, most=1)
    first, second = workers(world.guest, 2, accounts=True)
    seats = join_event(actor=world.officer, event=event, people=[first, second], now=NOW).seats
    with pytest.raises(Refused) as caught:
        withdraw_application(actor=first.account, application=seats[0].application, now=NOW, words="出差")
    withdraw_application(actor=second.account, application=seats[1].application, now=NOW, words="出差")
    states = list(Placement.objects.order_by("ticket").values_list("state", flat=True))
    assert (caught.value.reason, states) == (Reason.HAS_PLACE, ["placed", "ended"])
