from lianshou.core.kinds import Kind
from lianshou.core.wording import Wording
from lianshou.kinds.pairing.figures import figures


def _home(programme_id: int) -> str:
    from django.urls import reverse

    return reverse("pairing:desk", args=[programme_id])


KIND = Kind(
    slug="pairing",
    title=Wording("联手兴家", "Pairing"),
    pillar="self_building",
    urls="lianshou.kinds.pairing.urls",
    home=_home,
    figures=figures,
    inbox=lambda **_: (),
)
