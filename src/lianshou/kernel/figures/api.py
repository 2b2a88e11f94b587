from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from pydantic import Field

from lianshou.core.figures import Figure
from lianshou.kernel.figures import queries
from lianshou.kernel.figures.forms import NarrowForm
from lianshou.web.api import Item, Listing, Rejected, list_at, router_for
from lianshou.web.api.problems import faults_of_form
from lianshou.web.templatetags.web import say

router = router_for(pgettext_lazy("api", "Figures"))
_Slug = Annotated[str, Field(pattern=r"^[-a-z0-9_]{1,60}$")]


class FigureItem(Item):
    """A number with its unit; a ratio has words and no value."""

    slug: str
    title: str
    definition: str
    unit: str
    value: int | None
    words: str


class CellItem(Item):
    title: str
    value: str


class FactItem(Item):
    """A record that a figure counts, in the columns that the figure names."""

    id: int
    columns: list[CellItem]

    @staticmethod
    def resolve_columns(row: Any, context: Any) -> list[dict[str, str]]:
        figure = _figure(context["request"].resolver_match.kwargs["slug"])
        return [{"title": say(one.title), "value": _said(one.value(row))} for one in figure.columns]


def _narrowing(request: HttpRequest, figure: Figure | None = None) -> queries.Narrowing:
    form = NarrowForm(request.GET, actor=request.user)
    if not form.is_valid():
        raise Rejected(422, faults=faults_of_form(form, place="query"))
    return queries.narrowing_of(form.cleaned_data, {})


def _cards(request: HttpRequest) -> list[dict[str, Any]]:
    shown = queries.cards(actor=request.user, today=timezone.localdate(), to=_narrowing(request))
    cards = [one for card in shown for one in (card, card.beside) if one is not None]
    return [_card(card) for card in cards]


def _card(card: queries.Card) -> dict[str, Any]:
    figure, is_count = card.figure, isinstance(card.figure, Figure)
    return {
        "slug": figure.slug,
        "title": say(figure.title),
        "definition": say(figure.definition),
        "unit": str(figure.unit.name) if isinstance(figure, Figure) else "",
        "value": card.number if is_count else None,
        "words": card.quantity.say() if card.quantity else card.share,
    }


def _figure(slug: str) -> Figure:
    figure = queries.all_figures().get(slug)
    if not isinstance(figure, Figure):
        raise Http404
    return figure


def _facts(request: HttpRequest, slug: str) -> Any:
    figure, today = _figure(slug), timezone.localdate()
    to = _narrowing(request, figure)
    return figure.dress(queries.rows_of(figure=figure, actor=request.user, today=today, to=to))


def _said(value: Any) -> str:
    return "" if value in (None, "") else str(say(value))


list_at(
    router,
    Listing(
        path="/figures",
        name="figures",
        door="figure.view",
        item=FigureItem,
        rows=_cards,
        filters=NarrowForm,
        orders={"usual": ()},
        key=lambda card: str(card["slug"]),
        pages=("figures:list",),
        told=pgettext_lazy("api", "Figures: named counts with their definitions"),
    ),
)
list_at(
    router,
    Listing(
        path="/figures/{slug:slug}/rows",
        name="figure_rows",
        door="figure.view",
        item=FactItem,
        rows=_facts,
        filters=NarrowForm,
        orders={"id": ("pk",)},
        parts={"slug": _Slug},
        pages=("figures:detail", "figures:export"),
        told=pgettext_lazy("api", "The records that a figure counts"),
    ),
)
