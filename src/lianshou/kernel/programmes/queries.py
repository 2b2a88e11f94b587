from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.programmes.models import Parameter, Programme


def programmes_in_scope(*, actor: Any, verb: str = "programme.view") -> QuerySet[Programme]:
    """The programmes run inside the subtrees of the posts that grant ``verb``, newest first."""
    return Programme.objects.filter(scope_of(actor=actor, verb=verb).q("union__path")).select_related("union")


def parameter(*, key: str, region: str, on: date, default: Any = None) -> Any:
    """The value of ``key`` that holds in ``region`` (a division code) on a day: longest prefix, then latest start."""
    candidates = Parameter.objects.filter(key=key, starts_on__lte=on)
    fitting = [row for row in candidates if region.startswith(row.region)]
    best = max(fitting, key=lambda row: (len(row.region), row.starts_on), default=None)
    return default if best is None else best.value
