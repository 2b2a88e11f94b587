"""The words of the papers that every programme may use, frozen as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lianshou.china.text import quotes_nested
from lianshou.core.papers import Clause
from lianshou.formats.papers.values import date_text
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.pledges.enums import Sort
from lianshou.kernel.pledges.rules import due_of, owner_said
from lianshou.kernel.programmes.queries import working_days


def several_context(
    *,
    programme: Any,
    number: str,
    title: str,
    hub: Any,
    members: Sequence[Any],
    words: Sequence[str],
    starts_on: date,
    ends_on: date,
    clauses: Sequence[Clause] = (),
) -> dict[str, Any]:
    """What an agreement of several says."""
    chairs = chairs_of([hub, *members])
    return {
        "number": number,
        "title": quotes_nested(title.strip()),
        "programme": quotes_nested(programme.title, inside=True),
        "federation": programme.union.name,
        "hub": _unit(hub, chairs),
        "members": [_unit(union, chairs) for union in members],
        "words": [quotes_nested(line) for line in words],
        "clauses": clauses_dated(clauses, sort=Sort.MANY, starts_on=starts_on, ends_on=ends_on),
        "starts_on": date_text(starts_on, "zh"),
        "ends_on": date_text(ends_on, "zh"),
        "signed_on": None,
        "remarks": None,
    }


def letter_context(
    *,
    programme: Any,
    number: str,
    title: str,
    union: Any,
    asked: Mapping[str, Any],
    chairs: Mapping[int, Any],
    issued_on: date,
    starts_on: date,
    ends_on: date,
) -> dict[str, Any]:
    """What a letter to one union says; ``asked`` has its promises with their days (``clauses_dated``)."""
    return {
        "number": number,
        "title": quotes_nested(title),
        "programme": quotes_nested(programme.title, inside=True),
        "federation": programme.union.name,
        "bearer": _unit(union, chairs),
        "words": [quotes_nested(line) for line in asked["words"]],
        "clauses": list(asked["clauses"]),
        "starts_on": date_text(starts_on, "zh"),
        "ends_on": date_text(ends_on, "zh"),
        "issued_on": date_text(issued_on, "zh"),
        "signed_on": None,
        "remarks": None,
    }


def clauses_in(context: Mapping[str, Any]) -> list[Clause]:
    """The promises that were typed into a paper."""
    return [
        Clause(
            side=said["side"],
            words=said["words"],
            done_when=said.get("done_when", ""),
            after=said.get("after"),
            before=said.get("before", 0),
            working=said.get("working", False),
        )
        for said in context.get("clauses", ())
    ]


def clauses_dated(
    clauses: Sequence[Clause], *, sort: str, starts_on: date, ends_on: date
) -> list[dict[str, Any]]:
    """Promises as plain JSON, each with whose it is and by when, as the paper prints them and as it is followed up."""
    if not clauses:
        return []
    days = working_days()
    dues = [due_of(one, starts_on=starts_on, ends_on=ends_on, days=days)[0] for one in clauses]
    return [
        clause_said(one)
        | {
            "words": quotes_nested(one.words),
            "who": owner_said(one.side, sort=sort),
            "by": date_text(due, "zh"),
        }
        for one, due in zip(clauses, dues, strict=True)
    ]


def _unit(union: Any, chairs: Mapping[int, Any]) -> dict[str, Any]:
    chair = chairs.get(union.pk)
    return {"name": union.name, "chair": chair.name if chair else None}


def clause_said(clause: Clause) -> dict[str, Any]:
    """A promise as plain JSON."""
    return {
        "side": clause.side,
        "words": clause.words,
        "done_when": clause.done_when,
        "after": clause.after,
        "before": clause.before,
        "working": clause.working,
    }
