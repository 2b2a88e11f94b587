from __future__ import annotations

import pytest

from lianshou.core.takings import Taking, Takings
from lianshou.core.wording import Wording

WORDS = Wording("书", "Books")
BOOKS = Taking(
    slug="books",
    title=WORDS,
    keys=("title", "year"),
    columns=((WORDS, 20), (WORDS, 8)),
    rows=lambda person: [(f"{person}的书", "2020")],
)


def test_rows_are_told_by_key() -> None:
    assert BOOKS.told("于") == [{"title": "于的书", "year": "2020"}]


def test_takings_come_in_the_order_in_which_they_were_added_and_once() -> None:
    known = Takings()
    known.add(BOOKS)
    with pytest.raises(ValueError, match="books"):
        known.add(BOOKS)
    assert [one.slug for one in known] == ["books"]
