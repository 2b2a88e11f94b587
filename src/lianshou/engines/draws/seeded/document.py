"""A draw as a document (JSON) that anybody can check: what was announced, the seed, the candidates, the result."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from lianshou.engines.draws.seeded.drawing import Candidate, Cell, Outcome, commitment_of, digest_of, draw

VERSION = 1
"""Of the form of the document."""


class DocumentError(ValueError):
    """The document is not one of a draw."""


def document_of(
    *, seed: str, commitment: str, digest: str, cells: Sequence[Cell], excluded: Collection[str],
    outcomes: Sequence[Outcome], told: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """Everything that computing the draw again needs; ``told`` is what stands beside it for people."""
    return {
        "draw": VERSION,
        "told": told,
        "commitment": commitment,
        "seed": seed,
        "digest": digest,
        "excluded": sorted(excluded),
        "cells": [
            {
                "key": cell.key,
                "title": cell.title,
                "count": cell.count,
                "candidates": [[one.key, one.name] for one in cell.candidates],
            }
            for cell in cells
        ],
        "drawn": {one.cell: [found.key for found in one.drawn] for one in outcomes},
    }


def checked(document: Any) -> list[str]:
    """What does not agree in a document, in the words of keys; an empty list when seed, input and result agree.

    Keys: ``commitment`` (the seed is not the one announced), ``digest`` (the candidates are not those that were frozen),
    ``drawn`` (the seed gives another result). Raises DocumentError for anything that is no such document.
    """
    try:
        if document["draw"] != VERSION:
            raise DocumentError(f"form {document['draw']!r}")
        cells = [_cell(one) for one in document["cells"]]
        excluded = [str(one) for one in document["excluded"]]
        seed, drawn = str(document["seed"]), document["drawn"]
        commitment, digest = document["commitment"], document["digest"]
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentError(str(error)) from error
    again = {
        one.cell: [found.key for found in one.drawn]
        for one in draw(seed=seed, cells=cells, excluded=excluded)
    }
    agree = {
        "commitment": commitment == commitment_of(seed),
        "digest": digest == digest_of(cells=cells, excluded=excluded),
        "drawn": drawn == again,
    }
    return [key for key, is_so in agree.items() if not is_so]


def _cell(told: Any) -> Cell:
    candidates = tuple(Candidate(str(key), str(name)) for key, name in told["candidates"])
    return Cell(str(told["key"]), str(told["title"]), int(told["count"]), candidates)
