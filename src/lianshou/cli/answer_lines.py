"""What the command says to questions: an explanation, a what-if, a curve, the least change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lianshou.cli.asking import Answers
from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.writing import text_width
from lianshou.kinds.pairing.rules.sentences import km

_MOST_MOVES = 20
_MOST_IN_BOOK = 5
"""How much is printed of what a workbook tells in full."""

Json = Mapping[str, Any]


def told(answers: Answers, language: Language) -> Iterator[Wording]:
    """Every answer in lines, in the order of the options."""
    yield from answers.taken
    for answer in answers.explained:
        yield from (_guest(answer) if answer["kind"] == "guest" else _host(answer))
    if answers.what_if is not None:
        yield from _what_if(answers.what_if)
    if answers.curve is not None:
        yield from _curve(answers.curve, language)
    if answers.least_change is not None:
        yield from _least_change(answers.least_change)


def _said(sentence: Json | None) -> Wording:
    return Wording("", "") if sentence is None else Wording(sentence["zh"], sentence["en"])


def _inset(wording: Wording, depth: int = 1) -> Wording:
    return Wording("    " * depth + wording.zh, "    " * depth + wording.en)


def _sentences(answers: Iterable[Json | None], depth: int = 1) -> Iterator[Wording]:
    for answer in answers:
        if answer is not None:
            yield _inset(_said(answer["sentence"]), depth)


def _guest(answer: Json) -> Iterator[Wording]:
    with_host = Wording("{guest}：由{host}帮带", "{guest}: with {host}")
    without = Wording("{guest}：没有帮带方", "{guest}: no host")
    yield (with_host if answer["host"] else without).fill(
        guest=answer["guest_name"], host=answer["host_name"]
    )
    yield from _sentences([answer])
    yield from _sentences(answer["terms"], 2)
    yield from _sentences([answer["rank"]])
    yield from _sentences(answer["rank"]["cheaper"] if answer["rank"] else (), 2)
    yield _inset(_NEXT if answer["next_best"] else _NO_NEXT)
    for other in answer["next_best"]:
        yield from _sentences([other], 2)
        yield from _moves(other["others"], 3)
    if answer["host_price"] is not None:
        yield _inset(_PLACES.fill(host=answer["host_name"]))
        yield from _sentences([answer["host_price"], answer["place"]], 2)


_NEXT = Wording(
    "如果改到别家（其余单位都按全县最优重新调配）：",
    "With another host (all others rearranged at their best):",
)
_NO_NEXT = Wording("不能改到别家。", "It can go to no other host.")
_PLACES = Wording("{host}的名额：", "The places of {host}:")


def _host(answer: Json) -> Iterator[Wording]:
    yield Wording("{host}", "{host}").fill(host=answer["host_name"])
    yield from _sentences([answer])
    for guest in answer["guests"]:
        yield _inset(
            Wording(
                f"{guest['guest_name']}：{guest['sentence']['zh']}",
                f"{guest['guest_name']}: {guest['sentence']['en']}",
            ),
            2,
        )
    yield from _sentences([answer["price"]])
    for change in (answer["more"], answer["fewer"]):
        if change is not None:
            yield from _sentences([change])
            yield from _moves(change["moves"], 2)


def _moves(moves: Sequence[Json], depth: int, *, book: str = "") -> Iterator[Wording]:
    """Who goes from where to where, and why; only some when ``book`` holds all."""
    most = _MOST_IN_BOOK if book else _MOST_MOVES
    for move in moves[:most]:
        ends = (move["from_name"] or _NOWHERE, move["to_name"] or _NOWHERE)
        yield _inset(
            Wording("{guest}：{before} → {after}。{why}", "{guest}: {before} → {after}. {why}").fill(
                guest=move["guest_name"], before=ends[0], after=ends[1], why=_said(move["why"])
            ),
            depth,
        )
    if len(moves) > most:
        more = Wording("……还有{more}家", "… and {more} more").fill(more=len(moves) - most)
        yield _inset(_in_book(more, book), depth)


def _in_book(wording: Wording, book: str) -> Wording:
    if not book:
        return wording
    return Wording("{wording}，见 {book}", "{wording}: see {book}").fill(wording=wording, book=book)


_NOWHERE = Wording("（无）", "(none)")


def _what_if(answer: Json) -> Iterator[Wording]:
    for step in answer["steps"]:
        head = Wording("假设第{step}步：{change}", "What if, step {step}: {change}")
        yield head.fill(step=step["step"], change=_said(step["change"]))
        yield from _sentences([step])
        for notice in step["notices"]:
            yield _inset(Wording("提醒：{notice}", "Notice: {notice}").fill(notice=_said(notice)))
        yield from _moves(step["moves"], 2, book="what-if.xlsx")
    if len(answer["steps"]) > 1:
        yield Wording("合计：{sentence}", "In total: {sentence}").fill(sentence=_said(answer["sentence"]))


def _least_change(answer: Json) -> Iterator[Wording]:
    yield Wording("最少变动：{sentence}", "Least change: {sentence}").fill(sentence=_said(answer["sentence"]))
    yield from _moves(answer["point"]["moves"], 1, book="least-change.xlsx")
    points = answer["curve"]
    if len(points) > 1:
        yield _inset(Wording("多动几家能省多少：", "What more moves would save:"))
        yield from _sentences(_spread(points), 2)
    if len(points) > _MOST_IN_BOOK:
        more = Wording("共{n}种方案", "{n} points in all").fill(n=len(points))
        yield _inset(_in_book(more, "least-change.xlsx"), 2)


def _spread(points: Sequence[Json]) -> list[Json]:
    """Some points from the first to the last, evenly."""
    last = len(points) - 1
    if last < _MOST_IN_BOOK:
        return list(points)
    return [points[i * last // (_MOST_IN_BOOK - 1)] for i in range(_MOST_IN_BOOK)]


def _curve(answer: Json, language: Language) -> Iterator[Wording]:
    yield Wording("{one}与{other}的取舍：", "{one} against {other}:").fill(
        one=_said(answer["one_name"]), other=_said(answer["other_name"])
    )
    rows = [[title.say(language) for title in _TITLES], *(_cells(point) for point in answer["points"])]
    widths = [max(text_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(
            " " * int(width - text_width(cell)) + cell for cell, width in zip(row, widths, strict=True)
        )
        yield _inset(Wording(line, line))


_TITLES = (
    Wording("倍数", "factor"),
    Wording("结对", "pairs"),
    Wording("平均公里", "km average"),
    Wording("最远公里", "km farthest"),
    Wording("行业相近", "close industry"),
    Wording("家数偏多", "above"),
    Wording("家数偏少", "below"),
    Wording("与现在不同", "elsewhere"),
)


def _cells(point: Json) -> list[str]:
    distances = [point["average_distance_m"], point["farthest_m"]]
    return [
        f"{point['factor']:.3g}{'*' if point['present'] else ' '}",
        str(point["pairs"]),
        *("—" if length is None else km(length) for length in distances),
        *(str(point[key]) for key in ("close", "above", "below", "moved")),
    ]
