from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from tests.factories.people import PersonFactory
from tests.factories.rights import period
from tests.factories.world import World

from lianshou.cli.main import main
from lianshou.kernel.rights.models import RetentionPeriod

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(world: World) -> World:
    RetentionPeriod.objects.all().delete()
    period("contact", months=36)
    world.host_chair.left_on = date(2016, 6, 1)
    world.host_chair.save()
    PersonFactory(union=world.foreign_host, left_on=date(2016, 7, 1))
    return world


def run(*words: str) -> Any:
    return CliRunner().invoke(main, ["retention", "due", *words])


def test_due_is_told_in_numbers_without_names(gone: World) -> None:
    answer = run("--on", "2020-06-24")
    assert answer.exit_code == 3
    assert answer.output == (
        "射阳远景能源公司工会\t联系方式\t1\t2019-07-01\n金海新能源公司工会\t联系方式\t1\t2019-06-01\n"
    )


def test_due_of_one_union_and_its_subtree(gone: World) -> None:
    answer = run("--union", "阜宁县总工会", "--on", "2019-06-01")
    assert (answer.exit_code, answer.output) == (3, "金海新能源公司工会\t联系方式\t1\t2019-06-01\n")
    assert run("--union", "阜宁县总工会", "--on", "2019-05-31").exit_code == 0
    assert run("--union", "没有").exit_code == 1
