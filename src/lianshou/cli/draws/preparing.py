"""Preparing a draw: read the workbook, find the fairest lottery, or say everything that stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianshou.cli.draws.noticing import notices
from lianshou.cli.draws.reading import Read
from lianshou.cli.errors import write_errors
from lianshou.cli.placing import workshop
from lianshou.core.wording import Language, Wording, named
from lianshou.engines.draws.announcement import NoPanelError, announcement_of
from lianshou.engines.draws.conflicts import conflict_said, way_said
from lianshou.engines.draws.explanation import capital
from lianshou.engines.draws.fairness.linear import SolvingError
from lianshou.engines.draws.shape import units_of
from lianshou.formats.sheets.problems import Problem as Fault
from lianshou.formats.sheets.problems import SheetError


class RefusedError(Exception):
    """No announcement can be made; ``wordings`` say why and what would help."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        super().__init__(len(wordings))
        self.wordings = wordings


@dataclass(frozen=True)
class Prepared:
    """The announcement, what was passed over, and what to look at before it is made public."""

    announcement: dict[str, Any]
    notes: list[Wording]
    notices: list[Fault]


def prepared(book: Path, out: Path, *, language: Language) -> Prepared:
    """The announcement and what is worth noticing.

    Raises RefusedError; where cells are wrong, ``errors.xlsx`` in ``out`` has them marked, and nothing else is written.
    """
    try:
        read = Read(book)
    except SheetError as error:
        raise RefusedError(
            [_FILE.fill(name=error.name, message=error.message, way_out=error.way_out)]
        ) from error
    if read.problem is None:
        _mark(read, out, language)
        raise RefusedError([*_faults(read), _MARKED.fill(file=out / "errors.xlsx")])
    found = notices(read.people, read.quotas)
    try:
        announcement = announcement_of(read.problem)
    except NoPanelError as error:
        raise RefusedError([*_stands_in_the_way(error), *noticed(found)]) from error
    except SolvingError as error:
        sizes = sorted({len(unit.members) for unit in units_of(read.problem)})
        odd = [_SIZES_DIFFER.fill(zh="、".join(map(str, sizes)), en=", ".join(map(str, sizes)))]
        raise RefusedError([_UNSOLVED, *(odd if len(sizes) > 1 else []), *noticed(found)]) from error
    notes = []
    if read.unused:
        notes.append(_UNUSED.fill(unused=named(read.unused)))
    return Prepared(announcement, notes, found)


def noticed(found: Sequence[Fault], *, most: int | None = None) -> Iterator[Wording]:
    """The notices by their cells; of more than ``most`` the first ones, and how many more the check sheet holds."""
    if found:
        yield _NOTICED.fill(count=len(found))
    for one in found[:most]:
        yield _NOTICE.fill(place=one.place, message=one.message, way_out=one.way_out)
    if most is not None and len(found) > most:
        yield _MORE.fill(more=len(found) - most)


def _mark(read: Read, out: Path, language: Language) -> None:
    with workshop(out) as work:
        write_errors(read.sheets, work / "errors.xlsx", language=language)
        (work / "errors.xlsx").replace(out / "errors.xlsx")


def _faults(read: Read) -> Iterator[Wording]:
    for fault in read.faults:
        yield _FAULT.fill(place=fault.place, message=fault.message, way_out=fault.way_out)


def _stands_in_the_way(error: NoPanelError) -> Iterator[Wording]:
    yield _NO_PANEL
    yield conflict_said(error.shape, error.conflict)
    if error.conflict.ways:
        yield _WAYS
    for way in error.conflict.ways:
        yield _WAY.fill(way=capital(way_said(error.shape, way)))


_FILE = Wording("{name}：{message}{way_out}", "{name}: {message} {way_out}")
_FAULT = Wording("{place}：{message}\n    办法：{way_out}", "{place}: {message}\n    Way out: {way_out}")
_MARKED = Wording("已逐格标出：{file}", "Marked cell by cell: {file}")
_NO_PANEL = Wording("没有任何一种选法符合全部规定。", "No selection keeps all the rules.")
_WAYS = Wording("最接近的改法（任选一种）：", "The nearest changes (any one of them is enough):")
_WAY = Wording("  · {way}", "  · {way}")
_UNSOLVED = Wording(
    "这些名额规定合在一起太细，没能算出经得起精确验算的机会，为稳妥起见不出公告。请把最紧的一两条名额规定放宽一个，或者少设几类，再试。",
    "The quotas together are so fine that no chances were found that stand the exact check, so nothing is announced. Widen one or two "
    "of the tightest quotas by one, or use fewer, and try again.",
)
_SIZES_DIFFER = Wording(
    "名单上各组人数不一（{zh}人的都有）：在“抽签设置”里把“计数”改成“按组”，也会容易得多。",
    "Units have different sizes ({en}): “counting” by “units” in the settings makes it far easier, too.",
)
_UNUSED = Wording(
    "没有用到的栏目（不写入公告）：{unused}。", "Columns not used (and not published): {unused}."
)
_NOTICED = Wording(
    "名单里有{count}处要在公布前核对：", "{count} things on the list to check before publishing:"
)
_NOTICE = Wording("  · {place}：{message}{way_out}", "  · {place}: {message} {way_out}")
_MORE = Wording("  · 还有{more}处，都写在 check.xlsx 里。", "  · and {more} more, all of them in check.xlsx.")
