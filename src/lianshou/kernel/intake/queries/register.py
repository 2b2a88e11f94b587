"""The register of forms: what each level is asked for, registered by hand or declared by a kind, and what of it is held already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Counted
from django.db.models import Q, QuerySet
from django.urls import reverse

from lianshou.core.asking import TIMES, Asking, Of
from lianshou.core.facts import Fact, facts
from lianshou.core.kinds import registry
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.intake.enums import Filler, FormState, HowOften
from lianshou.kernel.intake.models import Form, FormField
from lianshou.kernel.intake.rules import is_asked, state_of_form
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True, kw_only=True)
class AskedForm:
    """One form of the register. ``filler``, ``often`` and ``state`` are keys; ``held`` counts the fields held already."""

    title: Wording
    union: Union
    filler: str
    often: str
    purpose: Wording
    basis: Wording
    starts_on: date
    expires_on: date
    state: FormState
    fields: int
    held: int
    times: int
    is_declared: bool
    url: str

    @property
    def name(self) -> str:
        return self.title.zh

    @property
    def asker(self) -> str:
        return self.union.name_key

    @property
    def filler_said(self) -> str:
        return str(Filler(self.filler).label)

    @property
    def often_said(self) -> str:
        return str(HowOften(self.often).label)

    @property
    def cells(self) -> int:
        """How many fields one who fills it in writes in a year."""
        return self.fields * self.times

    def is_asked_in(self, year: int) -> bool:
        return self.starts_on.year <= year <= self.expires_on.year

    def holds(self, words: str) -> bool:
        """Whether its words hold every word."""
        told = f"{self.title.zh} {self.title.en} {self.union.name} {self.purpose.zh}".casefold()
        return all(word in told for word in words.casefold().split())


@dataclass(frozen=True)
class Count:
    """What one level is asked for, or one union asks for."""

    key: str
    title: str
    forms: int
    fields: int
    held: int
    cells: int

    @property
    def share(self) -> int:
        """How much of what is asked for is held already, in percent."""
        return round(100 * self.held / self.fields) if self.fields else 0


def forms_in_reach(*, actor: Any) -> QuerySet[Form]:
    """The registered forms of unions in the actor's subtrees, and of those above, whose forms are filled in below."""
    return (
        Form.objects.admitted().filter(_reach(actor, "union__path")).select_related("union", "registered_by")
    )


def forms_laid(*, union: Union, first: date, last: date) -> Mapping[int, int]:
    """How many forms each union above asks of a union that it began to ask for within the days, those for its level only."""
    above = lineage(union.path)[:-1]
    found = Form.objects.admitted().filter(
        union__path__in=above, filler=union.level, starts_on__range=(first, last), retired_on=None
    )
    return dict(found.order_by().values_list("union").annotate(n=Counted("pk")))


def fields_to_mark(*, actor: Any) -> QuerySet[FormField]:
    """The fields of the forms that the actor keeps."""
    scope = scope_of(actor=actor, verb="form.edit")
    return FormField.objects.within(scope).select_related("form__union")


def unions_to_register(*, actor: Any) -> QuerySet[Union]:
    """The unions for which the actor registers forms, from the top down."""
    return (
        Union.objects.within(scope_of(actor=actor, verb="form.edit"))
        .filter(dissolved_on=None)
        .order_by("path")
    )


def programmes_declaring(*, actor: Any) -> QuerySet[Programme]:
    """The programmes in reach whose kind declares forms."""
    kinds = [kind.slug for kind in registry if kind.askings]
    found = Programme.objects.admitted().filter(_reach(actor, "union__path"), kind__in=kinds)
    return found.select_related("union").order_by("-year", "pk")


def asked_forms(*, actor: Any, today: date) -> list[AskedForm]:
    """Everything that is asked for in the actor's reach: registered by hand, and declared by the kinds of programmes."""
    written = forms_in_reach(actor=actor).prefetch_related("fields")
    declared = [
        (one, asking) for one in programmes_declaring(actor=actor) for asking in registry[one.kind].askings
    ]
    return [
        *(_of_form(form, today) for form in written),
        *(_of_asking(programme, asking, today) for programme, asking in declared),
    ]


def declared_form(*, programme: Programme, asking: Asking, today: date) -> AskedForm:
    """The form of a kind as the register shows it; the caller has been let in to the programme."""
    return _of_asking(programme, asking, today)


def held_of(asking: Asking) -> list[tuple[Wording, Fact | None]]:
    """The fields of a declared form with the facts that fill them."""
    return [(one.title, facts.get(one.fact) if one.fact else None) for one in asking.fields]


def counted_by_level(forms: Iterable[AskedForm]) -> list[Count]:
    """What each level is asked for, from the top down, then workers."""
    found = list(forms)
    return [
        counted
        for key in Filler
        if (counted := _count(key, str(key.label), [one for one in found if one.filler == key])).forms
    ]


def counted_by_union(forms: Iterable[AskedForm]) -> list[Count]:
    """What each union asks for, the one that asks most first."""
    by_union: dict[int, list[AskedForm]] = {}
    for one in forms:
        by_union.setdefault(one.union.pk, []).append(one)
    counts = [_count(str(key), found[0].union.name, found) for key, found in by_union.items()]
    return sorted(counts, key=lambda one: (-one.fields, one.title))


def _count(key: str, title: str, forms: Sequence[AskedForm]) -> Count:
    return Count(
        key,
        title,
        len(forms),
        sum(one.fields for one in forms),
        sum(one.held for one in forms),
        sum(one.cells for one in forms),
    )


def _reach(actor: Any, field: str) -> Q:
    scope = scope_of(actor=actor, verb="form.view")
    if not scope:
        return Q(pk__in=[])
    above = {path for own in scope.paths for path in lineage(own)}
    return scope.q(field) | Q(**{f"{field}__in": above})


def _of_form(form: Form, today: date) -> AskedForm:
    fields = list(form.fields.all())
    return AskedForm(
        title=Wording(form.title, form.title),
        union=form.union,
        filler=form.filler,
        often=form.often,
        purpose=Wording(form.purpose, form.purpose),
        basis=Wording(form.basis, form.basis),
        starts_on=form.starts_on,
        expires_on=form.retired_on or form.expires_on,
        state=state_of_form(expires_on=form.expires_on, retired_on=form.retired_on, today=today),
        fields=len(fields),
        held=sum(bool(one.fact) for one in fields),
        times=form.times,
        is_declared=False,
        url=reverse("forms:detail", args=[form.pk]),
    )


def _of_asking(programme: Programme, asking: Asking, today: date) -> AskedForm:
    """A declared form is asked for in the year of its programme, while that takes applications; then it is asked no more."""
    asked = is_asked(state=programme.state, while_running=asking.while_running)
    last_day = max(programme.starts_on, min(programme.ends_on, date(programme.year, 12, 31)))
    return AskedForm(
        title=asking.title,
        union=programme.union,
        filler=Filler.WORKER if asking.of is Of.PERSON else Filler.ENTERPRISE,
        often=HowOften(asking.often),
        purpose=asking.purpose,
        basis=asking.basis,
        starts_on=programme.starts_on,
        expires_on=last_day,
        state=FormState.IN_FORCE if asked and today <= last_day else FormState.RETIRED,
        fields=len(asking.fields),
        held=sum(facts.get(one.fact) is not None for one in asking.fields if one.fact),
        times=TIMES.get(asking.often, 1),
        is_declared=True,
        url=reverse("forms:declared", args=[programme.pk, asking.slug]),
    )
