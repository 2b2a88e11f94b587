from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from lianshou.core.kinds import registry
from lianshou.core.parameters import declared
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS, Bar, Lists, ObjectionState, State
from lianshou.kernel.notices.models import Notice, NoticeLine
from lianshou.kernel.notices.queries.notices import partners_of
from lianshou.kernel.notices.rules import Standing, why_not_pass
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import parameter

_STANDING = (State.POSTED, State.CLOSED)


def bar_for(*, programme: Programme, today: date, application: Application | None = None) -> Bar | None:
    """Why the step after the public notice cannot be taken today for a whole programme, or for one ``application`` of it.

    Whatever places or approves asks this inside its transaction, with the programme held; the caller has been let in to the
    programme. None where nothing bars; a notice of leaving bars nothing here. ``asks_notice`` tells whether there must be a notice at all.
    """
    notices = Notice.objects.admitted().filter(programme=programme, state__in=_STANDING)
    notices = notices.exclude(lists=Lists.LEAVING)
    asking = Application.objects.admitted().filter(programme=programme, state=ApplicationState.ACCEPTED)
    if application is not None:
        notices = notices.filter(lines__application=application)
        asking = asking.filter(pk=application.pk)
    needed = asks_notice(programme=programme)
    return why_not_pass(
        needed=needed,
        notices=_standing(notices.values_list("pk", flat=True), application),
        unlisted=_unlisted(programme, asking.values_list("pk", flat=True)) if needed else 0,
        today=today,
    )


def bar_of_notice(*, notice: Notice, application: Application, today: date) -> Bar | None:
    """Why nothing is decided today about one ``application`` by one ``notice`` that lists it; None where nothing bars."""
    counted = notice.state in _STANDING
    return why_not_pass(
        needed=True, notices=_standing([notice.pk], application) if counted else [], unlisted=0, today=today
    )


def unaccepted(*, programme: Programme) -> int:
    """How many applications of a programme wait to be accepted, so that no notice lists them yet; the caller has been let in."""
    waiting = Application.objects.admitted().filter(programme=programme)
    return waiting.filter(state=ApplicationState.SUBMITTED).count()


def _unlisted(programme: Programme, asking: QuerySet[Application, int]) -> int:
    """How many of those who ask stand on no notice that counts, or on one with another partner than now.

    A notice of pairs lists only those who got one; nobody else is approved by it.
    """
    lines = NoticeLine.objects.admitted().filter(application__in=asking, notice__state__in=_STANDING)
    lines = lines.exclude(notice__lists=Lists.LEAVING)
    found = list(lines.values_list("application", "partner"))
    partners = partners_of(programme) if any(partner for _one, partner in found) else {}
    ids = set(asking) & set(partners) if partners else set(asking)
    listed = {one for one, partner in found if not partner or partner == partners.get(one)}
    return len(ids - listed)


def asks_notice(*, programme: Programme) -> bool:
    """Whether nothing in a programme is approved before a public notice: its kind always asks, or its federation has chosen so.

    A kind lets federations choose by declaring the setting ``<slug>.needs_notice``; the choice of the programme's first day holds.
    """
    if programme.kind in registry and registry[programme.kind].needs_notice:
        return True
    key, region = f"{programme.kind}.needs_notice", programme.union.division_code
    return key in declared and bool(parameter(key=key, region=region, on=programme.starts_on))


def _standing(keys: object, application: Application | None) -> list[Standing]:
    """The notices with their objections: of one application, those about its line or about the notice as a whole."""
    about = (
        Q()
        if application is None
        else Q(objections__line=None) | Q(objections__line__application=application)
    )
    upheld = Q(
        objections__state=ObjectionState.UPHELD,
        objections__line__application__state=ApplicationState.ACCEPTED,
    )
    rows = (
        Notice.objects.admitted()
        .filter(pk__in=list(keys))  # type: ignore[call-overload]
        .annotate(
            opened=Count("objections", filter=about & Q(objections__state__in=OPEN_OBJECTIONS)),
            upheld=Count("objections", filter=about & upheld),
        )
        .order_by("pk")
        .values_list("state", "closes_on", "opened", "upheld")
    )
    return [Standing(state, last, opened, upheld) for state, last, opened, upheld in rows if last is not None]
