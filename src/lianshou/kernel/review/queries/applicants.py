"""What became of an application on its way up, as its applicant is told, and what is known of one without a form."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from lianshou.core.gates import Returned
from lianshou.core.kinds import registry
from lianshou.core.wording import Wording
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.review.enums import Act, AscentState
from lianshou.kernel.review.models import Ascent
from lianshou.kernel.review.queries.climbing import RELATED, steps_of


def returned_ascent(*, application: Application) -> Ascent | None:
    """The approval of an application that was given back to be completed, or None."""
    return (
        Ascent.objects.admitted()
        .filter(application=application, state=AscentState.RETURNED)
        .select_related(*RELATED)
        .first()
    )


def why_returned(*, application: Application) -> Returned | None:
    """What was said when an application was given back or refused; the caller speaks for it."""
    found = Ascent.objects.admitted().filter(
        application=application, state__in=(AscentState.RETURNED, AscentState.REFUSED)
    )
    ascent = found.select_related("application").order_by("-pk").first()
    if ascent is None or ascent.application.state not in (
        ApplicationState.RETURNED,
        ApplicationState.REFUSED,
    ):
        return None
    refused = ascent.state == AscentState.REFUSED
    last = steps_of(ascent).filter(act__in=(Act.RETURNED, Act.REFUSED, Act.REJECTED)).last()
    url = reverse("review:case", args=[ascent.pk])
    until = ascent.appeal_until if refused else ascent.due_on
    return Returned(words=last.words if last else "", until=until, url=url, is_refused=refused)


def facts_of_application(*, application: Application) -> Sequence[tuple[Wording, str]]:
    """What the kind tells of an application that came in without a form; the caller has been let in to it."""
    kind = application.programme.kind
    return registry[kind].reviewed(application=application, is_blind=False) if kind in registry else ()
