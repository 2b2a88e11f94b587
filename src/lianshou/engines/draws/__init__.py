"""Draws by lot that anybody can compute again.

``seeded``: a seed kept back whose hash was announced; inspections draw so, and its names stand here.
All else (``problem``, ``announcement``, ``transcript``, ``verifier``, ``conflicts``, ``replacing``): public numbers named in
advance, quotas over several attributes, and the fairest of all lotteries that keep them; see docs/draws.md. Those modules are
imported by their own names, so that a seeded draw loads no solver.
"""

from lianshou.engines.draws.seeded import (
    Candidate,
    Cell,
    DocumentError,
    Outcome,
    checked,
    commitment_of,
    digest_of,
    document_of,
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
