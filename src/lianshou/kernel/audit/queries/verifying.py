"""The check of the whole book: reads what is stored, to the byte, in pieces, and says what is wrong where.

Nothing is parsed: a column that was changed to another way of writing the same value is found too. Every entry is looked
at by itself (its digest, then its seal), then its place (its number), then its link to the one before, then the anchors
that know it. A wrong entry is named once and spoils no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection
from django.db.utils import OperationalError

from lianshou.kernel.audit.enums import Wrong
from lianshou.kernel.audit.models import Anchor, Entry
from lianshou.kernel.audit.queries.anchors import Anchored
from lianshou.kernel.audit.queries.seals import Seal, seal_state
from lianshou.kernel.audit.rules.chain import ANCHOR_COLUMNS, COLUMNS, ORIGIN, digest_of
from lianshou.kernel.audit.rules.guarding import triggers_of

Progress = Callable[[int, int], None]
Row = tuple[Any, ...]

_PIECE = 5000
_BODY = len(COLUMNS)
_KEY = COLUMNS.index("key_number")
_PREVIOUS, _DIGEST, _SEAL = _BODY, _BODY + 1, _BODY + 2
_NEAR = 16
_MOMENT = {
    "sqlite": "+{}",  # the bare column would be parsed on its way
    "postgresql": "replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')",
}


@dataclass(frozen=True)
class Finding:
    """``wrong`` at the entries from ``number`` to ``until``; ``at`` is the stored moment, ``other`` another number or a day."""

    wrong: Wrong
    number: int
    until: int
    at: str = ""
    other: str = ""


@dataclass
class Verification:
    """One check: iterate ``findings()`` to the end, then read what was counted.

    ``files`` are anchors kept elsewhere; ``since`` is the first number looked at. Entries whose seal stands under a key
    that has left the ring are held by the next one that is sealed under a present key, or anchored: it is chained to them.
    Those after the last such entry are held by nothing, and said to be forged.
    """

    files: Sequence[Anchored] = ()
    since: int = 1
    progress: Progress = lambda _done, _total: None
    read: int = 0
    head: int = 0
    _last: str | None = ORIGIN
    _spoilt: bool = False
    _drift: int = 0
    _unsure: int = 0
    _anchors: dict[int, list[Anchored]] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, in the order of the book."""
        yield from self._guard()
        yield from self._known_anchors()
        total = self._begin()
        for row in _rows(self.since):
            yield from self._look(row)
            self.read += 1
            if not self.read % _PIECE:
                self.progress(self.read, total)
        self.progress(self.read, max(total, self.read))
        yield from self._tail()

    def _guard(self) -> Iterator[Finding]:
        if standing_triggers() != triggers_of(connection.vendor):
            yield Finding(Wrong.UNGUARDED, 0, 0)

    def _known_anchors(self) -> Iterator[Finding]:
        previous, due = ORIGIN, 1
        for one in _stored_anchors():
            if not one.holds or one.previous != previous or one.values[0] != due:
                yield Finding(Wrong.ANCHOR, one.number, one.number, other=one.day)
            previous, due = one.link, (one.values[0] if isinstance(one.values[0], int) else due) + 1
            self._keep(one)
        for one in self.files:
            if not one.holds:
                yield Finding(Wrong.ANCHOR, one.number, one.number, other=one.day)
            self._keep(one)

    def _keep(self, one: Anchored) -> None:
        if one.number >= self.since:
            self._anchors.setdefault(one.number, []).append(one)

    def _begin(self) -> int:
        self.head = self.since - 1
        if self.since > 1:
            before = Entry.objects.admitted().filter(pk=self.since - 1).values_list("digest", flat=True)
            self._last = before.first()
        newest = Entry.objects.admitted().order_by("-pk").values_list("pk", flat=True).first()
        return max(newest - self.since + 1, 0) if isinstance(newest, int) else 0

    def _look(self, row: Row) -> Iterator[Finding]:
        if not isinstance(row[0], int):  # SQLite keeps any text in a column of numbers
            yield self._numberless(row)
            return
        number, made = row[0], _digest(row)
        wrong, original = self._itself(row, made)
        if wrong is Wrong.MOVED:
            yield Finding(wrong, original, original, _text(row[1]), str(number))
        elif wrong is not None:
            yield Finding(wrong, number, number, _text(row[1]))
        if number > self.head + 1 and not (wrong is Wrong.MOVED and number != self.head + 1):
            yield Finding(Wrong.MISSING, self.head + 1, number - 1)
        elif wrong is None and not self._spoilt and self._last not in (None, row[_PREVIOUS]):
            yield Finding(Wrong.LINK, max(number - 1, 1), max(number - 1, 1))
        yield from self._against_anchors(number, row[_DIGEST])
        self._step(row, number, wrong)

    def _numberless(self, row: Row) -> Finding:
        original = self._original_number(row)
        if original is None:
            return Finding(Wrong.ALTERED, 0, 0, _text(row[1]), str(row[0]))
        return Finding(Wrong.MOVED, original, original, _text(row[1]), str(row[0]))

    def _step(self, row: Row, number: int, wrong: Wrong | None) -> None:
        """Go on behind this row; one that stands where no entry can be due is passed over."""
        if number <= self.head or (wrong is Wrong.MOVED and number != self.head + 1):
            return
        self.head, self._last, self._spoilt = number, row[_DIGEST], wrong is not None

    def _itself(self, row: Row, made: str | None) -> tuple[Wrong | None, int]:
        if made != row[_DIGEST] or made is None:
            original = self._original_number(row)
            return (Wrong.ALTERED, 0) if original is None else (Wrong.MOVED, original)
        seal = seal_state(row[_KEY], row[_SEAL], made)
        if seal is Seal.UNKNOWN_KEY:
            self._unsure = self._unsure or row[0]
        elif seal is Seal.GOOD:
            self._unsure = 0
        return (Wrong.FORGED if seal is Seal.WRONG else None), 0

    def _original_number(self, row: Row) -> int | None:
        """The number under which the row's digest fits: that after its predecessor, or one near."""
        number = row[0] if isinstance(row[0], int) else 0
        near = [number + self._drift, *(number + step for step in range(-_NEAR, _NEAR + 1))]
        if isinstance(row[_PREVIOUS], str):
            near += [after for found in _numbers_of(row[_PREVIOUS]) for after in (found + 1, found)]
        for guess in dict.fromkeys([*near, 1]):
            if guess != row[0] and _digest((guess, *row[1:])) == row[_DIGEST]:
                self._drift = guess - number
                return guess
        return None

    def _against_anchors(self, number: int, digest: object) -> Iterator[Finding]:
        for one in self._anchors.pop(number, ()):
            if one.digest != digest:
                yield Finding(Wrong.REWRITTEN, number, number, other=one.day)
            else:
                self._unsure = 0

    def _tail(self) -> Iterator[Finding]:
        if self._unsure:
            yield Finding(Wrong.FORGED, self._unsure, self.head)
        farthest = max(self._anchors, default=0)
        if farthest > self.head:
            day = self._anchors[farthest][0].day
            yield Finding(Wrong.CUT, self.head + 1, farthest, other=day)


