"""A run is computed again years later from its frozen input alone, and comes out the same."""

from __future__ import annotations

from datetime import datetime

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from tests.factories.pairing import lists, match, matched
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World

from lianshou.cli.main import main
from lianshou.kernel.placement.actions import approve_placements, move_placement
from lianshou.kernel.placement.models import MatchRun, Opening, Placement
from lianshou.kernel.placement.queries import comes_out_the_same
from lianshou.kernel.unions.models import Union

pytestmark = pytest.mark.django_db


def pairs() -> set[tuple[int, int]]:
    return set(Placement.objects.values_list("application", "opening"))


def test_old_run_comes_out_the_same_whatever_became_of_the_records(world: World, now: datetime) -> None:
    run = matched(world, hosts=2, guests=3)
    before = pairs()
    ParameterFactory(key="pairing.rooms", region="320923", value={"city": {"low": 0, "high": 0, "most": 0}})
    Union.objects.update(longitude="100.0", latitude="25.0", industry_code="0111", industry_words="种植")
    Opening.objects.update(low=0, high=0, most=1)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    run = MatchRun.objects.select_related("programme").get(pk=run.pk)
    assert comes_out_the_same(run=run)
    assert pairs() == before


def test_run_keeps_the_setting_that_it_was_computed_with(world: World) -> None:
    ParameterFactory(
        key="pairing.rooms", region="320923", value={"province": {"low": 1, "high": 2, "most": 3}}
    )
    run = matched(world)
    assert run.input["settings"]["rooms"]["province"] == {"low": 1, "high": 2, "most": 3}


def test_run_that_was_tampered_with_differs(world: World) -> None:
    run = matched(world)
    frozen = run.input
    frozen["guests"] = frozen["guests"][:-1]
    MatchRun.objects.filter(pk=run.pk).update(input=frozen)
    assert not comes_out_the_same(run=MatchRun.objects.select_related("programme").get(pk=run.pk))


def test_run_that_keeps_what_was_moved_by_hand_comes_out_the_same(world: World, now: datetime) -> None:
    matched(world)
    one = Placement.objects.order_by("pk")[0]
    other = Opening.objects.exclude(pk=one.opening_id)[0]
    move_placement(actor=world.officer, placement=one, opening=other, reason="双方早有合作", now=now)
    run = match(world)
    moved = Placement.objects.get(application=one.application)
    assert (moved.opening, moved.origin, moved.reason) == (other, "manual", "双方早有合作")
    assert comes_out_the_same(run=MatchRun.objects.select_related("programme").get(pk=run.pk))


def test_page_of_a_run_computes_it_again(client: Client, world: World) -> None:
    run = matched(world)
    client.force_login(world.leader)
    address = reverse("placement:again", args=[run.pk])
    assert f'action="{address}"' in client.get(reverse("placement:run", args=[run.pk])).content.decode()
    answer = client.post(address, follow=True)
    assert "结对和理由与记录完全一致" in answer.content.decode()
    MatchRun.objects.update(result={})
    answer = client.post(address, follow=True)
    assert "结果与记录的不一致" in answer.content.decode()


def test_command_computes_finished_runs_again(world: World) -> None:
    lists(world)
    first, second = match(world), match(world)
    told = CliRunner().invoke(main, ["rerun"])
    assert (told.exit_code, told.output.count("一致 / the same")) == (0, 2)
    MatchRun.objects.filter(pk=second.pk).update(result={})
    told = CliRunner().invoke(main, ["rerun", str(second.pk)])
    assert (told.exit_code, told.output.split("\t")[-1].strip()) == (3, "不一致 / differs")
    assert CliRunner().invoke(main, ["rerun", str(first.pk)]).exit_code == 0
