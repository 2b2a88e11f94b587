from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.china.divisions import (
    Nearness,
    find,
    full_name_of,
    is_code,
    is_known,
    name_of,
    nearness,
    parents,
)

TOOL = Path(__file__).parents[2] / "tools" / "divisions.py"


def codes(text: str, within: str | None = None) -> list[str]:
    return [division.code for division in find(text, within=within)]


def test_names_and_parents() -> None:
    assert name_of("320923") == "阜宁县"
    assert full_name_of("320923") == "江苏省盐城市阜宁县"
    assert full_name_of("110101") == "北京市东城区"
    assert full_name_of("419001") == "河南省济源市"
    assert parents("320923101001") == ("320923101", "320923", "320900", "320000")
    assert parents("320000") == ()
    with pytest.raises(ValueError, match="no division"):
        parents("x")


def test_townships_are_taken_by_their_county() -> None:
    assert is_code("320923101")
    assert is_known("320923101001")
    assert full_name_of("320923101") == "江苏省盐城市阜宁县"


def test_abolished_codes_are_well_formed_but_unknown() -> None:
    assert is_code("450127")  # 横县, since 2021 横州市 450181
    assert not is_known("450127")
    assert name_of("450127") is None
    assert full_name_of("450127") == "广西壮族自治区南宁市"
    assert not is_code("990000")
    assert not is_code("3209")
    assert not is_code("3209231")


@pytest.mark.parametrize(
    "text", ["盐城市阜宁县", "阜宁", "阜宁县", "江苏阜宁县", "江苏省盐城市阜宁县", "江苏 盐城 阜宁"]
)
def test_a_place_is_found_however_it_is_written(text: str) -> None:
    assert codes(text) == ["320923"]


def test_places_of_one_name_are_all_found_best_first() -> None:
    assert codes("朝阳") == ["211300", "110105", "211321", "220104"]
    assert codes("朝阳", within="110000") == ["110105"]
    assert codes("北京市朝阳区") == ["110105"]
    assert codes("吉林") == ["220000", "220200"]
    assert codes("石柱") == codes("石柱县") == ["500240"]
    assert codes("延边") == codes("延边州") == ["222400"]
    assert codes("上海朝阳区") == codes("") == codes("某地") == []


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("320923101", "320923101002", Nearness.TOWNSHIP),
        ("320923101", "320923102", Nearness.COUNTY),
        ("320923", "320923101", Nearness.COUNTY),
        ("320923", "320924", Nearness.CITY),
        ("320923", "320900", Nearness.CITY),
        ("320923", "320500", Nearness.PROVINCE),
        ("320923", "320000", Nearness.PROVINCE),
        ("110101", "110228", Nearness.CITY),
        ("500101", "500229", Nearness.CITY),
        ("429004", "429005", Nearness.PROVINCE),
        ("320923", "330521", Nearness.ELSEWHERE),
        ("320923", "nonsense", Nearness.ELSEWHERE),
    ],
)
def test_nearness_follows_the_digits(a: str, b: str, near: Nearness) -> None:
    assert nearness(a, b) is nearness(b, a) is near


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_text_breaks_anything(a: str, b: str) -> None:
    assert nearness(a, b) is nearness(b, a)
    find(a)
    name_of(a)


def test_the_list_is_built_whole_or_not_at_all(tmp_path: Path) -> None:
    spec = spec_from_file_location("divisions_tool", TOOL)
    assert spec
    assert spec.loader
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    source, target = tmp_path / "index.js", tmp_path / "data" / "divisions.json"
    lines = [f'        {code}: "\\u5317\\u4EAC\\u5E02",' for code in range(110000, 113100)]
    source.write_text("\n".join([*lines, '        320923: "阜宁县"']), encoding="utf-8")
    tool.build_divisions(source, target)
    assert '"110000": "北京市"' in target.read_text(encoding="utf-8")
    source.write_text("export {}", encoding="utf-8")
    with pytest.raises(ValueError, match="0 divisions"):
        tool.build_divisions(source, target)
