"""What `lianshou score` does: read, score, verify, write; or tell what is wrong, cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from lianshou.cli.placing import workshop
from lianshou.cli.speaking import Speaker, fault_told, unwritable
from lianshou.core.wording import Wording, named
from lianshou.engines.scoring import (
    Contest,
    Result,
    ScoringError,
    appeal,
    compared,
    contest_from,
    derivation,
    loads,
    result_bytes,
    result_to,
    scheme_from,
    score,
    team_derivation,
    verify,
)
from lianshou.engines.scoring.books.filling import marking_sheets, usual, write_blank_book, write_contest_book
from lianshou.engines.scoring.books.lists import appeal_sheets, comparison_sheets, result_sheets
from lianshou.engines.scoring.books.places import Reading
from lianshou.engines.scoring.books.reading import read_contest
from lianshou.engines.scoring.books.telling import (
    changed_told,
    corrected_told,
    gaps_told,
    moved_told,
    silent_told,
)
from lianshou.engines.scoring.checking import doubled, gaps
from lianshou.engines.scoring.comparing import differences
from lianshou.engines.scoring.document import is_result
from lianshou.engines.scoring.flaws import Fault, Flaw
from lianshou.formats.sheets.problems import SheetError
from lianshou.formats.sheets.writing import write_book

Files = tuple[Path, tuple[Path, ...]]


class Desk(Speaker):
    """The commands of `lianshou score`."""

    def template(self, out: Path) -> None:
        """A usual scheme and empty lists."""
        self.written_anew(
            out,
            lambda path: write_blank_book(scheme_from(usual(self.language)), path, language=self.language),
        )

    def sample(self, out: Path) -> None:
        """An invented contest."""
        from lianshou.demo.contest import welders

        contest = welders(self.language)
        sheets = marking_sheets(contest, with_marks=True)
        self.written_anew(
            out / "book.xlsx", lambda path: write_contest_book(contest, path, language=self.language)
        )
        self.written_anew(out / "marks.xlsx", lambda path: write_book(path, sheets, language=self.language))

    def sheets(self, book: Path, out: Path, *, with_names: bool) -> None:
        """A blank sheet for each judge."""
        contest = self._contest((book, ()), out.parent)
        sheets = marking_sheets(contest, with_names=with_names)
        self.written_anew(out, lambda path: write_book(path, sheets, language=self.language))

    def run(
        self,
        book: Path,
        marks: tuple[Path, ...],
        out: Path,
        without: tuple[str, ...] = (),
        *,
        again: bool = False,
    ) -> None:
        """Results as a workbook and as JSON, both or none; refused while a judge is silent who is not named in ``without``.

        Other results that stand in ``out`` are left alone and told, unless ``again``.
        """
        result, reading = self._result((book, marks), out, without)
        content = result_bytes(result_to(result))
        if not again and (there := _other_result(out, content)):
            self.fail(_THERE.fill(file=there))
        try:
            with workshop(out) as work:
                write_book(
                    work / "results.xlsx", result_sheets(result, reading.notices), language=self.language
                )
                (work / "result.json").write_bytes(content)
                for name in ("results.xlsx", "result.json"):
                    (work / name).replace(out / name)
                for stale in out.glob("errors*.xlsx"):
                    stale.unlink()
        except OSError as error:
            self.fail(unwritable(out, error))
        for notice in reading.notices:
            self.say(notice)
        if missing := gaps(result.contest):
            self.say(gaps_told(result.contest, missing))
        told = {"n": len(result.scores), "marks": len(result.contest.marks), "out": out}
        words = Wording("{marks}个分，{n}人有名次；已由独立程序重算核对。写在：{out}", "{marks} marks, {n} ranked; computed again by an independent verifier. Written to {out}")  # fmt: skip
        self.say(words.fill(**told))

    def compare(self, book: Path, first: Path, second: Path, out: Path) -> None:
        """Exit code 3 when two entries differ."""
        entries = [self._single(book, file, out.parent) for file in (first, second)]
        one = entries[0]
        found = compared(*entries)
        sheets = comparison_sheets(one, found)
        self.written(out, lambda path: write_book(path, sheets, language=self.language))
        told = {"cells": found.cells, "n": len(found.differences)}
        if found.differences:
            self.fail(
                Wording("核对{cells}格，{n}格不一致。", "{cells} cells compared, {n} differ.").fill(**told),
                code=3,
            )
        self.say(Wording("核对{cells}格，全部一致。", "{cells} cells compared, all agree.").fill(**told))

    def appeal(self, old: Files, new: Files, out: Path) -> None:
        """Before and after."""
        before, after = self._result(old, out)[0], self._result(new, out)[0]
        found = appeal(before, after)
        sheets = appeal_sheets(before, after, found)
        self.written(out / "appeal.xlsx", lambda path: write_book(path, sheets, language=self.language))
        self.say(corrected_told(found))
        for change in found.scheme:
            self.say(changed_told(change))
        for one in (*found.contestants, *found.teams):
            if one.changed:
                self.say(moved_told(one))

    def explain(self, book: Path, marks: tuple[Path, ...], who: str) -> None:
        """Print the derivation of a contestant or a team."""
        result, _ = self._result((book, marks), None)
        keys = [one.key for one in result.contest.contestants if who in (one.key, one.name)]
        lines = [line for key in keys for line in derivation(result, key)]
        if not keys and who in {one.team for one in result.contest.contestants}:
            lines = team_derivation(result, who)
        if not lines:
            words = Wording("名单里没有“{who}”；请写抽签号、姓名或代表队。", "There is no “{who}”; give a draw number, a name or a team.")  # fmt: skip
            self.fail(words.fill(who=who))
        for line in lines:
            self.say(line)

    def verify(self, file: Path) -> None:
        """Compute a document again, and compare."""
        try:
            document = loads(file.read_bytes())
            contest = contest_from(document["contest"] if isinstance(document, dict) else document)
            again = score(contest)
        except (ScoringError, KeyError, UnicodeDecodeError) as error:
            faults = error.faults if isinstance(error, ScoringError) else ()
            self.fail(
                _NO_RESULT, *(fault_told(fault.place, fault.message, fault.way_out) for fault in faults)
            )
        wrong = verify(again)
        if wrong or (differing := differences(document, result_to(again))):
            self.fail(*(one.wording for one in wrong) if wrong else differing)
        self.say(Wording("重算一致。", "Computed again, and agrees."))

    # reading

    def _contest(self, files: Files, folder: Path | None) -> Contest:
        reading = self._read(files)
        if reading.contest is None:
            self.refuse(reading.problems, folder)
        return reading.contest

    def _single(self, book: Path, file: Path, folder: Path) -> Contest:
        """One of two entries; refused where it holds a cell twice."""
        reading = self._read((book, (file,)))
        if reading.contest is None:
            self.refuse(reading.problems, folder)
        if twice := doubled(reading.contest):
            self.refuse(reading.led_back(tuple(twice)), folder)
        return reading.contest

    def _read(self, files: Files) -> Reading:
        book, marks = files
        if book.suffix.lower() == ".json":
            if marks:
                self.fail(_MARKS_TWICE.fill(file=book.name), code=2)
            return Reading(contest=self._from_json(book))
        try:
            return read_contest(book, marks)
        except SheetError as error:
            words = Wording("{name}：{message}{way_out}", "{name}: {message} {way_out}")
            self.fail(words.fill(name=error.name, message=error.message, way_out=error.way_out))

    def _from_json(self, file: Path) -> Contest:
        """A contest written as data, or that of a result (which must agree with it); faults are told by their place in it."""
        try:
            document = loads(file.read_bytes())
            if not is_result(document):
                return contest_from(document)
            contest = contest_from(document.get("contest"))
            if differing := differences(document, result_to(score(contest))):
                self.fail(_CHANGED.fill(file=file.name), *differing)
        except ScoringError as error:
            self.fail(
                *(fault_told(f"{file.name} {one.place}", one.message, one.way_out) for one in error.faults)
            )
        return contest

    def _result(
        self, files: Files, folder: Path | None, without: tuple[str, ...] | None = None
    ) -> tuple[Result, Reading]:
        """Scored, and checked by the verifier before anybody sees it; with ``without``, only they may be silent."""
        reading = self._read(files)
        if reading.contest is None:
            self.refuse(reading.problems, folder)
        silent = self._silent(reading.silent, without) if without is not None else None
        try:
            result = score(reading.contest)
        except ScoringError as error:
            self._refuse_faults(error.faults, reading, folder, silent)
        if silent is not None:
            self.fail(silent)
        if wrong := verify(result):
            self.fail(_WRONG, *(one.wording for one in wrong))
        return result, reading

    def _refuse_faults(
        self, faults: tuple[Fault, ...], reading: Reading, folder: Path | None, silent: Wording | None
    ) -> NoReturn:
        """Tell every fault; with judges ``silent``, marks that are too few are theirs."""
        if silent is not None:
            self.say(silent, error=True)
            faults = tuple([one for one in faults if one.flaw is not Flaw.TOO_FEW_MARKS])
        if not reading.places or not faults:
            self.fail(*(fault_told(one.place, one.message, one.way_out) for one in faults))
        self.refuse(reading.led_back(faults), folder)

    def _silent(self, silent: tuple[str, ...], without: tuple[str, ...]) -> Wording | None:
        """The judges who are silent and not named in ``without``; stops where it names others."""
        if strange := [name for name in without if name not in silent]:
            words = Wording(
                "--without 里的“{names}”有分，或不在评委名单里。",
                "--without: {names} gave marks, or is no judge of this contest.",
            )
            self.fail(words.fill(names=named(strange)), code=2)
        unknown = [name for name in silent if name not in without]
        return silent_told(unknown) if unknown else None


def _other_result(out: Path, content: bytes) -> Path | None:
    """A result in ``out`` that is not ``content``."""
    document, workbook = out / "result.json", out / "results.xlsx"
    if document.exists():
        return None if document.read_bytes() == content else document
    return workbook if workbook.exists() else None


_THERE = Wording(
    "{file}已经有了，成绩不同，没有改动它。还没有公布的，加 --again 换掉；已经公布的，请用 -o 换一个文件夹，更正用 lianshou score appeal。",
    "{file} stands already with other results and was left alone. If they are not published yet, replace them with --again; "
    "else use another folder with -o, and lianshou score appeal for a correction.",
)
_MARKS_TWICE = Wording(
    "{file}里已经有全部的分，不能再另给评分表。要用评分表，请给竞赛工作簿（.xlsx）。",
    "{file} holds all marks already, so no marking sheets can be given with it. To use them, give the workbook (.xlsx).",
)
_CHANGED = Wording(
    "{file}被改动过，与里面的原始数据对不上。请用 lianshou score run 写出的原文件。",
    "{file} was changed and does not agree with the data in it. Use the file as lianshou score run wrote it.",
)
_WRONG = Wording("独立核对不通过，没有写出任何结果：", "The verifier disagrees; nothing was written:")
_NO_RESULT = Wording("这不是可以重算的计分结果。", "This is no result that can be computed again.")
