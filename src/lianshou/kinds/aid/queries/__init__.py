from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.kinds import Errand, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.enums import State
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kinds.aid.models import Entry


def programmes_of_kind(*, actor: Any, verb: str = "placement.view") -> QuerySet[Programme]:
    """The programmes of this kind in the subtrees where the actor may do ``verb``."""
    found = Programme.objects.within(scope_of(actor=actor, verb=verb)).filter(kind="aid")
    return found.select_related("union")


def entries_of(*, programme: Programme) -> QuerySet[Entry]:
    """Who takes part in a programme; the caller has been let in to it."""
    found = Entry.objects.admitted().filter(
        application__programme=programme, application__state=State.ACCEPTED
    )
    return found.select_related("application__union")


def entries_in_scope(*, actor: Any, today: date) -> QuerySet[Entry]:
    """Everybody who takes part, inside the actor's scope for figures."""
    found = Entry.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(application__state=State.ACCEPTED)


def with_words(entries: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Narrow to unions whose name or pinyin holds the words."""
    return entries.filter(application__union__search__icontains=words)


def unions_to_enter(*, actor: Any, programme: Programme) -> QuerySet[Union]:
    """The unions below the programme's that can still take part."""
    entered = entries_of(programme=programme).values("application__union")
    below = unions_in_scope(actor=actor).filter(path__startswith=programme.union.path)
    return below.exclude(pk__in=entered).order_by("search", "pk")


def waiting_for(*, actor: Any, today: date) -> list[InboxItem]:
    """The programmes to which nobody has come yet."""
    preparing = programmes_of_kind(actor=actor, verb="intake.import").filter(state=ProgrammeState.PREPARING)
    empty = preparing.annotate(asking=Count("applications")).filter(asking=0)
    return [
        InboxItem(
            key=f"aid:enter:{programme.pk}",
            errand=Errand.PROGRAMME,
            title=_("Enter the unions that take part"),
            detail=programme.title,
            url=reverse("aid:desk", args=[programme.pk]),
            owner=programme.union.path,
            verb="intake.import",
            programme=programme.pk,
        )
        for programme in empty
    ]
