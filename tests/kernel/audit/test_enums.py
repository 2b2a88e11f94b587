from __future__ import annotations

import re
from pathlib import Path

import lianshou
from lianshou.kernel.audit.enums import VERBS, verb_said
from lianshou.kernel.programmes.enums import State

_TOLD = re.compile(r"``([a-z]+\.[a-z_]+)``")


def test_every_trace_that_an_action_tells_of_has_words() -> None:
    package = Path(lianshou.__path__[0])
    rooms = [*package.rglob("actions.py"), *package.rglob("actions/*.py")]
    traces = {trace for room in rooms for trace in _TOLD.findall(room.read_text(encoding="utf-8"))}
    assert (len(traces) > 20, sorted(traces - VERBS.keys())) == (True, [])


def test_every_state_of_a_programme_has_its_trace() -> None:
    assert {f"programme.{state}" for state in State} <= VERBS.keys()


def test_unknown_verb_stays_as_it_is() -> None:
    assert verb_said("thing.done") == "thing.done"
