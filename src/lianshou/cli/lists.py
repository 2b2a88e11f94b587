"""From the officer's files to an instance: the two lists, the lists of pairs, everything wrong with them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lianshou.core.wording import Wording
from lianshou.formats.sheets.book import Book, Format, Sheet
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import OWN_SHEETS, Row, Table, recognise, recognise_all, typed_rows
from lianshou.kinds.pairing.rules.checking import check, is_warning
from lianshou.kinds.pairing.rules.columns import GUESTS, HOSTS, PAIRS
from lianshou.kinds.pairing.rules.facts import Guest, Host, Instance, Pair
from lianshou.kinds.pairing.rules.holding import Listed, resolve, why_not_locks
from lianshou.kinds.pairing.rules.rows import guest_of, host_of
from lianshou.kinds.pairing.rules.settings import Settings

_GUESTS_BY_TITLE = re.compile(r"被帮带|被结对|新建|新成立|两新|guest", re.IGNORECASE)
_HOSTS_BY_TITLE = re.compile(r"帮带|模范|荣誉|host", re.IGNORECASE)


@dataclass
class Source:
    """One file that was read: its tables, its rows, and what is wrong with it."""

    path: Path
    book: Book
    tables: list[Table]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read_rows(self) -> Source:
        """Type the rows of all tables; rows with a bad cell are kept, so that the rest of them is checked too."""
        for table in self.tables:
            typed = typed_rows(table, keep_broken=True)
            self.rows += typed.rows
            self.problems += typed.problems
        return self

    @property
    def places(self) -> dict[str, dict[str, int]]:
        return {table.sheet.name: table.places for table in self.tables}

    @property
    def unused(self) -> dict[str, list[str]]:
        """By sheet: the headings of the columns that are not used."""
        return {table.sheet.name: [column.heading for column in table.unknown] for table in self.tables}

    @property
    def anchors(self) -> dict[str, str]:
        """By sheet: the letter of the column by which people know a row."""
        return {table.sheet.name: letter for table in self.tables if (letter := table.anchor)}

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if not is_warning(problem)]


@dataclass
class Lists:
    """All files of one run, and the instance they make when nothing is wrong."""

    hosts: Source
    guests: Source
    locks: Source | None = None
    forbidden: Source | None = None
    existing: Source | None = None
    kept: Source | None = None
    changes: Source | None = None
    instance: Instance | None = None
    kept_pairs: list[Pair] = field(default_factory=list)

    @property
    def sources(self) -> list[Source]:
        found = [self.hosts, self.guests, self.locks, self.forbidden, self.existing, self.kept, self.changes]
        return [source for source in found if source is not None]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for source in self.sources for problem in source.problems if is_warning(problem)]

    @property
    def has_errors(self) -> bool:
        return any(source.errors for source in self.sources)


@dataclass(frozen=True)
class Files:
    """The files of one run as given; ``guests`` is None when one workbook holds both lists."""

    hosts: Path
    guests: Path | None = None
    locks: Path | None = None
    forbidden: Path | None = None
    existing: Path | None = None
    kept: Path | None = None
    changes: Path | None = None


def read_lists(files: Files, settings: Settings, *, today: date, year: int | None) -> Lists:
    """Read and check everything. ``instance`` stays None when there are errors. Raises SheetError for unreadable files."""
    hosts, guests = _two_lists(files)
    hosts.read_rows()
    guests.read_rows()
    hosts.problems += check("hosts", hosts.rows, today=today, places=hosts.places, unused=hosts.unused)
    guests.problems += check(
        "guests",
        guests.rows,
        others=hosts.rows,
        today=today,
        places=guests.places,
        unused=guests.unused,
        year=year,
    )
    for source in (hosts, guests):
        source.problems += _empty(source)
    lists = Lists(hosts, guests)
    for name in ("locks", "forbidden", "existing", "kept"):
        if path := getattr(files, name):
            setattr(lists, name, _pairs_source(path).read_rows())
    if files.changes:
        lists.changes = _changes_source(files.changes)
    _resolve(lists, settings)
    return lists


def founding_year(rows: Sequence[Row]) -> int | None:
    """The year in which most of the guests were founded; the latest of equals, None when no row tells."""
    years = [day.year for row in rows if isinstance(day := row.values.get("founded_on"), date)]
    return max(years, key=lambda year: (years.count(year), year), default=None)


def _two_lists(files: Files) -> tuple[Source, Source]:
    if files.guests is None or files.guests.resolve() == files.hosts.resolve():
        return _from_one_book(files.hosts)
    host_book, guest_book = read_book(files.hosts), read_book(files.guests)
    hosts = Source(files.hosts, host_book, recognise_all(host_book, HOSTS))
    guests = Source(files.guests, guest_book, recognise_all(guest_book, GUESTS))
    if _is_unsound(hosts) and not _is_unsound(
        Source(files.guests, guest_book, recognise_all(guest_book, HOSTS))
    ):
        hosts.problems.append(_about(hosts, "lists_swapped", _SWAPPED))
    return hosts, guests


def _is_unsound(source: Source) -> bool:
    return any(table.problems for table in source.tables)


def _from_one_book(path: Path) -> tuple[Source, Source]:
    book = read_book(path)
    hosts, guests = Source(path, book, []), Source(path, book, [])
    for sheet in book.sheets:
        if sheet.hidden or sheet.name in OWN_SHEETS:
            continue
        side, layout = (hosts, HOSTS) if _holds_hosts(sheet) else (guests, GUESTS)
        table = recognise(sheet, layout)
        if table.header_row or _title_says(sheet):
            side.tables.append(table)
    for side, words in ((hosts, _NO_HOSTS), (guests, _NO_GUESTS)):
        if not side.tables:
            side.problems.append(_about(side, "list_missing", words))
    return hosts, guests


def _title_says(sheet: Sheet) -> Layout | None:
    if _GUESTS_BY_TITLE.search(sheet.name):
        return GUESTS
    return HOSTS if _HOSTS_BY_TITLE.search(sheet.name) else None


def _holds_hosts(sheet: Sheet) -> bool:
    """By the name of the sheet, else by whether it tells the level of an honour."""
    layout = _title_says(sheet)
    return layout is HOSTS if layout else "level" in recognise(sheet, HOSTS).places


def _pairs_source(path: Path) -> Source:
    """A list of pairs: a workbook, or a matching.json of an earlier run."""
    if path.suffix.lower() == ".json":
        return _pairs_of_result(path)
    book = read_book(path)
    tables = [table for table in recognise_all(book, PAIRS)]
    return Source(path, book, tables[:1] if tables[0].sheet.name in _OF_MATCHING else tables)


def _changes_source(path: Path) -> Source:
    """A workbook of changes; an empty one is an error."""
    from lianshou.kinds.pairing.rules.change_columns import CHANGES  # only when it is asked

    book = read_book(path)
    source = Source(path, book, recognise_all(book, CHANGES)).read_rows()
    source.problems += _empty(source)
    return source


_OF_MATCHING = frozenset({"结对", "Pairs"})


def _pairs_of_result(path: Path) -> Source:
    content = path.read_bytes()
    try:
        pairs = [(pair["guest_name"], pair["host_name"]) for pair in json.loads(content)["pairs"]]
    except (ValueError, KeyError, TypeError):
        book = read_book(content, name=path.name)
        return Source(path, book, recognise_all(book, PAIRS))
    sheet = Sheet("pairs", (("被帮带方", "帮带方"), *pairs))
    return Source(path, Book(path.name, Format.CSV, (sheet,)), [recognise(sheet, PAIRS)])


def _resolve(lists: Lists, settings: Settings) -> None:
    """Turn rows into the instance, and the names in lists of pairs into its units."""
    if lists.hosts.errors or lists.guests.errors:
        return
    hosts = [host_of(row.values, id=str(row.values["name"])) for row in lists.hosts.rows]
    guests = [guest_of(row.values, id=str(row.values["name"])) for row in lists.guests.rows]
    forbidden = [pair.ids for pair in _listed(lists.forbidden, guests, hosts)]
    locks = _listed(lists.locks, guests, hosts)
    existing = [pair.ids for pair in _listed(lists.existing, guests, hosts, lenient=True)]
    lists.kept_pairs = [pair.ids for pair in _listed(lists.kept, guests, hosts, lenient=True)]
    if lists.locks is not None:
        lists.locks.problems += why_not_locks(locks, forbidden, settings=settings, places=lists.locks.places)
    if not lists.has_errors:
        lists.instance = _instance(hosts, guests, [lock.ids for lock in locks], forbidden, existing, settings)


def _instance(
    hosts: list[Host],
    guests: list[Guest],
    locks: list[Pair],
    forbidden: list[Pair],
    existing: list[Pair],
    settings: Settings,
) -> Instance:
    return Instance(
        hosts=tuple(hosts),
        guests=tuple(guests),
        locks=tuple(locks),
        forbidden=tuple(forbidden),
        existing=tuple(existing),
        settings=settings,
    )


def _listed(
    source: Source | None, guests: list[Guest], hosts: list[Host], *, lenient: bool = False
) -> list[Listed]:
    if source is None:
        return []
    rows = [row for row in source.rows if not row.broken]
    found = resolve(rows, guests=guests, hosts=hosts, places=source.places, lenient=lenient)
    source.problems += found.problems
    return found.pairs


def _empty(source: Source) -> list[Problem]:
    if source.rows or source.problems:
        return []
    return [_about(source, "no_rows", _NO_ROWS)]


def _about(source: Source, code: str, words: tuple[Wording, Wording]) -> Problem:
    """A problem of a whole file, said on its first sheet."""
    sheet = source.tables[0].sheet if source.tables else source.book.sheets[0]
    return Problem(sheet.name, None, None, None, code, *words)


_NO_ROWS = (
    Wording("表头下面一行数据也没有。", "There is not one row below the header."),
    Wording("请填入名单，或者确认选对了文件。", "Fill in the list, or check that this is the right file."),
)
_SWAPPED = (
    Wording(
        "两个文件的次序可能反了：第二个文件里才有荣誉级别。", "The two files may be the wrong way round."
    ),
    Wording("先写帮带方名单，再写被帮带方名单。", "Give the hosts first, then the guests."),
)
_NO_HOSTS = (
    Wording("这个工作簿里没有帮带方名单。", "This workbook holds no list of hosts."),
    Wording(
        "请加一张名为“帮带方”的工作表，要有单位名称和荣誉级别；也可以用两个文件。",
        "Add a sheet called “Hosts” with names and honour levels, or give two files.",
    ),
)
_NO_GUESTS = (
    Wording("这个工作簿里没有被帮带方名单。", "This workbook holds no list of guests."),
    Wording(
        "请加一张名为“被帮带方”的工作表；也可以用两个文件。",
        "Add a sheet called “Guests”, or give two files.",
    ),
)
