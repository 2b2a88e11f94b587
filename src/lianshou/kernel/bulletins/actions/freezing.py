"""Freezing: every number of a text with the records it was counted from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from lianshou.core.figures import Figure
from lianshou.core.wording import Wording
from lianshou.kernel.bulletins.enums import Part
from lianshou.kernel.bulletins.models import Bulletin, FrozenRows, FrozenValue
from lianshou.kernel.bulletins.queries.values import Asked, Value, parts_of, values_now
from lianshou.kernel.bulletins.rules.inserting import Insert, inserts_of
from lianshou.kernel.figures.queries import all_figures, facts_of, rows_of

IN_A_PART = 500
MOST_CELLS = 20_000
"""Records of which the columns are kept as they were; of longer lists the keys alone."""


def freeze(*, bulletin: Bulletin, actor: Any, today: date) -> list[Value]:
    """Store every number of the text with its records; what stood before is dropped. Gives the numbers."""
    bulletin.values.admitted().delete()
    asked = Asked(bulletin.union, bulletin.period, actor, today)
    inserts = inserts_of(bulletin.text)
    values = values_now(bulletin.text, asked)
    for insert, value in zip(inserts, values, strict=True):
        if value.problem is None:
            _keep(bulletin, insert, value, asked)
    return values


def _keep(bulletin: Bulletin, insert: Insert, value: Value, asked: Asked) -> None:
    over, *under = parts_of(all_figures()[value.slug])
    kept = FrozenValue.objects.create(
        bulletin=bulletin, place=value.place, raw=value.raw, kind=value.kind, figure=value.slug,
        title=value.title.both, definition=value.definition.both, definition_version=value.version,
        unit=value.unit, number=value.number, under=value.under, words=value.words.both,
        heading=value.heading.both, lines=list(value.lines), period=value.period,
        columns=[column.title.both for column in over.columns], records=0, digest="",
    )  # fmt: skip
    kept.records, kept.digest = _keep_rows(kept, over, insert, asked, Part.OVER)
    kept.save(update_fields=["records", "digest"])
    for one in under:
        _keep_rows(kept, one, insert, asked, Part.UNDER)


def _keep_rows(
    value: FrozenValue, figure: Figure, insert: Insert, asked: Asked, part: Part
) -> tuple[int, str]:
    """The records of a number, by five hundred; gives how many they are and the digest of their keys."""
    of = asked.of(figure, insert)
    paths = _paths(figure, of)
    rows = figure.dress(rows_of(**of)).order_by("pk")
    full = len(paths) <= MOST_CELLS
    coming = rows.iterator(chunk_size=IN_A_PART) if full else iter(sorted(paths))
    digest, count = hashlib.sha256(), 0
    for number, block in enumerate(_blocks(coming)):
        keys = [row.pk for row in block] if full else block
        cells = [[_cell(column.value(row)) for column in figure.columns] for row in block] if full else []
        FrozenRows.objects.create(
            value=value,
            part=part,
            number=number,
            keys=keys,
            paths=[paths.get(key, "") for key in keys],
            cells=cells,
        )
        digest.update("".join(f"{key}," for key in keys).encode())
        count += len(keys)
    return count, digest.hexdigest()


def _paths(figure: Figure, of: dict[str, Any]) -> dict[int, str]:
    """Where each record counted lies in the tree; one that several facts stand for lies where the first of them does."""
    found: dict[int, str] = defaultdict(str)
    facts = facts_of(**of).order_by("pk").values_list(figure.each or "pk", figure.path)
    for key, path in facts.iterator(chunk_size=2000):
        if key is not None and key not in found:
            found[key] = path or ""
    return dict(found)


def _blocks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while block := list(islice(rows, IN_A_PART)):
        yield block


def _cell(value: Any) -> str:
    return "" if value is None else value.zh if isinstance(value, Wording) else str(value)
