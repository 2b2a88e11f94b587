"""Questions beside a match: whom to explain, what to change, what to keep; read and checked before anything is written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from lianshou.cli.lists import Lists
from lianshou.cli.questions import Questions
from lianshou.core.wording import Wording
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem
from lianshou.kinds.pairing.rules.answers import listed
from lianshou.kinds.pairing.rules.change_columns import change_of, column_of
from lianshou.kinds.pairing.rules.change_reading import Change, ChangeError
from lianshou.kinds.pairing.rules.facts import Instance, Unit
from lianshou.kinds.pairing.rules.holding import Directory
from lianshou.kinds.pairing.rules.naming import unit_key

Json = dict[str, Any]


class AskingError(ValueError):
    """A question that cannot be put; ``wording`` says why."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.en)
        self.wording = wording


class Named(NamedTuple):
    """A unit that is asked about."""

    kind: str
    unit: Unit


@dataclass
class Answers:
    """What is told beside the match; None (nothing) where it was not asked."""

    explained: list[Json]
    what_if: Json | None = None
    curve: Json | None = None
    least_change: Json | None = None

    @property
    def files(self) -> dict[str, Json]:
        """By the name of the file without its ending."""
        found = {"what-if": self.what_if, "curve": self.curve, "least-change": self.least_change}
        return {name: answer for name, answer in found.items() if answer is not None}


def answered(questions: Questions, lists: Lists, instance: Instance) -> Answers:
    """All answers. Raises AskingError; a change of a workbook that cannot be is noted in ``lists.changes`` instead."""
    from lianshou.kinds.pairing.rules.balancing import curve
    from lianshou.kinds.pairing.rules.steadying import least_change
    from lianshou.kinds.pairing.rules.supposing import suppose

    named = [find(instance, name) for name in questions.explain]
    changes = _changes(questions.what_if, lists)
    found = Answers([])
    try:
        if questions.what_if:
            found.what_if = suppose(instance, changes)
        if questions.keep:
            found.least_change = least_change(instance, lists.kept_pairs, changes)
    except ChangeError as error:
        _note(error, questions.what_if, lists)
        return found
    found.explained = [_explained(instance, one) for one in named]
    found.curve = curve(instance) if questions.curve else None
    return found


def _explained(instance: Instance, named: Named) -> Json:
    from lianshou.kinds.pairing.rules.explaining import explain_guest, explain_host

    return (explain_guest if named.kind == "guest" else explain_host)(instance, named.unit.id)


def find(instance: Instance, name: str) -> Named:
    """The guest, or else the host, that ``name`` means: its name, a part of only one name, or nearly its name.

    Raises AskingError, naming those that might have been meant.
    """
    guest, host = Directory(instance.guests).find(name), Directory(instance.hosts).find(name)
    if guest is not None:
        return Named("guest", guest)
    if host is not None:
        return Named("host", host)
    guests = [Named("guest", guest) for guest in instance.guests]
    units = [*guests, *(Named("host", host) for host in instance.hosts)]
    near = _near(name, units)
    if len(near) == 1:
        return near[0]
    raise AskingError(_which(name, [one.unit.name for one in near]))


def _near(name: str, units: Sequence[Named]) -> list[Named]:
    key = unit_key(name)
    within = [one for one in units if key and key in unit_key(one.unit.name)]
    if within:
        return within
    keys = [unit_key(one.unit.name) for one in units]
    close = get_close_matches(key, keys, n=3, cutoff=0.75)
    return [one for one, own in zip(units, keys, strict=True) if own in close]


def _which(name: str, near: list[str]) -> Wording:
    if not near:
        return Wording("名单里没有“{name}”。", "“{name}” is not on the lists.").fill(name=name)
    return Wording(
        "“{name}”不止一家：{near}。请写全称。", "“{name}” may be several: {near}. Give the full name."
    ).fill(name=name, near=listed(near, most=6))


def _changes(path: Path | None, lists: Lists) -> list[Change]:
    """The changes of a file, in order. Raises AskingError for a file that holds none."""
    if path is None:
        return []
    if lists.changes is not None:
        return [change_of(row) for row in lists.changes.rows]
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
        read = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except ValueError as error:
        raise AskingError(_UNREADABLE.fill(file=path.name, detail=str(error))) from error
    found = (read.get("change") or read.get("changes")) if isinstance(read, dict) else read
    if not isinstance(found, list) or not found:
        raise AskingError(_NO_CHANGES.fill(file=path.name))
    return found


_UNREADABLE = Wording(
    "“{file}”读不懂：{detail}。请对照文档中的样例。",
    "“{file}” cannot be understood: {detail}. Compare the example in the documentation.",
)
_NO_CHANGES = Wording(
    "“{file}”里没有变动。每项变动写一段 [[change]]，JSON 写成列表。",
    "“{file}” holds no changes. Write a [[change]] for each, or a list in JSON.",
)


def _note(error: ChangeError, path: Path | None, lists: Lists) -> None:
    """Put a change that cannot be into its cell; without a workbook, raise."""
    source = lists.changes
    if source is None:
        name = path.name if path else ""
        raise AskingError(
            Wording("{file}：{wording}", "{file}: {wording}").fill(file=name, wording=error.wording)
        ) from error
    row = source.rows[error.step - 1]
    key = column_of(row.values.get("op"), error.field)
    column = source.places.get(row.sheet, {}).get(key)
    letter = letter_of(column) if column else None
    source.problems.append(
        Problem(row.sheet, row.number, letter, key, "change_impossible", error.message, _MEND)
    )


_MEND = Wording(
    "请改这一行，或者删去。变动按从上到下的次序累加。",
    "Mend this row or delete it. Changes count from top to bottom.",
)
