"""`lianshou match`: two lists in; matching, agreements, map and JSON out."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from lianshou.core.wording import Language, Wording

if TYPE_CHECKING:
    from lianshou.cli.asking import Answers
    from lianshou.cli.lists import Files, Lists
    from lianshou.cli.questions import Questions
    from lianshou.kinds.pairing.rules.facts import Instance
    from lianshou.kinds.pairing.rules.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_CHINA = timezone(timedelta(hours=8))


@click.command()
@click.argument("hosts", type=_FILE)
@click.argument("guests", type=_FILE, required=False)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="结果文件夹。The folder for results.",
)
@click.option("--settings", "settings_file", type=_FILE, help="设置（TOML）。Settings in TOML.")
@click.option("--lock", type=_FILE, help="必须结对的名单。Pairs to keep together.")
@click.option("--forbid", type=_FILE, help="不得结对的名单。Pairs to keep apart.")
@click.option("--existing", type=_FILE, help="去年的结对。Last year's pairs, kept unless clearly worse.")
@click.option(
    "--explain",
    multiple=True,
    help="说明某一家为什么这样结对，可重复。Explain this guest or host; repeatable.",
)
@click.option(
    "--what-if", type=_FILE, help="假设有这些变动（TOML、JSON、表格）。What if these changes were made."
)
@click.option(
    "--curve", is_flag=True, help="距离与行业的取舍。What other weights of distance and industry would give."
)
@click.option(
    "--keep", type=_FILE, help="现有的结对：求最少变动的方案。Pairs of now: the matching that breaks fewest."
)
@click.option("--each", is_flag=True, help="每对一份协议文件。One agreement file per pair.")
@click.option("--template", type=_FILE, help="协议书模板（.docx）。Template of the agreements.")
@click.option(
    "--year", type=click.IntRange(1949, 2100), help="年度；不写按多数单位的建会年份。The year of the pairing."
)
@click.option("--federation", default="", help="县总工会名称。The name of the federation.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="语言。Language.")
@click.option("--quiet", is_flag=True, help="只在出错时说话。Speak only of errors.")
def match(
    hosts: Path,
    guests: Path | None,
    out: Path,
    settings_file: Path | None,
    lock: Path | None,
    forbid: Path | None,
    existing: Path | None,
    explain: tuple[str, ...],
    what_if: Path | None,
    curve: bool,
    keep: Path | None,
    each: bool,
    template: Path | None,
    year: int | None,
    federation: str,
    language: Language,
    quiet: bool,
) -> None:
    """帮带方名单和被帮带方名单（或一个含两张表的工作簿）→ 全县最优结对方案。

    HOSTS and GUESTS (or one workbook with both) → the best pairing for the whole county.

    退出码 exit codes: 0 完成 done, 1 名单有误 input errors, 2 用法有误 usage.
    """
    from lianshou.cli.lists import Files
    from lianshou.cli.questions import PLAIN, Questions

    run = Run(out, language, quiet=quiet, each=each, template=template, year=year, federation=federation)
    book = what_if if what_if and what_if.suffix.lower() not in PLAIN else None
    files = Files(hosts, guests, lock, forbid, existing, keep, book)
    run.go(files, run.settings_from(settings_file), Questions(explain, what_if, curve, keep))


class Run:
    """One run of the command: where it writes, how it speaks."""

    def __init__(
        self,
        out: Path,
        language: Language,
        *,
        quiet: bool,
        each: bool,
        template: Path | None,
        year: int | None,
        federation: str,
    ) -> None:
        self.out, self.language, self.quiet = out, language, quiet
        self.each, self.template, self.year, self.federation = each, template, year, federation

    def say(self, wording: Wording, *, error: bool = False) -> None:
        if error or not self.quiet:
            click.echo(wording.say(self.language), err=error)

    def fail(self, *wordings: Wording) -> NoReturn:
        for wording in wordings:
            self.say(wording, error=True)
        sys.exit(1)

    def settings_from(self, path: Path | None) -> Settings:
        from lianshou.kinds.pairing.rules.settings import Settings, SettingsError

        if path is None:
            return Settings()
        try:
            return Settings.read(path.read_bytes())
        except SettingsError as error:
            self.fail(Wording(f"{path.name}：", f"{path.name}:"), *error.problems)

    def go(self, files: Files, settings: Settings, questions: Questions) -> None:
        """Read, match, answer, write, tell; or tell what is wrong."""
        lists = self._read(files, settings)
        if lists.instance is None:
            self._refuse(lists)
        answers = self._answered(questions, lists, lists.instance)
        result = self._matched(lists.instance)
        self._write(lists, lists.instance, result, answers)
        self._tell(lists, result, answers)

    def _read(self, files: Files, settings: Settings) -> Lists:
        from lianshou.cli.lists import read_lists
        from lianshou.formats.sheets.problems import SheetError

        try:
            return read_lists(files, settings, today=datetime.now(_CHINA).date(), year=self.year)
        except SheetError as error:
            self.fail(
                Wording("{name}：{message}{way_out}", "{name}: {message} {way_out}").fill(
                    name=error.name, message=error.message, way_out=error.way_out
                )
            )

    def _refuse(self, lists: Lists) -> NoReturn:
        """Print every problem, write errors.xlsx and nothing else."""
        from lianshou.cli.errors import write_errors
        from lianshou.cli.placing import workshop
        from lianshou.cli.telling import problems_told

        for wording in problems_told(lists):
            self.say(wording, error=True)
        target = self.out / "errors.xlsx"
        try:
            with workshop(self.out) as work:
                write_errors(lists.sources, work / "errors.xlsx", language=self.language)
                (work / "errors.xlsx").replace(target)
        except OSError as error:
            self.fail(_unwritable(target, error))
        self.fail(Wording("已逐格标出：{target}", "Marked cell by cell: {target}").fill(target=target))

    def _matched(self, instance: Instance) -> dict[str, Any]:
        from lianshou.kinds.pairing.rules.solving import ProblemError, match

        try:
            if self.quiet or not sys.stderr.isatty():
                return match(instance)
            label = Wording("匹配", "Matching").say(self.language)
            with click.progressbar(length=len(instance.guests), label=label, file=sys.stderr) as bar:
                return match(instance, lambda done, _: bar.update(done - bar.pos))
        except ProblemError as error:
            self.fail(error.wording)

    def _answered(self, questions: Questions, lists: Lists, instance: Instance) -> Answers | None:
        """Every answer, before anything is written."""
        if not questions.any:
            return None
        from lianshou.cli.asking import AskingError, answered
        from lianshou.kinds.pairing.rules.solving import ProblemError

        try:
            answers = answered(questions, lists, instance)
        except AskingError as error:
            self.fail(*error.wordings)
        except ProblemError as error:
            self.fail(error.wording)
        if lists.has_errors:
            self._refuse(lists)
        return answers

    def _write(
        self, lists: Lists, instance: Instance, result: dict[str, Any], answers: Answers | None
    ) -> None:
        from lianshou.cli.placing import put_in_place, workshop
        from lianshou.formats.papers import PaperError

        try:
            with workshop(self.out) as work:
                self._make(work, lists, instance, result)
                self._make_answers(work, answers)
                put_in_place(work, self.out)
        except PaperError as error:
            self.fail(error.wording, error.way_out)
        except OSError as error:
            self.fail(_unwritable(self.out, error))

    def _make(self, work: Path, lists: Lists, instance: Instance, result: dict[str, Any]) -> None:
        """Write all files into ``work``."""
        from lianshou.kinds.pairing.exports.map import map_html
        from lianshou.kinds.pairing.exports.record import result_bytes
        from lianshou.kinds.pairing.exports.workbook import write_matching

        title = Wording("{federation}联手兴家结对图", "Pairing map {federation}").fill(
            federation=self.federation
        )
        page = map_html(instance, result, title=title.say(self.language).strip(), language=self.language)
        write_matching(
            instance, result, work / "matching.xlsx", language=self.language, notices=lists.warnings
        )
        (work / "matching.json").write_bytes(result_bytes(result))
        (work / "map.html").write_text(page, encoding="utf-8")
        if result["pairs"]:
            self._make_agreements(work, lists, instance, result)

    def _make_answers(self, work: Path, answers: Answers | None) -> None:
        """Each answer as JSON and as a workbook."""
        if answers is None:
            return
        from lianshou.cli.answer_books import SHEETS
        from lianshou.formats.sheets.writing import write_book
        from lianshou.kinds.pairing.exports.record import result_bytes

        for name, answer in answers.files.items():
            (work / f"{name}.json").write_bytes(result_bytes(answer))
            write_book(work / f"{name}.xlsx", SHEETS[name](answer), language=self.language)

    def _make_agreements(self, work: Path, lists: Lists, instance: Instance, result: dict[str, Any]) -> None:
        from lianshou.cli.lists import founding_year
        from lianshou.kinds.pairing.exports.agreement import agreement_contexts, file_name, render

        year = self.year or founding_year(lists.guests.rows) or datetime.now(_CHINA).year
        contexts = agreement_contexts(
            instance, result, year=year, federation=self.federation, language=self.language
        )
        if not self.each:
            (work / "agreements.docx").write_bytes(render(contexts, self.language, template=self.template))
            return
        folder = work / "agreements"
        folder.mkdir()
        for number, context in enumerate(contexts, start=1):
            paper = render([context], self.language, template=self.template)
            (folder / file_name(number, context)).write_bytes(paper)

    def _tell(self, lists: Lists, result: dict[str, Any], answers: Answers | None) -> None:
        from lianshou.cli.telling import summary

        asked = list(answers.files) if answers else []
        for wording in summary(lists, result, self.out, each=self.each, asked=asked):
            self.say(wording)
        if answers is not None:
            from lianshou.cli.answer_lines import told

            for wording in told(answers, self.language):
                click.echo(wording.say(self.language))


def _unwritable(path: Path, error: OSError) -> Wording:
    return Wording("写不进“{path}”：{error}。", "“{path}” cannot be written: {error}.").fill(
        path=path, error=error.strerror or type(error).__name__
    )
