from __future__ import annotations

from lianshou.core.panels import Board, ExtraColumn, Panel
from lianshou.core.wording import Wording


def test_board_gives_what_its_makers_say_in_order() -> None:
    board = Board()
    board.add_panel(lambda actor, subject: Panel(template="a.html", context={"who": actor}))
    board.add_panel(lambda actor, subject: None)
    board.add_panel(lambda actor, subject: Panel(template="b.html", context={"what": subject}))
    assert list(board.panels(actor="W", subject=7)) == [
        Panel(template="a.html", context={"who": "W"}),
        Panel(template="b.html", context={"what": 7}),
    ]


def test_board_keeps_its_columns() -> None:
    board = Board()
    column = ExtraColumn(slug="chair", title=Wording("主席", "Chair"), values=lambda records: {})
    board.add_column(column)
    assert board.columns == (column,)
