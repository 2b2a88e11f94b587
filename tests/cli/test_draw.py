"""Computing a published draw again on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from lianshou.engines.draws import Candidate, Cell, commitment_of, digest_of, document_of, draw

Run = Callable[..., Result]


def written(path: Path, **changes: object) -> Path:
    cells = [Cell("1/new", "新建", 2, tuple(Candidate(str(n), f"工会{n}") for n in range(9)))]
    told = document_of(
        seed="seed",
        commitment=commitment_of("seed"),
        digest=digest_of(cells=cells, excluded=[]),
        cells=cells,
        excluded=[],
        outcomes=draw(seed="seed", cells=cells, excluded=[]),
        told={},
    )
    path.write_text(json.dumps(told | changes), encoding="utf-8")
    return path


def test_draw_that_agrees_is_said_to(run: Run, tmp_path: Path) -> None:
    done = run("draw", "verify", str(written(tmp_path / "draw.json")))
    assert (done.exit_code, "重算一致" in done.output) == (0, True)


def test_draw_that_was_touched_or_is_none_fails(run: Run, tmp_path: Path) -> None:
    touched = run("draw", "verify", str(written(tmp_path / "draw.json", seed="other")))
    assert (touched.exit_code, "种子" in touched.output) == (1, True)
    (tmp_path / "none.json").write_text("[1]", encoding="utf-8")
    none = run("draw", "verify", str(tmp_path / "none.json"))
    assert (none.exit_code, "不是抽签文件" in none.output) == (1, True)
