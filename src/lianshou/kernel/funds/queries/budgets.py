"""Sources and budgets, each with what is taken of it; every sum is of whole fen, made by the database from the rows."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.funds.enums import State
from lianshou.kernel.funds.models import Budget, Payment, Source
from lianshou.kernel.funds.rules import LIVE, MOVED, Bearing
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

_STATES: dict[str, frozenset[State]] = {
    "taken_fen": LIVE,
    "planned_fen": frozenset({State.PLANNED}),
    "approved_fen": frozenset({State.APPROVED}),
    "paid_fen": MOVED,
}


def sources_in_scope(*, actor: Any, verb: str = "fund.view") -> QuerySet[Source]:
    """The sources of unions in the subtrees of the posts that grant ``verb``."""
    return Source.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")


def sources_listed(*, actor: Any) -> QuerySet[Source]:
    """Those sources with what is budgeted of them, and what is taken, planned, approved and paid."""
    budgets = Budget.objects.admitted().filter(source=OuterRef("pk"))
    payments = Payment.objects.admitted().filter(budget__source=OuterRef("pk"))
    return (
        sources_in_scope(actor=actor)
        .annotate(budgeted_fen=_sum(budgets, "ceiling_fen", "source"), **_taken(payments, "budget__source"))
        .order_by("-year", "union__path", "pk")
    )


def budgets_in_scope(*, actor: Any, verb: str = "fund.view") -> QuerySet[Budget]:
    """The budgets from sources of unions in scope, or for programmes that are run there."""
    found = Budget.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("source__union", "programme__union")


def budgets_listed(*, actor: Any) -> QuerySet[Budget]:
    """Those budgets with what is taken, planned, approved and paid of them."""
    payments = Payment.objects.admitted().filter(budget=OuterRef("pk"))
    found = budgets_in_scope(actor=actor).annotate(**_taken(payments, "budget"))
    return found.order_by("-source__year", "programme__title", "item", "pk")


def budgets_to_plan(*, actor: Any) -> QuerySet[Budget]:
    """The budgets of programmes for which the actor may enter payments."""
    programmes = scope_of(actor=actor, verb="fund.plan")
    return Budget.objects.within(programmes, "programme__union__path").select_related(
        "source__union", "programme__union"
    )


def bearing_of_source(source: Source) -> Bearing:
    """What a source in hand has and how much of it is budgeted, as the rows stand now."""
    given = Budget.objects.admitted().filter(source=source).aggregate(n=Sum("ceiling_fen", default=0))["n"]
    return Bearing(source.amount_fen, given)


def bearing_of_budget(budget: Budget) -> Bearing:
    """What a budget in hand may be spent on and how much of it is taken, as the rows stand now."""
    rows = Payment.objects.admitted().filter(budget=budget, state__in=LIVE)
    return Bearing(budget.ceiling_fen, rows.aggregate(n=Sum("amount_fen", default=0))["n"])


def has_item(*, source: Source, programme: Programme, item: str) -> bool:
    """Whether the source gives the programme a budget of this name already."""
    return Budget.objects.admitted().filter(source=source, programme=programme, item=item.strip()).exists()


def unions_with_money(*, actor: Any) -> QuerySet[Union]:
    """The unions whose sources the actor may record."""
    return unions_in_scope(actor=actor, verb="fund.budget").exclude(level="enterprise").order_by("path")


def programmes_to_fund(*, actor: Any, source: Source) -> QuerySet[Programme]:
    """The programmes run in the subtree of a source's union that the actor may give a budget."""
    inside = Scope((source.union.path,)).q("union__path")
    return programmes_in_scope(actor=actor, verb="fund.budget").filter(inside)


def programmes_with_budgets(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor can choose among to filter budgets and payments."""
    return Programme.objects.admitted().filter(pk__in=budgets_in_scope(actor=actor).values("programme"))


def years_of_sources(*, actor: Any) -> list[int]:
    """The years that have sources in the actor's scope, latest first."""
    found = sources_in_scope(actor=actor).order_by("-year").values_list("year", flat=True).distinct()
    return list(found)


def sources_with_words(sources: QuerySet[Source], words: str) -> QuerySet[Source]:
    """Narrow to sources whose title, document or union holds the words."""
    holds = Q(title__icontains=words) | Q(document_no__icontains=words) | Q(union__search__icontains=words)
    return sources.filter(holds)


def budgets_with_words(budgets: QuerySet[Budget], words: str) -> QuerySet[Budget]:
    """Narrow to budgets whose item, programme or source holds the words."""
    holds = (
        Q(item__icontains=words) | Q(programme__title__icontains=words) | Q(source__title__icontains=words)
    )
    return budgets.filter(holds)


def _taken(payments: QuerySet[Payment], key: str) -> dict[str, Any]:
    return {
        name: _sum(payments.filter(state__in=states), "amount_fen", key) for name, states in _STATES.items()
    }


def _sum(rows: QuerySet[Any], field: str, key: str) -> Any:
    """The sum over the rows of one outer row, 0 of none; a subquery, so that no join counts a row twice."""
    added = rows.order_by().values(key).annotate(added=Sum(field)).values("added")
    return Coalesce(Subquery(added, output_field=BigIntegerField()), Value(0, BigIntegerField()))
