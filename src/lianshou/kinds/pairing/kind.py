from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from lianshou.core.asking import Asking, Of, Often
from lianshou.core.kinds import InboxItem, Kind, ListIntake, Matching, NoticeOfPairs, OnRegister, Step
from lianshou.core.papers import Paper
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.pairing import queries
from lianshou.kinds.pairing.actions import (
    amend_wish,
    ask_to_be_paired,
    take_guest,
    take_host,
    untake_rows,
)
from lianshou.kinds.pairing.exports.agreement import default_template, render
from lianshou.kinds.pairing.exports.agreement_fields import (
    LABELS,
    REQUIRED,
    agreement_clauses,
    agreement_sample,
)
from lianshou.kinds.pairing.exports.paper_context import RELATED, agreement_context
from lianshou.kinds.pairing.figures import figures
from lianshou.kinds.pairing.queries.asking import hosts_by_application, judge_guest
from lianshou.kinds.pairing.queries.reviewed import reviewed
from lianshou.kinds.pairing.rules.checking import check, is_warning
from lianshou.kinds.pairing.rules.columns import GUESTS, HOSTS
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.guest_form import BASIS, GUEST_FIELDS, PURPOSE
from lianshou.kinds.pairing.rules.rules_of_region import REGION
from lianshou.kinds.pairing.rules.solving import match


def _home(programme_id: int) -> str:
    from django.urls import reverse

    return reverse("pairing:desk", args=[programme_id])


def _page(name: str) -> Callable[[int], str]:
    from django.urls import reverse

    return lambda programme_id: reverse(f"pairing:{name}", args=[programme_id])


def _inbox(*, actor: Any, today: date) -> Sequence[InboxItem]:
    return queries.waiting_for(actor=actor, today=today)


def _check(slug: str, *, rows: Sequence[Row], programme: Any, today: date) -> Sequence[Problem]:
    others = queries.other_side(programme=programme, list_slug=slug)
    known = queries.places_known(programme=programme)
    return check(slug, rows, others=others, today=today, year=programme.year, known=known)


def _known(slug: str, *, actor: Any, programme: Any, rows: Sequence[Row]) -> Mapping[int, OnRegister]:
    return queries.known_rows(actor=actor, programme=programme, rows=rows, list_slug=slug)


_HOSTS_BACK = Wording(
    "撤回后，这次导入的帮带方退出名单；工会和主席的资料仍留在名录里。不能撤回的行保留，并在旁边写明原因。",
    "The hosts of this upload go off the list; unions and chairs stay on the register as they are now. A row that "
    "cannot be taken back stays, with the reason beside it.",
)
_GUESTS_BACK = Wording(
    "撤回后，这次导入的申报（含审批中的）退出名单；工会和主席的资料仍留在名录里。不能撤回的行保留，并在旁边写明原因。",
    "The applications of this upload, in review or not, are withdrawn; unions and chairs stay on the register as they are "
    "now. A row that cannot be taken back stays, with the reason beside it.",
)


def _list(layout: Layout, title: Wording, take: Callable[..., Any], takes_back: Wording) -> ListIntake:
    return ListIntake(
        slug=layout.name,
        title=title,
        layout=lambda: layout,
        check=partial(_check, layout.name),
        warns=is_warning,
        known=partial(_known, layout.name),
        take=take,
        trace=queries.traces_of,
        undo=untake_rows,
        takes_back=takes_back,
    )


def _freeze(*, programme: Any, keep: bool) -> dict[str, Any]:
    return queries.instance_of(programme=programme, keep=keep).to_json()


def _compute(frozen: Mapping[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    result = match(Instance.from_json(frozen), progress)
    placements = [
        {"application": int(pair["guest"]), "opening": int(pair["host"]), "reasons": pair}
        for pair in result["pairs"]
    ]
    return {**result, "placements": placements}


KIND = Kind(
    slug="pairing",
    title=Wording("联手兴家", "Pairing"),
    pillar="self_building",
    urls="lianshou.kinds.pairing.urls",
    home=_home,
    figures=figures,
    inbox=_inbox,
    steps=frozenset({Step.APPLICATION, Step.LISTS, Step.MATCHING, Step.PLEDGE, Step.FOLLOW_UP}),
    lists=(
        _list(HOSTS, Wording("帮带方名单", "List of hosts"), take_host, _HOSTS_BACK),
        _list(GUESTS, Wording("被帮带方名单", "List of guests"), take_guest, _GUESTS_BACK),
    ),
    pages={
        Step.APPLICATION: _page("guests"),
        Step.LISTS: lambda programme_id: f"{_home(programme_id)}#guests-title",
        Step.MATCHING: _page("pairs"),
    },
    askings=(
        Asking(
            slug="guest",
            title=Wording("“联手兴家”帮带申请表", "Form to be paired with a model home"),
            of=Of.UNION,
            purpose=PURPOSE,
            basis=BASIS,
            fields=GUEST_FIELDS,
            write=ask_to_be_paired,
            judge=judge_guest,
            amend=amend_wish,
            often=Often.YEARLY,
        ),
    ),
    matching=Matching(freeze=_freeze, compute=_compute),
    paper=Paper(
        title=Wording("“联手兴家”结对协议书", "Pairing agreement"),
        prefix="联手",
        context=agreement_context,
        render=render,
        related=RELATED,
        default=default_template,
        sample=agreement_sample,
        required=REQUIRED,
        labels=LABELS,
        clauses=agreement_clauses,
    ),
    notice_of_pairs=NoticeOfPairs(
        asks=Wording("被帮带方", "Guest"), other=Wording("帮带方", "Host"), pairs=hosts_by_application
    ),
    settings=REGION,
    reviewed=reviewed,
)
