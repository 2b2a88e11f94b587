"""How this kind goes through each of its steps; tests/kinds/test_every_kind.py runs it."""

from __future__ import annotations

from tests.kinds.aid.answers import HEAD, old_answers
from tests.kinds.aid.verified import no_layers
from tests.kinds.ground import Course, Ground

from lianshou.core.kinds import Step
from lianshou.kinds.aid.actions import Filled, begin_survey, hand_in_survey, open_file, put_on_file


def ask(ground: Ground) -> None:
    """A household is asked for, surveyed and put on file."""
    no_layers()  # every layer is gone through in test_verifying.py
    told = {"actor": ground.world.officer, "now": ground.now}
    household = open_file(
        union=ground.world.county, name="陆小满", id_number=HEAD, programme=ground.programme, **told
    )
    survey = begin_survey(household=household, **told)
    answers = old_answers(bank_card="", own_monthly="300", total_yearly="39600")
    hand_in_survey(survey=survey, filled=Filled(answers=answers), version=survey.version, **told)
    put_on_file(actor=ground.world.approver, household=household, now=ground.now)


COURSE: Course = {Step.APPLICATION: ask}
