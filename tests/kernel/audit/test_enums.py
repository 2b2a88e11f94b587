from __future__ import annotations

import re
from pathlib import Path

import lianshou
from lianshou.kernel.audit.enums import VERBS, verb_said

_RECORDED = re.compile(r"record\([^)]*?verb=\"([a-z_.]+)\"", re.S)


def test_every_verb_that_an_action_writes_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(lianshou.__path__[0]).rglob("*.py")]
    written = {verb for source in sources for verb in _RECORDED.findall(source)}
    assert (len(written) > 20, sorted(written - VERBS.keys())) == (True, [])


def test_unknown_verb_stays_as_it_is() -> None:
    assert verb_said("thing.done") == "thing.done"
