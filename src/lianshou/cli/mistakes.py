"""Slips on the command line (an option missing or unknown, a file that is not there), told in the language of the command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import IO, Any

import click

_QUOTED = r"""(?P<q>['"])(?P<given>.*)(?P=q)"""
_TOLD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), chinese)
    for pattern, chinese in (
        (rf"Directory {_QUOTED} does not exist\.", "找不到文件夹“{given}”，请核对路径。"),
        (rf"\w+ {_QUOTED} does not exist\.", "找不到“{given}”，请核对路径和文件名。"),
        (rf"\w+ {_QUOTED} is a file\.", "“{given}”是文件，这里要的是文件夹。"),
        (rf"\w+ {_QUOTED} is a directory\.", "“{given}”是文件夹，这里要的是文件。"),
        (rf"\w+ {_QUOTED} is not readable\.", "“{given}”读不了，请检查权限。"),
        (rf"\w+ {_QUOTED} is not writable\.", "“{given}”写不进，请检查权限。"),
        (rf"{_QUOTED} is not a valid integer( range)?\.", "“{given}”不是整数。"),
        (rf"{_QUOTED} is not a valid float( range)?\.", "“{given}”不是数字。"),
        (r"(?P<given>\S+) is not in the range (?P<of>.+)\.", "{given}不在范围（{of}）内。"),
        (rf"{_QUOTED} is not one of (?P<of>.+)\.", "“{given}”不在可选的{of}之中。"),
        (rf"{_QUOTED} is not (?P<of>'[^,]*')\.", "“{given}”不对，只能写{of}。"),
        (rf"No such option:? {_QUOTED}\.", "没有“{given}”这个选项。"),
        (rf"No such command {_QUOTED}\.", "没有“{given}”这个命令。"),
        (r"Missing command\.", "没有写要做哪一步（命令）。"),
        (r"Missing option (?P<of>'[^.]+')\.(?P<rest>.*)", "缺少选项{of}，请补上。{rest}"),
        (r"Missing (argument|parameter) (?P<of>'[^']+')\.(?P<rest>.*)", "缺少{of}，请补上。{rest}"),
        (rf"Option {_QUOTED} requires an argument\.", "选项“{given}”后面要写内容。"),
        (rf"Option {_QUOTED} requires (?P<of>\d+) arguments\.", "选项“{given}”后面要写{of}项。"),
        (rf"Option {_QUOTED} does not take a value\.", "选项“{given}”后面不写内容。"),
        (r"Got unexpected extra arguments? \((?P<given>.*)\)", "多出了“{given}”；名称里有空格的，请加引号。"),
    )
)
_OF = re.compile(r"Invalid value(?: for (?P<of>(?:'[^']*'(?: / )?)+))?: (?P<rest>.*)", re.DOTALL)
_MEANT = re.compile(r"\s*\(?Did you mean (?:one of: )?(?P<of>.+)\?\)?\s*$", re.DOTALL)
_ONE = re.compile(r"'([^']*)'")
_ARGUMENT = re.compile(r"\[|\]?\.\.\.(?=')|\](?=')")
_RANGES = (
    (re.compile(r"^(\S+?)<=x<=(\S+)$"), r"\1至\2"),
    (re.compile(r"^x>=(\S+)$"), r"不小于\1"),
    (re.compile(r"^x<=(\S+)$"), r"不大于\1"),
)


class ToldError(click.UsageError):
    """The same mistake, its usage and its sentence in Chinese; with ``both`` the English sentence follows."""

    def __init__(self, error: click.UsageError, *, both: bool) -> None:
        super().__init__(error.message, error.ctx)
        english = error.format_message()
        self._said = f"{in_chinese(english)}\n{english}" if both else in_chinese(english)

    def format_message(self) -> str:
        return self._said

    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            usage = self.ctx.get_usage().removeprefix("Usage: ")
            for english, chinese in _USAGE:
                usage = usage.replace(english, chinese)
            click.echo(f"用法：{usage}\n查看说明：{self.ctx.command_path} --help\n", file=file, err=True)
        click.echo(f"错误：{self.format_message()}", file=file, err=True)


def told(error: click.UsageError, given: Sequence[str]) -> click.UsageError:
    """``error`` as this command line wants to hear it: in English after ``--lang en``; in both languages where a command knows
    no ``--lang``; else in Chinese.
    """
    if isinstance(error, ToldError | click.exceptions.NoArgsIsHelpError) or _is_english(given):
        return error
    return ToldError(error, both=error.ctx is None or not _speaks(error.ctx.command))


def in_chinese(english: str) -> str:
    """A sentence of click in Chinese; one that is not known stays as it is."""
    if found := _OF.fullmatch(english):
        of, rest = _ARGUMENT.sub("", found["of"] or ""), in_chinese(found["rest"])
        return f"{_quoted(of)}不对：{rest}" if of and "|" not in of else rest
    if found := _MEANT.search(english):
        return f"{in_chinese(english[: found.start()])}您要写的是不是{_quoted(found['of'])}？"
    for pattern, chinese in _TOLD:
        if found := pattern.fullmatch(english.strip()):
            parts = found.groupdict()
            of, rest = (
                _ranged(_quoted(_ARGUMENT.sub("", parts.get("of") or ""))),
                _rest(parts.get("rest") or ""),
            )
            return chinese.format(given=parts.get("given"), of=of, rest=rest)
    return english


def _speaks(command: click.Command) -> bool:
    """Whether a command, or one of a group, can be asked to speak English."""
    parts = command.commands.values() if isinstance(command, click.Group) else (command,)
    return any(one.name == "language" for part in parts for one in part.params)


def _is_english(given: Sequence[str]) -> bool:
    return "--lang=en" in given or any(one == "--lang" and after == "en" for one, after in pairwise(given))


def _quoted(names: str) -> str:
    return _ONE.sub(r"“\1”", names).replace(" / ", "或").replace(", ", "、")


def _ranged(of: str) -> str:
    """2<=x<=20 as people write it."""
    for pattern, chinese in _RANGES:
        of = pattern.sub(chinese, of)
    return of


def _rest(choices: str) -> str:
    """What click adds to an option that is missing: the choices, one on a line."""
    lines = [one.strip(" ,\n\t") for one in choices.split("\n")]
    return f"可以写：{'、'.join(lines[1:])}。" if lines[0].startswith("Choose from") else choices.strip()


_USAGE = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]..."))
