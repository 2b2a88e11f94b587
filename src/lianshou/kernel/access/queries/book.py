"""The lines of the book that an auditor may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from lianshou.core.personal import personal
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Post
from lianshou.kernel.access.queries.scope import scope_of
from lianshou.kernel.audit.enums import WHY_SHOWN
from lianshou.kernel.audit.models import Anchor, Check, Entry, EntryPlace
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import is_root, tops_of

_PER_PAGE = 50
_COUNTED = 1000
_UNIONS = 50


def entries_in_scope(*, actor: Any) -> QuerySet[Entry]:
    """The lines of the book about records inside the auditor's subtrees, newest first.

    Lines that stand outside every union (accounts) are for an auditor at the top of the tree.
    """
    scope = scope_of(actor=actor, verb="audit.read")
    if scope.everything:
        return Entry.objects.within(scope).order_by("-pk")
    inside = lines_inside(scope)
    if any(is_root(path) for path in scope.paths):
        inside |= Q(union_path="")
    return Entry.objects.admitted().filter(inside).order_by("-pk")


def lines_inside(scope: Scope) -> Q:
    """The condition that a line is read inside ``scope``: by its own path, or by its places once its union has moved."""
    moved = EntryPlace.objects.admitted().filter(entry=OuterRef("pk"))
    there = EntryPlace.objects.within(scope).values("entry")
    return scope.q("union_path") & ~Exists(moved) | Q(pk__in=there)


@dataclass(frozen=True)
class BookPage:
    """A page of the book, cut by numbers and not by counting, so that the millionth line costs what the first does.

    ``before`` and ``after`` are the numbers to ask for the neighbouring pages by, None where there is none; ``counted``
    is how many lines there are, up to a thousand, and ``more`` whether there are more.
    """

    entries: Sequence[Entry]
    before: int | None
    after: int | None
    counted: int
    more: bool


def page_of_book(
    entries: QuerySet[Entry],
    *,
    beyond: int | None = None,
    ahead: int | None = None,
    oldest_first: bool = False,
) -> BookPage:
    """The page of ``entries`` that begins beyond the number ``beyond``, or ends ahead of the number ``ahead``."""
    backwards = ahead is not None
    rises = oldest_first != backwards
    mark = ahead if backwards else beyond
    cut = entries if mark is None else entries.filter(**{"pk__gt" if rises else "pk__lt": mark})
    rows = list(cut.order_by("pk" if rises else "-pk")[: _PER_PAGE + 1])
    rest, rows = len(rows) > _PER_PAGE, rows[:_PER_PAGE]
    if backwards:
        rows.reverse()
    counted = entries.order_by()[: _COUNTED + 1].count()
    return BookPage(
        entries=rows,
        before=rows[0].pk if rows and (rest if backwards else beyond is not None) else None,
        after=rows[-1].pk if rows and (backwards or rest) else None,
        counted=min(counted, _COUNTED),
        more=counted > _COUNTED,
    )


@dataclass(frozen=True)
class Neighbours:
    """The numbers of the entries before and after one in the chain; ``open`` are those the auditor may read."""

    before: int | None
    after: int | None
    open: frozenset[int]

    @property
    def is_partly_hidden(self) -> bool:
        return not {self.before, self.after} - {None} <= self.open


def neighbours_of(*, actor: Any, entry: Entry) -> Neighbours:
    """The entries that the chain knows beside ``entry``, whether or not the auditor may read them."""
    near = Entry.objects.admitted().filter(pk__in=[entry.pk - 1, entry.pk + 1])
    standing = set(near.values_list("pk", flat=True))
    readable = entries_in_scope(actor=actor).filter(pk__in=standing).values_list("pk", flat=True)
    before, after = (number if number in standing else None for number in (entry.pk - 1, entry.pk + 1))
    return Neighbours(before, after, frozenset(readable))


def same_subject(*, actor: Any, entry: Entry) -> QuerySet[Entry]:
    """The other entries about the subject of ``entry``."""
    about = {"subject_type": entry.subject_type, "subject_id": entry.subject_id}
    return entries_in_scope(actor=actor).filter(**about).exclude(pk=entry.pk)


def subtrees_named(*, actor: Any, words: str) -> Scope:
    """The subtrees of the unions in the auditor's scope whose name holds ``words``; nothing when none does."""
    scope = scope_of(actor=actor, verb="audit.read")
    found = _unions().filter(scope.q("path"), name__icontains=words).order_by("path")
    return Scope(tops_of(found.values_list("path", flat=True)[:_UNIONS]))


def post_words(*, actor: Any, post: str) -> str:
    """``role@path`` in words; the union's name only where it lies in the auditor's scope or above it."""
    role, _sign, path = post.partition("@")
    if role not in Role.values:
        return post
    path, _slash, lent = path.partition("/")
    label = _("%(role)s · standing in") % {"role": Role(role).label} if lent else str(Role(role).label)
    scope = scope_of(actor=actor, verb="audit.read")
    known = scope.covers(path) or any(top.startswith(path) for top in scope.paths)
    name = _unions().filter(path=path).values_list("name", flat=True).first() if known and path else None
    return f"{name} · {label}" if name else label


@dataclass(frozen=True)
class LookSaid:
    """Which fields were shown, and why, in words; never what stood in them."""

    fields: str
    why: str


def look_said(entry: Entry) -> LookSaid | None:
    """What a line tells about a look at personal values; None for any other line."""
    if entry.verb != "personal.shown":
        return None
    titles = {
        field.name: str(field.title)
        for record in personal
        if record.model._meta.label_lower == entry.subject_type
        for field in record.fields
    }
    why = entry.details.get("reason", "")
    shown = "、".join(titles.get(name, name) for name in entry.details.get("fields", ()))
    return LookSaid(fields=shown, why=str(WHY_SHOWN.get(why, why)))


def checks() -> QuerySet[Check]:
    """The checks of the book, newest first."""
    return Check.objects.order_by("-pk")


def anchors() -> QuerySet[Anchor]:
    """The anchors of the book, newest first."""
    return Anchor.objects.order_by("-pk")


def _unions() -> Any:
    """Unions, whose app stands above this one."""
    tree: Any = Post._meta.get_field("union").related_model
    return tree.objects.admitted()
