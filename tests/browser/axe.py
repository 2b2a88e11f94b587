"""Accessibility of a page that a browser shows: axe-core, rules of WCAG 2 levels A and AA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Any) -> list[str]:
    """What axe finds on ``page``, one line for each rule and element; empty is good.

    ``evaluate`` runs outside the page's content security policy, so the page needs no exception for axe.
    """
    page.evaluate(_SCRIPT.read_text(encoding="utf-8") + "\n;undefined")
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(result => result.violations)",
        _TAGS,
    )
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        for node in violation["nodes"]
    ]
