from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from lianshou.core.duties import Duties, Duty
from lianshou.core.wording import Wording

TODAY = date(2020, 6, 24)


def duty(slug: str) -> Duty:
    return Duty(
        slug=slug, title=Wording("事", "thing"), counts=lambda accounts, today: {7: 2}, rows=lambda **_: ()
    )


def test_duties_stand_in_the_order_in_which_they_came() -> None:
    duties = Duties()
    for slug in ("posts", "imports"):
        duties.add(duty(slug))
    assert [one.slug for one in duties] == ["posts", "imports"]


def test_two_duties_of_one_name_are_refused() -> None:
    duties = Duties()
    duties.add(duty("posts"))
    with pytest.raises(ValueError, match="two duties are called posts"):
        duties.add(duty("posts"))


def test_a_duty_counts_for_one_account() -> None:
    assert [duty("posts").count(SimpleNamespace(pk=pk), TODAY) for pk in (7, 8)] == [2, 0]
