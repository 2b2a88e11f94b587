"""Checks a published draw from its documents alone, in whole numbers and fractions, trusting no solver.

It builds profiles and rules anew, adds up the lottery, follows the proof of the chances, and draws again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.draws import canonical
from lianshou.engines.draws.announcement import SCHEMA as ANNOUNCEMENT
from lianshou.engines.draws.problem import Problem, ProblemError, problem_of
from lianshou.engines.draws.proof import Facts, ProofError, check_proof
from lianshou.engines.draws.randomness import RandomnessError, key_of
from lianshou.engines.draws.replacing import SCHEMA as REPLACEMENT
from lianshou.engines.draws.replacing import ReplacingError, replacement_of
from lianshou.engines.draws.transcript import SCHEMA as TRANSCRIPT
from lianshou.engines.draws.transcript import result_of

Json = dict[str, Any]
_ANNOUNCED = {"schema", "problem", "profiles", "levels", "cuts", "total", "panels", "digest"}
_REPLACED = {"schema", "transcript", "rounds", "selected", "reserves", "seal"}
_DRAWN = {"schema", "announcement", "values", "key", "panel", "selected", "reserves", "seal"}


class NoDrawError(ValueError):
    """The bytes are JSON, but no document of a draw."""


def faults_of(content: bytes, *, digest: str = "") -> list[Wording]:
    """Everything that does not agree in an announcement, transcript or replacement (bytes of the file); empty when all does.

    ``digest`` is the one that was made public before the draw. Raises NoDrawError.
    """
    try:
        document = canonical.read(content)
    except canonical.NotCanonicalError:
        return [_TOUCHED]
    schema = document.get("schema") if isinstance(document, dict) else None
    parts = _PARTS_OF.get(schema) if isinstance(schema, str) else None
    if parts is None or not isinstance(schema, str):
        raise NoDrawError("no schema of a draw")
    if set(document) != parts:
        return [_PARTS.fill(parts=", ".join(sorted(set(document) ^ parts)))]
    return list(_FAULTS[schema](document, digest))


def _transcript_faults(document: Any, digest: str) -> Iterator[Wording]:
    if not isinstance(document, dict) or set(document) != _DRAWN or document["schema"] != TRANSCRIPT:
        yield _PARTS.fill(parts="transcript")
        return
    faults = [*_seal_faults(document), *_announcement_faults(document["announcement"], digest)]
    yield from faults
    if not faults:
        yield from _result_faults(document)


def _replacement_faults(document: Json, digest: str) -> Iterator[Wording]:
    faults = [*_seal_faults(document), *_transcript_faults(document["transcript"], digest)]
    yield from faults
    if faults:
        return
    try:
        again = replacement_of(document["transcript"], [one["gone"] for one in document["rounds"]])
    except ReplacingError as error:
        yield error.wording
        return
    except (TypeError, KeyError):
        yield _PARTS.fill(parts="rounds")
        return
    if again != document:
        yield _REPLACEMENT


def _seal_faults(document: Json) -> Iterator[Wording]:
    rest = {key: value for key, value in document.items() if key != "seal"}
    if canonical.hash_of(rest) != document["seal"]:
        yield _SEAL


def _announcement_faults(announcement: Any, digest: str) -> Iterator[Wording]:
    if not isinstance(announcement, dict) or set(announcement) != _ANNOUNCED:
        yield _PARTS.fill(parts="announcement")
        return
    rest = {key: value for key, value in announcement.items() if key != "digest"}
    if announcement["schema"] != ANNOUNCEMENT or canonical.hash_of(rest) != announcement["digest"]:
        yield _DIGEST
    if digest and announcement["digest"] != digest.strip().lower():
        yield _OTHER.fill(announced=digest, found=announcement["digest"])
    try:
        problem = problem_of(announcement["problem"])
    except ProblemError as error:
        yield from error.wordings
        return
    yield from _lottery_faults(problem, announcement)


def _lottery_faults(problem: Problem, announcement: Json) -> Iterator[Wording]:
    if problem.json != announcement["problem"]:
        yield _PARTS.fill(parts="problem")
        return
    facts = Facts.of(problem)
    if [list(units) for units in facts.profiles.values()] != announcement["profiles"]:
        yield _PROFILES
        return
    try:
        check_proof(facts, announcement)
    except ProofError as error:
        yield error.wording
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError, AttributeError, RecursionError):
        yield _PARTS.fill(parts="levels, cuts, panels")


def _result_faults(document: Json) -> Iterator[Wording]:
    problem = problem_of(document["announcement"]["problem"])
    values = document["values"]
    try:
        listed = all(one is None or isinstance(one, list) for one in values.values())
        if not listed or set(values) != {one.name for one in problem.sources}:
            yield _PARTS.fill(parts="values")
            return
        key = key_of(problem, values)
    except RandomnessError as error:
        yield error.wording
        return
    except (TypeError, AttributeError):
        yield _PARTS.fill(parts="values")
        return
    if key != document["key"]:
        yield _KEY.fill(key=key)
    result = result_of(document["announcement"], key)
    if (result.panel, result.selected, result.reserves) != tuple(
        document[part] for part in ("panel", "selected", "reserves")
    ):
        yield _RESULT


_PARTS_OF = {ANNOUNCEMENT: _ANNOUNCED, TRANSCRIPT: _DRAWN, REPLACEMENT: _REPLACED}
_FAULTS: dict[str, Callable[[Json, str], Iterator[Wording]]] = {
    ANNOUNCEMENT: _announcement_faults,
    TRANSCRIPT: _transcript_faults,
    REPLACEMENT: _replacement_faults,
}
_TOUCHED = Wording(
    "文件被改动过，或者不是抽签文件；请用发布时的原文件（如 transcript.json）核验。",
    "The file was changed, or is no file of a draw; check the file as it was published (such as transcript.json).",
)
_PARTS = Wording("文件的组成部分不对：{parts}。", "Parts of the file are not as they should be: {parts}.")
_SEAL = Wording(
    "封存摘要与内容不符：文件在抽签之后被改动过。",
    "The seal is not that of the content: the file was changed after the draw.",
)
_DIGEST = Wording(
    "公告的摘要与内容不符：名单、名额规定或抽签方案被改动过。",
    "The digest is not that of the announcement: list, quotas or lottery were changed.",
)
_OTHER = Wording(
    "摘要与事先公布的不同：公布的是{announced}，文件里是{found}。",
    "The digest is not the one made public: that was {announced}, the file has {found}.",
)
_PROFILES = Wording(
    "按名单重新分类，与文件里的分类不同。", "Sorted anew, the list gives other profiles than the file."
)
_KEY = Wording(
    "由公开数算出的公开数串是{key}，与文件不同。",
    "The public numbers give the key {key}, not that of the file.",
)
_REPLACEMENT = Wording("按候补次序重算递补，结果不同。", "The replacements, computed again, are others.")
_RESULT = Wording(
    "按公开数重算，结果不同。", "Computed again from the public numbers, the result is another."
)
