"""The examples of docs/api.md are run by curl against a running desk, in their order, and answer as the page says."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.factories.gateway import token_for
from tests.factories.world import make_world

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
LINE = re.compile(r"^(curl .+?)  # (\d{3})$", re.MULTILINE)


def test_every_example_answers_as_the_page_says(live_server: Any) -> None:
    world = make_world()
    told = {
        "DESK": live_server.url,
        "TOKEN": token_for(world.officer),
        "PERSON": str(world.host_chair.pk),
        "UNION": str(world.county.pk),
    }
    examples = LINE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) == 11
    observed = [(line, _run(line, told)) for line, _status in examples]
    assert observed == examples


def _run(line: str, told: dict[str, str]) -> str:
    quiet = line.replace("curl ", "curl -s --noproxy '*' -o /dev/null -w '%{http_code}' ", 1)
    done = subprocess.run(
        ["bash", "-c", quiet], env={**os.environ, **told}, capture_output=True, text=True, check=True
    )
    return done.stdout


pytestmark = pytest.mark.django_db(transaction=True)
