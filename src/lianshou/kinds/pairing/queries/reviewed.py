"""What a reviewer sees of an application besides who asks."""

from __future__ import annotations

from collections.abc import Sequence

from lianshou.core.wording import Wording
from lianshou.kernel.intake.models import Application
from lianshou.kinds.pairing.models import GuestDetail


def reviewed(*, application: Application, is_blind: bool) -> Sequence[tuple[Wording, str]]:
    """The industry, members, founding year and wish of the union; in a blind round neither its township nor its year."""
    union = application.union
    facts = [
        (Wording("行业", "Industry"), union.industry_said),
        (Wording("会员数", "Members"), _number(union.members)),
    ]
    if not is_blind:
        founded = str(union.founded_on.year) if union.founded_on else ""
        facts += [
            (Wording("乡镇（街道）", "Township"), union.township),
            (Wording("建会年份", "Founded in"), founded),
        ]
    detail = GuestDetail.objects.admitted().filter(application=application).first()
    facts.append((Wording("最想得到哪些帮助", "What it wishes for"), detail.wish if detail else ""))
    return [(title, text) for title, text in facts if text]


def _number(count: int | None) -> str:
    return "" if count is None else str(count)
