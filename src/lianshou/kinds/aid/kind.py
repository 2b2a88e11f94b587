from __future__ import annotations

from lianshou.core.kinds import Kind, Step
from lianshou.core.wording import Wording
from lianshou.kinds.aid.figures import figures
from lianshou.kinds.aid.queries import waiting_for


def _home(programme_id: int) -> str:
    from django.urls import reverse

    return reverse("aid:desk", args=[programme_id])


KIND = Kind(
    slug="aid",
    title=Wording("困难职工帮扶", "Aid to workers in hardship"),
    pillar="rights_and_aid",
    urls="lianshou.kinds.aid.urls",
    home=_home,
    figures=figures,
    inbox=waiting_for,
    public_urls="lianshou.kinds.aid.urls.public",
    steps=frozenset({Step.APPLICATION}),
)
