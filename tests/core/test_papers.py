from __future__ import annotations

import pytest

from lianshou.core.papers import Paper, Papers
from lianshou.core.wording import Wording

PAPER = Paper(title=Wording("函", "letter"), prefix="函", context=lambda **_: {}, render=lambda *_, **__: b"")


def test_slug_names_one_paper() -> None:
    papers = Papers()
    papers.add("letter", PAPER)
    assert (list(papers), "letter" in papers, papers["letter"]) == ([("letter", PAPER)], True, PAPER)
    with pytest.raises(ValueError, match="letter"):
        papers.add("letter", PAPER)


def test_paper_without_template_and_sample_is_not_editable() -> None:
    assert PAPER.is_editable is False
