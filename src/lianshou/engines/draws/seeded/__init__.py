"""Draws by a seed that was made and kept back, its hash announced: the order of SHA-256 within cells. Inspections use it."""

from lianshou.engines.draws.seeded.document import DocumentError, checked, document_of
from lianshou.engines.draws.seeded.drawing import (
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
