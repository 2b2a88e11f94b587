"""`lianshou score`: marks of judges to places and awards, on workbooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianshou.core.wording import Language

if TYPE_CHECKING:
    from lianshou.cli.scoring import Desk

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_OUT_FILE = click.Path(dir_okay=False, path_type=Path)
_OUT_FOLDER = click.Path(file_okay=False, path_type=Path)
_lang = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="语言。Language."
)
_marks = click.option("--marks", multiple=True, type=_FILE, help="评委评分表，可重复；不写则在同一个工作簿里找。The judges' sheets; repeatable.")  # fmt: skip


def _desk(language: Language) -> Desk:
    from lianshou.cli.scoring import Desk

    return Desk(language)


def _out(kind: Any, words: str) -> Callable[[Any], Any]:
    return click.option("-o", "--out", required=True, type=kind, help=words)


@click.group()
def score() -> None:
    """竞赛计分：方案、评分表、成绩单、双人录入核对、复核。Scoring of contests on workbooks."""


@score.command()
@_out(_OUT_FILE, "写到哪里。Where to write it.")
@_lang
def template(out: Path, language: Language) -> None:
    """空白工作簿：常用方案和空名单。A workbook with a usual scheme and empty lists."""
    _desk(language).template(out)


@score.command()
@_out(_OUT_FOLDER, "写到哪个文件夹。The folder to write to.")
@_lang
def sample(out: Path, language: Language) -> None:
    """虚构的一场焊工竞赛：方案和七位评委的评分表。An invented contest: book.xlsx and marks.xlsx."""
    _desk(language).sample(out)


@score.command()
@click.argument("book", type=_FILE)
@_out(_OUT_FILE, "写到哪里。Where to write it.")
@click.option(
    "--names", is_flag=True, help="印上姓名（默认只印抽签号）。With names; draw numbers only otherwise."
)
@_lang
def sheets(book: Path, out: Path, names: bool, language: Language) -> None:
    """BOOK → 每位评委一张空白评分表。A blank marking sheet for each judge."""
    _desk(language).sheets(book, out, with_names=names)


@score.command()
@click.argument("book", type=_FILE)
@_marks
@_out(_OUT_FOLDER, "结果文件夹。The folder for results.")
@click.option(
    "--without",
    multiple=True,
    metavar="评委",
    help="这位评委没有到场，一个分也没有；可重复。A judge who was not there; repeatable.",
)
@click.option(
    "--again",
    is_flag=True,
    help="还没有公布：换掉文件夹里的成绩。Not published yet: replace the results in the folder.",
)
@_lang
def run(
    book: Path,
    marks: tuple[Path, ...],
    out: Path,
    without: tuple[str, ...],
    again: bool,
    language: Language,
) -> None:
    """BOOK 和评分表 → 成绩单、获奖名单、计算过程、评委分析。Results, awards, derivations, judges.

    BOOK 也可以是 result.json，按里面的原始数据重算。A result.json will do too; its data are scored again.

    退出码 exit codes: 0 完成 done, 1 数据有误 input errors, 2 用法有误 usage.
    """
    _desk(language).run(book, marks, out, without, again=again)


@score.command()
@click.argument("book", type=_FILE)
@click.argument("first", type=_FILE)
@click.argument("second", type=_FILE)
@_out(_OUT_FILE, "不一致清单写到哪里。Where to write the differences.")
@_lang
def compare(book: Path, first: Path, second: Path, out: Path, language: Language) -> None:
    """双人录入逐格核对；有不一致时退出码为3。Compare two entries cell by cell; exit code 3 when they differ."""
    _desk(language).compare(book, first, second, out)


@score.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--old-marks", multiple=True, type=_FILE, help="原来的评分表。The marks before.")
@click.option("--new-marks", multiple=True, type=_FILE, help="更正后的评分表。The marks after.")
@_out(_OUT_FOLDER, "结果文件夹。The folder for results.")
@_lang
def appeal(
    old: Path,
    new: Path,
    old_marks: tuple[Path, ...],
    new_marks: tuple[Path, ...],
    out: Path,
    language: Language,
) -> None:
    """申诉复核：更正前后并列，说明谁因何变动。Before and after a correction, side by side."""
    _desk(language).appeal((old, old_marks), (new, new_marks), out)


@score.command()
@click.argument("book", type=_FILE)
@click.argument("who")
@_marks
@_lang
def explain(book: Path, who: str, marks: tuple[Path, ...], language: Language) -> None:
    """WHO（抽签号、姓名或代表队）的成绩逐步怎么算出；BOOK 可以是 result.json。How the result of WHO came about; a result.json will do."""
    _desk(language).explain(book, marks, who)


@score.command()
@click.argument("file", type=_FILE)
@_lang
def verify(file: Path, language: Language) -> None:
    """由 result.json 重算；有不符时退出码为1。Compute a result.json again; exit code 1 when anything differs."""
    _desk(language).verify(file)
