"""Which bulletins somebody may see, and what stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.bulletins.models import Bulletin, FrozenRows, FrozenValue
from lianshou.kernel.bulletins.queries.countersigning import countersignatures_asked
from lianshou.kernel.bulletins.queries.receiving import bulletins_received
from lianshou.kernel.bulletins.queries.values import Asked, Value, figures_now, values_now
from lianshou.kernel.bulletins.rules.typed import Typed, has_typed_numbers, typed_numbers


def bulletins_in_scope(*, actor: Any, verb: str = "bulletin.view") -> QuerySet[Bulletin]:
    """The bulletins of the unions where the actor may do ``verb``."""
    found = Bulletin.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("union", "written_by", "checked_by", "signed_by", "corrects")


def _asked(*, bulletin: Bulletin, actor: Any, today: date) -> Asked:
    return Asked(bulletin.union, bulletin.period, actor, today)


def values_of(*, bulletin: Bulletin, actor: Any, today: date) -> list[Value]:
    """What the placeholders say: as frozen, or counted now for a draft."""
    if not bulletin.is_frozen:
        return values_now(bulletin.text, _asked(bulletin=bulletin, actor=actor, today=today))
    return [_frozen(value) for value in bulletin.values.admitted().order_by("place")]


def typed_in(*, bulletin: Bulletin, actor: Any, today: date) -> list[Typed]:
    """The numbers typed into a draft, each with what speaks about it."""
    if not has_typed_numbers(bulletin.text):
        return []
    figures = figures_now(_asked(bulletin=bulletin, actor=actor, today=today))
    return typed_numbers(bulletin.text, figures=figures)


def bulletins_open_to(*, actor: Any) -> QuerySet[Bulletin]:
    """The bulletins whose text the actor may read: of own unions, received from above, to be countersigned, or public."""
    own = scope_of(actor=actor, verb="bulletin.view").q("union__path")
    received = Q(pk__in=bulletins_received(actor=actor).values("bulletin"))
    asked = Q(pk__in=countersignatures_asked(actor=actor).values("bulletin"))
    public = Q(published_at__isnull=False, taken_down_at=None)
    return Bulletin.objects.admitted().filter(own | received | asked | public)


def frozen_value(*, actor: Any, bulletin: int, place: int) -> FrozenValue | None:
    """A frozen number whose records the actor may open: one who may see figures, and read the bulletin."""
    if not scope_of(actor=actor, verb="figure.view"):
        return None
    found = FrozenValue.objects.admitted().select_related("bulletin__union")
    return found.filter(bulletin__in=bulletins_open_to(actor=actor), bulletin=bulletin, place=place).first()


def rows_as_counted(*, actor: Any, value: FrozenValue, part: str) -> tuple[list[list[str]], int]:
    """The records behind a frozen number as they were when it was counted, inside the actor's scope; and how many lie outside."""
    scope = scope_of(actor=actor, verb="figure.view")
    shown: list[list[str]] = []
    hidden = 0
    for chunk in FrozenRows.objects.admitted().filter(value=value, part=part).order_by("number"):
        for place, path in enumerate(chunk.paths):
            if not scope.covers(path):
                hidden += 1
            elif chunk.cells:
                shown.append(chunk.cells[place])
            else:
                shown.append([str(chunk.keys[place])])
    return shown, hidden


def changes_of(*, bulletin: Bulletin, actor: Any, today: date) -> list[tuple[Value, Value]]:
    """What a correction says anew: the numbers of the bulletin it corrects beside the same ones now, where they differ."""
    if bulletin.corrects is None:
        return []
    before = [_frozen(value) for value in bulletin.corrects.values.admitted().order_by("place")]
    if bulletin.is_frozen:
        now = {value.raw: value for value in values_of(bulletin=bulletin, actor=actor, today=today)}
    else:
        asked = Asked(bulletin.union, bulletin.corrects.period, actor, today)
        now = {value.raw: value for value in values_now(bulletin.corrects.text, asked)}
    pairs = [(old, now[old.raw]) for old in before if old.raw in now]
    return [
        (old, new)
        for old, new in pairs
        if (old.number, old.under, list(old.lines)) != (new.number, new.under, list(new.lines))
    ]


def steps_open_to(*, bulletin: Bulletin, actor: Any) -> dict[str, bool]:
    """Which steps the actor's posts allow with a bulletin; whether they may be taken now is asked of the rules."""
    verbs = {
        "edit": "bulletin.write", "submit": "bulletin.write", "discard": "bulletin.write", "correct": "bulletin.write",
        "check": "bulletin.check", "sign": "bulletin.sign", "issue": "bulletin.issue", "return": "bulletin.return",
        "ask": "bulletin.write", "publish": "bulletin.publish",
    }  # fmt: skip
    return {step: may(actor, verb, on=bulletin.union) for step, verb in verbs.items()}


def _frozen(value: FrozenValue) -> Value:
    return Value(
        place=value.place,
        raw=value.raw,
        kind=value.kind,
        slug=value.figure,
        title=_wording(value.title),
        definition=_wording(value.definition),
        version=value.definition_version,
        unit=value.unit,
        number=value.number,
        under=value.under,
        words=_wording(value.words),
        heading=_wording(value.heading),
        lines=value.lines,
        period=value.period,
    )


def _wording(said: dict[str, str]) -> Wording:
    return Wording(said.get("zh", ""), said.get("en", ""))