def wrong_with(number: int) -> Wrong | None:
    """What is wrong with one entry, looked at by itself: its digest and its seal."""
    row = next(_rows(number), None)
    if row is None or row[0] != number:
        return Wrong.MISSING
    return Verification()._itself(row, _digest(row))[0]


def broken_lines(*, most: int = 20) -> list[Finding]:
    """The first ``most`` things that are wrong with the book."""
    return list(islice(Verification().findings(), most))


def standing_triggers() -> frozenset[str]:
    """The names of the book's triggers that stand and are in force."""
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'audit\\_%%\\_keep\\_%%' AND tgenabled = 'A'"
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%%_keep_%%'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return frozenset(name for (name,) in cursor.fetchall()) & triggers_of(connection.vendor)


def _digest(row: Sequence[Any]) -> str | None:
    """The digest over a row's columns; None when it has no such digest (a column holds bytes)."""
    try:
        return digest_of(previous=str(row[_PREVIOUS]), values=row[:_BODY])
    except TypeError:
        return None


def _text(stored: object) -> str:
    return stored if isinstance(stored, str) else repr(stored)


def _numbers_of(digest: str) -> list[int]:
    printable = digest.encode("utf-8", "replace").decode()
    return list(Entry.objects.admitted().filter(digest=printable).values_list("pk", flat=True)[:2])


def _columns(names: Iterable[str]) -> str:
    quoted = {name: connection.ops.quote_name(name) for name in names}
    moment = _MOMENT[connection.vendor]
    return ", ".join(moment.format(quoted[name]) if name == "at" else quoted[name] for name in quoted)


def _rows(since: int) -> Iterator[Row]:
    """The stored rows from the number ``since``, in pieces; from the first, whatever its number is."""
    columns = _columns((*COLUMNS, "previous", "digest", "seal"))
    sql = f"SELECT {columns} FROM {Entry._meta.db_table} "  # noqa: S608  # nosec B608  names of the house
    rest = "ORDER BY id LIMIT %s"
    piece = _fetch(f"{sql} {rest}" if since == 1 else f"{sql} WHERE id >= {since:d} {rest}", [_PIECE])
    while piece:
        yield from piece
        piece = _fetch(f"{sql} WHERE id > %s {rest}", [piece[-1][0], _PIECE])


def _fetch(sql: str, params: list[Any]) -> list[Row]:
    """A piece of rows; where SQLite holds bytes that are no text, they come as they are."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql, params)
            return list(cursor.fetchall())
        except OperationalError:
            if connection.vendor != "sqlite":
                raise
            return _fetch_as_it_is(sql, params)


def _fetch_as_it_is(sql: str, params: list[Any]) -> list[Row]:
    driver: Any = connection.connection
    usual = driver.text_factory
    driver.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())
    finally:
        driver.text_factory = usual


def _stored_anchors() -> Iterator[Anchored]:
    columns = _columns((*ANCHOR_COLUMNS, "previous", "link", "seal"))
    day = connection.ops.quote_name("day")
    written = f"+{day}" if connection.vendor == "sqlite" else f"to_char({day}, 'YYYY-MM-DD')"
    sql = (
        f"SELECT {columns.replace(day, written)} FROM {Anchor._meta.db_table} ORDER BY id LIMIT %s OFFSET %s"  # noqa: S608  # nosec B608
    )
    start = 0
    while piece := _fetch(sql, [_PIECE, start]):
        for row in piece:
            yield Anchored(row[:-3], str(row[-3]), str(row[-2]), str(row[-1]))
        start += len(piece)
