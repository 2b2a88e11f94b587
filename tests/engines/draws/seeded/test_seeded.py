from __future__ import annotations

from dataclasses import replace
from json import dumps, loads
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianshou.engines.draws import (
    Candidate,
    Cell,
    DocumentError,
    checked,
    commitment_of,
    digest_of,
    document_of,
    draw,
)

SEED = "6f1d"


def cell(key: str, *keys: str, count: int = 2) -> Cell:
    return Cell(key, key, count, tuple(Candidate(one, f"工会{one}") for one in keys))


def drawn(seed: str, cells: list[Cell], excluded: set[str]) -> list[list[str]]:
    return [[one.key for one in found.drawn] for found in draw(seed=seed, cells=cells, excluded=excluded)]


def document(cells: list[Cell], excluded: set[str]) -> Any:
    outcomes = draw(seed=SEED, cells=cells, excluded=excluded)
    made = document_of(
        seed=SEED,
        commitment=commitment_of(SEED),
        digest=digest_of(cells=cells, excluded=excluded),
        cells=cells,
        excluded=excluded,
        outcomes=outcomes,
        told={"title": "督查"},
    )
    return loads(dumps(made))


KEYS = st.lists(st.integers(1, 60).map(str), unique=True, max_size=25)


@settings(max_examples=60, deadline=None)
@given(KEYS, KEYS, st.sets(st.integers(1, 60).map(str), max_size=20), st.integers(1, 4), st.randoms())
def test_order_of_candidates_counts_nothing_and_everybody_computes_the_same(
    first: list[str], second: list[str], excluded: set[str], count: int, chance: Any
) -> None:
    cells = [cell("a", *first, count=count), cell("b", *second, count=count)]
    found = draw(seed=SEED, cells=cells, excluded=excluded)
    turned = [
        replace(one, candidates=tuple(chance.sample(one.candidates, len(one.candidates)))) for one in cells
    ]
    assert draw(seed=SEED, cells=turned, excluded=excluded) == found
    assert digest_of(cells=turned, excluded=excluded) == digest_of(cells=cells, excluded=excluded)
    assert checked(document(cells, excluded)) == []
    everybody = [one.key for outcome in found for one in outcome.drawn]
    assert len(set(everybody)) == len(everybody)
    taken: set[str] = set()
    for outcome, keys in zip(found, (first, second), strict=True):
        fresh = set(keys) - excluded - taken
        names = {one.key for one in outcome.drawn}
        # somebody of last time only where all others are drawn, and that is said
        assert names & excluded == set(outcome.again)
        assert not outcome.again or fresh <= names
        assert outcome.missing == count - min(count, len(set(keys) - taken))
        taken |= names


def test_another_seed_draws_others_in_the_long_run() -> None:
    cells = [cell("a", *map(str, range(40)))]
    assert len({tuple(drawn(str(seed), cells, set())[0]) for seed in range(30)}) > 20


def test_too_few_are_said() -> None:
    (found,) = draw(seed=SEED, cells=[cell("a", "1", count=3)], excluded={"1"})
    assert (len(found.drawn), found.again, found.missing) == (1, ("1",), 2)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"seed": "other"}, ["commitment", "drawn"]),
        ({"digest": "0" * 64}, ["digest"]),
        ({"drawn": {"a": ["1", "2"]}}, ["drawn"]),
        ({"excluded": ["9"]}, ["digest"]),
    ],
)
def test_document_that_was_touched_is_caught(change: dict[str, Any], fault: list[str]) -> None:
    told = document([cell("a", *map(str, range(1, 30)))], set())
    if "drawn" in change:
        change = {"drawn": {"a": list(reversed(told["drawn"]["a"]))}}
    assert checked(told | change) == fault


@pytest.mark.parametrize("nonsense", [{}, [], None, {"draw": 2}, {"draw": 1, "cells": [{"key": "a|b"}]}])
def test_nonsense_is_no_document(nonsense: Any) -> None:
    with pytest.raises(DocumentError):
        checked(nonsense)


@pytest.mark.parametrize("keys", [("1", "1"), ("a|b",), ("",)])
def test_keys_are_distinct_and_whole(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"key|twice"):
        cell("a", *keys)
