"""What if: an instance with changes, each on top of those before, and what every one of them would make different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lianshou.engines.matching import ProblemError
from lianshou.kinds.pairing.rules import answers
from lianshou.kinds.pairing.rules.asking import Standing, placed, settled, stand
from lianshou.kinds.pairing.rules.change_reading import Change, ChangeError
from lianshou.kinds.pairing.rules.changing import changed, stepped
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.posing import posed
from lianshou.kinds.pairing.rules.rearranging import loads, moves, names
from lianshou.kinds.pairing.rules.reporting import said
from lianshou.kinds.pairing.rules.terms import Board

__all__ = ["WHAT_IF_SCHEMA", "Change", "ChangeError", "changed", "suppose"]

WHAT_IF_SCHEMA = "lianshou.pairing.what-if/1"

Json = dict[str, Any]


def suppose(
    instance: Instance, changes: Sequence[Change], *, arrangement: Mapping[str, Any] | None = None
) -> Json:
    """What ``changes`` would make of the best matching, or of ``arrangement``, step by step and in total.

    See docs/matching-json.md for both shapes. Nothing is changed. Raises ChangeError for the first change that
    cannot be, ProblemError as ``match``.
    """
    first = last = stand(instance, arrangement)
    steps: list[Json] = []
    for number, step in enumerate(stepped(instance, changes), start=1):
        before, last = last, after_change(last, step.instance, change=changes[number - 1], number=number)
        steps.append(
            {
                "step": number,
                "op": changes[number - 1]["op"],
                "change": said(answers.stop(step.wording)),
                "notices": [said(notice) for notice in step.notices],
                **_different(before, last),
            }
        )
    return {"schema": WHAT_IF_SCHEMA, **_different(first, last), "steps": steps}


def after_change(before: Standing, instance: Instance, *, change: Change, number: int) -> Standing:
    """The best matching of the changed ``instance``, as near to ``before`` as can be. Raises ChangeError."""
    board = Board(instance)
    try:
        return settled(board, posed(board), placed(board, before.hosts))
    except ProblemError as error:
        field = "most" if change["op"] == "room" else "host"
        raise ChangeError(number, field, answers.stop(error.wording)) from error


def _different(before: Standing, after: Standing) -> Json:
    """Everything that is different between two arrangements, both counted at the weights of the second."""
    reweighed = before.board.instance.settings != after.board.instance.settings
    cost_before = _reweighed(before, after).cost if reweighed else before.cost
    moved, unmatched = moves(before, after), after.unmatched - before.unmatched
    sentence = answers.supposed(
        after.cost - cost_before,
        unmatched,
        names(moved, "moved", "served", "left_out"),
        reweighed=reweighed,
        gone=names(moved, "gone"),
        new=names(moved, "joined"),
    )
    return {
        "cost_before": cost_before,
        "cost_after": after.cost,
        "difference": after.cost - cost_before,
        "unmatched_before": before.unmatched,
        "unmatched_after": after.unmatched,
        "moves": moved,
        "served": [_guest(move) for move in moved if move["kind"] == "served"],
        "left_out": [_guest(move) for move in moved if move["to"] is None and move["kind"] != "gone"],
        "loads": loads(before, after),
        "sentence": said(sentence),
    }


def _guest(move: Json) -> Json:
    return {"guest": move["guest"], "guest_name": move["guest_name"]}


def _reweighed(before: Standing, after: Standing) -> Standing:
    """``before`` at the weights of ``after``."""
    board = Board(replace(before.board.instance, settings=after.board.instance.settings))
    return Standing(board, posed(board), placed(board, before.hosts))
