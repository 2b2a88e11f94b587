"""Another program that writes: `python asker.py SECRET PROGRAMME KEY…`; each time it reads a moment, it asks at that moment
with the next key, and prints what it was answered. It says first that it is ready."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any


def main(secret: str, programme: str, *keys: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.test.utils import setup_test_environment
    from tests.factories.gateway import Program

    setup_test_environment()
    program = Program(secret)
    program.get("token")  # whatever is read once is read
    words = {"decides": "公示期满即实施", "text": "现予公示", "days": 5, "telephone": "0515-00000000"}
    say("ready")
    for number, key in enumerate(keys):
        body = {"programme": int(programme), "title": f"公示{number}", **words}
        time.sleep(max(0.0, float(sys.stdin.readline()) - time.time()))
        began = time.time()
        answer = program.post("notices", body, key=key)
        replayed = "Idempotent-Replayed" in answer
        say([answer.status_code, replayed, answer.content.decode(), began, time.time()])


def say(words: Any) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
