"""Which text holds, who may agree to it, and whether data may be processed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.rights.enums import SENSITIVE, Basis, How, Reason

ORDINARY = ""
"""The part of a text that holds its ordinary classes; every sensitive class is a part of its own."""


def parts_of(classes: Iterable[str]) -> list[str]:
    """The parts to which one agrees one by one: the ordinary classes together, each sensitive class apart."""
    given = list(classes)
    apart = [name for name in given if name in SENSITIVE]
    return ([ORDINARY] if len(apart) < len(given) else []) + apart


def parts_for(classes: Iterable[str], *, about_relative: bool, child: bool) -> list[str]:
    """The parts of a text that concern somebody: what is told of a family is agreed to for each of its members.

    A relative is asked about RELATIONS and, under 14, about CHILD; the person about everything else.
    """
    if about_relative:
        return parts_of(
            name for name in classes if name == DataClass.RELATIONS or (child and name == DataClass.CHILD)
        )
    return parts_of(name for name in classes if name not in (DataClass.RELATIONS, DataClass.CHILD))


def digest_of(words: Sequence[object]) -> str:
    """SHA-256 over the words of a text: what exactly was agreed to."""
    text = json.dumps(list(words), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def why_not_publish(
    *,
    published: bool,
    basis: str,
    law: str,
    classes: Collection[str],
    necessity: str,
    assessed: Collection[str],
    before: Collection[str] | None,
    asks_again: bool,
) -> Reason | None:
    """The first reason to refuse publishing a text.

    ``assessed`` are the classes of a valid impact assessment, ``before`` those of the version that it supersedes.
    """
    sensitive = {name for name in classes if name in SENSITIVE}
    grown = before is not None and bool(set(classes) - set(before))
    checks = [
        (published, Reason.PUBLISHED),
        (not classes, Reason.CLASSES_MISSING),
        (basis != Basis.CONSENT and not law.strip(), Reason.LAW_MISSING),
        (bool(sensitive) and not necessity.strip(), Reason.NECESSITY_MISSING),
        (bool(sensitive - set(assessed)), Reason.ASSESSMENT_MISSING),
        (grown and not asks_again, Reason.MUST_ASK_AGAIN),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_give(
    *,
    published: bool,
    current: bool,
    basis: str,
    own_region: bool,
    parts: Collection[str],
    offered: Collection[str],
    given: Collection[str],
) -> Reason | None:
    """The first reason to refuse a consent to ``parts`` of a text whose parts are ``offered`` and partly ``given``."""
    checks = [
        (not published, Reason.NOT_PUBLISHED),
        (not own_region, Reason.FOREIGN_TEXT),
        (not current, Reason.SUPERSEDED),
        (basis != Basis.CONSENT, Reason.NO_CONSENT_NEEDED),
        (not parts, Reason.NOTHING_CHOSEN),
        (bool(set(parts) - set(offered)), Reason.NOT_FOR_THEM),
        (bool(set(parts) & set(given)), Reason.ALREADY_GIVEN),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_speak(*, how: str, is_relative: bool, child: bool, may_be_child: bool) -> Reason | None:
    """Whether a consent may be given in this way for this person.

    ``child``: known to be under 14; ``may_be_child``: no day of birth, and the relation is that of a child.
    """
    if may_be_child:
        return Reason.AGE_UNKNOWN
    if child:
        return None if how == How.GUARDIAN else Reason.GUARDIAN_NEEDED
    if how == How.GUARDIAN:
        return Reason.NO_CHILD
    return Reason.ONLY_ON_PAPER if is_relative and how == How.SELF else None


def why_not_record(
    *,
    how: str,
    paper_place: str,
    guardian: str,
    relation: str,
    given_on: date,
    published_on: date,
    today: date,
) -> Reason | None:
    """Whether what the union writes down about a paper is complete."""
    checks = [
        (not paper_place.strip(), Reason.PAPER_MISSING),
        (how == How.GUARDIAN and not (guardian.strip() and relation.strip()), Reason.GUARDIAN_MISSING),
        (given_on > today, Reason.DAY_IN_FUTURE),
        (given_on < published_on, Reason.BEFORE_TEXT),
    ]
    return next((reason for fails, reason in checks if fails), None)


@dataclass(frozen=True)
class Given:
    """A consent as the rule sees it: to which part of which version, how, from when until when."""

    version: int
    part: str
    how: str
    given_on: date
    withdrawn_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True)
class Text:
    """The text of a purpose that holds on a day: ``since`` is the last version that asked anew."""

    version: int
    since: int
    basis: str
    classes: frozenset[str] = field(default_factory=frozenset)


def why_not_process(
    *,
    text: Text | None,
    classes: Collection[str],
    given: Iterable[Given],
    on: date,
    child: bool,
    objected: bool,
) -> Reason | None:
    """The first reason why ``classes`` of a person's data may not be used for a purpose on a day, or None.

    What stands on a law needs no consent. A consent counts when it was given to the version that holds, or to one
    since people were last asked anew; a child's only when the guardian gave it.
    """
    if text is None:
        return Reason.NO_TEXT
    if set(classes) - text.classes:
        return Reason.CLASS_NOT_COVERED
    if objected:
        return Reason.OBJECTED
    if text.basis != Basis.CONSENT:
        return None
    counting = [one for one in given if text.since <= one.version <= text.version]
    reasons = (_why_not_part(part, counting, on, child=child) for part in parts_of(sorted(classes)))
    return next((reason for reason in reasons if reason), None)


def _why_not_part(part: str, given: Iterable[Given], on: date, *, child: bool) -> Reason | None:
    about = [one for one in given if one.part == part and one.given_on <= on]
    standing = [one for one in about if one.holds(on)]
    if any(not child or one.how == How.GUARDIAN for one in standing):
        return None
    if standing:
        return Reason.GUARDIAN_NEEDED
    if about:
        return Reason.WITHDRAWN
    return Reason.NO_SEPARATE_CONSENT if part else Reason.NO_CONSENT
