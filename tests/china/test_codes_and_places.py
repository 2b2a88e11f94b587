from __future__ import annotations

import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from lianshou.china.coordinates import NoPoint, distances_m, haversine_m, why_not_point
from lianshou.china.credit_codes import (
    ALPHABET,
    BadCode,
    division_of,
    is_organisation_code,
    is_union_code,
    normalise,
    suggestion,
    why_not_code,
)
from lianshou.china.names import pinyin_key, sort_key

UNION_CODES = ["81320923MC00000128", "81640300MC00000206", "81450100MC0000039F"]


@pytest.mark.parametrize("code", ["91350100M000100Y43", *UNION_CODES])
def test_sound_codes_pass(code: str) -> None:
    assert why_not_code(code) is None
    assert is_union_code(code) is code.startswith("8")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", BadCode.MISSING),
        ("81320923", BadCode.LENGTH),
        ("8132O923MC00000128", BadCode.CONFUSED),
        ("8132092?MC00000128", BadCode.CHARACTER),
        ("81320923MC00000129", BadCode.CHECK),
        ("8132**********0128", BadCode.MASKED),
    ],
)
def test_bad_codes_are_refused_with_their_reason(text: str, reason: BadCode) -> None:
    assert why_not_code(text) is reason
    assert reason.message.zh
    assert reason.way_out.en


def test_codes_are_made_uniform_but_never_corrected_in_silence() -> None:
    assert normalise(" ８１３２0923mc0000-0128 ") == UNION_CODES[0]
    assert normalise("8132O923MC00000128") == "8132O923MC00000128"
    assert suggestion("8132O923MC00000128") == UNION_CODES[0]
    assert suggestion(UNION_CODES[0]) is None
    assert division_of(UNION_CODES[0]) == "320923"
    assert is_organisation_code("D2143569-X")
    assert not is_organisation_code("D2143568-X")


@given(st.sampled_from(UNION_CODES), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(code: str, place: int, sign: str) -> None:
    changed = code[:place] + sign + code[place + 1 :]
    assert (why_not_code(changed) is None) is (changed == code)


@given(st.text(max_size=20))
def test_no_text_breaks_the_check(text: str) -> None:
    why_not_code(text)
    suggestion(text)
    is_organisation_code(text)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (119.8, 33.76), (116.4, 39.9), (109.5, 18.25), (121.5, 25.03), (134.3, 48.36), (122.5, 53.0), (75.99, 39.47),
        (100.8, 22.0), (124.4, 40.1), (122.1, 37.5), (112.3, 16.8), (91.1, 29.65), (79.8, 32.5), (126.2, 41.1),
    ],
)  # fmt: skip
def test_places_in_china(lon: float, lat: float) -> None:
    assert why_not_point(lon, lat) is None
    if not 18 < lon < 54:
        assert why_not_point(lat, lon) is NoPoint.SWAPPED


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(126.98, 37.57), (139.7, 35.7), (77.2, 28.6), (125.75, 39.03), (0, 0), (121.0, 14.6), (300, 40)],
)
def test_places_elsewhere(lon: float, lat: float) -> None:
    assert why_not_point(lon, lat) is NoPoint.OUTSIDE_CHINA


def test_half_a_point_and_no_number() -> None:
    assert why_not_point(None, None) is None
    assert why_not_point(119.8, None) is why_not_point(None, 33.7) is NoPoint.HALF_MISSING
    assert why_not_point(float("nan"), 33.7) is NoPoint.NOT_A_NUMBER
    assert all(reason.message.zh for reason in NoPoint)
    assert all(reason.way_out.en for reason in NoPoint)


def test_distances_known() -> None:
    assert haversine_m(0, 0, 0, 0) == 0
    assert haversine_m(116.4074, 39.9042, 121.4737, 31.2304) == pytest.approx(1_067_300, rel=2e-3)
    assert haversine_m(0, 0, 180, 0) == 20_015_114
    with pytest.raises(ValueError, match="not finite"):
        haversine_m(float("nan"), 0, 0, 0)
    with pytest.raises(ValueError, match="2 longitudes and 1 latitudes"):
        distances_m([1, 2], [1], [1], [1])


@given(st.integers(0, 2**32))
def test_the_matrix_and_the_pair_agree_exactly(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lons_a, lons_b = rng.uniform(73, 135, 7), rng.uniform(73, 135, 5)
    lats_a, lats_b = rng.uniform(3, 54, 7), rng.uniform(3, 54, 5)
    matrix = distances_m(lons_a, lats_a, lons_b, lats_b)
    assert matrix.shape == (7, 5)
    assert matrix.dtype == np.int64
    pairs = [
        [haversine_m(*a, *b) for b in zip(lons_b, lats_b, strict=True)]
        for a in zip(lons_a, lats_a, strict=True)
    ]
    assert matrix.tolist() == pairs
    assert matrix.tolist() == distances_m(lons_b, lats_b, lons_a, lats_a).T.tolist()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("阜宁供电公司", "funinggongdiangongsi fngdgs"),
        ("六安市总工会", "luanshizonggonghui laszgh"),
        ("乐清（集团）", "yueqingjituan yqjt"),
        ("重庆银行", "chongqingyinhang cqyh"),
        ("3M中国", "3mzhongguo 3mzg"),
        ("", ""),
    ],
)
def test_pinyin_keys(name: str, key: str) -> None:
    assert pinyin_key(name) == key


def test_surnames_are_read_as_such() -> None:
    assert pinyin_key("单田芳", person=True) == "shantianfang stf"
    assert pinyin_key("尉迟恭", person=True) == "yuchigong ycg"
    assert pinyin_key("常小兵", person=True) == "changxiaobing cxb"


def test_names_stand_in_the_order_of_their_sounds() -> None:
    assert sorted(["阜宁", "滨海", "大丰", "东台", "建湖"], key=sort_key) == [
        "滨海",
        "大丰",
        "东台",
        "阜宁",
        "建湖",
    ]


def test_importing_names_does_not_load_pypinyin() -> None:
    code = "import sys, lianshou.china.names; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_short_names_are_read_as_pypinyin_reads_them() -> None:
    """They are put together from their signs, unless the two make a word that is read otherwise."""
    signs = "长重行乐单银庆江阳朝西安厦门大中建国志强伟芳曾还得地都和了着盛传"
    for first, second in product(signs, signs):
        read = lazy_pinyin(first + second, v_to_u=False)
        assert pinyin_key(first + second) == f"{''.join(read)} {''.join(one[:1] for one in read)}"
