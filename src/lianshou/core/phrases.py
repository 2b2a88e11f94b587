"""Reading a count as a Chinese newspaper says it: "300余万元", "近百名", "一般3至4家", "76.4%"."""

from __future__ import annotations

import re
from fractions import Fraction

from lianshou.core.quantities import FEN, UNITS, Money, Qualifier, Quantity, Share, Unit

_GROUP = {"": 1, "万": 10**4, "亿": 10**8}
_WORDS = {"百": 100, "千": 1000, "万": 10000}
_BEFORE = {"近": Qualifier.NEARLY, "一般": Qualifier.GENERALLY}
_WITHIN = {"多": Qualifier.MORE, "余": Qualifier.ODD}
_BEHIND = {"以上": Qualifier.AT_LEAST, "左右": Qualifier.ABOUT}
_NUMBER = r"\d+(?:\.\d{1,2})?"
_PHRASE = re.compile(
    rf"(?P<before>近|一般)?(?:(?P<low>{_NUMBER})(?:[至~～-](?P<high>{_NUMBER}))?|(?P<word>[百千万]))"
    r"(?P<within>[多余])?(?P<group>[万亿])?(?P<counter>\D+?)(?P<behind>以上|左右)?"
)
_PERCENT = re.compile(r"(\d+)(?:\.(\d+))?[%％]")


class NotAQuantity(ValueError):
    """A text is no count that this house knows to read."""


def quantity_in(phrase: str, unit: Unit | None = None) -> Quantity[Unit]:
    """The count that a phrase says. A counter such as 个 or 家 means ``unit`` where it is given, else its usual unit.

    Raises NotAQuantity for anything else: several qualifiers, unknown counters, parts of a person.
    """
    found = _PHRASE.fullmatch(phrase.strip())
    if found is None:
        raise NotAQuantity(phrase)
    counter = found["counter"]
    meant = _unit_of(counter, unit)
    if meant is None or (unit is not None and meant is not unit):
        raise NotAQuantity(phrase)
    per = FEN if isinstance(meant, Money) else 1
    low, high = (_value(found, part, per, phrase) for part in ("low", "high"))
    if low is None:
        raise NotAQuantity(phrase)
    usual = "" if counter == meant.counters[0] else counter
    try:
        return Quantity(low, meant, _qualifier(found, phrase), high, usual)
    except ValueError as error:
        raise NotAQuantity(phrase) from error


def share_in(phrase: str) -> Share:
    """ "76.4%" as 764 of 1,000: the numbers behind it are not in the phrase. Raises NotAQuantity."""
    found = _PERCENT.fullmatch(phrase.strip())
    if found is None:
        raise NotAQuantity(phrase)
    decimals = found[2] or ""
    return Share(int(found[1] + decimals), 100 * 10 ** len(decimals))


def _unit_of(counter: str, unit: Unit | None) -> Unit | None:
    if unit is not None:
        return unit if counter in unit.counters else None
    usual = [one for one in UNITS if counter == one.counters[0]]
    return next(iter([*usual, *(one for one in UNITS if counter in one.counters)]), None)


def _value(found: re.Match[str], part: str, per: int, phrase: str) -> int | None:
    if part == "low" and found["word"]:
        number = Fraction(_WORDS[found["word"]])
    elif found[part] is None:
        return None
    else:
        number = Fraction(found[part])
    value = number * _GROUP[found["group"] or ""] * per
    if value.denominator != 1:
        raise NotAQuantity(phrase)
    return value.numerator


def _qualifier(found: re.Match[str], phrase: str) -> Qualifier:
    said = [
        words[found[part]]
        for part, words in (("before", _BEFORE), ("within", _WITHIN), ("behind", _BEHIND))
        if found[part]
    ]
    if len(said) > 1:
        raise NotAQuantity(phrase)
    return said[0] if said else Qualifier.EXACT
