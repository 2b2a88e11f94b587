"""Template words of the house."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from lianshou.core.panels import Panel, coming_in_board, programme_board
from lianshou.core.quantities import Quantity, yuan_text
from lianshou.core.wording import Language, Wording

register = template.Library()


def page_language() -> Language:
    """The language of the page as plain storeys name it."""
    return "en" if get_language() == "en" else "zh"


@register.filter
def say(wording: Wording | dict[str, str] | str) -> str:
    """A Wording (or its frozen form {"zh": …, "en": …}) in the page's language."""
    if isinstance(wording, Wording):
        return wording.say(page_language())
    if isinstance(wording, dict):
        return wording.get(page_language()) or wording.get("zh", "")
    return str(wording)


@register.filter("then")
def say_both(fault: Wording | dict[str, str], way_out: Wording | dict[str, str]) -> str:
    """What is wrong and the way out, as two sentences of the page's language: Chinese puts no space between them."""
    between = "" if page_language() == "zh" else " "
    return between.join(one for one in (say(fault), say(way_out)) if one)


@register.filter
def digits(quantity: Quantity[Any]) -> str:
    """The number of a quantity with every digit: "164", "12,345.60"."""
    return quantity.in_full(page_language())[0]


@register.filter
def counter(quantity: Quantity[Any]) -> str:
    """What a quantity counts: "家", "元"."""
    return quantity.in_full(page_language())[1]


@register.filter
def quantity(counted: Quantity[Any]) -> str:
    """A quantity as the page's language writes it, with its unit and qualifier: 60份, 近百名."""
    return counted.say(page_language())


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as yuan with two decimals; an en dash when unknown."""
    return "–" if fen is None else yuan_text(fen)


@register.filter
def km(metres: int | None) -> str:
    """Metres as kilometres with one decimal; an en dash when unknown."""
    return "–" if metres is None else f"{metres / 1000:.1f}"


@register.filter
def bracketed(value: object) -> str:
    """``value`` in brackets, wide ones on a Chinese page; the space before them is the English page's."""
    return f" ({value})" if page_language() == "en" else f"（{value}）"


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """``mapping[key]`` or None."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def programme_panels(context: dict[str, Any], programme: Any) -> list[Panel]:
    """What stands on a programme's desk, whatever its kind; the desk includes "programmes/panels.html"."""
    return list(programme_board.panels(actor=context["request"].user, subject=programme))


@register.simple_tag(takes_context=True)
def coming_in_panels(context: dict[str, Any], programme: Any) -> list[Panel]:
    """What upper storeys say where applications to a programme come in."""
    return list(coming_in_board.panels(actor=context["request"].user, subject=programme))


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], *pair: Any, **changes: Any) -> str:
    """The page's own query string with some parameters changed (None removes one).

    A name that only the page knows comes first, with its value: ``{% query cut.slug line.token page=None %}``.
    """
    params = context["request"].GET.copy()
    if pair:
        changes[str(pair[0])] = pair[1]
    for key, value in changes.items():
        params.pop(key, None)
        if value is not None:
            params[key] = str(value)
    return f"?{params.urlencode()}" if params else "?"
