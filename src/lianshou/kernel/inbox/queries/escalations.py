"""Rules of escalation, what was escalated, and what of it stands on a desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Min, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.kinds import Errand, InboxItem
from lianshou.core.records import Reach
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.queries import held_by, in_force, may, scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.models.scope import either
from lianshou.kernel.guard.rules.ranges import STEP, lineage
from lianshou.kernel.inbox.enums import EscalationState
from lianshou.kernel.inbox.models import Escalation, EscalationRule
from lianshou.kernel.inbox.rules.escalating import ROLES, Rule
from lianshou.kernel.inbox.rules.levels import level_of
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

_RELATED = ("union", "to", "rule", "answered_by")


def rules_in_scope(*, actor: Any) -> QuerySet[EscalationRule]:
    """The rules in force of the unions that the actor sees escalations of."""
    found = EscalationRule.objects.within(scope_of(actor=actor, verb="escalation.view")).filter(ended_at=None)
    return found.select_related("union", "set_by").order_by("union__path", "errand", "pk")


def unions_to_rule(*, actor: Any) -> QuerySet[Union]:
    """The unions for which the actor may set a rule."""
    return unions_in_scope(actor=actor, verb="escalation.rule")


def rules_in_force() -> list[Rule]:
    """Every rule as the sweep sees it."""
    rows = EscalationRule.objects.admitted().filter(ended_at=None)
    return [Rule(*row) for row in rows.values_list("pk", "union__path", "errand", "days", "role")]


def accounts_under(*, paths: list[str], today: date) -> QuerySet[User]:
    """Who holds a post today in the subtrees of ``paths``: whose work the sweep looks through."""
    posts = Post.objects.within(Scope(tuple(paths))).filter(in_force(today), user__is_active=True)
    return User.objects.filter(pk__in=posts.values("user")).order_by("pk")


@dataclass(frozen=True)
class Above:
    """Unions by path, and for each role the paths at which it is held above the items in question."""

    unions: Mapping[str, Union]
    held: Mapping[str, set[str]]

    def to(self, level: str, role: str) -> Union | None:
        """The union to which something at ``level`` goes: the nearest above where the role is held, else the next above."""
        parent = level[:-STEP]
        return self.unions.get(level_of(parent, [self.held.get(role, set())]) or parent)


def above_of(*, levels: set[str], today: date) -> Above:
    """What the sweep needs to know of the unions at and above the levels of items, in two queries."""
    paths = {path for level in levels for path in lineage(level)}
    posts = Post.objects.admitted().filter(
        in_force(today), user__is_active=True, role__in=ROLES, union__path__in=paths
    )
    held: dict[str, set[str]] = {}
    for role, path in posts.order_by().values_list("role", "union__path").distinct():
        held.setdefault(role, set()).add(path)
    unions = Union.objects.admitted().filter(path__in=paths)
    return Above({one.path: one for one in unions}, held)


def escalations_in_scope(*, actor: Any, verb: str = "escalation.view") -> QuerySet[Escalation]:
    """What was escalated from unions in the subtrees of the actor's posts: the open ones first, what fell due first before all."""
    found = Escalation.objects.within(scope_of(actor=actor, verb=verb))
    turn = Case(When(done_at=None, then=0), default=1)  # databases differ on whether nothing comes first
    return found.select_related(*_RELATED).annotate(turn=turn).order_by("turn", "done_at", "due_on", "pk")


def unions_escalated(*, actor: Any) -> QuerySet[Union]:
    """The unions from which any of it came, to filter by."""
    raised = escalations_in_scope(actor=actor).order_by()
    return Union.objects.admitted().filter(pk__in=raised.values("union")).order_by("path")


def in_state(found: QuerySet[Escalation], state: str, today: date) -> QuerySet[Escalation]:
    """Narrow to those that stand so on a day."""
    if state == EscalationState.DONE:
        return found.exclude(done_at=None)
    postponed = Q(answer_until__gte=today)
    still = found.filter(done_at=None)
    return still.filter(postponed) if state == EscalationState.POSTPONED else still.exclude(postponed)


def with_words(found: QuerySet[Escalation], words: str) -> QuerySet[Escalation]:
    """Narrow to those from unions whose name or pinyin holds the words."""
    return found.filter(union__search__icontains=words)


def escalation_items(*, actor: Any, today: date) -> list[InboxItem]:
    """What went up to the actor's posts, one item for each union from which it came, with the number."""
    seats = [Q(to=held.union, role=held.role) for held in held_by(actor=actor)]
    if not may(actor, "escalation.view") or not seats:
        return []
    found = in_state(Escalation.objects.admitted().filter(either(seats)), EscalationState.OPEN, today)
    rows = found.order_by().values("union", "union__path", "union__name", "to__path")
    return [
        InboxItem(
            key=f"escalated:{row['union']}",
            errand=Errand.ESCALATED,
            title=ngettext(
                "%(union)s: %(n)s overdue, escalated", "%(union)s: %(n)s overdue, escalated", row["n"]
            )
            % {"union": row["union__name"], "n": row["n"]},
            detail=_("The first was due on %(day)s") % {"day": row["first"]},
            url=_page_of(row),
            owner=row["to__path"],
            is_own=True,
            due_on=row["first"],
            overdue=True,
        )
        for row in rows.annotate(n=Count("pk"), first=Min("due_on"), one=Min("pk")).order_by("union__path")
    ]


def _page_of(row: Mapping[str, Any]) -> str:
    """The matter itself where it is the only one of its union, else those of the union as a list."""
    if row["n"] == 1:
        return reverse("inbox:escalation", args=[row["one"]])
    return f"{reverse('inbox:escalated')}?union={row['union']}&state=open"


def own_escalations(*, actor: Any, keys: set[str]) -> dict[str, Escalation]:
    """Which of the actor's own items went up and are not answered, by key."""
    found = Escalation.objects.within(scope_of(actor=actor, verb="escalation.answer"))
    return {one.key: one for one in found.filter(done_at=None, answered_at=None, key__in=keys)}


def escalations_within(scope: Scope) -> QuerySet[Escalation]:
    """What was escalated inside a scope that the caller was given."""
    return Escalation.objects.within(scope).select_related(*_RELATED)


def reaches_of_escalation(escalation: Escalation) -> dict[str, Reach]:
    """Where a post must stand to see an escalation, and to answer it."""
    here = Reach((escalation.union.path,))
    return dict.fromkeys(("escalation.view", "escalation.answer"), here)
