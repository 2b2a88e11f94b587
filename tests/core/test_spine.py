from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lianshou.core.kinds import Step
from lianshou.core.spine import Spine, Standing, StepLine, standing_of
from lianshou.core.wording import Wording

TODAY = date(2020, 6, 24)


def line(step: Step) -> StepLine:
    words = Wording("步", "step")
    return StepLine(step=step, title=words, said=words, standing=Standing.AHEAD, url="/")


def test_lines_stand_in_the_order_of_the_spine_whoever_tells_first() -> None:
    spine = Spine()
    for step in (Step.FUNDS, Step.APPLICATION, Step.NOTICE):
        spine.add(lambda step=step, **_: line(step))
    told = [one.step for one in spine.lines(actor=None, programme=None, today=TODAY)]
    assert told == [Step.APPLICATION, Step.NOTICE, Step.FUNDS]


def test_two_lines_of_one_step_keep_the_order_of_their_tellers() -> None:
    spine, first, second = Spine(), line(Step.REVIEW), line(Step.REVIEW)
    spine.add(lambda **_: first)
    spine.add(lambda **_: second)
    told = spine.lines(actor=None, programme=None, today=TODAY)
    assert [one is first for one in told] == [True, False]


def test_silent_teller_leaves_no_line_and_each_is_told_who_asks_what_and_when() -> None:
    spine, asked = Spine(), []

    def teller(**given: Any) -> None:
        asked.append(given)

    spine.add(teller)
    assert spine.lines(actor="于", programme=7, today=TODAY) == []
    assert asked == [{"actor": "于", "programme": 7, "today": TODAY}]


@pytest.mark.parametrize(
    ("begun", "open_", "standing"),
    [
        (False, False, Standing.AHEAD),
        (False, True, Standing.UNDER_WAY),
        (True, True, Standing.UNDER_WAY),
        (True, False, Standing.DONE),
    ],
)
def test_standing_of_what_is_begun_and_open(begun: bool, open_: bool, standing: Standing) -> None:
    assert standing_of(begun=begun, open_=open_) is standing
