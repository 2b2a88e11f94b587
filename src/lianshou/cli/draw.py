"""`lianshou draw`: a public draw from the workbook to the transcript, and the checking of any published one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from lianshou.core.wording import Language, Wording

if TYPE_CHECKING:
    from lianshou.formats.sheets.writing import SheetOut

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_OUT = click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="结果文件夹。The folder for results.",
)
_LANGUAGE = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="语言。Language."
)
_ANNOUNCEMENT, _TRANSCRIPT, _REPLACEMENT = (
    f"lianshou.draws.{name}/1" for name in ("announcement", "transcript", "replacement")
)
_MOST_TOLD = 30
_FAULTS = {
    "commitment": Wording("种子与事先公布的摘要不符。", "The seed is not the one whose hash was announced."),
    "digest": Wording("候选名单与事先冻结的不符。", "The candidates are not those that were frozen."),
    "drawn": Wording("按种子重算，结果不同。", "The seed gives another result."),
}


@click.group()
def draw() -> None:
    """公开抽签：公告、抽签、核验。A public draw that anybody can compute again.

    退出码 exit codes: 0 完成 done, 1 有误或核验不符 errors or disagreement, 2 用法有误 usage.
    """


@draw.command()
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪里。Where to write it.",
)
@_LANGUAGE
def template(out: Path, language: Language) -> None:
    """空白工作簿：名单、名额规定、公开数、设置。A blank workbook: list, quotas, public numbers, settings."""
    from lianshou.cli.draws.columns import QUOTAS, SETTINGS, SOURCES, USUAL, people_layout, setting_rows
    from lianshou.formats.sheets.problems import SheetError
    from lianshou.formats.sheets.templates import write_templates

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        people = people_layout(USUAL.say(language).split())
        filled = {SETTINGS.name: setting_rows()}
        write_templates((people, QUOTAS, SOURCES, SETTINGS), out, language=language, filled=filled)
    except (SheetError, OSError) as error:
        _fail([Wording(f"{out}：{error}", f"{out}: {error}")], language)
    click.echo(str(out))


@draw.command()
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪里。Where to write it.",
)
@_LANGUAGE
def sample(out: Path, language: Language) -> None:
    """虚构的一次抽签，用来试用：集体婚礼120对报名、36对名额。An invented draw to try: 120 couples for 36 places."""
    from lianshou.cli.draws.sample import write_sample
    from lianshou.formats.sheets.problems import SheetError

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_sample(out, language=language)
    except (SheetError, OSError) as error:
        _fail([Wording(f"{out}：{error}", f"{out}: {error}")], language)
    click.echo(str(out))


@draw.command()
@click.argument("book", type=_FILE)
@_OUT
@click.option(
    "--again",
    is_flag=True,
    help="还没有公布：换掉文件夹里的公告。Not published yet: replace the announcement.",
)
@_LANGUAGE
def prepare(book: Path, out: Path, again: bool, language: Language) -> None:
    """工作簿 → 冻结的名单、各人的机会、摘要和公告。From the workbook to the announcement with its digest."""
    from lianshou.cli.draws.preparing import RefusedError, noticed, prepared

    if (out / "transcript.json").exists():
        _fail([_DRAWN_THERE.fill(out=out)], language)
    try:
        made = prepared(book, out, language=language)
    except RefusedError as error:
        _fail(error.wordings, language)
    from lianshou.cli.draws.books import Books
    from lianshou.cli.draws.checking import check_sheets

    books = Books(made.announcement)
    if not again:
        _left_alone(out, "announcement", made.announcement, _ANNOUNCED_THERE, language)
    sheets = {"announcement": books.announced(), "check": check_sheets(books, made.notices)}
    _write(out, "announcement", made.announcement, sheets, language)
    _say([*made.notes, *books.explained.overview(), *noticed(made.notices, most=_MOST_TOLD)], language)
    _say([_DIGEST.fill(digest=made.announcement["digest"])], language)
    _told(out, "announcement", language)
    _say([_CHECK.fill(file=out / "check.xlsx")], language)


@draw.command()
@click.argument("announcement", type=_FILE)
@click.option(
    "--value",
    "values",
    multiple=True,
    metavar="NAME=NUMBERS",
    help="公开数，如 双色球=5 12 33；可重复。A public number; repeatable.",
)
@click.option(
    "--missing",
    multiple=True,
    metavar="NAME",
    help="没有公布的来源，可重复。A source that published nothing.",
)
@_OUT
@_LANGUAGE
def run(
    announcement: Path, values: Sequence[str], missing: Sequence[str], out: Path, language: Language
) -> None:
    """公告 + 公开数 → 中签名单、候补次序和记录。From announcement and public numbers to the result."""
    from lianshou.cli.draws.books import Books
    from lianshou.cli.draws.values import given_values
    from lianshou.engines.draws.problem import ProblemError
    from lianshou.engines.draws.randomness import RandomnessError
    from lianshou.engines.draws.transcript import transcript_of

    document = _checked(announcement, language, _ANNOUNCEMENT)
    try:
        transcript = transcript_of(document, given_values(document, values, missing))
    except RandomnessError as error:
        _fail([error.wording], language)
    except ProblemError as error:
        _fail(error.wordings, language)
    _left_alone(out, "transcript", transcript, _THERE, language)
    _write(out, "transcript", transcript, {"transcript": Books(document).drawn(transcript)}, language)
    people = {one[0]: one[1] for one in document["problem"]["people"]}
    for place, unit in enumerate(transcript["selected"], start=1):
        click.echo(f"{place}. " + " + ".join(f"{number} {people[number]}" for number in unit))
    _told(out, "transcript", language)


@draw.command()
@click.argument("file", type=_FILE)
@click.option(
    "--gone",
    multiple=True,
    required=True,
    help="退出的名单编号，如 3,15；每轮一次，可重复。Numbers that left, once per round.",
)
@_OUT
@_LANGUAGE
def replace(file: Path, gone: Sequence[str], out: Path, language: Language) -> None:
    """有人退出：按候补次序递补，守住名额规定。Replace those who left, in reserve order, keeping the quotas.

    FILE 第一次用 transcript.json，以后用上一次的 replacement.json。FILE: transcript.json, later the last replacement.json.
    """
    from lianshou.cli.draws.books import Books
    from lianshou.cli.draws.following import FollowingError, check_beside, earlier, kept, rounds_of
    from lianshou.engines.draws.replacing import ReplacingError, replacement_of

    document = _checked(file, language, _TRANSCRIPT, _REPLACEMENT)
    transcript, before = earlier(document)
    if (fresh := rounds_of(gone)) is None:
        _fail([_NUMBERS], language, code=2)
    rounds = [*before, *fresh]
    try:
        replacement = replacement_of(transcript, rounds)
        check_beside(file, out, transcript, rounds, fresh, language)
    except (ReplacingError, FollowingError) as error:
        _fail([error.wording], language)
    books, old = Books(transcript["announcement"]), kept(out, replacement)
    if not old:
        _left_alone(out, "replacement", replacement, _THERE, language)
    _write(out, "replacement", replacement, {"replacement": books.replaced(replacement)}, language, kept=old)
    _say([books.round_said(place, one) for place, one in enumerate(replacement["rounds"], start=1)], language)
    _told(out, "replacement", language)
    _say([_NEXT.fill(file=out / "replacement.json")], language)


@draw.command()
@click.argument("announcement", type=_FILE)
@click.argument("numbers", type=int, nargs=-1)
@_LANGUAGE
def explain(announcement: Path, numbers: Sequence[int], language: Language) -> None:
    """各档机会；给出名单编号就说明这些人的机会。The levels of chance, or the chance of those with these NUMBERS."""
    from lianshou.engines.draws.explanation import Explained

    explained = Explained(_checked(announcement, language, _ANNOUNCEMENT))
    _say([explained.person(one) for one in numbers] or explained.overview(), language)
    if set(numbers) - {one.number for one in explained.problem.people}:
        sys.exit(1)


@draw.command()
@click.argument("file", type=_FILE)
@click.option("--digest", default="", help="事先公布的公告摘要。The digest that was made public before.")
@_LANGUAGE
def verify(file: Path, digest: str, language: Language) -> None:
    """核验公告、抽签记录、递补记录或督查抽签（.json）。Compute the draw of FILE again; exit code 1 when anything does not agree."""
    from json import loads

    from lianshou.engines.draws import DocumentError

    content = _content(file, language)
    try:
        faults = _seeded_faults(loads(content.decode()), content, digest)
    except (DocumentError, ValueError, RecursionError):
        _fail([_NO_DRAW.fill(file=file.name)], language)
    if faults:
        _fail(faults, language)
    _say([Wording("重算一致。", "The draw is computed again, and agrees.")], language)


def _seeded_faults(document: Any, content: bytes, digest: str) -> list[Wording]:
    """By its form: a draw of inspections, else any other document of a draw."""
    from lianshou.engines.draws import DocumentError, checked

    if isinstance(document, dict) and "draw" not in document and "schema" in document:
        from lianshou.engines.draws.verifier import NoDrawError, faults_of

        try:
            return faults_of(content, digest=digest)
        except NoDrawError as error:
            raise DocumentError(str(error)) from error
    return [_FAULTS[fault] for fault in checked(document)]


def _content(path: Path, language: Language) -> bytes:
    """The bytes of a document; a workbook that was given by mistake is told."""
    content = path.read_bytes()
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        _fail([_WORKBOOK.fill(file=path.name, json=f"{path.stem}.json")], language)
    return content


def _checked(path: Path, language: Language, *schemas: str) -> Any:
    """The document of ``path``, after its check; of another schema it is told."""
    from lianshou.engines.draws import canonical
    from lianshou.engines.draws.verifier import NoDrawError, faults_of

    content = _content(path, language)
    try:
        if faults := faults_of(content):
            _fail(faults, language)
        document = canonical.read(content)
    except NoDrawError:
        document = {}
    if document.get("schema") not in schemas:
        names = [f"{schema.split('.')[-1].split('/')[0]}.json" for schema in schemas]
        wanted = Wording(" 或 ".join(names), " or ".join(names))
        _fail([_OTHER_FILE.fill(file=path.name, name=wanted)], language)
    return document


def _left_alone(out: Path, name: str, document: Any, told: Wording, language: Language) -> None:
    """Stop where another document of this name stands; it is left alone, and told."""
    from lianshou.engines.draws.canonical import canonical

    there = out / f"{name}.json"
    if there.exists() and there.read_bytes() != canonical(document):
        _fail([told.fill(file=there)], language)


def _write(
    out: Path,
    name: str,
    document: Any,
    books: Mapping[str, Sequence[SheetOut]],
    language: Language,
    *,
    kept: Mapping[str, Path] | None = None,
) -> None:
    """The document and its workbooks, all or none; ``kept`` are files to stay under another name."""
    from shutil import copyfile

    from lianshou.cli.placing import put_in_place, workshop
    from lianshou.engines.draws.canonical import canonical
    from lianshou.formats.sheets.writing import write_book

    try:
        with workshop(out) as work:
            for new, old in (kept or {}).items():
                copyfile(old, work / new)
            (work / f"{name}.json").write_bytes(canonical(document))
            for title, sheets in books.items():
                write_book(work / f"{title}.xlsx", sheets, language=language)
            put_in_place(work, out)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        _fail([Wording(f"写不进“{out}”：{reason}。", f"“{out}” cannot be written: {reason}.")], language)


def _told(out: Path, name: str, language: Language) -> None:
    _say(
        [Wording(f"已写入 {out}：{name}.json、{name}.xlsx", f"Written to {out}: {name}.json, {name}.xlsx")],
        language,
    )


def _say(wordings: Iterable[Wording], language: Language) -> None:
    for wording in wordings:
        click.echo(wording.say(language))


def _fail(wordings: Iterable[Wording], language: Language, *, code: int = 1) -> NoReturn:
    for wording in wordings:
        click.echo(wording.say(language), err=True)
    sys.exit(code)


_NUMBERS = Wording(
    "退出的名单编号请写成 3,15，不写姓名。", "Write the numbers of those who left as 3,15, not their names."
)
_DIGEST = Wording("公告摘要：{digest}", "Digest: {digest}")
_NEXT = Wording("以后再有人退出，请从 {file} 接着递补。", "Whoever leaves later: go on from {file}.")
_CHECK = Wording(
    "公布前请看核对表 {file}（不张贴）。",
    "Look at the check sheet {file} before publishing; it is not for posting.",
)


_OTHER_FILE = Wording(
    "{file}不是需要的文件；这里要的是 {name}。", "{file} is another file; this needs {name}."
)
_WORKBOOK = Wording(
    "{file}是供张贴的工作簿，这里要的是同一文件夹里的抽签文件（{json}）。",
    "{file} is the workbook for posting; this needs the file of the draw in the same folder ({json}).",
)
_NO_DRAW = Wording(
    "{file}被改动过，或者不是抽签文件；请用发布时的原文件（announcement.json、transcript.json 或 replacement.json）。",
    "{file} was changed, or is no file of a draw; use the file as it was published (announcement.json, transcript.json "
    "or replacement.json).",
)
_DRAWN_THERE = Wording(
    "{out}里已经有抽签结果（transcript.json），不能在这里另出公告；请用 --out 换一个文件夹。",
    "{out} holds the result of a draw (transcript.json); prepare another one in another folder with --out.",
)
_ANNOUNCED_THERE = Wording(
    "{file}已经有了，内容不同，没有改动它。还没有公布的，加 --again 换掉；已经公布的，请用 --out 换一个文件夹。",
    "{file} stands already with another content and was left alone. If it is not published yet, replace it with --again; "
    "else use another folder with --out.",
)
_THERE = Wording(
    "{file}已经有了，内容不同，没有改动它；请核对所给的数，要另存就用 --out 换一个文件夹。",
    "{file} stands already with another content and was left alone; check what you gave, or use another folder with --out.",
)
