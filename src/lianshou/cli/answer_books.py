"""Answers as workbooks: what-if.xlsx, curve.xlsx, least-change.xlsx."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut
from lianshou.kinds.pairing.rules import answers

Json = Mapping[str, Any]

_GUEST = ColumnOut(Wording("被帮带方", "Guest"), width=36)
_HOST = ColumnOut(Wording("帮带方", "Host"), width=36)
_ABOUT = ColumnOut(Wording("说明", "About"), width=70)
_UNMATCHED = ColumnOut(Wording("未结对", "Unmatched"), Form.WHOLE, 10)


def _words(sentence: Json) -> Wording:
    return Wording(sentence["zh"], sentence["en"])


def _km(length: int | None) -> float | None:
    return None if length is None else length / 1000


def _decimal(zh: str, en: str) -> ColumnOut:
    return ColumnOut(Wording(zh, en), Form.DECIMAL, 14)


def _whole(zh: str, en: str) -> ColumnOut:
    return ColumnOut(Wording(zh, en), Form.WHOLE, 12)


def what_if_sheets(answer: Json) -> list[SheetOut]:
    """Every step and the total; who moves in total; whose load changes."""
    total = {**answer, "step": None, "change": {"zh": "合计", "en": "In total"}}
    return [
        SheetOut(
            Wording("变动", "Changes"),
            (
                _whole("步", "Step"),
                ColumnOut(Wording("假设", "What if"), width=50),
                _decimal("之前（公里当量）", "Before (km-eq.)"),
                _decimal("之后（公里当量）", "After (km-eq.)"),
                _decimal("相差（公里当量）", "Difference (km-eq.)"),
                _UNMATCHED,
                _whole("调整家数", "Moves"),
                _whole("新加入", "Joined"),
                _whole("退出", "Gone"),
                _ABOUT,
            ),
            [
                (
                    step["step"],
                    _words(step["change"]),
                    *(_km(step[key]) for key in ("cost_before", "cost_after", "difference")),
                    step["unmatched_after"],
                    *_counts(step["moves"]),
                    answers.whole(_words(step["sentence"]), *map(_words, step.get("notices", ()))),
                )
                for step in (*answer["steps"], total)
            ],
        ),
        _moves(answer["moves"]),
        SheetOut(
            Wording("家数变化", "Loads"),
            (_HOST, _whole("之前", "Before"), _whole("之后", "After")),
            [(load["host_name"], load["before"], load["after"]) for load in answer["loads"]],
        ),
    ]


def _counts(moves: Sequence[Json]) -> tuple[int, int, int]:
    """Who of those there before and after goes elsewhere; who is new; who is gone."""
    kinds = [move["kind"] for move in moves]
    new, gone = kinds.count("joined"), kinds.count("gone")
    return len(kinds) - new - gone, new, gone


def _moves(moves: Sequence[Json]) -> SheetOut:
    return SheetOut(
        Wording("调整", "Moves"),
        (
            _GUEST,
            ColumnOut(Wording("变化", "Kind"), width=12),
            ColumnOut(Wording("原帮带方", "From"), width=36),
            ColumnOut(Wording("新帮带方", "To"), width=36),
            _ABOUT,
        ),
        [
            (
                move["guest_name"],
                _KINDS[move["kind"]],
                move["from_name"],
                move["to_name"],
                _words(move["why"]),
            )
            for move in moves
        ],
        notes=() if moves else (Wording("没有单位要调整。", "Nobody moves."),),
    )


_KINDS = {
    "moved": Wording("调整", "moved"),
    "served": Wording("新安排", "served"),
    "left_out": Wording("没有帮带方", "left out"),
    "joined": Wording("新加入", "joined"),
    "gone": Wording("退出", "gone"),
}


def curve_sheets(answer: Json) -> list[SheetOut]:
    """One row for each point."""
    title = Wording("{one}与{other}", "{one} against {other}").fill(
        one=_words(answer["one_name"]), other=_words(answer["other_name"])
    )
    return [
        SheetOut(
            Wording("取舍", "Trade-off"),
            (
                _decimal("倍数", "Factor"),
                ColumnOut(Wording("现在的设置", "Settings of now"), width=12),
                _whole("结对", "Pairs"),
                _UNMATCHED,
                _decimal("平均距离（公里）", "Average distance (km)"),
                _decimal("最远（公里）", "Farthest (km)"),
                *(ColumnOut(words, Form.WHOLE, 10) for words in _SHARES.values()),
                _whole("同一集团", "Same group"),
                _whole("续结", "Renewed"),
                _whole("家数偏多", "Above usual"),
                _whole("家数偏少", "Below usual"),
                _whole("与现在不同", "Elsewhere than now"),
                _decimal("比现在多（公里当量）", "Costs more (km-eq.)"),
                _ABOUT,
            ),
            [_point(point) for point in answer["points"]],
            heading=title,
            notes=(_ABOUT_FACTOR.fill(one=_words(answer["one_name"]), other=_words(answer["other_name"])),),
        )
    ]


_ABOUT_FACTOR = Wording(
    "倍数大于1：“{one}”比“{other}”看重几倍；小于1则相反。选定以后，把 curve.json 中该点的 settings 写进设置文件。",
    "A factor above 1: {one} counts so many times against {other}; below 1 the reverse. "
    "To take a point, write its settings in curve.json into the settings file.",
)
_SHARES = {
    "class": Wording("行业小类同", "Class"),
    "chain": Wording("产业链同", "Chain"),
    "group": Wording("行业中类同", "Group"),
    "division": Wording("行业大类同", "Division"),
    "section": Wording("行业门类同", "Section"),
    "nothing": Wording("行业不同", "Different"),
    "unknown": Wording("行业不明", "Unknown"),
}


def _point(point: Json) -> tuple[object, ...]:
    return (
        round(point["factor"], 3),
        point["present"],
        point["pairs"],
        point["unmatched"],
        _km(point["average_distance_m"]),
        _km(point["farthest_m"]),
        *(point["industries"][share] for share in _SHARES),
        *(point[key] for key in ("same_group", "renewed", "above", "below", "moved")),
        _km(point["extra_cost"]),
        _words(point["sentence"]),
    )


def least_change_sheets(answer: Json) -> list[SheetOut]:
    """The pairs of the least change, as ``--lock`` reads them; who moves; what more moves would save."""
    return [
        SheetOut(
            Wording("结对名单", "Pairs"),
            (_GUEST, _HOST),
            [(pair["guest_name"], pair["host_name"]) for pair in answer["point"]["pairs"]],
        ),
        _moves(answer["point"]["moves"]),
        SheetOut(
            Wording("变动与成本", "Moves and cost"),
            (
                _whole("改动对数", "Pairs broken"),
                _decimal("成本（公里当量）", "Cost (km-eq.)"),
                _decimal("比改动最少的省", "Saves"),
                _decimal("比全县最优多", "More than the best"),
                _UNMATCHED,
                _ABOUT,
            ),
            [
                (
                    point["broken"],
                    *(_km(point[key]) for key in ("cost", "saves", "extra_cost")),
                    point["unmatched"],
                    _words(point["sentence"]),
                )
                for point in answer["curve"]
            ],
        ),
    ]


SHEETS: Mapping[str, Callable[[Json], list[SheetOut]]] = {
    "what-if": what_if_sheets,
    "curve": curve_sheets,
    "least-change": least_change_sheets,
}
"""By the name of the file: the sheets of its answer."""
