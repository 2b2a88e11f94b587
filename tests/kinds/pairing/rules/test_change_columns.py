import pytest

from lianshou.formats.sheets.columns import Cell, CellError
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.pairing.rules.change_columns import CHANGES, change_of, column_of
from lianshou.kinds.pairing.rules.changing import OPS


def row(**cells: Cell) -> Row:
    """A row as typing makes it."""
    values = {
        column.key: None if (cell := cells.get(column.key)) is None else column.parse(cell)
        for column in CHANGES.columns
    }
    return Row("变动", 3, values, dict(cells))


def test_every_operation_has_its_words() -> None:
    assert [choice.value for choice in CHANGES.column("op").choices] == list(OPS)
    assert CHANGES.column("op").parse("帮带方退出") == "drop_host"
    assert CHANGES.column("op").parse("drop_host") == "drop_host"


def test_a_row_becomes_a_change() -> None:
    assert change_of(row(op="调整名额", host="金海公司", most=5.0)) == {
        "op": "room",
        "host": "金海公司",
        "most": 5,
    }
    assert change_of(row(op="权重", term="行业", factor="1.5倍")) == {
        "op": "weight", "term": "industry", "factor": "1.5",
    }  # fmt: skip


def test_a_new_unit_is_named_on_its_own_side() -> None:
    assert change_of(row(op="新增被帮带方", guest="新公司", place="羊寨镇")) == {
        "op": "add_guest", "name": "新公司", "place": "羊寨镇",
    }  # fmt: skip
    assert change_of(row(op="新增帮带方", host="新公司", level="省级"))["name"] == "新公司"


def test_a_factor_below_nothing_is_refused() -> None:
    with pytest.raises(CellError) as caught:
        row(op="权重", factor=-1.0)
    assert caught.value.message.zh == "“-1”不是倍数。"


def test_a_field_leads_back_to_its_column() -> None:
    assert [column_of("add_guest", "name"), column_of("add_host", "name"), column_of("room", "most")] == [
        "guest", "host", "most",
    ]  # fmt: skip
