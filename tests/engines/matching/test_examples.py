"""The examples in docs/matching.md run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "matching.md"


def test_the_examples_of_the_page_run(capsys):
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102  our own page
    said = capsys.readouterr().out.splitlines()
    assert len(blocks) == 2
    assert said[0] == "A安排在X"
    assert said[3] == "the total cost rises by 19853; changes, 1: C from Y to X"
    assert said[4] == "1 0 []"
    assert names["answer"].result.cost == names["problem"].cost_of(names["matching"].host_of)  # type: ignore[attr-defined]
