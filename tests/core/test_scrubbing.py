import sys

import pytest

from lianshou.core.scrubbing import scrub, trace_of


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "invalid literal for int() with base 10: '13912345678'",
            "invalid literal for int() with base 10: '…'",
        ),
        ("id 11010519491231002X of 褚钢", "id … of …"),
        ("card 6222 0212 3456 7890 123", "card …"),
        ("to zhang.san@example.cn", "to …"),
        ("Not Found: /people/?q=zhangsan", "Not Found: /people/?…"),
        ("duplicate key\nDETAIL: Key (name)=(Zhang)", "duplicate key"),
        ("unions_union_path_idx 42", "unions_union_path_idx 42"),
        ("", ""),
    ],
)
def test_scrub_keeps_what_finds_a_defect(said: str, kept: str) -> None:
    assert scrub(said) == kept


def test_trace_names_places_and_types_but_no_values() -> None:
    secret = "13912345678"
    try:
        try:
            int(f"x{secret}")
        except ValueError as error:
            raise LookupError(f"no row for {secret}") from error
    except LookupError:
        text = trace_of(*sys.exc_info())
    lines = text.split("\n")
    assert "test_scrubbing.py" in lines[0]
    assert lines[1:] == [
        "builtins.LookupError: no row for …",
        "builtins.ValueError: invalid literal for int() with base 10: 'x…'",
    ]


def test_trace_of_nothing_is_empty() -> None:
    assert trace_of(None, None, None) == ""
