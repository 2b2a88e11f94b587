"""`lianshou heat`: regattas on workbooks: start lists, results, crews, timetables, corrections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lianshou.core.wording import Language

if TYPE_CHECKING:
    from lianshou.cli.heats import Desk

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_lang = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="语言。Language."
)
_file = click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪里。Where to write it.")  # fmt: skip
_folder = click.option("-o", "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="结果文件夹。The folder.")  # fmt: skip


def _desk(language: Language) -> Desk:
    from lianshou.cli.heats import Desk

    return Desk(language)


@click.group()
def heat() -> None:
    """龙舟赛等分组赛：编排、晋级、成绩、检录单、赛程、更正。Heats of a regatta on workbooks."""


@heat.command()
@click.option(
    "--family",
    type=click.Choice(["place", "fastest", "repechage", "time", "points"]),
    default="fastest",
    help="晋级办法：名次、名次加成绩、复活赛、总成绩、轮次积分。How crews go on.",
)
@click.option("--lanes", type=click.IntRange(2, 20), default=6, help="航道数。Lanes.")
@click.option("--heats", type=click.IntRange(1, 20), default=3, help="预赛组数。Heats.")
@_file
@_lang
def template(family: str, lanes: int, heats: int, out: Path, language: Language) -> None:
    """空白工作簿，规程按所选的晋级办法填好。A workbook with the plan of a family and empty lists."""
    _desk(language).template(family, lanes, heats, out)


@heat.command()
@_folder
@_lang
def sample(out: Path, language: Language) -> None:
    """虚构的一场职工龙舟赛，预赛已赛完。An invented regatta whose heats are rowed."""
    _desk(language).sample(out)


@heat.command()
@click.argument("book", type=_FILE)
@_folder
@_lang
def run(book: Path, out: Path, language: Language) -> None:
    """BOOK → 出发名单、成绩、晋级、名次；并写一份补上新名单的工作簿。Start lists, results, places; and the book to go on with."""
    _desk(language).run(book, out)


@heat.command()
@click.argument("book", type=_FILE)
@_file
@_lang
def crews(book: Path, out: Path, language: Language) -> None:
    """检录单和资格检查；有不合格的退出码为3。Crew sheets and gates; exit code 3 when one does not hold."""
    _desk(language).crews(book, out)


@heat.command()
@click.argument("books", type=_FILE, nargs=-1, required=True)
@click.option(
    "--opens", default="09:00", show_default=True, help="第一场几点出发，写成 09:00。The first start."
)
@click.option("--closes", default="17:00", show_default=True, help="几点结束，写成 17:00。The end.")
@click.option(
    "--slot",
    type=click.IntRange(1, 120),
    default=10,
    show_default=True,
    help="每几分钟一场。Minutes between starts.",
)
@click.option(
    "--rest", type=click.IntRange(0, 600), default=25, show_default=True, help="休息几分钟。Minutes of rest."
)
@click.option(
    "--gap",
    type=click.IntRange(0, 600),
    default=20,
    show_default=True,
    help="两轮之间几分钟。Minutes between rounds.",
)
@click.option("--boats", type=click.IntRange(1, 200), default=12, show_default=True, help="龙舟几条。Boats.")
@click.option(
    "--lunch",
    default="12:00-13:00",
    show_default=True,
    help='午休，写成 12:00-13:00；写 --lunch "" 不午休。The break; "" for none.',
)
@click.option(
    "--shortest", is_flag=True, help="找最早结束的赛程，并说明是否已证明。Look for the shortest day."
)
@click.option(
    "--seconds",
    type=click.IntRange(1, 3600),
    default=30,
    show_default=True,
    help="最多找几秒；排不下时也会这样找。Seconds to look at most, also when races are left over.",
)
@_file
@_lang
def timetable(
    books: tuple[Path, ...], opens: str, closes: str, slot: int, rest: int, gap: int, boats: int, lunch: str,
    shortest: bool, seconds: int, out: Path, language: Language,
) -> None:  # fmt: skip
    """几个项目的 BOOKS → 一天的赛程，并核对每条规则。A day's timetable of several regattas, every rule proven."""
    numbers = {"slot": slot, "rest": rest, "gap": gap, "boats": boats}
    _desk(language).timetable(books, (opens, closes, lunch), numbers, (shortest, seconds), out)


@heat.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@_file
@_lang
def correct(old: Path, new: Path, out: Path, language: Language) -> None:
    """更正前后各一个工作簿 → 后面各轮变了什么。What a correction changes in every later round."""
    _desk(language).correct(old, new, out)


@heat.command()
@click.argument("books", type=_FILE, nargs=-1, required=True)
@_file
@_lang
def points(books: tuple[Path, ...], out: Path, language: Language) -> None:
    """几个项目的 BOOKS → 各工会的总分和奖牌；有没赛完的退出码为3。Points and medals of unions over several regattas."""
    _desk(language).points(books, out)
