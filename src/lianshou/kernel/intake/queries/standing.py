"""Where a programme stands with those who ask and with its uploads."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from lianshou.core.kinds import Kind, Step, registry
from lianshou.core.spine import StepLine, ToDo, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.intake.enums import State
from lianshou.kernel.intake.models import Application, Import
from lianshou.kernel.intake.queries.applications import UNDECIDED
from lianshou.kernel.intake.queries.imports import imports_waiting_for
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


def applications_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """Where a programme stands with those who ask."""
    kind = registry[programme.kind]
    if not may(actor, "programme.view", on=programme.union):
        return None
    rows = Application.objects.admitted().filter(programme=programme).exclude(state=State.WITHDRAWN)
    open_ones = Q(state__in=UNDECIDED)
    counted = rows.aggregate(
        n=Count("pk"), open=Count("pk", filter=open_ones), taken=Count("pk", filter=Q(state=State.ACCEPTED))
    )
    if not kind.uses(Step.APPLICATION) and not counted["n"]:
        return None
    gathering = bool(counted["n"]) and programme.state == ProgrammeState.PREPARING
    return StepLine(
        step=Step.APPLICATION,
        title=Wording("申报", "Applications"),
        said=Wording("{n}件，已接受{taken}件", "{n}, {taken} of them accepted").fill(**counted),
        standing=standing_of(begun=bool(counted["n"]), open_=gathering or bool(counted["open"])),
        url=_page_of(kind, programme, whole=counted["n"] == counted["taken"]),
    )


def _page_of(kind: Kind, programme: Programme, *, whole: bool) -> str:
    """The kind's own page where it shows everybody who is counted, else the list that does."""
    if whole:
        return kind.page_of(Step.APPLICATION, programme.pk)
    return reverse("applications:list", args=[programme.pk])


def lists_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """Where a programme stands with its uploads; what is still to correct or to take over waits for whoever takes lists in."""
    kind = registry[programme.kind]
    if not kind.uses(Step.LISTS) or not may(actor, "intake.import", on=programme.union):
        return None
    count = Import.objects.admitted().filter(programme=programme).count()
    comes_later = any(entry.while_running for entry in kind.lists)
    if not count and not comes_later and programme.state != ProgrammeState.PREPARING:
        return None  # entered in another way, and its time is over
    waiting = list(imports_waiting_for(actor=actor).filter(programme=programme).order_by("pk"))
    todo = (
        ToDo(
            Wording("{n}份名单待核对", "Lists to look through: {n}").fill(n=len(waiting)),
            reverse("intake:detail", args=[waiting[0].pk]),
        )
        if waiting
        else None
    )
    return StepLine(
        step=Step.LISTS,
        title=Wording("名单导入", "Lists"),
        said=Wording("上传{n}份", "{n} uploaded").fill(n=count),
        standing=standing_of(begun=bool(count), open_=bool(waiting)),
        url=kind.page_of(Step.LISTS, programme.pk),
        todo=todo,
    )
