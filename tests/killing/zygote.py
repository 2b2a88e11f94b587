"""Run as a script on a scenario: for every line of its input it forks a worker and says how that one ended.

A scenario is a module with ``prepare(count)``, ``work(turn)``, ``ask(word, turn)`` and ``look()``. ``work 0.35`` works and
kills the worker after 0.35 seconds of its time; ``work`` lets it end; ``look`` prints the state; any other word is asked,
and killed too when a time stands behind it. Turns count the lines, so that the clock of every worker can be later than that
of the one before, and it finds the job silent.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from importlib import import_module
from types import ModuleType


def _child(scenario: ModuleType, word: str, turn: int, answer: int) -> None:
    from lianshou.core.ambient import beyond_scope

    try:
        with beyond_scope("the suite"):
            if word == "look":
                os.write(answer, json.dumps(scenario.look()).encode())
            elif word == "work":
                scenario.work(turn)
            else:
                scenario.ask(word, turn)
    except BaseException:  # noqa: BLE001  whatever it is, the child ends here
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    import django

    django.setup()
    scenario = import_module(sys.argv[1])
    if sys.argv[2:3] == ["prepare"]:
        from lianshou.core.ambient import beyond_scope

        with beyond_scope("the suite"):
            scenario.prepare(int(sys.argv[3]))
        return
    for turn, line in enumerate(sys.stdin):
        word, *when = line.split()
        hears, says = os.pipe()
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(hears)
            _child(scenario, word, turn, says)
        os.close(says)
        if when:
            time.sleep(float(when[0]))
            os.kill(child, signal.SIGKILL)
        with os.fdopen(hears) as told:
            said = told.read()
        ended = os.waitpid(child, 0)[1]
        print(json.dumps({"ended": ended, "took": time.monotonic() - begun, "said": said}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
