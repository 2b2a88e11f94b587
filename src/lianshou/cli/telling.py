"""What the command says: problems by file and cell, and the summary of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lianshou.cli.lists import Lists, Source
from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.kinds.pairing.rules.sentences import km

_MOST_TOLD = 200


def problems_told(lists: Lists) -> Iterator[Wording]:
    """Every error by file, sheet and cell with its way out, the columns not used, then how many errors there are."""
    errors = [(source, problem) for source in lists.sources for problem in source.errors]
    for source, problem in errors[:_MOST_TOLD]:
        yield _told(source, problem)
    if len(errors) > _MOST_TOLD:
        yield Wording("……还有{more}处", "… and {more} more").fill(more=len(errors) - _MOST_TOLD)
    for source in lists.sources:
        if source.errors and (unused := _unused(source)):
            yield Wording("{file}：没有用到的列：{zh}。", "{file}: columns not used: {en}.").fill(
                file=source.path.name, zh=unused.zh, en=unused.en
            )
    yield Wording("共有{count}处问题需要改正。", "{count} problems need mending.").fill(count=len(errors))


def _told(source: Source, problem: Problem) -> Wording:
    return Wording(
        "{file} “{sheet}”{where}：{message}\n    办法：{way_out}",
        "{file} “{sheet}”{where}: {message}\n    Way out: {way_out}",
    ).fill(
        file=source.path.name,
        sheet=problem.sheet,
        where=_where(problem),
        message=problem.message,
        way_out=problem.way_out,
    )


def _where(problem: Problem) -> Wording:
    """The cell, or the row where no cell is meant."""
    if problem.address:
        return Wording(f" {problem.address}", f" {problem.address}")
    if problem.row:
        return Wording(f"第{problem.row}行", f" row {problem.row}")
    return Wording("", "")


def summary(
    lists: Lists, result: Mapping[str, Any], out: Path, *, each: bool, asked: Sequence[str] = ()
) -> Iterator[Wording]:
    """What was read, what came out, what to look at, and the files."""
    for source in (lists.hosts, lists.guests):
        yield _read(source)
    yield Wording("结对{pairs}对，未结对{left}家。", "{pairs} pairs, {left} unmatched.").fill(
        pairs=len(result["pairs"]), left=len(result["unmatched"])
    )
    yield _cost(result)
    warned = sum(host["warning"] is not None for host in result["hosts"])
    notices = len(lists.warnings)
    if warned or notices:
        yield Wording(
            "提醒：{warned}家帮带方家数偏多或偏少，{notices}条提示，见 matching.xlsx。",
            "To look at in matching.xlsx: {warned} hosts above or below their usual room, {notices} notices.",
        ).fill(warned=warned, notices=notices)
    papers = () if not result["pairs"] else ("agreements/",) if each else ("agreements.docx",)
    names = ["matching.xlsx", *papers, "map.html", "matching.json"]
    names += [f"{name}.{kind}" for name in asked for kind in ("xlsx", "json")]
    yield Wording(f"已写入 {out}：{'、'.join(names)}", f"Written to {out}: {', '.join(names)}")


def _cost(result: Mapping[str, Any]) -> Wording:
    proof = (
        Wording("已证明最优（optimal: true，cost == bound）", "proven optimal (optimal: true, cost == bound)")
        if result["optimal"]
        else Wording("未证明最优（optimal: false）", "not proven optimal (optimal: false)")
    )
    return Wording("总成本{cost}公里当量，{proof}。", "Cost {cost} km-equivalents, {proof}.").fill(
        cost=km(result["cost"]), proof=proof
    )


def _unused(source: Source) -> Wording | None:
    """The headings of the columns that were not used, each once; None when there are none."""
    headings = list(dict.fromkeys(heading for found in source.unused.values() for heading in found))
    return Wording("、".join(headings), ", ".join(headings)) if headings else None


def _read(source: Source) -> Wording:
    unused = _unused(source)
    tail = (
        Wording("，没有用到的列：{zh}", "; columns not used: {en}").fill(zh=unused.zh, en=unused.en)
        if unused
        else Wording("", "")
    )
    return Wording("{file}：{rows}家{tail}。", "{file}: {rows} unions{tail}.").fill(
        file=source.path.name, rows=len(source.rows), tail=tail
    )
