from __future__ import annotations

from datetime import date

import pytest
from tests.factories.programmes import ParameterFactory
from tests.kinds.aid.shelf import SETTINGS

from lianshou.core.parameters import declared
from lianshou.kernel.programmes.queries import rule_book
from lianshou.kinds.aid.rules.computing import compute
from lianshou.kinds.aid.rules.facts import Category, Facts, Income, Where
from lianshou.kinds.aid.rules.settings import KEYS


def test_every_rule_is_declared_with_its_source_and_asks_for_two() -> None:
    assert {one.key for one in declared if one.key.startswith("aid.")} >= set(KEYS)
    assert [key for key in KEYS if not SETTINGS[key].source.zh or not SETTINGS[key].source.en] == []
    assert [key for key in KEYS if not SETTINGS[key].by_two] == []
    assert [key for key in KEYS if declared[key] is not SETTINGS[key]] == []


@pytest.mark.django_db
def test_the_set_of_categories_changes_by_the_day_and_the_lines_by_region(
    django_assert_num_queries: object,
) -> None:
    ParameterFactory(key="aid.category_set", region="", value="old", starts_on=date(2010, 1, 1))
    ParameterFactory(key="aid.category_set", region="", value="current", starts_on=date(2020, 1, 1))
    ParameterFactory(key="aid.subsistence_line", region="32", value=70_000, starts_on=date(2010, 1, 1))
    ParameterFactory(key="aid.subsistence_line", region="320923", value=81_000, starts_on=date(2026, 1, 1))
    facts = Facts(persons=1, incomes={Income.WAGES: 72_000 * 12})
    with django_assert_num_queries(1):  # type: ignore[operator]
        book = rule_book(*KEYS)
        outcomes = [
            compute(facts, Where(region, on), book)
            for region, on in (
                ("320923", date(2019, 12, 31)),
                ("320923", date(2020, 1, 1)),
                ("320923", date(2025, 12, 31)),
                ("320923", date(2026, 1, 1)),
                ("320924", date(2026, 1, 1)),
                ("450100", date(2026, 1, 1)),
            )
        ]
    assert [one.category for one in outcomes] == [
        Category.MARGIN, Category.RELATIVE, Category.RELATIVE, Category.DEEP, Category.RELATIVE, Category.DEEP,
    ]  # fmt: skip
    assert [one.settings["aid.subsistence_line"] for one in outcomes[3:]] == [81_000, 70_000, 80_000]
    assert [one.unset for one in outcomes[3:]] == [(), (), ("aid.subsistence_line",)]
