from __future__ import annotations

from collections import Counter

import pytest
from scipy.stats import chi2
from tests.engines.draws.second import Lots, shuffled

from lianshou.engines.draws.sequence import DOMAIN, Chance, rfc3797

MEMO_KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"
MEMO_NAMES = [
    "John",
    "Mary",
    "Bashful",
    "Dopey",
    "Sleepy",
    "Grouchy",
    "Doc",
    "Sneazy",
    "Handsome",
    "Cassandra",
    "Pollyanna",
    "Pendragon",
    "Pandora",
    "Faith",
    "Hope",
    "Charity",
    "Lee",
    "Longsuffering",
    "Chastity",
    "Smith",
    "Pride",
    "Sloth",
    "Envy",
    "Anger",
    "Kasczynski",
]
MEMO = """
990DD0A5692A029A98B5E01AA28F3459 17 Lee
3691E55CB63FCC37914430B2F70B5EC6 7 Doc
FE814EDF564C190AC1D25753979990FA 2 Mary
1863CCACEB568C31D7DDBDF1D4E91387 16 Charity
F4AB33DF4889F0AF29C513905BE1D758 25 Kasczynski
13EAEB529F61ACFB9A29D0BA3A60DE4A 23 Envy
992DB77C382CA2BDB9727001F3CDCCD9 8 Sneazy
63AB4258ECA922976811C7F55C383CE7 24 Anger
DFBC5AC97CED01B3A6E348E3CC63F40D 19 Chastity
31CB111C4A4EBE9287CEAE16FE51B909 13 Pandora
07FA46C122F164C215BBC72793B189A3 22 Sloth
AC52F8D75CCBE2E61AFEB3387637D501 5 Sleepy
53306F73E14FC0B2FBF434218D25948E 18 Longsuffering
B5D1403501A81F9A47318BE7893B347C 9 Handsome
85B10B356AA06663EF1B1B407765100A 1 John
3269E6CE559ABD57E2BA6AAB495EB9BD 4 Dopey
"""
"""The worked example of RFC 3797, section 6: MD5, number selected, name."""


def test_worked_example_of_the_memo() -> None:
    told = [line.split() for line in MEMO.split("\n") if line]
    found = rfc3797(MEMO_KEY, 25, 16)
    assert [[digest, str(pick), MEMO_NAMES[pick - 1]] for digest, pick in found] == told


def test_memo_picks_everybody_once() -> None:
    assert sorted(pick for _, pick in rfc3797(MEMO_KEY, 600, 600)) == list(range(1, 601))


def test_block_is_the_hash_of_four_lines() -> None:
    # echo -n of the four lines through sha256sum
    assert DOMAIN == "lianshou.draws/1"
    assert Chance("k").block("panel", 0).hex() == (
        "8ec12bdd0a759b880fedc634baf73fc01dde57f0d77bb6efda70477e771b2b2c"
    )


@pytest.mark.parametrize("below", [1, 2, 3, 17, 2**255 + 1, 2**256 - 1, 2**256, 2**256 + 1, 10**200])
def test_two_implementations_agree_on_numbers(below: int) -> None:
    for key in ("", "a/3.5./", "甲/7./"):
        assert Chance(key).number("panel", below) == Lots(key, "panel").below(below)


@pytest.mark.parametrize("count", [0, 1, 2, 9, 300])
def test_two_implementations_agree_on_orders(count: int) -> None:
    things = list(range(count))
    assert Chance("甲/7./").ordered("reserves", things) == shuffled("甲/7./", "reserves", things)


def test_numbers_beyond_the_last_whole_multiple_are_passed_over() -> None:
    # just above half of 2**256: about every second block must be passed over
    below = 2**255 + 1
    first = [int.from_bytes(Chance(str(key)).block("x", 0), "big") for key in range(60)]
    passed = [key for key, number in enumerate(first) if number >= below]
    assert 15 < len(passed) < 45
    for key in range(60):
        taken = Chance(str(key)).number("x", below)
        assert (taken == first[key]) == (key not in passed)
        assert taken < below


def test_labels_and_keys_have_sequences_of_their_own() -> None:
    found = {
        Chance(key).number(label, 2**128)
        for key in ("a", "b")
        for label in ("panel", "reserves", "profile 1")
    }
    assert len(found) == 6


def test_orders_are_even() -> None:
    seen = Counter(tuple(Chance(str(key)).ordered("x", "abc")) for key in range(6_000))
    assert len(seen) == 6
    assert sum((count - 1000) ** 2 / 1000 for count in seen.values()) < chi2.ppf(0.9999, 5)
