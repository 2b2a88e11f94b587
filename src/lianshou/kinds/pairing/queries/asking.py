"""What the form of a union that asks to be paired is judged by, and the pairs that a public notice lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lianshou.core.wording import Wording
from lianshou.kernel.placement.enums import PAIRED
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.placement.queries import open_openings
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.unions.models import Union
from lianshou.kinds.pairing.rules.guest_form import wrong_for_guest
from lianshou.kinds.pairing.rules.rules_of_region import GUEST_YEARS


def judge_guest(
    *, programme: Programme, union: Union, person: None, values: Mapping[str, str], today: date
) -> Mapping[str, Wording]:
    """What is wrong with a form that no single field shows; the caller has been let in to file it."""
    del person  # a union asks
    run_by = programme.union
    return wrong_for_guest(
        is_host=open_openings(programme=programme).filter(union=union).exists(),
        founded_on=values.get("founded_on", ""),
        years=parameter(key=GUEST_YEARS, region=run_by.division_code, on=programme.starts_on),
        federation=run_by.name,
        today=today,
    )


def hosts_by_application(*, programme: Programme) -> Mapping[int, str]:
    """The host of every guest that has one now, proposals too, by the id of the application; the caller has been let in."""
    pairs = Placement.objects.admitted().filter(programme=programme, state__in=PAIRED)
    return dict(pairs.values_list("application", "opening__union__name"))
