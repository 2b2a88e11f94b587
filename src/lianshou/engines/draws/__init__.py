"""Draws by lot that anybody can compute again: a seed whose hash was announced, frozen candidates, SHA-256 for the order."""

from lianshou.engines.draws.document import DocumentError, checked, document_of
from lianshou.engines.draws.drawing import (
    Candidate,
    Cell,
    Outcome,
    commitment_of,
    digest_of,
    draw,
)

__all__ = [
    "Candidate",
    "Cell",
    "DocumentError",
    "Outcome",
    "checked",
    "commitment_of",
    "digest_of",
    "document_of",
    "draw",
]
