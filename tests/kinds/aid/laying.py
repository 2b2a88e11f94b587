"""Records of this kind for the sweep: a file with a survey handed in and a picture, and one that is being filled in."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from tests.factories.followups import picture
from tests.kinds.aid.answers import new_answers, number

from lianshou.kernel.access.models import User
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import Filled, NewPicture, begin_survey, record_household

_POOR = {"bank_card": "", "income_wages": "30000", "cause_yuan": "", "covered_yuan": ""}


def laid_households(*, union: Union, unit: Union, by: User) -> dict[str, Any]:
    """Of a unit of ``union``; the numbers tell the two sides apart."""
    now, at = timezone.now(), union.pk
    answers = new_answers(
        **_POOR, name=f"户主{at}", id_number=number("19700101", at % 900 + 1), members=[], persons="1"
    )
    shots = [NewPicture(content=picture())]
    filled = Filled(answers=answers, takers=[by.pk], pictures=shots, consent=True)
    done = record_household(actor=by, union=unit, filled=filled, now=now)
    draft = begin_survey(actor=by, household=done.household, now=now)
    found = {"household": done.household_id, "survey_done": done.pk, "survey_draft": draft.pk}
    return found | {"household_picture": done.pictures.get().pk}
