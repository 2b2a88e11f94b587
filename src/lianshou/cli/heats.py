"""What `lianshou heat` does: read, derive, verify, write; or tell what is wrong, cell by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from lianshou.cli.placing import workshop
from lianshou.cli.speaking import Speaker, fault_told, unwritable
from lianshou.core.wording import Wording, join
from lianshou.engines.heats.books.crews import cells_of, crew_sheets
from lianshou.engines.heats.books.filling import write_regatta_book
from lianshou.engines.heats.books.lists import (
    change_sheets,
    regatta_sheets,
    strays_told,
    timetable_sheets,
)
from lianshou.engines.heats.books.points import points_sheet
from lianshou.engines.heats.books.reading import Reading, read_regatta
from lianshou.engines.heats.books.sparing import would_lose
from lianshou.engines.heats.corrections import changes
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.document import regatta_from, regatta_to
from lianshou.engines.heats.foreseeing import faults_ahead, idle_decisions
from lianshou.engines.heats.keeping import differences, given_out, keeping
from lianshou.engines.heats.ordering import finals_last
from lianshou.engines.heats.plan import Fault, HeatsError, Regatta
from lianshou.engines.heats.shortest import shortest
from lianshou.engines.heats.standing import Standing, State
from lianshou.engines.heats.templates import TEMPLATES, most_heats, plan_in_english
from lianshou.engines.heats.timetable import (
    Course,
    Job,
    Timetable,
    end_told,
    jobs_of,
    timetable,
    why_unplaced,
)
from lianshou.engines.heats.timetable_verifier import prove
from lianshou.engines.heats.titles import counted, heats_told, listed, titled
from lianshou.engines.heats.verifier import verify
from lianshou.engines.scoring import ScoringError, loads
from lianshou.formats.sheets.problems import SheetError
from lianshou.formats.sheets.writing import write_book

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


_THERE_ALREADY = Wording(
    "“{file}”已经有了，内容不同，没有覆盖；请用 -o 另选，或先把它移走。",
    "“{file}” is there already and differs; nothing was written. Choose another with -o, or move it away first.",
)


class Desk(Speaker):
    """The commands of `lianshou heat`."""

    there_already = _THERE_ALREADY

    def template(self, family: str, lanes: int, heats: int, out: Path) -> None:
        """A plan of one family and empty lists."""
        if heats > (most := most_heats(family, lanes)):
            self.fail(_FEW_LANES.fill(lanes=lanes, heats=heats_told(most), crews=most * lanes))
        plan = TEMPLATES[family]("职工龙舟赛", lanes, heats=heats)
        if self.language == "en":
            plan = plan_in_english(plan)
        self.written_anew(
            out, lambda path: write_regatta_book(Regatta(plan, ()), path, language=self.language)
        )

    def sample(self, out: Path) -> None:
        """An invented regatta."""
        from lianshou.demo.regatta import dragon_boats

        regatta, rule, athletes, seats = dragon_boats(self.language)
        self.written_anew(
            out / "regatta.xlsx",
            lambda path: write_regatta_book(
                regatta, path, rule=rule, athletes=athletes, seats=seats, language=self.language
            ),
        )

    def run(self, book: Path, out: Path) -> None:
        """Lists, the document, and the book to go on with; all or none."""
        reading, standing = self._standing(book, out)
        self._spare(book, out, given_out(standing), reading)
        try:
            with workshop(out) as work:
                write_book(work / "lists.xlsx", regatta_sheets(standing), language=self.language)
                content = json.dumps(
                    regatta_to(given_out(standing)), ensure_ascii=False, indent=1, sort_keys=True
                )
                (work / "regatta.json").write_text(content + "\n", encoding="utf-8")
                write_regatta_book(
                    given_out(standing), work / "next.xlsx", rule=reading.rule, athletes=reading.athletes, seats=reading.seats,
                    language=self.language,
                )  # fmt: skip
                for name in ("lists.xlsx", "regatta.json", "next.xlsx"):
                    (work / name).replace(out / name)
                for stale in out.glob("errors*.xlsx"):
                    if not stale.samefile(book):
                        stale.unlink()
        except OSError as error:
            self.fail(unwritable(out, error))
        for notice in reading.notices:
            self.say(notice)
        self._tell(reading, standing, out)

    def _spare(self, book: Path, folder: Path, new: Regatta, reading: Reading) -> None:
        """Refuse to write over the book itself, or over a book to go on with in which somebody has written meanwhile."""
        self._not_onto(folder / "lists.xlsx", [book])
        there = folder / "next.xlsx"
        if there.exists() and not there.samefile(book) and (lost := would_lose(there, new, reading)):
            self.fail(_WOULD_LOSE.fill(there=there, lost=lost, folder=folder))

    def _not_onto(self, out: Path, books: Sequence[Path]) -> None:
        """Refuse to write what comes of a book in its place."""
        if out.exists() and any(out.samefile(book) for book in books):
            self.fail(_OWN_INPUT.fill(out=out))

    def _tell(self, reading: Reading, standing: Standing, out: Path) -> None:
        states = {
            State.WAITING: Wording("等待", "waiting"),
            State.DRAWN: Wording("已编排", "drawn"),
            State.DONE: Wording("已赛完", "done"),
        }
        for one in standing.rounds:
            self.say(
                Wording("{round}：{state}", "{round}: {state}").fill(
                    round=one.round.wording, state=states[one.state]
                )
            )
            for words in one.waiting:
                self.say(words)
        for words in (*strays_told(standing), *differences(standing)):
            self.say(words)
        for number in idle_decisions(standing):
            where = reading.at(("decisions", number, "order"), self.language)
            self.say(_IDLE.fill(where=where, crews=listed(standing.regatta.decisions[number].order)))
        words = Wording(
            "已由独立程序核对每条规则。写在：{out}",
            "Every rule was checked by an independent verifier. Written to {out}",
        )
        self.say(words.fill(out=out))

    def crews(self, book: Path, out: Path) -> None:
        """Exit code 3 when a gate does not hold."""
        self._not_onto(out, [book])
        reading = self._read(book, out.parent)
        regatta = reading.regatta
        if regatta is None:
            raise AssertionError("refused before")
        if not reading.has_athletes:
            self.fail(_NO_ATHLETES.fill(name=book.name))
        sheets, failed = crew_sheets(
            regatta, reading.rule, reading.athletes, reading.seats, cells_of(reading)
        )
        self.written(out, lambda path: write_book(path, sheets, language=self.language))
        if failed:
            lines = [
                Wording("{crew}：{what}", "{crew}: {what}").fill(crew=crew, what=what)
                for crew, what in failed
            ]
            self.fail(*lines, code=3)
        self.say(Wording("各队都可以上船。", "Every crew may start."))

    def timetable(
        self,
        books: tuple[Path, ...],
        hours: tuple[str, str, str],
        numbers: dict[str, int],
        seconds: tuple[bool, int],
        out: Path,
    ) -> None:
        """One timetable of all books; exit code 3 when races are left over. ``seconds``: whether to look for the shortest at all events, and how long."""
        self._not_onto(out, books)
        opens, closes, lunch = hours
        breaks = (self._break(lunch),) if lunch.strip() else ()
        course = Course(opens=self._minute(opens), closes=self._minute(closes), breaks=breaks, **numbers)
        jobs: list[Job] = []
        for book in books:
            reading, standing = self._standing(book, out.parent)
            rowers = {crew: [seat.athlete for seat in own] for crew, own in reading.seats.items()}
            title = standing.regatta.plan.title
            event = title if title not in {job.event for job in jobs} else f"{title}（{book.stem}）"
            try:
                jobs += jobs_of(standing, rowers, event=event)
            except HeatsError as error:
                self._refuse_faults(reading, error.faults, out.parent)
        if short := [job for job in jobs if job.boats > course.boats]:
            most = max(short, key=lambda job: job.boats)
            self.fail(_FEW_BOATS.fill(race=most.title, needs=most.boats, boats=course.boats))
        asked, most_seconds = seconds
        found = timetable(jobs, course)
        if asked or (found.unplaced and not found.impossible):
            found = shortest(jobs, course, seconds=most_seconds)
        found = finals_last(found)
        proof = prove(found)
        if proof.breaches:
            self.fail(*proof.breaches)
        self.written(out, lambda path: write_book(path, timetable_sheets(found), language=self.language))
        self.say(proof.wording)
        self._tell_day(found, asked=asked)

    def _tell_day(self, found: Timetable, *, asked: bool) -> None:
        """How near to the shortest day it is; exit code 3 when races are left over."""
        if found.unplaced:
            self.fail(*why_unplaced(found), code=3)
        further = [] if found.is_shortest else [_LOOK_LONGER if asked else _LOOK_FURTHER]
        self.say(join([end_told(found), *further], zh="", en=" "))

    def points(self, books: tuple[Path, ...], out: Path) -> None:
        """Points and medals of unions over all books; exit code 3 when one of them is not over yet."""
        self._not_onto(out, books)
        standings = [self._standing(book, out.parent)[1] for book in books]
        done = [one for one in standings if one.is_done]
        open_ = [_NOT_OVER.fill(title=titled(one.regatta.plan.title)) for one in standings if not one.is_done]
        if not done:
            self.fail(*open_, code=3)
        self.written(out, lambda path: write_book(path, [points_sheet(done)], language=self.language))
        if open_:
            self.fail(*open_, code=3)

    def _break(self, lunch: str) -> tuple[int, int]:
        begin, dash, end = lunch.replace("—", "-").replace("–", "-").partition("-")
        if not dash or self._minute(begin) >= self._minute(end):
            words = Wording("午休“{given}”请写成 12:00-13:00。", "Write the break “{given}” as 12:00-13:00.")
            self.fail(words.fill(given=lunch), code=2)
        return self._minute(begin), self._minute(end)

    def _minute(self, text: str) -> int:
        found = _CLOCK.fullmatch(text.strip())
        if not found:
            self.fail(
                Wording(
                    "“{given}”不是时刻，请写成 09:00。", "“{given}” is no time of day; write 09:00."
                ).fill(given=text),
                code=2,
            )
        return int(found[1]) * 60 + int(found[2])

    def correct(self, old: Path, new: Path, out: Path) -> None:
        """What differs, round by round."""
        self._not_onto(out, [old, new])
        before, after = self._standing(old, out.parent)[1], self._standing(new, out.parent)[1]
        found = changes(before.regatta, after.regatta)
        if wrong := verify(derive(keeping(after.regatta, before))):
            self.fail(_WRONG, *(one.wording for one in wrong))
        self.written(out, lambda path: write_book(path, change_sheets(after, found), language=self.language))
        for one in found:
            if not one.crew:
                title = after.regatta.plan.round(one.round).wording
                self.say(Wording("{round}：{what}", "{round}: {what}").fill(round=title, what=one.wording))
        number = counted(sum(bool(one.crew) for one in found), "处", "change", "changes")
        self.say(Wording("变动{number}。", "{number}.").fill(number=number))

    # reading

    def _read(self, book: Path, folder: Path) -> Reading:
        if book.suffix.lower() == ".json":
            return Reading(regatta=self._from_json(book))
        try:
            reading = read_regatta(book)
        except SheetError as error:
            words = Wording("{name}：{message}{way_out}", "{name}: {message} {way_out}")
            self.fail(words.fill(name=error.name, message=error.message, way_out=error.way_out))
        if reading.regatta is None:
            self.refuse(reading.problems, folder)
        return reading

    def _from_json(self, file: Path) -> Regatta:
        """A regatta written as data; faults are told by their place in it."""
        try:
            return regatta_from(loads(file.read_bytes()))
        except ScoringError as error:
            self.fail(
                *(fault_told(f"{file.name} {one.place}", one.message, one.way_out) for one in error.faults)
            )

    def _standing(self, book: Path, folder: Path) -> tuple[Reading, Standing]:
        reading = self._read(book, folder)
        if reading.regatta is None:
            raise AssertionError("refused before")
        try:
            standing = derive(reading.regatta)
        except HeatsError as error:
            self._refuse_faults(reading, error.faults, folder)
        if ahead := faults_ahead(standing):
            self._refuse_faults(reading, tuple(ahead), folder)
        if wrong := verify(standing):
            self.fail(_WRONG, *(one.wording for one in wrong))
        return reading, standing

    def _refuse_faults(self, reading: Reading, faults: tuple[Fault, ...], folder: Path) -> NoReturn:
        if not reading.places:
            self.fail(*(one.wording for one in faults))
        found = []
        for one in faults:
            zh, _, out_zh = one.wording.zh.partition("；")
            en, _, out_en = one.wording.en.partition(";")
            found.append(
                reading.found(
                    one.path,
                    one.flaw.value,
                    Wording(zh, en),
                    Wording(out_zh or "请核对", out_en.strip() or "check it"),
                )
            )
        self.refuse(list(dict.fromkeys(found)), folder)


_NO_ATHLETES = Wording(
    "{name}：缺少“队员”工作表；请补上各队的队员再检查。",
    "{name}: there is no sheet “Athletes”; add the athletes of each crew, then check again.",
)
_FEW_BOATS = Wording(
    "“{race}”一场要用{needs}条龙舟，只有{boats}条；请用 --boats 写实有的龙舟数，或减少每组的队数。",
    "{race} needs {needs} boats in one race, there are {boats}; give more with --boats, or let fewer crews race at once.",
)
_FEW_LANES = Wording(
    "{lanes}条航道按这个晋级办法最多分{heats}、{crews}支队；请减少预赛组数，或换一个晋级办法。",
    "In {lanes} lanes this family takes {heats} at most ({crews} crews); take fewer heats, or another family.",
)
_LOOK_LONGER = Wording("要再找，请用 --seconds 给更多时间。", "Give more --seconds to look on.")
_LOOK_FURTHER = Wording("要找更短的排法，请加 --shortest。", "Add --shortest to look for a shorter one.")
_NOT_OVER = Wording("“{title}”还没有赛完，没有计入。", "{title} is not over yet and does not count.")
_IDLE = Wording(
    "{where}：{crews}没有并列，这条裁定没有起作用；请核对队名和轮次。",
    "{where}: {crews} are not tied, so this decision changes nothing; check the crews and the round.",
)
_WOULD_LOSE = Wording(
    "“{there}”里有这次输入没有的内容：{lost}。没有覆盖，什么也没有写出。请用它作输入：lianshou heat run {there} -o {folder}；"
    "或用 -o 另选文件夹。",
    "“{there}” holds what the input lacks: {lost}. Nothing was written. Use it as the input: lianshou heat run {there} -o {folder}; "
    "or choose another folder with -o.",
)
_OWN_INPUT = Wording(
    "“{out}”就是输入的文件，不能把结果写在上面；请用 -o 另选。",
    "“{out}” is an input; the result cannot be written over it. Choose another with -o.",
)
_WRONG = Wording("独立核对不通过，没有写出任何结果：", "The verifier disagrees; nothing was written:")
