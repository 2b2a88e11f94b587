"""2,000 workbooks gone wrong: each is read, or refused in words; ``LIANSHOU_MUTATED`` asks for more, ``…_FROM`` for others."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from tests.factories.mutating import mutated_workbook
from tests.factories.pairing import GUEST_HEADINGS, workbook

from lianshou.core.kinds import registry
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.problems import SheetError
from lianshou.formats.sheets.templates import write_template
from lianshou.kernel.intake.rules import NotUnderstood, check_rows, read_list
from lianshou.kernel.people.rules.listing import persons_layout

TOTAL = int(os.environ.get("LIANSHOU_MUTATED", "2000"))
FIRST = int(os.environ.get("LIANSHOU_MUTATED_FROM", "0"))
PARTS = 8
CODE = re.compile(r"Traceback|Error|Exception|object at 0x|None|\bnan\b|[a-z]_[a-z]|<class")
"""What only a programmer would say."""


@cache
def lists() -> list[tuple[Layout, bytes]]:
    """Every list of the house with a sound workbook of it."""
    layouts = [entry.layout() for kind in registry for entry in kind.lists]
    layouts.append(persons_layout(today=date(2020, 7, 1), full=True))
    found = [(layout, template_of(layout)) for layout in layouts]
    rows = [
        [
            f"阜宁紧固{number}公司",
            "2020-03-05",
            "3482 紧固件",
            "阜城街道",
            119.8,
            33.76,
            "田工",
            "13912345678",
        ]
        for number in range(12)
    ]
    return [*found, (registry["pairing"].list_called("guests").layout(), workbook(GUEST_HEADINGS, rows))]


def template_of(layout: Layout) -> bytes:
    target = BytesIO()
    write_template(layout, target, language="zh")
    return target.getvalue()


def told_of(content: bytes, layout: Layout) -> tuple[str, list[Wording]]:
    """What became of a file, and everything that its sender is told in our own words."""
    try:
        reading = read_list(content, name="名单.xlsx", layout=layout)
    except SheetError as error:
        return error.fault, [error.message, error.way_out]
    except NotUnderstood as error:
        return "not understood", [words for flaw in error.problems for words in (flaw.message, flaw.way_out)]
    verdicts = check_rows(reading.rows, layout, lambda _: ())
    flaws = [problem for verdict in verdicts for problem in verdict.problems]
    return "read", [Wording(**problem[part]) for problem in flaws for part in ("message", "way_out")]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_mutated_workbook_is_read_or_refused_in_words(part: int) -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(FIRST + part, FIRST + TOTAL, PARTS):
        layout, sound = lists()[seed // PARTS % len(lists())]
        outcome, words = told_of(mutated_workbook(sound, seed), layout)
        outcomes[outcome] += 1
        assert outcome == "read" or words, seed
        assert [
            said for word in words for said in (word.zh, word.en) if not said or CODE.search(said)
        ] == [], seed
    assert sum(outcomes.values()) == len(range(part, TOTAL, PARTS))
    assert min(outcomes["read"], outcomes["corrupt"], outcomes["not understood"]) > 0, outcomes
