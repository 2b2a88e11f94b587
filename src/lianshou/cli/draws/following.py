"""One replacement after another: a later withdrawal goes on from those before, so that nobody in reserve is given out twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lianshou.core.wording import Language, Wording
from lianshou.engines.draws import canonical
from lianshou.engines.draws.replacing import SCHEMA

Json = dict[str, Any]
Rounds = list[list[int]]
_BETWEEN = re.compile(r"[\s,，、;；]+")
_PLAIN = re.compile(r"[\w./\\:,，、~+-]+")


class FollowingError(ValueError):
    """There are replacements of this draw already; ``wording`` says how to go on from them."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.en)
        self.wording = wording


def earlier(document: Json) -> tuple[Json, Rounds]:
    """The transcript that a document holds, and who left in the rounds that were done before."""
    if document["schema"] == SCHEMA:
        return document["transcript"], _gone(document)
    return document, []


def rounds_of(given: Sequence[str]) -> Rounds | None:
    """The numbers as they were typed, one list a round; None where one is no number."""
    try:
        return [[int(one) for one in _BETWEEN.split(text.strip(" ,，、;；"))] for text in given]
    except ValueError:
        return None


def check_beside(
    start: Path, out: Path, transcript: Json, rounds: Rounds, fresh: Rounds, language: Language
) -> None:
    """Raises FollowingError where a replacement of this draw, beside ``start`` or in ``out``, has rounds that these do not go on from.

    ``fresh`` are those of ``rounds`` that were asked for now.
    """
    for folder in dict.fromkeys((start.parent, out)):
        file = folder / "replacement.json"
        there = _replacement(file, transcript)
        if there is None or _goes_on(_gone(there), rounds):
            continue
        left = {number for one in _gone(there) for number in one}
        more = [one for one in fresh if not set(one) <= left]
        if not more:
            raise FollowingError(_DONE.fill(file=file))
        parts = [str(file), *(part for one in more for part in ("--gone", ",".join(map(str, one))))]
        parts += ["--out", str(out), *(("--lang", language) if language != "zh" else ())]
        command = " ".join(one if _PLAIN.fullmatch(one) else f'"{one}"' for one in parts)
        raise FollowingError(_GO_ON.fill(file=file, count=len(there["rounds"]), command=command))


def kept(out: Path, replacement: Json) -> dict[str, Path]:
    """The files in ``out`` that this replacement goes on from, by the names under which they stay: replacement-1.json."""
    there = _replacement(out / "replacement.json", replacement["transcript"])
    if there is None or there["rounds"] == replacement["rounds"]:
        return {}
    name = f"replacement-{len(there['rounds'])}"
    old = out / f"{name}.json"
    if not _goes_on(_gone(there), _gone(replacement)) or (
        old.exists() and old.read_bytes() != (out / "replacement.json").read_bytes()
    ):
        return {}
    files = {f"{name}.{kind}": out / f"replacement.{kind}" for kind in ("json", "xlsx")}
    return {name: path for name, path in files.items() if path.exists()}


def _replacement(file: Path, transcript: Json) -> Json | None:
    """The replacement of ``transcript`` in ``file``; None where there is none."""
    try:
        document = canonical.read(file.read_bytes())
        same = document["schema"] == SCHEMA and document["transcript"] == transcript
    except (OSError, canonical.NotCanonicalError, KeyError, TypeError):
        return None
    return document if same else None


def _gone(document: Json) -> Rounds:
    return [one["gone"] for one in document["rounds"]]


def _goes_on(before: Rounds, rounds: Rounds) -> bool:
    """Whether ``rounds`` begin with all of ``before``."""
    return before == [sorted(one) for one in rounds[: len(before)]]


_GO_ON = Wording(
    "{file}里已经递补过{count}轮，要接着那里递补，不然同一个候补会派出去两次。请运行：\n"
    "    lianshou draw replace {command}\n"
    "以前的各轮会一并带上。以前那几轮作废的，先把这个文件移走再运行。",
    "{file} holds {count} rounds of replacements already. Go on from there, or the same reserves are given out twice:\n"
    "    lianshou draw replace {command}\n"
    "The rounds before are taken over. If they do not count, move that file away first.",
)
_DONE = Wording(
    "这几轮退出已经记在{file}里，不用再做；那几轮作废的，先把这个文件移走再运行。",
    "{file} holds these rounds already; nothing is to be done. If it does not count, move it away first.",
)
