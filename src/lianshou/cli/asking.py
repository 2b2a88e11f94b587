"""Questions beside a match: whom to explain, what to change, what to keep; read and checked before anything is written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from lianshou.cli.lists import Lists, Source
from lianshou.cli.questions import Questions
from lianshou.core.wording import Wording
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem
from lianshou.kinds.pairing.rules.answers import listed
from lianshou.kinds.pairing.rules.change_columns import change_of, column_of
from lianshou.kinds.pairing.rules.change_reading import Change, ChangeError
from lianshou.kinds.pairing.rules.facts import Instance, Unit
from lianshou.kinds.pairing.rules.holding import Directory, bare_key
from lianshou.kinds.pairing.rules.naming import unit_key

Json = dict[str, Any]


class AskingError(ValueError):
    """Questions that cannot be put; ``wordings`` say why."""

    def __init__(self, *wordings: Wording) -> None:
        super().__init__(" ".join(wording.en for wording in wordings))
        self.wordings = wordings


class Named(NamedTuple):
    """A unit that is asked about; ``guessed`` when its name was not written so."""

    kind: str
    unit: Unit
    guessed: bool = False


@dataclass
class Answers:
    """What is told beside the match; None (nothing) where it was not asked."""

    explained: list[Json]
    taken: list[Wording] = field(default_factory=list)
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
    from lianshou.kinds.pairing.rules.changing import mistakes
    from lianshou.kinds.pairing.rules.steadying import least_change
    from lianshou.kinds.pairing.rules.supposing import suppose

    changes = _changes(questions.what_if, lists)
    found, wrong = Answers([]), list[Wording]()
    named = _named(instance, questions.explain, found, wrong)
    impossible = mistakes(instance, changes)
    _note(impossible, questions.what_if, lists, wrong)
    if impossible:
        return found
    try:
        if questions.what_if:
            found.what_if = suppose(instance, changes)
        if questions.keep:
            found.least_change = least_change(instance, lists.kept_pairs, changes)
    except ChangeError as error:
        _note([error], questions.what_if, lists, [])
        return found
    found.explained = [_explained(instance, one) for one in named]
    found.curve = curve(instance) if questions.curve else None
    return found


def _named(instance: Instance, names: Sequence[str], found: Answers, wrong: list[Wording]) -> list[Named]:
    """The units that are meant; guesses are noted in ``found``, names that are not clear in ``wrong``."""
    named = []
    for name in names:
        try:
            one = find(instance, name)
        except AskingError as error:
            wrong += error.wordings
            continue
        if one.guessed:
            found.taken.append(_TAKEN.fill(name=name, taken=one.unit.name))
        named.append(one)
    return named


_TAKEN = Wording(
    "名单里没有“{name}”，按最接近的“{taken}”说明：",
    "“{name}” is not on the lists; the nearest, “{taken}”, is explained:",
)


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
    key = unit_key(name)
    within = [one for one in units if key and key in unit_key(one.unit.name)]
    if len(within) == 1:
        return within[0]
    if within:
        raise AskingError(_which(_SEVERAL, name, within))
    return _nearest(name, units)


def _nearest(name: str, units: Sequence[Named]) -> Named:
    """The unit whose name is clearly the likest. Raises AskingError, naming the likest first."""
    likeness = {i: _likeness(bare_key(name), bare_key(one.unit.name)) for i, one in enumerate(units)}
    best = sorted((i for i in likeness if likeness[i] >= _ALIKE), key=lambda i: -likeness[i])[:3]
    if not best:
        raise AskingError(_UNLISTED.fill(name=name))
    if len(best) == 1 or likeness[best[0]] - likeness[best[1]] >= _CLEARLY:
        return units[best[0]]._replace(guessed=True)
    raise AskingError(_which(_NEARLY, name, [units[i] for i in best]))


def _likeness(key: str, own: str) -> float:
    """How alike two names are, 0 to 1: as a whole, or one to as long a part of the other."""
    parts = {own, *(own[i : i + len(key)] for i in range(len(own) - len(key) + 1) if len(key) >= _PART)}
    return max(SequenceMatcher(None, key, part, autojunk=False).ratio() for part in parts)


_ALIKE, _CLEARLY, _PART = 0.75, 0.08, 4


def _which(wording: Wording, name: str, near: Sequence[Named]) -> Wording:
    return wording.fill(name=name, near=listed([one.unit.name for one in near], most=6))


_UNLISTED = Wording("名单里没有“{name}”。", "“{name}” is not on the lists.")
_SEVERAL = Wording(
    "“{name}”不止一家：{near}。请写全称。", "“{name}” may be several: {near}. Give the full name."
)
_NEARLY = Wording(
    "名单里没有“{name}”，相近的有：{near}。请写全称。",
    "“{name}” is not on the lists; like it are {near}. Give the full name.",
)


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


def _note(errors: Sequence[ChangeError], path: Path | None, lists: Lists, wrong: list[Wording]) -> None:
    """Put changes that cannot be into their cells; raise what is ``wrong`` besides, and them without a workbook."""
    words = Wording("{file}：{wording}", "{file}: {wording}")
    name = path.name if path else ""
    if lists.changes is None or wrong:
        wrong = [*wrong, *(words.fill(file=name, wording=error.wording) for error in errors)]
        if wrong:
            raise AskingError(*wrong)
        return
    for error in errors:
        _mark(error, lists.changes)


def _mark(error: ChangeError, source: Source) -> None:
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
