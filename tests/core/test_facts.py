from __future__ import annotations

from datetime import date

import pytest

from lianshou.core.facts import Fact, Facts, Known
from lianshou.core.wording import Wording


def fact(key: str, *words: str) -> Fact:
    return Fact(
        key=key,
        title=Wording("名称", "Name"),
        source=Wording("册", "book"),
        read=lambda **_: None,
        words=words,
    )


def test_a_fact_is_meant_by_its_title_or_its_words() -> None:
    catalogue = Facts()
    one = fact("union.name", "单位名称")
    catalogue.add(one)
    assert [catalogue.meant_by(words) for words in ("名称", "Name", "单位名称", "单位")] == [
        one,
        one,
        one,
        None,
    ]
    assert (one.of, catalogue.get("union.name"), catalogue.get("union.colour"), list(catalogue)) == (
        "union", one, None, [one],
    )  # fmt: skip


def test_two_facts_of_one_key_fail_loudly() -> None:
    with pytest.raises(ValueError, match="two facts"):
        Facts().add(fact("union.name"), fact("union.name"))


@pytest.mark.parametrize(("value", "hidden"), [("13812340001", False), ("", True)])
def test_a_value_may_be_hidden_behind_its_mask(value: str, hidden: bool) -> None:
    assert Known(value=value, shown="138****0001", on=date(2020, 3, 3)).is_hidden is hidden
