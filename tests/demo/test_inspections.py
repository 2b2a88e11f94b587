"""The demonstration's inspections are alive: two draws that can be computed again, findings at every stage, letters, help."""

from __future__ import annotations

import pytest

from lianshou.demo.world import World
from lianshou.engines.draws import checked
from lianshou.kernel.inspections.enums import State
from lianshou.kernel.inspections.models import Draw, Finding, Problem, Urging, Visit
from lianshou.kernel.inspections.queries import proof_of

pytestmark = pytest.mark.django_db


def test_draws_can_be_computed_again_and_leave_out_the_last(demo: World, db: None) -> None:
    earlier, current = Draw.objects.select_related("plan__union").order_by("pk")
    assert [checked(proof_of(one)) for one in (earlier, current)] == [[], []]
    assert current.excluded
    assert Visit.objects.filter(visited_on=None).exists()


def test_findings_stand_at_every_stage(demo: World, db: None) -> None:
    assert set(Finding.objects.values_list("state", flat=True)) == set(State)
    assert set(Urging.objects.values_list("step", flat=True)) == {"reminder", "letter"}
    assert Problem.objects.filter(solved_on=None).exists()
    assert Problem.objects.filter(solved_on__isnull=False).exists()
