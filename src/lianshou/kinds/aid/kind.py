from __future__ import annotations

from datetime import datetime

from lianshou.core.kinds import Kind, MenuPlace, Step
from lianshou.core.wording import Wording
from lianshou.kinds.aid.actions import erase_ended_files, erase_old_reports, tend
from lianshou.kinds.aid.figures import figures
from lianshou.kinds.aid.queries import notice_lists, notice_remarks, waiting_for
from lianshou.kinds.aid.queries.leaving import notice_leaves
from lianshou.kinds.aid.queries.noticing import notice_words
from lianshou.kinds.aid.queries.work import applications_retold
from lianshou.kinds.aid.rules.settings import AIDING, CHECKING, HELPING, LEAVING_AFTER, REGION


def _home(programme_id: int) -> str:
    from django.urls import reverse

    return reverse("aid:desk", args=[programme_id])


def _daily(*, now: datetime) -> int:
    """What is erased once a day; what is warned of goes along."""
    tend(now=now)
    return erase_old_reports(now=now) + erase_ended_files(now=now)


KIND = Kind(
    slug="aid",
    title=Wording("困难职工帮扶", "Aid to workers in hardship"),
    pillar="rights_and_aid",
    urls="lianshou.kinds.aid.urls",
    home=_home,
    figures=figures,
    inbox=waiting_for,
    retold=applications_retold,
    erases=_daily,
    notice_lists=notice_lists,
    notice_leaves=notice_leaves,
    notice_remarks=notice_remarks,
    notice_words=notice_words,
    steps=frozenset({Step.APPLICATION}),
    settings=(*REGION, *HELPING, *LEAVING_AFTER, *AIDING, *CHECKING),
    places=(
        MenuPlace(
            title=Wording("困难职工家庭", "Households in hardship"),
            url_name="aid:households",
            verb="person.view",
        ),
        MenuPlace(
            title=Wording("我的帮扶家庭", "My households"),
            url_name="aid:mine",
            role="helper",
        ),
    ),
    public_urls="lianshou.kinds.aid.urls.public",
    public_pages=(
        (Wording("困难职工自测", "Self-test: would I be in hardship?"), "public_aid:self_test"),
        (Wording("就近找工会帮扶", "Where to find help"), "public_aid:stations"),
    ),
)
