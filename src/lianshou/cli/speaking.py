"""How commands that work on workbooks speak, write and refuse: files whole or not at all, faults marked in their cells."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from lianshou.cli.placing import workshop
from lianshou.core.wording import Language, Wording
from lianshou.engines.scoring.books.places import Found
from lianshou.formats.sheets.marking import write_marked
from lianshou.formats.sheets.problems import Problem, SheetError

_FILLED_IN = Wording(
    "{file}已经有了，内容不同，没有改动它，以免冲掉填好的内容。请用 -o 换一个名称，不要它的请先删去。",
    "{file} stands already with another content and was left alone, as it may be filled in. Write another file with -o, "
    "or delete this one first.",
)


class Speaker:
    """One run of a command: its language, and where it stops."""

    there_already = _FILLED_IN
    """What is said of a file to be filled in that stands there with another content."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, wording: Wording, *, error: bool = False) -> None:
        """Print a sentence."""
        click.echo(wording.say(self.language), err=error)

    def fail(self, *wordings: Wording, code: int = 1) -> NoReturn:
        """Print what is wrong and stop."""
        for wording in wordings:
            self.say(wording, error=True)
        sys.exit(code)

    def refuse(self, problems: Sequence[Found], folder: Path | None) -> NoReturn:
        """Tell every problem; mark the cells in copies of the files."""
        for found in problems:
            place = f"{found.file.name} {found.problem.place.say(self.language)}"
            self.say(fault_told(place, found.problem.message, found.problem.way_out), error=True)
        if folder is not None:
            for file in dict.fromkeys(found.file for found in problems):
                own = [found.problem for found in problems if found.file == file]
                self._marked(file, own, folder / f"errors-{file.stem}.xlsx")
        sys.exit(1)

    def _marked(self, file: Path, problems: list[Problem], target: Path) -> None:
        self.written(
            target, lambda path: write_marked(file, problems, path, language=self.language), error=True
        )

    def written(self, target: Path, write: Callable[[Path], Any], *, error: bool = False) -> None:
        """Write one file whole or not at all, and say where."""
        try:
            with workshop(target.parent) as work:
                write(work / target.name)
                (work / target.name).replace(target)
        except OSError as failed:
            self.fail(unwritable(target, failed))
        except SheetError as failed:
            self.fail(failed.message, failed.way_out)
        self.say(Wording("已写出：{path}", "Written: {path}").fill(path=target), error=error)

    def written_anew(self, target: Path, write: Callable[[Path], Any]) -> None:
        """Write a file to be filled in; one that stands there with another content (something was typed, say) is left alone."""

        def careful(path: Path) -> None:
            write(path)
            if target.exists() and target.read_bytes() != path.read_bytes():
                self.fail(self.there_already.fill(file=target))

        self.written(target, careful)


def fault_told(place: str, message: Wording, way_out: Wording) -> Wording:
    """What is wrong, where, and the way out, in one line."""
    ends = Wording(message.zh.rstrip("。"), message.en.rstrip("."))
    english = way_out.en.rstrip(".")
    last = Wording(way_out.zh.rstrip("。"), english[:1].upper() + english[1:])
    return Wording("{place}：{message}。{way_out}。", "{place}: {message}. {way_out}.").fill(
        place=place, message=ends, way_out=last
    )


def unwritable(path: Path, error: OSError) -> Wording:
    """A file or folder that cannot be written, and why."""
    words = Wording("写不进“{path}”：{error}。", "“{path}” cannot be written: {error}.")
    return words.fill(path=path, error=error.strerror or type(error).__name__)
